"""What is wrong with `when` and `depends`."""

from __future__ import annotations

import re

from .expressed import read
from .expressions.when import find_trouble
from .registry import rule
from .shape import string, under
from .tasks import Dag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expressions.when import Trouble
    from .finding import Path
    from .registry import Say


_NAME = re.compile(r"[-\w]+")
_DIGIT = re.compile(r"(?<![-\w])\d")


class When:
    """A condition of a step, a task, a metric or a cron workflow, which has something wrong.

    Attributes:
        path: Its place.
        source: The condition.
        trouble: What is wrong.
        fatal: Whether what has the condition fails for sure.
    """

    __slots__ = ("fatal", "path", "source", "trouble")

    def __init__(self, path: Path, source: str, trouble: Trouble, *, fatal: bool) -> None:
        self.path: Path = path
        self.source: str = source
        self.trouble: Trouble = trouble
        self.fatal: bool = fatal


def when_in_trouble(
    source: object, path: Path, *, cron: bool = False, metric: bool = False
) -> When | None:
    """Return a condition if something is wrong with it.

    Args:
        source: The condition.
        path: Its place.
        cron: Whether it is that of a cron workflow.
        metric: Whether it is that of a metric, which is not told if it fails; all else goes on.
    """
    if not source or not isinstance(source, str):
        return None
    trouble = find_trouble(source, words_are_texts=not cron)
    if trouble is None:
        return None
    return When(path, source, trouble, fatal=trouble.certain and not metric)


@rule("HL714", When, "Conditions can be evaluated")
def when_readable(view: When, say: Say) -> None:
    """`when` is a comparison, or several, and true or false whatever its tags become.

    Words without quotes are texts, of letters, digits and `_` alone: a hyphen subtracts, a dot
    asks for a part.

    ```yaml
    when: "{{steps.flip.outputs.result}} = heads"
    ```

    Write `==`, `!=`, `&&`, `||`, and put texts into quotes: `'{{steps.flip.outputs.result}}' == 'heads'`.
    """
    if view.fatal:
        _say(view, say)


@rule("HL715", When, "Conditions do what they look like", "warning")
def when_sensible(view: When, say: Say) -> None:
    """`when` does not fail for some values only, and is not always true or always false.

    ```yaml
    when: "'{{inputs.parameters.count}}' == 3"
    ```

    Leave the quotes out on both sides, or put both sides into quotes.
    """
    if not view.fatal:
        _say(view, say)


def _say(view: When, say: Say) -> None:
    told = f"the condition {view.source!r:.100}: {view.trouble.why}"
    say(view.path, told, hint=view.trouble.hint or None)


@rule("HL716", Dag, "`depends` can be evaluated")
def depends_readable(view: Dag, say: Say) -> None:
    """`depends` joins tasks, or their results, with `&&`, `||`, `!` and parentheses.

    ```yaml
    depends: a & b
    ```

    Write `a && b`.
    """
    for path, task in view.tasks.values():
        depends = string(task.get("depends"))
        # Most name one task; what is wrong with a name is told elsewhere.
        if not depends or _NAME.fullmatch(depends) or "{{" in depends or _DIGIT.search(depends):
            continue
        # As Argo does, to which a hyphen would subtract.
        _, trouble = read(depends.replace("-", "_"))
        if trouble is not None:
            at, why = trouble
            told = f"cannot read {depends!r:.100}: at character {at + 1}: {why}"
            say(under(path, "depends"), told)
