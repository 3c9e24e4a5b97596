"""How values reach a function that the runner calls, and how its results leave."""

from __future__ import annotations

import json
import shutil
import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import PydanticSchemaGenerationError, TypeAdapter

from hera.shared.serialization import serialize

from .signature import MISSING, Signature, Slot, io_kind, is_optional, raw_signature

Validate = Callable[[Any, Any], Any]


class RunnerError(Exception):
    """What the runner was given, or what the function returned, cannot be used."""


def validator(mode: str | None) -> Validate:
    """Return the check of a value against a type, by pydantic 2 or, where told so, by its 1.

    Args:
        mode: ``"1"`` for `pydantic.v1`; anything else for `pydantic`.
    """
    if mode == "1":
        from pydantic.v1 import parse_obj_as

        return parse_obj_as

    def validate(annotation: Any, value: Any) -> Any:
        if hasattr(annotation, "__get_validators__"):  # a model of pydantic 1
            return validator("1")(annotation, value)
        try:
            adapter: Any = TypeAdapter(annotation)
        except PydanticSchemaGenerationError:  # a type that pydantic does not know goes unchecked
            return value
        return adapter.validate_python(value)

    return validate


# --- in ------------------------------------------------------------------------------------------


def read_values(path: Path) -> dict[str, Any]:
    """Return the values in the file that Argo writes for ``{{inputs.parameters}}``, by name.

    Raises:
        RunnerError: there is no such file, or it is no such list.
    """
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8") or "[]") or []
        given = [item for item in data if item.get("value", MISSING) is not MISSING]
        return {item["name"]: item["value"] for item in given}
    except OSError as error:
        raise RunnerError(f"cannot read the parameters: {error}") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RunnerError(
            f"{path} does not hold the template's parameters: a JSON list of objects with 'name' "
            "and 'value', such as {{inputs.parameters}} becomes"
        ) from None


def arguments_for(
    signature: Signature, values: Mapping[str, Any], validate: Validate, outputs_directory: str
) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments to call the function with, by position and by name.

    Raises:
        RunnerError: a value is missing or does not fit its annotation.
    """
    arrived = {
        slot.python_name: value
        for slot in signature.inputs
        if (value := _input(slot, values, validate)) is not MISSING
    }
    if signature.input_model is not None:
        kind = signature.input_model
        model = _checked(signature.input_argument, lambda _, kwargs: kind(**kwargs), None, arrived)
        arrived = {signature.input_argument: model}
    for slot in signature.outputs:
        file = Path(slot.path(outputs_directory))
        file.parent.mkdir(parents=True, exist_ok=True)
        arrived[slot.python_name] = str(file) if slot.annotation is str else file
    return _spread(signature.function, arrived)


def _spread(
    function: Callable[..., Any], arrived: dict[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    args: list[Any] = []
    for name, parameter in raw_signature(function).parameters.items():
        if parameter.kind is parameter.POSITIONAL_ONLY:
            args.append(arrived.pop(name, parameter.default))
        elif parameter.kind is parameter.VAR_POSITIONAL:
            arrived.pop(name, None)  # as Hera: no values for these
        elif parameter.kind is parameter.VAR_KEYWORD and isinstance(arrived.get(name), dict):
            arrived.update(arrived.pop(name))
    return args, arrived


def _input(slot: Slot, values: Mapping[str, Any], validate: Validate) -> Any:
    if slot.kind == "artifact":
        return _artifact(slot, validate)
    value = values.get(slot.name, values.get(slot.python_name, MISSING))
    if value is not MISSING:
        return _parameter(slot, value, validate)
    if slot.model is not None:
        return slot.default
    if slot.has_default:
        return MISSING
    given = ", ".join(values) or "none"
    raise RunnerError(f"parameter {slot.name!r} has no value; the parameters given: {given}")


def _parameter(slot: Slot, value: Any, validate: Validate) -> Any:
    """Return what a parameter's text means, by the annotation; else JSON if it is, or the text."""
    if slot.marker is not None and slot.marker.loads is not None:
        return slot.marker.loads(value)
    if not isinstance(value, str):
        return _checked(slot.name, validate, slot.annotation, value)
    if _is_text(slot.annotation):
        if value == "null" and is_optional(slot.annotation):
            return None
        return _checked(slot.name, validate, slot.annotation, value)
    try:
        decoded = json.loads(value)
    except ValueError:
        return _checked(slot.name, validate, slot.annotation, value)
    try:
        return _checked(slot.name, validate, slot.annotation, decoded)
    except RunnerError:
        # A path, an enum's value or a Literal may look like JSON, "123" say.
        try:
            return _checked(slot.name, validate, slot.annotation, value)
        except RunnerError:
            pass
        raise


def _is_text(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, types.UnionType):
        return all(_is_text(kind) or kind is type(None) for kind in get_args(annotation))
    return isinstance(annotation, type) and issubclass(annotation, (str, Decimal))


def _artifact(slot: Slot, validate: Validate) -> Any:
    path, marker = Path(slot.path()), slot.marker
    loader = getattr(marker.loader, "value", marker.loader)
    as_it_is = marker.loads is None and marker.loadb is None and loader is None
    if not path.exists():
        if marker.optional or (is_optional(slot.annotation) and not as_it_is):
            return None
        if not as_it_is:
            raise RunnerError(f"artifact {slot.name!r} is not there: no file {path}")
    if as_it_is:
        return _checked(slot.name, validate, slot.annotation, str(path))
    content: Any = path.read_bytes()
    if marker.loadb is not None:
        content = marker.loadb(content)
    elif marker.loads is not None or loader == "json" or slot.annotation is not bytes:
        text = content.decode()
        if marker.loads is not None:
            content = marker.loads(text)
        else:
            content = json.loads(text) if loader == "json" else text
    return _checked(slot.name, validate, slot.annotation, content)


def _checked(name: str, validate: Validate, annotation: Any, value: Any) -> Any:
    # An annotation that is a text, or none, cannot be checked.
    if annotation is MISSING or isinstance(annotation, str):
        return value
    try:
        return validate(annotation, value)
    except (ValueError, RuntimeError) as error:  # pydantic's errors are ValueErrors
        raise RunnerError(f"input {name!r} does not fit its annotation: {error}") from None


# --- out -----------------------------------------------------------------------------------------


def write_result(signature: Signature, result: Any, outputs_directory: str) -> int:
    """Write or print what the function returned.

    Returns:
        The exit status.

    Raises:
        RunnerError: the result is not what the annotation promises.
    """
    if signature.output_model is not None and not isinstance(result, signature.output_model):
        raise RunnerError(
            f"the function is annotated to return {signature.output_model.__name__}; "
            f"it returned {result!r} ({type(result).__name__})"
        )
    if io_kind(type(result)) == "output":
        for slot in result._slots():
            _write(slot, getattr(result, slot.python_name), outputs_directory)
        print(serialize(result.result))
        return int(result.exit_code)
    if signature.returns:
        for slot, value in zip(signature.returns, _returned(signature, result), strict=True):
            _write(slot, value, outputs_directory)
    elif result is not None:
        print(serialize(result))
    return 0


def _returned(signature: Signature, result: Any) -> list[Any]:
    slots = signature.returns
    values: list[Any] = [result]
    if signature.return_is_tuple:
        values = list(result) if tuple in type(result).__mro__ else []
    if len(values) != len(slots):
        raise RunnerError(
            f"The number of outputs does not match the annotation: a tuple of {len(slots)} "
            f"is annotated, {result!r} was returned"
        )
    for slot, value in zip(slots, values, strict=True):
        if not _fits(value, slot.annotation):
            raise RunnerError(
                f"The type of output `{slot.name}`, `{type(value)}` does not match the annotated "
                f"type `{slot.annotation}`"
            )
    return values


def _fits(value: Any, annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return any(_fits(value, kind) for kind in get_args(annotation))
    if origin is Literal:
        return value in get_args(annotation)
    kind = origin or annotation
    if kind is float:
        kind = (float, int)
    try:
        return isinstance(value, kind)
    except TypeError:  # Any, a text, a TypedDict: nothing that a value is an instance of
        return True


def _write(slot: Slot, value: Any, outputs_directory: str) -> None:
    path, marker = Path(slot.path(outputs_directory)), slot.marker
    path.parent.mkdir(parents=True, exist_ok=True)
    dumpb = getattr(marker, "dumpb", None)
    dumps = getattr(marker, "dumps", None)
    if dumpb is not None:
        path.write_bytes(dumpb(value))
    elif dumps is not None:
        path.write_bytes(str(dumps(value)).encode())
    elif slot.kind == "artifact" and isinstance(value, Path):
        _copy(value, path)
    elif isinstance(value, bytes):
        path.write_bytes(value)
    else:
        path.write_bytes(str(serialize(value)).encode())


def _copy(source: Path, target: Path) -> None:
    if source.resolve() == target.resolve():
        return
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)
