"""The items of a loop, as far as a manifest has them written out."""

from __future__ import annotations

import json
import re

from .expressed import Expression, tagged
from .known import Anything
from .objects import Hooks
from .registry import rule
from .shape import Fixed, is_list, is_object, listed, mapping, places, under
from .tags import OPEN, has_expression
from .tasks import Looped, loops

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .finding import Path
    from .registry import Report, Say
    from .scope import Scope
    from .shape import Object

_LOOPS = ("withItems", "withParam", "withSequence")
_KEY = re.compile(r"\{\{\s*item\.([^{}\[\s]+)\s*\}\}")
_SHOWN = 8


class ItemKey:
    """A tag ``{{item.key}}`` of a loop over literal items, of which some lack the key."""

    __slots__ = ("key", "lacking", "path", "raw")

    def __init__(self, path: Path, raw: Any, key: str, lacking: list[int]) -> None:
        self.path: Path = path
        self.raw: Any = raw
        self.key: str = key
        self.lacking: list[int] = lacking

    @property
    def places(self) -> list[Path]:
        """The places where the key is asked for."""
        for shown in (f"item.{self.key}", f"item['{self.key}']", f'item["{self.key}"]'):
            found = places(self.raw, self.path, shown)
            if found:
                return found
        return [self.path]


class HooksOfTask(Hooks):
    """The hooks of a task, at which Argo's validator does not look."""

    __slots__ = ()


def check_items(report: Report, scope: Scope, raw: Object, path: Path) -> None:
    """Check what a step or task asks of its items.

    Args:
        report: Runs the rules.
        scope: The variables that Argo's validator knows.
        raw: The step or task.
        path: Its place.
    """
    items = listed(raw.get("withItems")) or listed(_literal(raw.get("withParam")))
    if not items or len(loops(raw)) > 1:
        return
    body = {key: value for key, value in raw.items() if key not in _LOOPS}
    shown = repr(body)
    if "item" not in shown:
        return
    # What Argo's validator refuses is told with the other tags.
    asked = [key for key in _KEY.findall(shown) if scope.resolves(f"item.{key}")]
    if has_expression(shown):
        asked += _asked_in_expressions(body, path)
    for key in dict.fromkeys(asked):
        lacking = [index for index, item in enumerate(items) if key not in mapping(item)]
        if lacking:
            report.check(ItemKey(path, body, key, lacking))


def _asked_in_expressions(body: Object, path: Path) -> list[str]:
    return [
        used.keys[1]
        for found in tagged(body, path, Anything())
        if isinstance(found, Expression)
        for used in found.variables
        if used.keys[0] == "item" and len(used.keys) > 1 and not used.spare
    ]


def _literal(source: object) -> object:
    """Return what a `withParam` is that has no tags; None where nobody can tell, or read it."""
    if not isinstance(source, str) or OPEN in source:
        return None
    try:
        return json.loads(source)
    except (ValueError, RecursionError):
        return None


@rule("HL703", ItemKey, "All items have what is asked of them", "warning")
def item_keys(view: ItemKey, say: Say) -> None:
    """`{{item.key}}` fails at run time for an item of the loop that lacks the key.

    ```yaml
    withItems:
    - {image: debian, tag: "12"}
    - {image: alpine}
    arguments: {parameters: [{name: tag, value: "{{item.tag}}"}]}
    ```

    Give every item the key.
    """
    lacking = ", ".join(str(index) for index in view.lacking[:_SHOWN])
    more = ", …" if len(view.lacking) > _SHOWN else ""
    told = f"items without {view.key!r}: {lacking}{more}; the step or task fails for them"
    for path in view.places:
        say(path, told)


@rule("HL514", Looped, "A loop over a text loops over a list", "warning")
def parameter_is_list(view: Looped, say: Say) -> None:
    """`withParam` is a list as JSON, or a tag that becomes one.

    ```yaml
    withParam: "a,b"
    ```

    Write `withParam: '["a", "b"]'`, or `withItems: [a, b]`.
    """
    source = view.raw.get("withParam")
    if not source or not isinstance(source, str) or OPEN in source or isinstance(view.path, Fixed):
        return
    read = _literal(source)
    if not is_list(read) and source.strip() != "null":
        what = "a mapping" if is_object(read) else "no list in JSON"
        hint = 'write the items to withItems, or as JSON: \'["a", "b"]\''
        say(under(view.path, "withParam"), f"{source[:60]!r} is {what}: the loop fails", hint=hint)


@rule("HL515", Looped, "A sequence ends", "warning")
def sequence_ends(view: Looped, say: Say) -> None:
    """`withSequence` says how many numbers there are, by `count` or `end`; else it fails.

    ```yaml
    withSequence: {start: 1}
    ```

    Add `count: 3` or `end: 3`.
    """
    sequence = view.raw.get("withSequence")
    if not is_object(sequence) or isinstance(view.path, Fixed):
        return
    if mapping(sequence).get("count") is None and mapping(sequence).get("end") is None:
        place = under(view.path, "withSequence")
        say(place, "neither count nor end is given: the loop fails", hint="add one of them")


@rule("HL516", HooksOfTask, "Hooks of tasks say when they run", "warning")
def hook_of_task(view: HooksOfTask, say: Say) -> None:
    """Each hook of a task but `exit` has an `expression`; else the task fails as soon as it begins.

    Argo refuses it in steps, and lets it pass in a DAG.

    ```yaml
    tasks:
    - {name: train, template: train, hooks: {running: {template: notify}}}
    ```

    Add it: `expression: tasks.train.status == "Running"`.
    """
    for name, hook in view.raw.items():
        if name != "exit" and is_object(hook) and not mapping(hook).get("expression"):
            told = "a hook that is not called exit needs an expression: the task fails"
            say(under(view.path, name), told)
