"""When cron workflows run."""

from __future__ import annotations

import json
import re

from .durations import is_duration
from .near import near
from .registry import rule
from .releases import or_older
from .shape import is_list, listed, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .finding import Edit, Path
    from .registry import Say
    from .shape import Object

_WITH_LISTS = (3, 6)
_WITHOUT_SINGLE = (4, 0)
_BOTH = "cron workflow cant be configured with both Spec.Schedule and Spec.Schedules"
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
_WHOLE = re.compile(r"[-+]?[0-9]+", re.ASCII)
_ZONE = re.compile(r"(?:CRON_TZ|TZ)=(\S*)\s+")


class Cron:
    """The specification of a cron workflow.

    Attributes:
        raw: The specification.
        release: The major and minor number of the release that it is for.
    """

    __slots__ = ("raw", "release")

    def __init__(self, raw: Object, release: tuple[int, int]) -> None:
        self.raw: Object = raw
        self.release: tuple[int, int] = release


@rule("HL110", Cron, "A cron workflow has a schedule")
def schedule_given(view: Cron, say: Say) -> None:
    """`schedules` has at least one entry. Up to 3.5 there is `schedule` instead, in 3.6 and 3.7 too.

    ```yaml
    spec:
      schedule: "0 * * * *"
    ```

    Write `schedules: ["0 * * * *"]`.
    """
    single, several = view.raw.get("schedule"), view.raw.get("schedules")
    if several and (listed(several) or not is_list(several)):
        # What is no list, and what the release does not have, other rules tell.
        if single and _WITH_LISTS <= view.release < _WITHOUT_SINGLE:
            say(("spec", "schedule"), argo=_BOTH)
    elif view.release < _WITH_LISTS:
        if not single:
            argo = "cron schedule  is malformed: empty spec string"
            say(("spec",), argo=argo, hint="add schedule")
    elif view.release >= _WITHOUT_SINGLE:
        _say_none(view.raw, single, say)


def _say_none(raw: Object, single: object, say: Say) -> None:
    argo = "cron workflow must have at least one schedule"
    if not single:
        say(("spec",), argo=argo, hint="add schedules")
        return
    place, new = ("spec", "schedule"), ("spec", "schedules")
    fix: list[Edit] = []
    if isinstance(single, str) and "schedules" not in raw:
        fix = [("rename", place, "schedules"), ("wrap", new, None)]
    told = "Argo 4 has no `schedule`"
    hint = f"write schedules: [{json.dumps(single)}], {or_older(_WITHOUT_SINGLE)}"
    say(place, told, argo=argo, hint=hint, fix=fix)


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
        _say_malformed(say, ("spec", "schedules", index), schedule)
    single = view.raw.get("schedule")
    if isinstance(single, str) and single:
        _say_malformed(say, ("spec", "schedule"), single)


def _say_malformed(say: Say, path: Path, schedule: str) -> None:
    problem, field = problem_with_schedule(schedule)
    if problem:
        told = f"that is the {field}" if field else ""
        say(path, told, argo=f"cron schedule {schedule} is malformed: {problem}")


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
        told = near(policy, _POLICIES[:-1]).removeprefix("; ")
        say(place, told, argo=f"'{policy}' is not a valid concurrencyPolicy")


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


def problem_with_schedule(schedule: str) -> tuple[str, str]:
    """Return what is wrong with a schedule, as Argo says it, and in which field; empty if nothing."""
    if not schedule:
        return "empty spec string", ""
    zone = _ZONE.match(schedule)
    if zone:
        if not _is_zone(zone[1]):
            return f"provided bad location {zone[1]}: unknown time zone {zone[1]}", ""
        schedule = schedule[zone.end() :]
    if schedule.startswith("@"):
        return _problem_with_named(schedule), ""
    fields = schedule.split()
    if len(fields) != len(_FIELDS):
        return f"expected exactly 5 fields, found {len(fields)}: [{' '.join(fields)}]", ""
    for field, (name, low, high, words) in zip(fields, _FIELDS, strict=True):
        for part in filter(None, field.split(",")):
            problem = _problem_with_range(part, low, high, words)
            if problem:
                return problem, name
    return "", ""


def _problem_with_named(schedule: str) -> str:
    if schedule in _NAMED:
        return ""
    if not schedule.startswith("@every "):
        return f"unrecognized descriptor: {schedule}"
    if is_duration(schedule.removeprefix("@every ")):
        return ""
    return f"failed to parse duration {schedule}"


def _problem_with_range(text: str, low: int, high: int, words: dict[str, int]) -> str:
    span, *steps = text.split("/")
    ends = span.split("-")
    anything = ends[0] in ("*", "?")
    numbers = [low, high]
    if not anything:
        found = [words.get(one.lower(), one) for one in ends[:2]]
        if len(ends) > 2:
            found = found[:1]
        problem = next((told for one in found if (told := _problem_with_number(one))), "")
        if problem or len(ends) > 2:
            return problem or f"too many hyphens: {text}"
        numbers = [int(one) for one in found]
    if len(steps) > 1:
        return f"too many slashes: {text}"
    problem = _problem_with_number(steps[0]) if steps else ""
    if problem:
        return problem
    begin = numbers[0]
    end = high if steps and len(ends) == 1 else numbers[-1]
    if begin < low:
        return f"beginning of range ({begin}) below minimum ({low}): {text}"
    if end > high:
        return f"end of range ({end}) above maximum ({high}): {text}"
    if begin > end:
        return f"beginning of range ({begin}) beyond end of range ({end}): {text}"
    no_step = bool(steps) and int(steps[0]) == 0
    return f"step of range should be a positive number: {text}" if no_step else ""


def _problem_with_number(given: int | str) -> str:
    text = str(given)
    if not _WHOLE.fullmatch(text):
        return f'failed to parse int from {text}: strconv.Atoi: parsing "{text}": invalid syntax'
    return f"negative number ({int(text)}) not allowed: {text}" if int(text) < 0 else ""


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
