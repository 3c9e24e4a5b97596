"""When cron workflows run."""

from __future__ import annotations

import re

from .near import near
from .registry import rule
from .shape import listed, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .registry import Say
    from .shape import Object

_POLICIES = ("Allow", "Forbid", "Replace", "")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
# The fields in order: name, lowest, highest, and the words for numbers.
_FIELDS: tuple[tuple[str, int, int, dict[str, int]], ...] = (
    ("minute", 0, 59, {}),
    ("hour", 0, 23, {}),
    ("day of month", 1, 31, {}),
    ("month", 1, 12, {name: number for number, name in enumerate(_MONTHS, 1)}),
    ("day of week", 0, 6, {name: number for number, name in enumerate(_DAYS)}),
)
_NAMED = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly")
_DURATION = re.compile(r"[-+]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+|[-+]?0")
_ZONE = re.compile(r"(?:CRON_TZ|TZ)=(\S*)\s+")


class Cron:
    """The specification of a cron workflow.

    Attributes:
        raw: The specification.
        singular: Whether the release has `schedule` beside `schedules`.
    """

    __slots__ = ("raw", "singular")

    def __init__(self, raw: Object, *, singular: bool) -> None:
        self.raw: Object = raw
        self.singular: bool = singular


@rule("HL110", Cron, "A cron workflow has a schedule")
def schedule_given(view: Cron, say: Say) -> None:
    """`schedules` has at least one entry. Releases before 4.0 have `schedule` as well.

    ```yaml
    spec:
      schedule: "0 * * * *"
    ```

    Write `schedules: ["0 * * * *"]`.
    """
    single = view.raw.get("schedule")
    if listed(view.raw.get("schedules")) or (view.singular and single):
        return
    told = "Argo 4 has no `schedule`" if single else ""
    hint = f"write schedules: [{single!r}]" if single else "add schedules"
    argo = "cron workflow must have at least one schedule"
    say(("spec", "schedule") if single else ("spec",), told, argo=argo, hint=hint)


@rule("HL111", Cron, "Schedules are written as cron has them")
def schedule_valid(view: Cron, say: Say) -> None:
    """A schedule has five fields: minute, hour, day of month, month, day of week.

    Each is `*`, a number, a name, a range, or a list of these, with a step if need be. There are
    also `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly` and `@every 1h30m`.

    ```yaml
    schedules: ["0 25 * * *"]   # no such hour
    ```

    Correct the field that the message names.
    """
    for index, given in enumerate(listed(view.raw.get("schedules"))):
        schedule = string(given)
        problem = problem_with_schedule(schedule)
        if problem:
            argo = f"cron schedule {schedule} is malformed: {problem}"
            say(("spec", "schedules", index), argo=argo)
    single = view.raw.get("schedule")
    problem = problem_with_schedule(single) if isinstance(single, str) and single else ""
    if problem:
        say(("spec", "schedule"), argo=f"cron schedule {single} is malformed: {problem}")


@rule("HL112", Cron, "A time zone is one that there is")
def zone_known(view: Cron, say: Say) -> None:
    """`timezone` is a name of the IANA time zone database.

    ```yaml
    timezone: Europe/Berln
    ```

    Correct the name: `Europe/Berlin`.
    """
    zone = view.raw.get("timezone")
    if not isinstance(zone, str) or not zone:
        return
    if not _is_zone(zone):
        told = near(zone, _zones())
        argo = f'invalid timezone "{zone}": unknown time zone {zone}'
        say(("spec", "timezone"), told.removeprefix("; ") if "did you" in told else "", argo=argo)


@rule("HL113", Cron, "What runs at once is governed by a policy that Argo has")
def concurrency_policy(view: Cron, say: Say) -> None:
    """`concurrencyPolicy` is `Allow`, `Forbid` or `Replace`.

    ```yaml
    concurrencyPolicy: Skip
    ```

    Choose one of the three.
    """
    policy = view.raw.get("concurrencyPolicy")
    if isinstance(policy, str) and policy not in _POLICIES:
        place = ("spec", "concurrencyPolicy")
        say(place, argo=f"'{policy}' is not a valid concurrencyPolicy")


@rule("HL114", Cron, "A late start is measured in seconds from 0 up")
def starting_deadline(view: Cron, say: Say) -> None:
    """`startingDeadlineSeconds` is not below 0.

    ```yaml
    startingDeadlineSeconds: -1
    ```

    Write how many seconds late a run may begin.
    """
    seconds = view.raw.get("startingDeadlineSeconds")
    if isinstance(seconds, int) and seconds < 0:
        place = ("spec", "startingDeadlineSeconds")
        say(place, argo="startingDeadlineSeconds must be positive")


def problem_with_schedule(schedule: str) -> str:
    """Return what is wrong with a schedule; empty if nothing."""
    if not schedule:
        return "empty spec string"
    zone = _ZONE.match(schedule)
    if zone:
        if not _is_zone(zone[1]):
            return f"provided bad location {zone[1]}: unknown time zone {zone[1]}"
        schedule = schedule[zone.end() :]
    if schedule.startswith("@"):
        return _problem_with_named(schedule)
    fields = schedule.split()
    if len(fields) != len(_FIELDS):
        return f"expected exactly 5 fields, found {len(fields)}: {fields}"
    for field, (name, low, high, words) in zip(fields, _FIELDS, strict=True):
        for part in filter(None, field.split(",")):
            problem = _problem_with_range(part, low, high, words)
            if problem:
                return f"{problem} ({name})"
    return ""


def _problem_with_named(schedule: str) -> str:
    if schedule in _NAMED:
        return ""
    if not schedule.startswith("@every "):
        return f"unrecognized descriptor: {schedule}"
    if _DURATION.fullmatch(schedule.removeprefix("@every ")):
        return ""
    return f"failed to parse duration {schedule}"


def _problem_with_range(text: str, low: int, high: int, words: dict[str, int]) -> str:
    span, slash, step = text.partition("/")
    first, dash, last = span.partition("-")
    if "/" in step:
        return f"too many slashes: {text}"
    if "-" in last:
        return f"too many hyphens: {text}"
    if first in ("*", "?"):
        numbers = [low, high]
    else:
        found = [words.get(one.lower(), one) for one in ([first, last] if dash else [first])]
        wrong = [one for one in found if isinstance(one, str) and not one.isdecimal()]
        if wrong:
            return f"failed to parse int from {wrong[0]}"
        numbers = [int(one) for one in found]
    if slash and not step.isdecimal():
        return f"failed to parse int from {step}"
    begin, end = numbers[0], numbers[-1]
    if slash and len(numbers) == 1:
        end = high
    if begin < low:
        return f"beginning of range ({begin}) below minimum ({low}): {text}"
    if end > high:
        return f"end of range ({end}) above maximum ({high}): {text}"
    if begin > end:
        return f"beginning of range ({begin}) beyond end of range ({end}): {text}"
    return f"step of range should be a positive number: {text}" if slash and int(step) == 0 else ""


def _is_zone(name: str) -> bool:
    # Few workflows are cron workflows with a time zone.
    from zoneinfo import ZoneInfo

    if name in ("", "Local"):
        return True
    try:
        ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        # Without a database, as on a bare Windows, nothing can be said.
        return not _zones()
    return True


def _zones() -> set[str]:
    from zoneinfo import available_timezones

    return available_timezones()
