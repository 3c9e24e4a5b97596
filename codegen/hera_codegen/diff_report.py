"""A report of differences as text for people, and as JSON for programs."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from .diff import Change, Note, Report
from .release import sort_key

if TYPE_CHECKING:
    from rich.console import Console

_VERSION = re.compile(r"v\d+((alpha|beta)\d+)?")
_DOTTED_NAME = re.compile(r"\w+(\.\w+)+")
_OPERATIONS = "operations"
_NOTES: dict[Note, str] = {
    "required": "required",
    "superset": "superset of the old type",
    "response_only": "in responses only",
    "unused": "no operation uses it",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text: its depth of indentation, and the style it has on a terminal."""

    text: str
    depth: int = 0
    style: str = ""


def to_json(report: Report) -> str:
    """Return the report as JSON text: the releases and the lists of renames and changes."""
    document = {
        "old": report.old,
        "new": report.new,
        "renames": [asdict(item) for item in report.renames],
        "breaking": [_plain(change) for change in report.breaking],
        "additive": [_plain(change) for change in report.additive],
    }
    return json.dumps(document, indent=1)


def print_text(report: Report, console: Console) -> None:
    """Print the report for a reader.

    On a terminal lines are coloured and wrapped to its width; elsewhere each change is one line,
    so that the text can be searched and compared by lines.

    Args:
        report: What to print.
        console: Where to.
    """
    for line in _lines(report):
        indent = "  " * line.depth
        text = indent + line.text
        if console.is_terminal:
            text = textwrap.fill(
                line.text,
                console.width,
                initial_indent=indent,
                subsequent_indent=indent + "    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        console.print(
            _encodable(text, console.encoding),
            style=line.style or None,
            markup=False,
            highlight=False,
            soft_wrap=True,
        )


def _plain(change: Change) -> dict[str, Any]:
    # Whether it breaks is told by the list that the change is in.
    return {key: value for key, value in asdict(change).items() if key != "breaking"}


def _encodable(text: str, encoding: str) -> str:
    """Replace the arrow where the stream cannot carry it, as on a terminal that knows ASCII only."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.replace("→", "->").encode(encoding, "replace").decode(encoding)
    return text


def _lines(report: Report) -> Iterator[_Line]:
    downgrade = sort_key(report.new) < sort_key(report.old)
    title = f"{report.old} → {report.new}" + (" (a downgrade)" if downgrade else "")
    if not report.changes and not report.renames:
        yield _Line(f"{title}: no difference", style="bold")
        return
    breaking, additive = report.breaking, report.additive
    counts = [f"{len(breaking)} breaking", f"{len(additive)} additive"]
    if report.renames:
        counts.append(f"{len(report.renames)} renamed")
    yield _Line(f"{title}: {', '.join(counts)}", style="bold")
    names = _Names(report)
    yield from _section("Renamed, the same in manifests and requests", _renames(report), "bold")
    yield from _section(f"Breaking ({len(breaking)})", _groups(breaking, names), "bold red")
    yield from _section(f"Additive ({len(additive)})", _groups(additive, names), "bold green")


def _section(title: str, lines: Iterable[_Line], style: str) -> Iterator[_Line]:
    content = list(lines)
    if content:
        yield _Line("")
        yield _Line(title, style=style)
        yield from content


def _renames(report: Report) -> Iterator[_Line]:
    packages = Counter(
        (_package(item.old), _package(item.new))
        for item in report.renames
        if item.subject == "definition"
    )
    for (old, new), count in sorted(packages.items()):
        yield _Line(f"{_count(count, 'definition')} renamed {old}.* → {new}.*", 1)
    for item in report.renames:
        if item.subject == "operation":
            yield _Line(f"operation {item.old} → {item.new}", 1)


def _groups(changes: Sequence[Change], names: _Names) -> Iterator[_Line]:
    """Yield the changes by package, the operations' last."""
    groups: dict[str, list[Change]] = defaultdict(list)
    operations: list[Change] = []
    for change in changes:
        if change.subject in ("definition", "field"):
            groups[names.label(_package(change.owner))].append(change)
        else:
            operations.append(change)
    for label in sorted(groups):
        yield _Line(f"{label} ({len(groups[label])})", 1, "cyan")
        yield from sorted(
            (_Line(f"{_subject(change)}: {_what(change, names)}", 2) for change in groups[label]),
            key=lambda line: line.text,
        )
    if operations:
        yield _Line(f"{_OPERATIONS} ({len(operations)})", 1, "cyan")
        yield from _operation_lines(operations, names)


def _subject(change: Change) -> str:
    """Return the definition or the field by its short name; the group tells the package."""
    short = _last(change.owner)
    return f"{short}.{change.name}" if change.name else short


def _operation_lines(changes: Sequence[Change], names: _Names) -> Iterator[_Line]:
    """Yield a line for each operation, but one line for what changed alike in several of them."""
    alike: dict[Change, list[str]] = defaultdict(list)
    for change in changes:
        # A change of the operation itself is its own; what it adds or removes may recur.
        key = change if change.subject == "operation" else replace(change, owner="")
        alike[key].append(names.operation(change.owner))
    for change, owners in alike.items():
        part = _part(change)
        what = _what(change, names)
        if change.subject == "operation":
            yield _Line(f"{owners[0]}: {what}", 2)
        elif len(owners) == 1:
            yield _Line(f"{owners[0]}, {part}: {what}", 2)
        else:
            yield _Line(f"{part}: {what}; {len(owners)} operations: {', '.join(owners)}", 2)


def _part(change: Change) -> str:
    """Return what of an operation changed, for example ``query parameter uid``."""
    location, _, name = change.name.partition(":")
    return f"{location} parameter {name}" if name else change.subject


def _what(change: Change, names: _Names) -> str:
    old, new = names.shorten(change.old), names.shorten(change.new)
    match change.change:
        case "added":
            text = "added" if new == "object" else f"added, {new}"
        case "removed":
            text = "removed" if old == "object" else f"removed, was {old}"
        case "required":
            text = "now required"
        case "optional":
            text = "no longer required"
        case "enum" if change.gained or change.lost:
            text = "values"
        case _:
            text = f"{old} → {new}"
    if "superset" not in change.notes:
        text += _listing(", without ", change.lost)
    text += _listing(", with ", change.gained)
    notes = ", ".join(_NOTES[note] for note in change.notes)
    return f"{text} ({notes})" if notes else text


def _listing(prefix: str, items: Sequence[str]) -> str:
    # Quoted where white space would be lost to the eye.
    shown = [item if item == item.strip() else json.dumps(item) for item in items]
    return prefix + ", ".join(shown) if shown else ""


class _Names:
    """Short names for one report: as short as leaves each of them unambiguous.

    Definitions that are new or gone in a renamed package count as of the package's new name.
    """

    def __init__(self, report: Report) -> None:
        self._moved = {
            _package(item.old): _package(item.new)
            for item in report.renames
            if item.subject == "definition"
        }
        packages = {self._current(_package(name)) for name in report.definitions}
        self._labels = _unique(packages, _label)
        self._short = _unique(report.definitions, _last)
        self._qualified = _unique(
            report.definitions, lambda name: f"{self.label(_package(name))}.{_last(name)}"
        )
        self._operations = _unique(report.operations, lambda id_: id_.rpartition("_")[2])

    def label(self, package: str) -> str:
        """Return the short label of a package."""
        return self._labels[self._current(package)]

    def short(self, name: str) -> str:
        """Return a definition's short name, with its package's label where others have it too."""
        return self._qualified[name] if self._short[name] == name else self._short[name]

    def operation(self, id_: str) -> str:
        """Return an operation's id, without its service where that leaves it unambiguous."""
        return self._operations[id_]

    def shorten(self, text: str) -> str:
        """Return the text of a type with short names for the definitions in it."""
        return _DOTTED_NAME.sub(
            lambda match: self.short(match[0]) if match[0] in self._short else match[0], text
        )

    def _current(self, package: str) -> str:
        return self._moved.get(package, package)


def _unique(names: Iterable[str], shorten: Callable[[str], str]) -> dict[str, str]:
    """Return the short form of each name, and the name itself where others have the same form."""
    forms = {name: shorten(name) for name in names}
    uses = Counter(forms.values())
    return {name: form if uses[form] == 1 else name for name, form in forms.items()}


def _package(name: str) -> str:
    return name.rpartition(".")[0]


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _label(package: str) -> str:
    """Return the last part of a package's name that is no version, for example ``workflow``."""
    parts = [part for part in package.split(".") if not _VERSION.fullmatch(part)]
    return parts[-1] if parts else package


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
