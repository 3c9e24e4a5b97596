"""Parameters, and the forms in which lists of inputs, outputs and arguments are accepted."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import hera.workflows as facade
import hera_models
from hera.shared.serialization import MISSING, serialize

from .flat import Flat, as_list, is_mapping, lower

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self

_INPUT = ("name", "description", "enum", "default", "value", "value_from")
_ARGUMENT = ("name", "description", "enum", "global_name", "value", "value_from")
_OUTPUT = ("name", "description", "global_name", "value", "value_from")


class ParameterBase(Flat):
    """What a parameter does: values become text, and each use takes the fields it may have."""

    if TYPE_CHECKING:
        name: str | None
        value: Any
        default: Any
        value_from: Any
        output: bool
        dumps: Callable[[Any], str] | None
        loads: Callable[[str], Any] | None

    def __init__(self, /, **given: Any) -> None:
        for key in ("value", "default"):
            if given.get(key, MISSING) is not MISSING:
                try:
                    given[key] = serialize(given[key])
                except TypeError as error:
                    raise TypeError(f"parameter {given.get('name')!r}: {error}") from error
            else:
                given.pop(key, None)
        if given.get("enum") is not None:
            given["enum"] = [serialize(item) for item in given["enum"]]
        super().__init__(**given)
        if self.value is not None and self.value_from is not None:
            raise ValueError(
                f"Cannot specify both `value` and `value_from` for parameter {self.name!r}"
            )

    @classmethod
    def from_model(cls, model: hera_models.Parameter) -> Self:
        """Return the parameter that an API object describes."""
        return cls(**{name: getattr(model, name) for name in model.model_fields_set})

    def with_name(self, name: str) -> Self:
        """Return a copy with another name."""
        return self._copy(name=name)

    def as_input(self) -> hera_models.Parameter:
        """Return the API object for a template's inputs."""
        return self._model(_INPUT)

    def as_argument(self) -> hera_models.Parameter:
        """Return the API object for arguments."""
        return self._model(_ARGUMENT)

    def as_output(self) -> hera_models.Parameter:
        """Return the API object for a template's outputs."""
        return self._model(_OUTPUT)

    def _model(self, names: tuple[str, ...]) -> hera_models.Parameter:
        return hera_models.Parameter.from_dict(self._wire_of(names))

    def _wire_of(self, names: tuple[str, ...]) -> dict[str, Any]:
        check_name(self)
        values = self.__dict__
        fields = self._fields
        return {fields[name][0]: lower(values[name]) for name in names if name in values}

    def __str__(self) -> str:
        """Return the value, so that a parameter can stand in a text.

        Raises:
            ValueError: it has none.
        """
        if self.value is None:
            raise ValueError(
                f"Cannot represent `Parameter` as string as `value` is not set ({self.name!r})"
            )
        return str(self.value)


def check_name(item: Any) -> None:
    """Refuse a parameter or artifact that has no name where one is needed."""
    if not item.name:
        raise ValueError(f"name cannot be `None` or empty when used: {item!r}")


_NAMES: Mapping[str, tuple[str, ...]] = {
    "inputs": _INPUT,
    "outputs": _OUTPUT,
    "arguments": _ARGUMENT,
}


class Arguments:
    """One list of inputs, outputs or arguments in the making, in its two parts."""

    __slots__ = ("artifacts", "parameters", "use")

    def __init__(self, use: str) -> None:
        self.use = use
        self.parameters: list[dict[str, Any]] = []
        self.artifacts: list[dict[str, Any]] = []

    def add(self, value: Any) -> None:
        """Add what a user may give: one item, a list, a mapping, an API object, an Input."""
        for item in as_list(value):
            self._add_item(item)

    def _add_item(self, item: Any) -> None:
        if isinstance(item, ParameterBase):
            self.parameters.append(item._wire_of(_NAMES[self.use]))
        elif isinstance(item, Flat) and hasattr(item, "_build_artifact"):
            check_name(item)
            self.artifacts.append(item._wire())
        elif is_mapping(item):
            for name, value in item.items():
                self.add(named(name, value, self.use))
        elif hasattr(item, "_hera_io"):
            self.add(io_items(item, self.use))
        elif isinstance(item, (list, tuple)):
            self.add(item)
        elif not isinstance(item, Flat) and hasattr(item, "to_dict"):
            self._add_wire(item.to_dict(), type(item).__name__)
        else:
            error = TypeError if self.use == "arguments" else ValueError
            raise error(
                f"{self.use} take parameters, artifacts, or a mapping from names to values; "
                f"got {item!r} ({type(item).__name__})"
            )

    def _add_wire(self, data: dict[str, Any], kind: str) -> None:
        if kind == "Parameter":
            self.parameters.append(data)
        elif kind.endswith("Artifact"):
            self.artifacts.append(data)
        else:  # Arguments, Inputs, Outputs
            self.parameters.extend(data.get("parameters", ()))
            self.artifacts.extend(data.get("artifacts", ()))

    def wire(self) -> dict[str, Any] | None:
        """Return the manifest's form, or None where there is nothing in it."""
        data: dict[str, Any] = {}
        if self.artifacts:
            data["artifacts"] = self.artifacts
        if self.parameters:
            data["parameters"] = self.parameters
        return data or None


def named(name: str, value: Any, use: str) -> Any:
    """Return the parameter or artifact that a mapping's entry stands for."""
    item = value  # what checkers do not take for a Flat, which has no such methods
    if isinstance(value, Flat) and hasattr(value, "with_name"):
        return item.with_name(name)
    kind = type(item).__name__
    if hasattr(value, "to_dict") and (kind == "Parameter" or kind.endswith("Artifact")):
        return item.__class__.from_dict({**item.to_dict(), "name": name})
    if value is None and use != "arguments":
        return facade.Parameter(name=name)
    return facade.Parameter(name=name, value=value)


def io_items(item: Any, use: str) -> list[Any]:
    """Return the parameters and artifacts that an Input or Output, or its class, stands for."""
    if use == "arguments":
        return list(item._get_as_arguments())
    if use == "outputs":
        return list(item._get_outputs())
    model: Any = item
    return list(item._get_as_inputs() if not isinstance(item, type) else model._get_inputs())


def wire_of(use: str, *values: Any) -> dict[str, Any] | None:
    """Return inputs, outputs or arguments in any accepted form as wire data, or None."""
    if len(values) == 1 and not isinstance(values[0], (Flat, Mapping, list, tuple)):
        whole = values[0]
        # An API object keeps what is in it, an empty list too.
        if hasattr(whole, "to_dict") and not hasattr(whole, "_hera_io"):
            kind = type(whole).__name__
            if kind in ("Arguments", "Inputs", "Outputs"):
                return _as_use(whole.to_dict(), use)
    found = Arguments(use)
    for value in values:
        found.add(value)
    return found.wire()


def _as_use(data: dict[str, Any], use: str) -> dict[str, Any]:
    if use == "arguments":
        data.pop("exitCode", None)
        data.pop("result", None)
    return data


def names_in(value: Any, use: str = "arguments") -> Iterator[str]:
    """Yield the names of parameters and artifacts in inputs, outputs or arguments of any form."""
    data = wire_of(use, value) or {}
    for items in (data.get("parameters") or (), data.get("artifacts") or ()):
        yield from (item["name"] for item in items if "name" in item)
