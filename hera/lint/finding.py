"""One finding: what is wrong with a manifest, and where."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal, NoReturn, TypeAlias

    Severity: TypeAlias = Literal["error", "warning"]
    Path: TypeAlias = tuple[str | int, ...]
    Edit: TypeAlias = tuple[Literal["rename", "wrap", "set"], Path, object]
else:
    Severity = str
    Path = tuple
    Edit = tuple


class Finding:
    """What is wrong with a manifest, and where. Findings do not change and can be compared.

    Not a dataclass, since loading `dataclasses` takes longer than the whole linter.

    Attributes:
        code: The rule's stable code, such as ``HL701``.
        severity: ``error``: Argo refuses the manifest, or it can only fail at run time;
            ``warning``: it looks wrong.
        message: What is wrong; it begins with Argo's own text where there is one.
        path: Keys and indices that lead to the place in the manifest.
        text: The text with which Argo refuses the manifest, if it does.
        hint: What to do about it, if the message leaves that open.
        fix: Edits that mend it for sure, in their order; none where that takes a person. An edit is
            a verb, a place and a value: ``rename`` a key to the value, ``wrap`` the value at the
            place into a list, ``set`` a key to the value (it need not be there yet, nor an item at
            a list's end). Paths after a rename have the new name.
        at: What is meant of the text at the place, if not all of it.
        within: The other document in which it stands, such as ``WorkflowTemplate shared``, if the
            path leads to what refers to it.
    """

    __slots__ = ("at", "code", "fix", "hint", "message", "path", "severity", "text", "within")

    at: str | None
    code: str
    severity: Severity
    message: str
    path: Path
    text: str | None
    hint: str | None
    fix: tuple[Edit, ...]
    within: str | None

    def __init__(
        self,
        code: str,
        severity: Severity,
        message: str,
        path: Path = (),
        text: str | None = None,
        hint: str | None = None,
        fix: Iterable[Edit] = (),
        at: str | None = None,
        within: str | None = None,
    ) -> None:
        values = (code, severity, message, tuple(path), text, hint, tuple(fix), at, within)
        for name, value in zip(_FIELDS, values, strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a finding does not change: cannot set {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a finding does not change: cannot delete {name!r}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finding):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        # An edit's value may be a list or mapping, which have no hash.
        return hash(self._values()[:_HASHED])

    def __reduce__(self) -> tuple[type[Finding], tuple[object, ...]]:
        return Finding, self._values()

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _FIELDS)
        return f"Finding({shown})"

    def __str__(self) -> str:
        where = shown_path(self.path)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where + ': ' if where else ''}{self.severity} {self.code}: {self.message}{hint}"

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _FIELDS)


_FIELDS = ("code", "severity", "message", "path", "text", "hint", "fix", "at", "within")
_HASHED = _FIELDS.index("fix")


def shown_path(path: Path) -> str:
    """Return a path as it is read by people: ``spec.templates[0].name``."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return "".join(parts).removeprefix(".")
