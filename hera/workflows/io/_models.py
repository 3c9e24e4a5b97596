"""What Input and Output do, whichever pydantic they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, cast

from hera.shared.serialization import serialize

from .._core.signature import OUTPUTS_DIRECTORY, Slot, input_item, make_slot, output_item
from ..artifact import Artifact
from ..parameter import Parameter

if TYPE_CHECKING:
    from typing_extensions import Self


# Output's own, which are no outputs of the template.
_RESERVED = frozenset({"exit_code", "result"})


class IOModel:
    """Base of Input and Output."""

    _hera_io: ClassVar[str]

    @classmethod
    def _declared(cls) -> Iterator[tuple[str, Any, Any]]:
        """Yield each field's name, annotation and default; ``MISSING`` where there is none."""
        raise NotImplementedError

    @classmethod
    def _slots(cls) -> tuple[Slot, ...]:
        """Return what the fields stand for, in their order."""
        model: Any = cls
        return _slots_of(model)


@lru_cache(maxsize=1024)
def _slots_of(cls: Any) -> tuple[Slot, ...]:
    output: bool = cls._hera_io == "output"
    slots = (
        make_slot(name, annotation, where=cls.__qualname__, default=default, output=output)
        for name, annotation, default in cls._declared()
        if not (output and name in _RESERVED)
    )
    return tuple(replace(slot, model=cls) for slot in slots)


class InputMixin(IOModel):
    """The inputs of a template, and arguments for it."""

    _hera_io: ClassVar[str] = "input"

    @classmethod
    def _get_inputs(cls, add_missing_path: bool = False) -> list[Artifact | Parameter]:
        artifacts = cls._get_artifacts(add_missing_path=add_missing_path)
        return [*artifacts, *cls._get_parameters()]

    @classmethod
    def _get_parameters(cls, object_override: Self | None = None) -> list[Parameter]:
        found: list[Any] = []
        for slot in cls._slots():
            if slot.kind == "parameter":
                item: Any = input_item(slot)
                if object_override is not None:
                    value = getattr(object_override, slot.python_name)
                    item = item._copy(default=serialize(value))
                found.append(item)
        return found

    @classmethod
    def _get_artifacts(cls, add_missing_path: bool = False) -> list[Artifact]:
        found: list[Any] = [
            input_item(slot, add_path=add_missing_path or bool(slot.marker.path))
            for slot in cls._slots()
            if slot.kind == "artifact"
        ]
        return found

    @classmethod
    def _get_as_templated_arguments(cls) -> Self:
        """Return an object whose fields are tags for the inputs of the template around it."""
        model: Any = cls
        construct = model.model_construct if hasattr(cls, "model_construct") else model.construct
        tags = {s.python_name: f"{{{{inputs.{s.kind}s.{s.name}}}}}" for s in cls._slots()}
        return cast("Self", construct(**tags))

    def _get_as_inputs(self) -> list[Artifact | Parameter]:
        """Return the inputs, with this object's values as defaults."""
        return [*self._get_artifacts(), *self._get_parameters(self)]

    def _get_as_arguments(self) -> list[Artifact | Parameter]:
        """Return this object's values as arguments for a template that takes the class."""
        return [_argument(slot, getattr(self, slot.python_name)) for slot in self._slots()]


class OutputMixin(IOModel):
    """The outputs of a template."""

    _hera_io: ClassVar[str] = "output"

    @classmethod
    def _get_outputs(cls, add_missing_path: bool = False) -> list[Artifact | Parameter]:
        directory = OUTPUTS_DIRECTORY if add_missing_path else None
        return [output_item(slot, directory) for slot in cls._slots()]

    @classmethod
    def _get_output(cls, field_name: str) -> Artifact | Parameter:
        for slot in cls._slots():
            if slot.python_name == field_name:
                return output_item(slot, None)
        raise KeyError(field_name)

    def _get_as_invocator_output(self) -> list[Artifact | Parameter]:
        """Return the outputs of a DAG or Steps whose values this object's fields refer to."""
        found: list[Any] = []
        for slot in self._slots():
            item: Any = output_item(slot, None)
            value = getattr(self, slot.python_name)
            if slot.kind == "artifact":
                found.append(item._copy(from_=getattr(value, "from_", None) or value))
            else:
                found.append(item._copy(value_from={"parameter": str(value)}))
        return found


def _argument(slot: Slot, value: Any) -> Any:
    """Return the Parameter or Artifact that passes a field's value."""
    if hasattr(value, "with_name"):
        return value.with_name(slot.name)
    if slot.kind == "artifact":
        # A text is the reference to an artifact, as in the templated form of the model.
        return Artifact(name=slot.name, from_=str(value))
    dumps = slot.marker.dumps if isinstance(slot.marker, Parameter) else None
    return Parameter(name=slot.name, value=value, dumps=dumps)
