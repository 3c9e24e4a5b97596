"""Reading bodies and frames into models, with errors that keep what came."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import hera_models
from hera_models._runtime.gc_pause import gc_paused

from ._compressed import inflate_items, inflate_nodes
from ._errors import RequestInfo, ResponseValidationError
from ._frames import parse_frame
from ._operation import Operation, model_of, with_kind

if TYPE_CHECKING:
    from hera_models import Model

# Only a text with this name in it can hold nodes to be unpacked.
_COMPRESSED = b"compressedNodes"
# Frames of a stream after which it pays to prepare for more.
_MANY = 8


def read_body(operation: Operation, body: bytes, asked: Callable[[], RequestInfo]) -> Any:
    """Return what the body of an answer means, read as what servers send.

    Args:
        operation: what was called.
        body: the body.
        asked: tells what was asked, should an error have to say so.

    Raises:
        ResponseValidationError: it is not what the operation answers; the body is kept.
    """
    model = model_of(operation.response)
    try:
        if model is None:
            return json.loads(body) if body.strip() else None
        return with_kind(read_model(model, body if body.strip() else b"{}"))
    except (hera_models.ModelsError, ValueError) as error:
        raise ResponseValidationError(str(error), body=body, request=asked()) from error


class FrameReader:
    """Reads the frames of one stream, of which there may be very many."""

    def __init__(self, model: type[Model], request: RequestInfo) -> None:
        """Begin a stream.

        Args:
            model: what each frame holds.
            request: what was asked, for the messages of errors.
        """
        self._model = model
        self._request = request
        # An event of a watch holds its object; an event of Kubernetes is one.
        self._holds_object = "object" in model.__pydantic_fields__
        self._is_manifest = self._holds_object or issubclass(model, hera_models.Manifest)
        self._count = 0
        self._read_often: Callable[[bytes], Model | None] | None = None

    def read(self, payload: bytes) -> Any:
        """Return what one frame means.

        Raises:
            StreamError: it carries an error.
            ResponseValidationError: it is not what the stream is made of.
        """
        text = parse_frame(payload, self._request)
        value: Any = None
        if self._read_often is not None and _COMPRESSED not in text:
            value = self._read_often(text)
        if value is None:
            value = self._read_once(text)
        if self._is_manifest:
            with_kind(value.object if self._holds_object else value)
        return value

    def _read_once(self, text: bytes) -> Model:
        self._count += 1
        if self._count == _MANY:
            self._read_often = self._model.__reader_of_many__()
        try:
            return read_model(self._model, text)
        except (hera_models.ModelsError, ValueError) as error:
            raise ResponseValidationError(str(error), body=text, request=self._request) from error


class Frame:
    """A frame that has come; it is read when it is asked for."""

    __slots__ = ("_payload", "_reader")

    def __init__(self, payload: bytes, reader: FrameReader) -> None:
        self._payload = payload
        self._reader = reader

    def read(self) -> Any:
        """Return what the frame means; raises as :meth:`FrameReader.read` does."""
        return self._reader.read(self._payload)


def read_model(model: type[Model], text: bytes) -> Model:
    """Return a model read leniently, the nodes of large workflows unpacked."""
    if _COMPRESSED not in text:
        return model.from_json(text, lenient=True)
    with gc_paused():
        return model.from_dict(_inflated(json.loads(text)), lenient=True)


def _inflated(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    data = cast("dict[str, Any]", value)
    if isinstance(data.get("items"), list):
        return inflate_items(data)
    if isinstance(data.get("object"), dict):
        return {**data, "object": inflate_nodes(data["object"])}
    return inflate_nodes(data)
