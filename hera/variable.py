"""Values that reach a task's function as environment variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["VariableAsEnv"]


@dataclass
class VariableAsEnv:
    """A parameter of a task that is an environment variable, too.

    Attributes:
        name: of both.
        value: passed as JSON; it may hold a tag, such as another task's ``ip``.
    """

    name: str
    value: Any
