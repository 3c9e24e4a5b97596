"""What a task takes from another's result."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["InputFrom"]


@dataclass
class InputFrom:
    """Runs a task once for each item of another task's result, which is a JSON list of maps.

    Attributes:
        name: the other task's.
        parameters: keys of the maps, which are names of the function's parameters.
    """

    name: str
    parameters: list[str]

    @property
    def result(self) -> str:
        """Tag for the other task's result."""
        return f"{{{{tasks.{self.name.replace('_', '-')}.outputs.result}}}}"
