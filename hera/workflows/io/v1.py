"""Input and Output on pydantic's first version, for functions whose other models are of it.

Importing this module fails where `pydantic.v1` does: on Python versions that it does not support.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_type_hints

from pydantic.v1 import BaseModel

from .._core.signature import MISSING
from ._models import InputMixin, IOModel, OutputMixin


class _Model(IOModel, BaseModel):
    @classmethod
    def _declared(cls) -> Iterator[tuple[str, Any, Any]]:
        hints = get_type_hints(cls, include_extras=True)
        for name, field in cls.__fields__.items():
            plain = not field.required and field.default_factory is None
            default = field.default if plain and field.default is not None else MISSING
            yield name, hints[name], default


class Input(InputMixin, _Model):
    """As `hera.workflows.io.v2.Input`, on `pydantic.v1`."""


class Output(OutputMixin, _Model):
    """As `hera.workflows.io.v2.Output`, on `pydantic.v1`."""

    exit_code: int = 0
    result: Any = None
