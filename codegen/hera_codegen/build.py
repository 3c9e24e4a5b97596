"""From the facts of releases to the one API that code is made of: load, merge, override."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from . import facts, override_check, overrides
from .api import Api
from .errors import CodegenError
from .facts import Facts
from .merge import Merged, merge
from .overrides import Overrides

_PACKAGE = Path(__file__).resolve().parent


def overrides_directory() -> Path:
    """Return the directory of the overrides that come with the generator."""
    inside = _PACKAGE / "_data" / "overrides"
    return inside if inside.is_dir() else _PACKAGE.parent / "overrides"


def build(known: Mapping[str, Facts], wanted: Iterable[str]) -> tuple[Api, Overrides]:
    """Return the union of some releases with the overrides applied, and the overrides.

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
    newest = list(apis.values())[-1]
    _check(union, newest, corrections)
    chosen = [apis[tag] for tag in wanted]
    merged = union if len(chosen) == len(apis) else merge(chosen, identity)
    return overrides.apply(merged.api, corrections), corrections


def _check(union: Merged, newest: Api, corrections: Overrides) -> None:
    # What older documents state and the newest does not is in the union without an override, and
    # still missing from the newest release alone: an override must have an effect on either.
    without_effect = set(override_check.unmatched(newest, corrections))
    problems = [
        line for line in override_check.unmatched(union.api, corrections) if line in without_effect
    ]
    problems += [
        f"conflicts.toml: {item.definition}.{item.field} became {item.choice!r}, "
        f"but {recorded!r} is recorded"
        for item in union.conflicts
        if (recorded := overrides.conflict_choice(corrections, item.definition, item.field))
        not in (None, item.choice)
    ]
    if problems:
        raise CodegenError("overrides that no longer apply: " + "; ".join(problems))
