"""Release tags: ``vMAJOR.MINOR.PATCH``, with ``-rcN`` for a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .errors import ReleaseError

_NUMBER = r"(0|[1-9][0-9]{0,8})"
_TAG = re.compile(rf"v{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-rc{_NUMBER})?")
_PREFIX = re.compile(rf"v?{_NUMBER}(?:\.{_NUMBER})?(?:\.{_NUMBER}(?:-rc{_NUMBER})?)?")


def is_tag(text: str) -> bool:
    """Tell whether a text is a whole release tag."""
    return _TAG.fullmatch(text) is not None


def sort_key(tag: str) -> tuple[int, int, int, int, int]:
    """Return what sorts tags by version; a candidate sorts before its release.

    Raises:
        ReleaseError: The text is no tag.
    """
    match = _TAG.fullmatch(tag)
    if match is None:
        raise ReleaseError(f"{tag!r} is no release tag; give the whole tag, for example v4.1.2")
    major, minor, patch, candidate = match.groups()
    final = candidate is None
    return int(major), int(minor), int(patch), int(final), 0 if final else int(candidate)


def check_tag(text: str) -> str:
    """Return a text that is a whole release tag.

    Raises:
        ReleaseError: It is none.
    """
    sort_key(text)
    return text


def find_tag(text: str, tags: Iterable[str]) -> str:
    """Return the newest known release that a version or the beginning of one means.

    ``v3.6.19`` and ``3.6.19`` mean that release; ``v3.6`` and ``3.6`` mean the newest 3.6, and a
    candidate only where no 3.6 is out.

    Raises:
        ReleaseError: The text is no version, or none of the releases begins like it.
    """
    known = sorted(tags, key=sort_key)
    if not _PREFIX.fullmatch(text):
        raise ReleaseError(
            f"{text!r} is no release; expected a version such as v3.6.19 or 3.6{_among(known)}"
        )
    wanted = "v" + text.removeprefix("v")
    if wanted in known:
        return wanted
    fits = [tag for tag in known if tag.startswith(wanted + ".")]
    if not fits:
        raise ReleaseError(
            f"release {text!r} is not known{_among(known)}; `hera-codegen fetch TAG` adds another"
        )
    released = [tag for tag in fits if "-" not in tag]
    return (released or fits)[-1]


def _among(known: list[str]) -> str:
    return f"; known are {', '.join(known)}" if known else "; none is known"
