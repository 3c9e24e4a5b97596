"""The rules: each a small function with a code, which looks at one kind of view of a manifest."""

from __future__ import annotations

from .finding import Finding
from .shape import Fixed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Protocol, TypeVar

    from .finding import Edit, Path, Severity

    View = TypeVar("View")

    class Say(Protocol):
        """Reports a finding of one rule."""

        def __call__(
            self,
            path: Path,
            message: str = "",
            *,
            argo: str | None = None,
            hint: str | None = None,
            fix: Iterable[Edit] = (),
            at: str | None = None,
        ) -> None:
            """Report what is wrong at a path.

            Args:
                path: The place in the manifest.
                message: What is wrong, or what is to be added to Argo's own text.
                argo: Argo's own text.
                hint: What to do about it.
                fix: Edits that mend it for sure.
                at: What is meant of the text at the place, if not all of it.
            """
            ...


class Rule:
    """A rule of the linter.

    Attributes:
        code: The stable code.
        severity: What its findings are.
        title: The rule in one line.
        about: The documentation: meaning, example and remedy, in Markdown.
        view: The class of what it looks at.
        check: The function that looks.
        advice: Whether it is about what runs but is not good practice; such rules are asked for by
            a profile.
        needs: The fields of which one must be there for the rule to have something to look at;
            none where it always has.
    """

    __slots__ = ("about", "advice", "check", "code", "needs", "severity", "title", "view")

    severity: Severity

    def __init__(
        self,
        code: str,
        severity: Severity,
        title: str,
        about: str,
        view: type,
        check: Callable[[Any, Say], None],
        *,
        advice: bool = False,
        needs: tuple[str, ...] = (),
    ) -> None:
        self.code: str = code
        self.severity = severity
        self.title: str = title
        self.about: str = about
        self.view: type = view
        self.check: Callable[[Any, Say], None] = check
        self.advice: bool = advice
        self.needs: tuple[str, ...] = needs

    def __repr__(self) -> str:
        return f"Rule({self.code!r}, {self.title!r})"


_RULES: dict[str, Rule] = {}
_BY_VIEW: dict[type, list[Rule]] = {}
# For views with fields: the rules that have something to look at, by the fields that are there.
_BY_FIELDS: dict[tuple[type, frozenset[str]], list[Rule]] = {}
_NEEDED: dict[type, set[str]] = {}


def rule(
    code: str,
    view: type[View],
    title: str,
    severity: Severity = "error",
    *,
    advice: bool = False,
    needs: tuple[str, ...] = (),
) -> Callable[[Callable[[View, Say], None]], Callable[[View, Say], None]]:
    """Register a function as the rule ``code`` for all views of a class.

    The function's docstring is the rule's documentation. With ``needs``, which only views that have
    ``fields`` know, it is run where one of those is there.

    Raises:
        ValueError: The code is taken, or there is no documentation.
    """

    def register(check: Callable[[View, Say], None]) -> Callable[[View, Say], None]:
        if code in _RULES or not check.__doc__:
            raise ValueError(f"{code}: the code is taken, or {check.__name__} has no docstring")
        about = _dedented(check.__doc__)
        made = Rule(code, severity, title, about, view, check, advice=advice, needs=needs)
        _RULES[code] = made
        _BY_VIEW.setdefault(view, []).append(made)
        _NEEDED.setdefault(view, set()).update(needs)
        _BY_FIELDS.clear()
        return check

    return register


def rules() -> tuple[Rule, ...]:
    """Return all rules, by code."""
    return tuple(_RULES[code] for code in sorted(_RULES))


def _rules_for(view: Any) -> list[Rule]:
    """Return the rules that have something to look at in a view."""
    kind: type[object] = view.__class__
    needed = _NEEDED[kind]
    if not needed:
        return _BY_VIEW[kind]
    key = kind, frozenset(needed.intersection(view.fields))
    found = _BY_FIELDS.get(key)
    if found is None:
        there = key[1]
        known = _BY_VIEW[kind]
        found = [each for each in known if not each.needs or not there.isdisjoint(each.needs)]
        _BY_FIELDS[key] = found
    return found


class Report:
    """Runs the rules and keeps what they find; a rule reports a place and message only once."""

    def __init__(self, *, advice: bool = False) -> None:
        """Begin with no findings.

        Args:
            advice: Whether the rules that give advice are run as well.
        """
        self._advice = advice
        self._found: dict[Finding, None] = {}
        self._running: Rule | None = None

    @property
    def findings(self) -> list[Finding]:
        """What was found, in the order in which it was."""
        return list(self._found)

    def check(self, view: object) -> None:
        """Let every rule for such a view look at it."""
        say = self._say
        for known in _rules_for(view):
            if known.advice and not self._advice:
                continue
            self._running = known
            known.check(view, say)

    def _say(
        self,
        path: Path,
        message: str = "",
        *,
        argo: str | None = None,
        hint: str | None = None,
        fix: Iterable[Edit] = (),
        at: str | None = None,
    ) -> None:
        of = self._running
        if of is None:
            raise RuntimeError("only a rule that is run can report something")
        text = ": ".join(part for part in (argo, message) if part)
        # What stands in another document is not this one's to mend.
        edits = tuple(fix)
        if any(isinstance(place, Fixed) for _, place, _ in edits):
            edits = ()
        within = path.origin or None if isinstance(path, Fixed) else None
        found = Finding(of.code, of.severity, text, path, argo, hint, edits, at, within)
        self._found.setdefault(found)


def _dedented(docstring: str) -> str:
    first, _, rest = docstring.strip().partition("\n")
    lines = [line.removeprefix("    ") for line in rest.splitlines()]
    return "\n".join([first, *lines]).strip()
