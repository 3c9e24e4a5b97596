"""Names for plain values that are classes in Hera, such as ``IntOrString("1")``.

Calling one gives the value itself, which is what models and manifests take.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hera_models import WorkflowStep


class _Root:
    """A class whose call gives the value that it is called with."""

    def __new__(cls, root: Any) -> Any:
        return cls._value(root)

    @classmethod
    def _value(cls, root: Any) -> Any:
        return root


class Quantity(_Root):
    """An amount of a resource, such as ``Quantity("500Mi")``."""

    if TYPE_CHECKING:

        def __new__(cls, root: str | float) -> Any: ...


class IntOrString(_Root):
    """A whole number or text."""

    if TYPE_CHECKING:

        def __new__(cls, root: int | str) -> Any: ...


class Item(_Root):
    """An item of a loop: any JSON value."""


class Amount(_Root):
    """A number; text is read as one."""

    @classmethod
    def _value(cls, root: Any) -> Any:
        return float(root)


class Time(_Root):
    """A point in time: RFC 3339 text, or a datetime with a time zone."""

    if TYPE_CHECKING:

        def __new__(cls, root: str | datetime) -> Any: ...


class ParallelSteps(_Root):
    """Steps that run at the same time."""

    if TYPE_CHECKING:

        def __new__(cls, root: Sequence[WorkflowStep]) -> Any: ...
