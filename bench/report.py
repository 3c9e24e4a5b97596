"""The results as a table and as JSON."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from rich.console import Console
from rich.table import Table

from .figures import Bar, Measure, Unit, Verdict
from .measure import Outcome

_HEADINGS = ("work", "side", "min", "median", "max", "bar", "found", "")
_NUMBERS = range(2, 5)


def machine() -> str:
    """Say in one line what the numbers depend on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores, {platform.system()} {platform.machine()}, "
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"pydantic {version('pydantic')}"
    )


def print_table(outcomes: Sequence[Outcome], runs: int) -> None:
    """Print the table: drawn on a terminal, else as Markdown."""
    heading = f"{machine()}; runs of each side, in turn: {runs}; bars are judged by the medians"
    if sys.stdout.isatty():
        _draw(outcomes, heading)
        return
    print(f"{heading}\n")
    print(_markdown(_HEADINGS))
    print(_markdown(["-:" if place in _NUMBERS else "-" for place in range(len(_HEADINGS))]))
    for outcome in outcomes:
        for cells in _lines(outcome):
            print(_markdown(cells))


def _draw(outcomes: Sequence[Outcome], heading: str) -> None:
    table = Table()
    for place, name in enumerate(_HEADINGS):
        number = place in _NUMBERS
        table.add_column(
            name, justify="right" if number else "left", no_wrap=number, overflow="fold"
        )
    styles = {"PASS": "green", "MISS": "red"}
    for outcome in outcomes:
        for cells in _lines(outcome):
            table.add_row(*cells, style=styles.get(cells[-1]))
        table.add_section()
    print(heading)
    Console().print(table)


def _markdown(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(outcome: Outcome) -> Iterator[list[str]]:
    """Give a line for each side; the bars of the row stand beside its first sides."""
    row = outcome.row
    for place, side in enumerate(row.sides):
        found = outcome.samples.get(side.name)
        numbers = [found.least, found.middle, found.most] if found else []
        cells = [row.title if place == 0 else "", side.name]
        cells += [_amount(number, row.unit) for number in numbers] or ["–"] * 3
        verdicts = outcome.verdicts
        if place < len(verdicts):
            cells += _bar_cells(verdicts[place], row.unit)
        else:
            cells += ["", "", ""]
        yield cells


def _bar_cells(verdict: Verdict, unit: Unit) -> list[str]:
    bar = verdict.bar
    found = "–" if verdict.found is None else _relative(verdict.found, bar, unit)
    return [_bar_text(bar, unit), found, verdict.word]


def _bar_text(bar: Bar, unit: Unit) -> str:
    text = f"≤ {_limit(bar, unit)}"
    if bar.measure is Measure.OVER:
        text += f" over {bar.base}"
    elif bar.measure is Measure.TIMES:
        text += f" {bar.base}"
    return f"{text} (aim)" if bar.aim else text


def _limit(bar: Bar, unit: Unit) -> str:
    if bar.measure is Measure.TIMES:
        return f"{bar.limit:g} ×"
    return f"{bar.limit * 1000:g} ms" if unit == "seconds" else f"{bar.limit:g} MiB"


def _relative(found: float, bar: Bar, unit: Unit) -> str:
    return f"{found:.3g} ×" if bar.measure is Measure.TIMES else _amount(found, unit)


def _amount(value: float, unit: Unit) -> str:
    return f"{value * 1000:,.1f} ms" if unit == "seconds" else f"{value:.1f} MiB"


def reasons(outcomes: Sequence[Outcome]) -> list[str]:
    """Say once for each reason why sides were not measured, and in which rows."""
    places: dict[str, dict[str, None]] = {}
    for outcome in outcomes:
        for name, reason in outcome.reasons.items():
            text = f"{name.partition(',')[0]} was not measured: {reason}"
            places.setdefault(text, {})[outcome.row.name] = None
    return [f"{text} (rows: {', '.join(rows)})" for text, rows in places.items()]


def as_data(outcomes: Sequence[Outcome], runs: int) -> dict[str, Any]:
    """Return the results as JSON takes them; times are in seconds, memory in MiB."""
    return {
        "machine": machine(),
        "runs": runs,
        "rows": [
            {
                "name": outcome.row.name,
                "work": outcome.row.title,
                "unit": outcome.row.unit,
                "samples": {name: found.values for name, found in outcome.samples.items()},
                "not_measured": dict(outcome.reasons),
                "bars": [_bar_data(verdict) for verdict in outcome.verdicts],
            }
            for outcome in outcomes
        ],
    }


def _bar_data(verdict: Verdict) -> dict[str, Any]:
    bar = verdict.bar
    return {
        "subject": bar.subject,
        "base": bar.base or None,
        "measure": bar.measure.name.lower(),
        "limit": bar.limit,
        "aim": bar.aim,
        "found": verdict.found,
        "met": None if verdict.found is None else verdict.met,
    }
