"""Whether requests are sent at all: not while a program is only read for what it defines."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from ._errors import ConfigError

# For all threads, since a program may have several.
_reasons: list[str] = []


@contextmanager
def sending_nothing(reason: str) -> Generator[None]:
    """Refuse all requests of this process while the context lasts.

    Args:
        reason: What the error says.
    """
    _reasons.append(reason)
    try:
        yield
    finally:
        _reasons.remove(reason)


def check_sending() -> None:
    """Let a request pass.

    Raises:
        ConfigError: Nothing is sent just now.
    """
    if _reasons:
        raise ConfigError(_reasons[-1])
