"""One mistake is told once, although several rules see it."""

from __future__ import annotations

from .shape import mapping, objects, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .finding import Finding, Path
    from .shape import Object

_FIELD, _REQUIRED = "HL001", "HL002"
_OF_SCHEMA = (_FIELD, _REQUIRED)
# How Argo says that there is nothing where there is something that it cannot read.
_NOTHING = ("required", "may not be empty", "unspecified", "must specify", "at least one")
_MEANT = "; did you mean "


def once(findings: list[Finding], manifest: Object) -> list[Finding]:
    """Leave out the findings of the schema's rules that others tell better, and the reverse.

    Args:
        findings: All that were found.
        manifest: What they are about.
    """
    unread = [one for one in findings if one.code in _OF_SCHEMA]
    if not unread:
        return findings
    others: dict[Path, list[Finding]] = {}
    for one in findings:
        if one.code not in _OF_SCHEMA:
            others.setdefault(one.path, []).append(one)
    meant = {_meant(one) for one in unread if one.path}
    dropped: set[int] = set()
    misread: set[Path] = set()
    for one in unread:
        if one.code == _FIELD and _is_of_wrong_type(one):
            misread.add(one.path)
        elif _is_told(one, others) or (one.code == _REQUIRED and one.path in meant):
            dropped.add(id(one))
            continue
        if one.code == _FIELD:
            dropped |= {id(other) for other in _consequences(one, others)}
    if misread:
        dropped |= {id(other) for other in _unfounded(findings, misread, manifest)}
    return [one for one in findings if id(one) not in dropped]


def _is_of_wrong_type(one: Finding) -> bool:
    """Tell whether a finding says that there is a list instead of a text, or the like."""
    # Of a text that is none of a few, Argo may have more to say.
    expected, got, given = one.message.partition(", got ")
    return bool(got) and not (
        expected.startswith("expected one of") and given.startswith("the tex")
    )


def _is_told(one: Finding, others: dict[Path, list[Finding]]) -> bool:
    """Tell whether another rule says the same of the same place in Argo's words."""
    if any(other.text for other in others.get(one.path, ())):
        return True
    if one.code != _REQUIRED or not one.path:
        return False
    key = str(one.path[-1])
    return any(other.text and key in other.text for other in others.get(one.path[:-1], ()))


def _meant(one: Finding) -> Path:
    """Return the place of the field that is there under a wrong name, if a finding tells of one."""
    name = one.message.rpartition(_MEANT)[2]
    return (*one.path[:-1], name.strip("'?"))


def _consequences(one: Finding, others: dict[Path, list[Finding]]) -> Iterable[Finding]:
    """Return what is said only because a field's name or value could not be read."""
    if not one.path:
        return []
    holder, key = one.path[:-1], str(one.path[-1])
    _, asked, meant = one.message.rpartition(_MEANT)
    names = [key, *([meant.strip("'?")] if asked else [])]
    return [
        other
        for name in names
        for place in (holder, (*holder, name))
        for other in others.get(place, ())
        if name.rstrip("s") in other.message and any(word in other.message for word in _NOTHING)
    ]


def _unfounded(
    findings: Iterable[Finding], misread: set[Path], manifest: Object
) -> Iterator[Finding]:
    """Yield what is said of values of the wrong type, or because there is nothing to be read there.

    Args:
        findings: All that were found.
        misread: The places of such values.
        manifest: What they are about.
    """
    lacking = [each for path in misread for each in _lacking(path, manifest)]
    for one in findings:
        if one.code in _OF_SCHEMA:
            continue
        inside = any(one.path[:length] in misread for length in range(1, len(one.path) + 1))
        if inside or any(
            said in one.message and one.path[: len(place)] == place for place, said in lacking
        ):
            yield one


def _lacking(path: Path, manifest: Object) -> Iterator[tuple[Path, str]]:
    """Yield what may be said to be missing because a value cannot be read, and below which place."""
    # The object's own specification, or that of the workflow in a cron workflow.
    start = path.index("workflowSpec") + 1 if "workflowSpec" in path[:2] else 1
    spec, rest = path[:start], path[start:]
    if rest[:1] == ("templates",) and _is_about_items(rest[1:]):
        yield (), "undefined"
        yield (), "not found"
    if rest[:1] == ("arguments",):
        yield (), "the workflow has no "
        yield (*spec, "entrypoint"), "was not supplied"
    if "arguments" in rest:
        yield path[: path.index("arguments")], "was not supplied"
    if rest[:1] != ("templates",) or len(rest) < 3:
        return
    template, below = path[: start + 2], rest[2:]
    if below[0] in ("inputs", "outputs") and _is_about_items(below[2:]):
        name = _name_at(template, manifest)
        yield (), f"template {name!r} has no {below[0][:-1]} "
        if below[0] == "inputs":
            yield (), f"templates.{name} inputs."
    if below[0] == "steps" and (len(below) < 4 or below[-1] == "name"):
        yield template, "no step "
    if below[0] == "dag" and (len(below) < 4 or below[-1] == "name"):
        yield template, "no task "
        yield template, "not defined"


def _is_about_items(rest: Path) -> bool:
    """Tell whether a path, given from a list on, is that of the list, an item, or its name."""
    return len(rest) < 2 or rest[1:] == ("name",)


def _name_at(template: Path, manifest: Object) -> str:
    here = mapping(manifest)
    for key in template[:-2]:
        here = mapping(here.get(str(key)))
    templates, index = objects(here.get("templates")), template[-1]
    return string(templates[index].get("name")) if isinstance(index, int) else ""
