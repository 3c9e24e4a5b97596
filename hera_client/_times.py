"""Points in time as the servers read them."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from ._errors import ConfigError

if TYPE_CHECKING:
    from ._operation import Operation


def rfc3339(moment: datetime) -> str:
    """Return a point in time as RFC 3339 text, in UTC."""
    return moment.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def time_text(operation: Operation, name: str, value: object) -> str | None:
    """Return what is sent for a keyword that takes a point in time; text goes as it is.

    Args:
        operation: what is called, for the message of the error.
        name: the keyword.
        value: the datetime or the text; None for not given.

    Raises:
        ConfigError: it is neither, or a datetime without a time zone, of which nobody can tell
            which moment is meant.
    """
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, datetime):
        raise ConfigError(
            f"{operation.id}: expected a datetime with a time zone, or RFC 3339 text such as "
            f"2026-01-31T12:00:00Z, for {name!r}, got {value!r}"
        )
    if value.utcoffset() is None:
        raise ConfigError(
            f"{operation.id}: expected a datetime with a time zone for {name!r}, got {value!r}; "
            "if it is in this machine's time, give value.astimezone(), if in UTC, "
            "value.replace(tzinfo=timezone.utc)"
        )
    return rfc3339(value)
