"""Numbers and durations that Argo reads out of text only when it runs a template."""

from __future__ import annotations

import re

from .objects import Subject
from .registry import rule
from .shape import EMPTY, Fixed, mapping, under
from .tags import OPEN
from .tasks import Looped
from .template import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .finding import Path
    from .registry import Say
    from .shape import Object

_DURATION = re.compile(
    r"[-+]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+|[-+]?0", re.ASCII
)
_WHOLE = re.compile(r"[-+]?[0-9]+", re.ASCII)
# As Go writes a whole number; `[1]` names the number, so that it may come again.
_VERB = re.compile(r"%[-+# 0]*[0-9]*(?:\.[0-9]*)?(\[1\])?[bcdoOqxXUvT]")
_WAITS = ("duration", "maxDuration", "cap")
_NEEDS = ("memoize", "retryStrategy", "suspend", "timeout")


def is_duration(text: str) -> bool:
    """Tell whether text is a duration with units, such as ``1h30m``."""
    return _DURATION.fullmatch(text) is not None


def is_whole(text: str) -> bool:
    """Tell whether text is a whole number."""
    return _WHOLE.fullmatch(text) is not None


@rule("HL438", Template, "Numbers and durations can be read", "warning", needs=_NEEDS)
def readable(view: Template, say: Say) -> None:
    """Some numbers and durations are text, which Argo reads when it needs them, and then fails.

    Limits and factors of retries are whole numbers. The durations of a `backoff`, of which
    `duration` must be there, and of a `suspend` are seconds or such as `1h30m`; a `timeout` and the
    `maxAge` of `memoize` always have a unit. There are no days.

    ```yaml
    retryStrategy:
      limit: three
      backoff: {duration: 1 minute}
    ```

    Write `limit: 3` and `duration: 1m`.
    """
    # What stands in another object is told where that one is judged.
    if isinstance(view.path, Fixed):
        return
    for path, told in _problems(view.raw, view.path):
        say(path, told)


@rule(
    "HL120",
    Subject,
    "A workflow's numbers and durations can be read",
    "warning",
    needs=("podGC", "retryStrategy", "templateDefaults"),
)
def readable_in_workflow(view: Subject, say: Say) -> None:
    """What `retryStrategy` and `templateDefaults` of a workflow say is read as in a template.

    `podGC.deleteDelayDuration` is seconds, or such as `1h30m`; Argo passes over any other.

    ```yaml
    spec:
      podGC: {strategy: OnPodSuccess, deleteDelayDuration: 10 minutes}
    ```

    Write `10m`.
    """
    spec, path = view.spec, view.path
    retries = {"retryStrategy": spec["retryStrategy"]} if "retryStrategy" in spec else EMPTY
    for place, told in _problems(retries, path):
        say(place, told)
    defaults = mapping(spec.get("templateDefaults"))
    for place, told in _problems(defaults, under(path, "templateDefaults")):
        say(place, told)
    delay = mapping(spec.get("podGC")).get("deleteDelayDuration")
    told = _no_duration(delay)
    if told:
        say(under(path, "podGC", "deleteDelayDuration"), told)


def _problems(raw: Object, path: Path) -> Iterator[tuple[Path, str]]:
    if "retryStrategy" in raw:
        retry, at = mapping(raw["retryStrategy"]), under(path, "retryStrategy")
        yield from _told(at, "limit", _no_number(retry.get("limit")))
        if retry.get("backoff") is not None:
            yield from _of_backoff(mapping(retry["backoff"]), under(at, "backoff"))
    if "suspend" in raw:
        given = mapping(raw["suspend"]).get("duration")
        yield from _told(under(path, "suspend"), "duration", _no_duration(given))
    timeout = raw.get("timeout")
    # That a number has no unit another rule tells.
    if isinstance(timeout, str) and not is_whole(timeout):
        yield from _told(path, "timeout", _no_duration(timeout, bare=False))
    if "memoize" in raw:
        given = mapping(raw["memoize"]).get("maxAge")
        yield from _told(under(path, "memoize"), "maxAge", _no_duration(given, bare=False))


def _of_backoff(raw: Object, path: Path) -> Iterator[tuple[Path, str]]:
    if raw.get("duration") in (None, ""):
        yield path, "no base duration specified for retryStrategy: add duration"
    for key in _WAITS:
        yield from _told(path, key, _no_duration(raw.get(key)))
    yield from _told(path, "factor", _no_number(raw.get("factor")))


def _told(path: Path, key: str, told: str) -> Iterator[tuple[Path, str]]:
    if told:
        yield under(path, key), told


def _no_number(given: object) -> str:
    if not isinstance(given, str) or OPEN in given or is_whole(given):
        return ""
    return f"{given!r} is no whole number"


def _no_duration(given: object, *, bare: bool = True) -> str:
    """Return what is wrong with a duration; ``bare`` tells whether seconds need no unit."""
    if not isinstance(given, str) or not given or OPEN in given or is_duration(given):
        return ""
    if is_whole(given):
        return "" if bare else f"{given!r} is no duration: write the unit, {given}s"
    return f"{given!r} is no duration such as 30s, 10m or 1h30m"


@rule("HL513", Looped, "A sequence counts whole numbers", "warning")
def sequence_counts(view: Looped, say: Say) -> None:
    """`count`, `start` and `end` of `withSequence` are whole numbers.

    Its `format` shows one number as Go does: `%d`, `%02d`, `0x%04X`.

    ```yaml
    withSequence: {count: ten, format: host-%s}
    ```

    Write `count: 10` and `format: host-%d`.
    """
    raw = view.raw.get("withSequence")
    if raw is None or isinstance(view.path, Fixed):
        return
    sequence, path = mapping(raw), under(view.path, "withSequence")
    for key in ("count", "start", "end"):
        told = _no_number(sequence.get(key))
        if told and sequence[key] != "":
            say(under(path, key), told)
    given = sequence.get("format")
    if isinstance(given, str) and given and OPEN not in given:
        told = _no_format(given)
        if told:
            say(under(path, "format"), told)


def _no_format(given: str) -> str:
    plain = given.replace("%%", "")
    verbs = [found[0] for found in _VERB.finditer(plain)]
    rest = _VERB.sub("", plain)
    if '"' in given:
        return "a format cannot hold a double quote: Argo puts it into JSON as it is"
    if "%" in rest:
        return f"{given!r} does not show a whole number: write %d, or such as %03d"
    if not verbs:
        return f"{given!r} has no place for the number: write %d, or such as %03d"
    # Each takes the number after the one before it, unless it says which.
    if any("[1]" not in verb for verb in verbs[1:]):
        return f"{given!r} has more than one place for the number: write %[1]d for each"
    return ""
