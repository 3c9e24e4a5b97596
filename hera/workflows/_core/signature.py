"""What a function takes and gives, as a template's inputs and outputs."""

from __future__ import annotations

import ast
import builtins
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ForwardRef, Literal, cast, get_args, get_origin

from hera.shared.serialization import serialize

from ..parameter import Parameter
from .artifact import ArtifactBase
from .parameter import ParameterBase, check_name

if TYPE_CHECKING:
    from ..artifact import Artifact

    Item = Parameter | Artifact

INPUTS_DIRECTORY = "/tmp/hera-inputs"
OUTPUTS_DIRECTORY = "/tmp/hera-outputs"


class Missing(Enum):
    """There is no annotation, or no default."""

    MISSING = "MISSING"

    def __repr__(self) -> str:
        return self.value


MISSING = Missing.MISSING


@dataclass(frozen=True)
class Slot:
    """One value that goes into or comes out of a function.

    Attributes:
        python_name: the argument, or the model's field; empty for a returned value.
        name: the name in the manifest.
        annotation: the type without ``Annotated``; its text where it cannot be evaluated.
        marker: the Parameter or Artifact in ``Annotated``, if there is one.
        default: what the function's or the model's definition gives; None in a model is none.
        kind: which of the two it is.
        output: whether the function writes it.
        model: the Input or Output whose field this is.
        argument: the argument that carries the value, or the model; empty for a returned value.
    """

    python_name: str
    name: str
    annotation: Any
    marker: Any = None
    default: Any = MISSING
    kind: Literal["parameter", "artifact"] = "parameter"
    output: bool = False
    model: Any = None
    argument: str = ""

    @property
    def has_default(self) -> bool:
        """Whether the value may be left out."""
        return self.default is not MISSING

    def path(self, outputs_directory: str | None = None) -> str:
        """Return the file in which an artifact arrives, or which the function writes."""
        if self.marker is not None:
            own = self.marker.path if self.kind == "artifact" else _path_of(self.marker.value_from)
            if own:
                return str(own)
        root = (outputs_directory or OUTPUTS_DIRECTORY) if self.output else INPUTS_DIRECTORY
        return f"{root}/{self.kind}s/{self.name}"


@dataclass(frozen=True)
class Signature:
    """What a function takes and gives.

    Attributes:
        function: the function itself.
        inputs: what arrives, in the order of the definition; an Input gives one for each field.
        outputs: arguments that name a file to write.
        returns: annotated returned values, one for each element of a tuple or field of an Output.
        return_annotation: the type without ``Annotated``; ``MISSING`` when there is none.
        return_is_tuple: whether ``returns`` are the elements of a tuple.
        input_model: the Input that the only argument takes.
        input_argument: the name of that argument.
        output_model: the Output that is returned.
        is_async: whether calling it gives a coroutine.
    """

    function: Callable[..., Any]
    inputs: tuple[Slot, ...] = ()
    outputs: tuple[Slot, ...] = ()
    returns: tuple[Slot, ...] = ()
    return_annotation: Any = MISSING
    return_is_tuple: bool = False
    input_model: Any = None
    input_argument: str = ""
    output_model: Any = None
    is_async: bool = False

    @property
    def has_outputs(self) -> bool:
        """Whether the function declares any output, were it an Output without fields."""
        return bool(self.outputs or self.returns or self.output_model)


def read_signature(function: Any) -> Signature:
    """Return what a function takes and gives.

    Raises:
        TypeError: it is no function, but a class, a partial or another object.
        ValueError: its annotations contradict each other.
        SyntaxError: it takes an Input beside other arguments.
    """
    return _read(plain_function(function))


def plain_function(function: Any) -> Callable[..., Any]:
    """Return the function as it was defined: without ``staticmethod`` and wrappers."""
    if isinstance(function, (staticmethod, classmethod)):
        function = cast("Any", function).__func__
    if not inspect.isroutine(function):
        raise TypeError(
            f"a script's source is a function defined with `def`, or a text; got {function!r}: "
            "write a function that calls it"
        )
    return cast("Callable[..., Any]", inspect.unwrap(function))


@lru_cache(maxsize=1024)
def _read(function: Callable[..., Any]) -> Signature:
    arguments = list(_parameters(function))
    hint = _return_annotation(function)
    where = place_of(function)
    returned, _ = split(hint)
    signature = Signature(
        function, return_annotation=returned, is_async=inspect.iscoroutinefunction(function)
    )
    model = next((a for a in arguments if io_kind(split(a.annotation)[0]) == "input"), None)
    if model is not None:
        if len(arguments) > 1:
            raise SyntaxError(
                "Only one function parameter can be specified when using an Input; "
                f"{where} has {len(arguments)}: make the others fields of the Input"
            )
        kind = split(model.annotation)[0]
        slots = tuple(_field_slot(slot, model) for slot in kind._slots())
        signature = replace(signature, inputs=slots, input_model=kind, input_argument=model.name)
    else:
        slots = tuple(_argument_slot(argument, where) for argument in arguments)
        signature = replace(
            signature,
            inputs=tuple(slot for slot in slots if not slot.output),
            outputs=tuple(slot for slot in slots if slot.output),
        )
    return _with_returns(signature, hint, where)


def _field_slot(slot: Slot, argument: inspect.Parameter) -> Slot:
    slot = replace(slot, argument=argument.name)
    if argument.default is inspect.Parameter.empty or slot.kind == "artifact":
        return slot
    return replace(slot, default=getattr(argument.default, slot.python_name))


def _with_returns(signature: Signature, hint: Any, where: str) -> Signature:
    bare, marker = split(hint)
    if marker is not None:
        return replace(signature, returns=(make_slot("", hint, where=where, output=True),))
    if io_kind(bare) == "output":
        return replace(signature, returns=bare._slots(), output_model=bare)
    if get_origin(bare) is not tuple:
        return signature
    elements = get_args(bare)
    if any(io_kind(split(element)[0]) == "output" for element in elements):
        raise ValueError(f"Output cannot be part of a tuple output; see what {where} returns")
    marked = [split(element)[1] is not None for element in elements]
    if not any(marked):
        return signature
    if not all(marked):
        raise ValueError(
            f"{where} has a partially annotated tuple return type: annotate all of its elements "
            "with a Parameter or an Artifact, or none"
        )
    slots = tuple(make_slot("", element, where=where, output=True) for element in elements)
    return replace(signature, returns=slots, return_is_tuple=True)


def _argument_slot(argument: inspect.Parameter, where: str) -> Slot:
    default = MISSING if argument.default is inspect.Parameter.empty else argument.default
    slot = make_slot(argument.name, argument.annotation, where=where, default=default)
    return replace(slot, argument=argument.name)


def make_slot(
    name: str, annotation: Any, *, where: str, default: Any = MISSING, output: bool = False
) -> Slot:
    """Return the slot that an annotation describes.

    Raises:
        ValueError: marker and annotation contradict each other; ``where`` names the place.
    """
    bare, marker = split(annotation)
    item = f"{name!r} of {where}" if name else f"what {where} returns"
    slot = Slot(name, (marker.name if marker is not None else None) or name, bare, marker, default)
    if marker is None:
        return replace(slot, output=output)
    slot = replace(slot, output=bool(output or marker.output))
    if isinstance(marker, ArtifactBase):
        if cast("Artifact", marker).optional and not slot.output and not is_optional(bare):
            raise ValueError(
                f"Artifact annotation must be `Optional` for optional Artifacts: see {item}"
            )
        return replace(slot, kind="artifact")
    if marker.default is not None and not slot.output:
        raise ValueError(
            f"default cannot be set via the Parameter's default, use a Python default value "
            f"instead: see {item}"
        )
    return slot


def split(annotation: Any) -> tuple[Any, Any]:
    """Return an annotation without ``Annotated``, and the Parameter or Artifact in it or None."""
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__, None
    if get_origin(annotation) is not Annotated:
        return annotation, None
    bare, *extras = get_args(annotation)
    markers = [extra for extra in extras if isinstance(extra, (ParameterBase, ArtifactBase))]
    if len(markers) > 1:
        raise ValueError(
            "Annotation metadata cannot contain more than one Artifact/Parameter; "
            f"got {markers[0]!r} and {markers[1]!r}"
        )
    return split(bare)[0], markers[0] if markers else None


def io_kind(annotation: Any) -> str | None:
    """Return ``"input"`` or ``"output"`` for the classes of `hera.workflows.io`, else None."""
    if not isinstance(annotation, type):
        return None
    return cast("str | None", getattr(annotation, "_hera_io", None))


def is_optional(annotation: Any) -> bool:
    """Whether a type allows None."""
    if get_origin(annotation) in (typing.Union, types.UnionType):
        return type(None) in get_args(annotation)
    return annotation is None or annotation is type(None)


def _path_of(value_from: Any) -> str | None:
    if isinstance(value_from, dict):
        return cast("str | None", cast("dict[str, Any]", value_from).get("path"))
    return cast("str | None", getattr(value_from, "path", None))


def place_of(function: Callable[..., Any]) -> str:
    """Return a function's name with file and line, for messages."""
    name = getattr(function, "__qualname__", repr(function))
    code = getattr(function, "__code__", None)
    return f"{name}()" if code is None else f"{name}() ({code.co_filename}:{code.co_firstlineno})"


# --- reading annotations, which may be texts, and texts that cannot be evaluated here -----------


def _parameters(function: Callable[..., Any]) -> Iterator[inspect.Parameter]:
    for parameter in raw_signature(function).parameters.values():
        annotation = parameter.annotation
        known = annotation is not inspect.Parameter.empty
        yield parameter.replace(annotation=_evaluated(annotation, function) if known else MISSING)


def _return_annotation(function: Callable[..., Any]) -> Any:
    annotation = raw_signature(function).return_annotation
    return MISSING if annotation is inspect.Signature.empty else _evaluated(annotation, function)


def raw_signature(function: Callable[..., Any]) -> inspect.Signature:
    """Return the signature, with annotations as they stand."""
    if sys.version_info >= (3, 14):
        import annotationlib  # evaluates what it can, where plain evaluation may raise

        return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
    return inspect.signature(function)


def _evaluated(annotation: Any, function: Callable[..., Any]) -> Any:
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    return _evaluate(annotation, _scope(function)) if isinstance(annotation, str) else annotation


def _scope(function: Callable[..., Any]) -> dict[str, Any]:
    code = getattr(function, "__code__", None)
    cells: Iterable[Any] = getattr(function, "__closure__", None) or ()
    scope = {**vars(builtins), **getattr(function, "__globals__", {})}
    for name, cell in zip(code.co_freevars if code else (), cells, strict=True):
        try:
            scope[name] = cell.cell_contents
        except ValueError:  # not assigned yet
            continue
    return scope


def _evaluate(text: str, scope: dict[str, Any]) -> Any:
    """Return what an annotation's text means; as much of it as can be evaluated here.

    A type may exist for checkers alone, or in the image alone. What `Annotated` says beside it
    must not be lost with it.
    """
    try:
        found = eval(text, scope)  # as `typing.get_type_hints` does
    except Exception:
        return _evaluate_parts(text, scope)
    return _evaluate(found, scope) if isinstance(found, str) and found != text else found


def _evaluate_parts(text: str, scope: dict[str, Any]) -> Any:
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return text
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
        return text
    outer = ast.unparse(node.value).rpartition(".")[2]
    first, *rest = [_evaluate(ast.unparse(item), scope) for item in node.slice.elts]
    generic: Any = {"Annotated": Annotated, "Tuple": tuple, "tuple": tuple}.get(outer)
    if generic is None:
        return text
    if outer == "Annotated":
        rest = [extra for extra in rest if not isinstance(extra, str)]
    parts = (first, *rest)
    return generic[parts] if rest or outer != "Annotated" else first


# --- a template's inputs and outputs -------------------------------------------------------------


def template_io(
    signature: Signature, *, outputs_directory: str | None = OUTPUTS_DIRECTORY
) -> tuple[list[Item], list[Item]]:
    """Return the inputs and the outputs that a function's template declares.

    Args:
        signature: of the function.
        outputs_directory: where outputs lie whose annotation names no path; None leaves these
            without a path.

    Raises:
        ValueError: a returned value has no name.
    """
    inputs = [input_item(slot) for slot in signature.inputs]
    slots = (*signature.outputs, *signature.returns)
    return inputs, [output_item(slot, outputs_directory) for slot in slots]


def input_item(slot: Slot, *, add_path: bool = True) -> Item:
    """Return the Parameter or Artifact by which a value arrives."""
    item = _item(slot)
    if slot.kind == "artifact":
        changes: dict[str, Any] = {"path": slot.path()} if add_path else {}
        if item.optional is None and is_optional(slot.annotation):
            changes["optional"] = True
        return cast("Item", item._copy(**changes))
    changes = {}
    if slot.has_default:
        # The text is JSON whatever `dumps` says, as the peer library's is.
        changes["default"] = serialize(slot.default)
    if item.enum is None and get_origin(slot.annotation) is Literal:
        changes["enum"] = [serialize(value) for value in get_args(slot.annotation)]
    return cast("Item", item._copy(**changes))


def output_item(slot: Slot, outputs_directory: str | None = OUTPUTS_DIRECTORY) -> Item:
    """Return the Parameter or Artifact by which a value is passed on."""
    item = _item(slot)
    check_name(item)
    if outputs_directory is None:
        return cast("Item", item)
    if slot.kind == "artifact":
        return cast("Item", item._copy(path=slot.path(outputs_directory)))
    if item.value_from is None:
        return cast("Item", item._copy(value_from={"path": slot.path(outputs_directory)}))
    return cast("Item", item)


def _item(slot: Slot) -> Any:
    if slot.marker is not None:
        return slot.marker._copy(name=slot.name)
    return Parameter(name=slot.name)
