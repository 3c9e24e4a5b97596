"""From the facts of releases to the one API that code is made of: load, merge, override."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import facts, override_check, overrides
from .api import Api, describe
from .errors import CodegenError
from .facts import Facts
from .merge import Conflict, Merged, merge
from .overrides import Overrides

_PACKAGE = Path(__file__).resolve().parent


def overrides_directory() -> Path:
    """Return the directory of the overrides that come with the generator."""
    inside = _PACKAGE / "_data" / "overrides"
    return inside if inside.is_dir() else _PACKAGE.parent / "overrides"


@dataclass(frozen=True, slots=True)
class Built:
    """An API with the overrides applied, the overrides, and what they do not yet record.

    ``union`` is the API of all known releases, without the overrides.
    """

    api: Api
    union: Api
    overrides: Overrides
    notes: tuple[str, ...]


def build(known: Mapping[str, Facts], wanted: Iterable[str]) -> Built:
    """Return the union of some releases with the overrides applied.

    The overrides are checked against all known releases, so that one which no longer applies is
    found whichever releases are wanted.

    Args:
        known: the releases whose facts are at hand.
        wanted: tags of those to unite.

    Raises:
        CodegenError: facts or overrides cannot be read, or an override has no effect.
    """
    apis = {tag: facts.load(item) for tag, item in known.items()}
    corrections = overrides.load(overrides_directory())
    identity = overrides.identity(corrections)
    union = merge(list(apis.values()), identity)
    _check(union, corrections)
    chosen = [apis[tag] for tag in wanted]
    merged = union if len(chosen) == len(apis) else merge(chosen, identity, list(apis.values()))
    return Built(
        overrides.apply(merged.api, corrections),
        union.api,
        corrections,
        tuple(_unrecorded(merged.conflicts, corrections)),
    )


def _check(union: Merged, corrections: Overrides) -> None:
    problems = [
        *override_check.unmatched(union.api, corrections),
        *(
            f"conflicts.toml: {item.definition}.{item.field} became {item.choice!r}, "
            f"but {recorded!r} is recorded"
            for item in union.conflicts
            if (recorded := overrides.conflict_choice(corrections, item.definition, item.field))
            not in (None, item.choice)
        ),
    ]
    if problems:
        raise CodegenError("overrides that no longer apply: " + "; ".join(problems))


def _unrecorded(conflicts: Iterable[Conflict], corrections: Overrides) -> Iterator[str]:
    """Yield a note for each disagreement of releases that the rule has settled by itself."""
    for item in conflicts:
        if overrides.conflict_choice(corrections, item.definition, item.field) is None:
            types = ", then ".join(
                f"{describe(type_)} in {' '.join(releases)}" for type_, releases in item.used
            )
            yield (
                f"{item.definition}.{item.field} has several types ({types}); "
                f"settled as {item.choice!r}; record it in conflicts.toml"
            )
