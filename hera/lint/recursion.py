"""Templates that call themselves without end."""

from __future__ import annotations

from .registry import rule
from .shape import listed, mapping, objects, under
from .tasks import loops
from .template import Holder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .finding import Path
    from .registry import Say
    from .shape import Object
    from .template import Template

_CALLERS = ("dag", "steps")
# Whoever says one of these of a call may mean it as what ends the recursion.
_CONDITIONS = ("depends", "dependencies", "when", "withParam", "withSequence")


@rule("HL517", Holder, "Recursion ends", "warning")
def recursion_ends(view: Holder, say: Say) -> None:
    """A template that calls itself does so under a condition, or after what may fail.

    Argo ends a workflow whose templates call each other deeper than 100.

    ```yaml
    - name: again
      steps:
      - - {name: again, template: again}
    ```

    Add a `when` to the call.
    """
    calling = {name for name, each in view.templates.items() if each.kind in _CALLERS}
    ended: set[str] = set()
    for start in view.templates:
        if start not in calling or start in ended:
            continue
        # From call to call, as deep as it goes, then back: templates may be thousands.
        way, calls = {start: 0}, [_certain_calls(view.templates[start], calling)]
        while way:
            found = next(calls[-1], None)
            if found is None:
                name, _ = way.popitem()
                ended.add(name)
                calls.pop()
                continue
            name, path = found
            if name in way:
                shown = " -> ".join([*list(way)[way[name] :], name])
                told = f"template {name!r} calls itself without a condition, so it never ends"
                say(path, f"{told}: {shown}", hint="add `when` to one of the calls")
            elif name not in ended:
                way[name] = len(way)
                calls.append(_certain_calls(view.templates[name], calling))


def _certain_calls(template: Template, calling: set[str]) -> Iterator[tuple[str, Path]]:
    """Yield the callers among templates that a template calls first of all, whatever happens."""
    raw = template.raw
    if raw.get("memoize") is not None:
        return
    for path, node in _first_nodes(raw, template.path):
        name = node.get("template")
        if not isinstance(name, str) or name not in calling or "templateRef" in node:
            continue
        if not any(node.get(key) for key in _CONDITIONS) and _is_made(node):
            yield name, under(path, "template")


def _is_made(node: Object) -> bool:
    return not loops(node) or bool(listed(node.get("withItems")))


def _first_nodes(raw: Object, path: Path) -> Iterator[tuple[Path, Object]]:
    if "steps" in raw:
        for index, step in enumerate(objects(next(iter(listed(raw["steps"])), None))):
            yield under(path, "steps", 0, index), step
    elif not mapping(raw.get("dag")).get("target"):
        for index, task in enumerate(objects(mapping(raw.get("dag")).get("tasks"))):
            yield under(path, "dag", "tasks", index), task
