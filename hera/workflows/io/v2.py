"""Input and Output on pydantic's second version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict

from .._core.signature import MISSING
from ._models import InputMixin, IOModel, OutputMixin


class _Model(IOModel, BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(
        populate_by_name=True, use_enum_values=True, arbitrary_types_allowed=True
    )

    @classmethod
    def _declared(cls) -> Iterator[tuple[str, Any, Any]]:
        cls.model_rebuild()  # annotations may name classes that were defined later
        for name, field in cls.model_fields.items():
            kind: Any = field.annotation
            annotated: Any = Annotated
            parts = (kind, *field.metadata)
            annotation = annotated[parts] if field.metadata else kind
            # A default of None, or one made by a function, is no default of the template.
            given = not field.is_required() and field.default is not None
            plain = given and field.default_factory is None
            yield name, annotation, field.default if plain else MISSING


class Input(InputMixin, _Model):
    """A script's inputs as one model: each field is a parameter or, annotated so, an artifact.

    Attributes are the fields that a subclass declares; ``Annotated[T, Parameter(...)]`` and
    ``Annotated[T, Artifact(...)]`` say more about one. A function that takes it takes nothing else.
    """


class Output(OutputMixin, _Model):
    """A script's outputs as one model: each field is a parameter or, annotated so, an artifact.

    Attributes:
        exit_code: exit status of the container; 0 by default.
        result: what is printed, and so becomes the result; none by default.
    """

    exit_code: int = 0
    result: Any = None
