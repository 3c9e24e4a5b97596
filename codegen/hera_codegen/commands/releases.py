"""``hera-codegen releases``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..facts import Facts, catalogue, load

_HEADINGS = ("TAG", "DEFINITIONS", "FIELDS", "OPERATIONS", "SIZE", "SHA256", "FROM")


@click.command()
@click.option(
    "--specs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory of facts that come before the packaged ones. Default: ./specs, if there.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Write a JSON array of objects with tag, definitions, fields, operations, "
    "size and sha256 (of the upstream document, null if not locked) and from.",
)
def command(specs: Path | None, as_json: bool) -> None:
    """List the Argo releases whose facts are at hand, oldest first."""
    rows = [_row(facts) for facts in catalogue(specs).values()]
    click.echo(json.dumps(rows, indent=2) if as_json else _table(rows))


def _row(facts: Facts) -> dict[str, Any]:
    api = load(facts)
    return {
        "tag": facts.tag,
        "definitions": len(api.definitions),
        "fields": sum(len(item.fields) for item in api.definitions.values()),
        "operations": len(api.operations),
        "size": facts.lock.size if facts.lock else None,
        "sha256": facts.lock.sha256 if facts.lock else None,
        "from": "packaged" if facts.packaged else str(facts.path.parent),
    }


def _table(rows: list[dict[str, Any]]) -> str:
    cells = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(_aligned(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    short = {**row, "sha256": row["sha256"] and row["sha256"][:12]}
    return tuple("-" if value is None else str(value) for value in short.values())


def _aligned(text: str, width: int) -> str:
    return text.rjust(width) if text.isdecimal() else text.ljust(width)
