"""Reading bodies and frames into models, with errors that keep what came."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import hera_models

from ._compressed import inflate_items, inflate_nodes
from ._errors import RequestInfo, ResponseValidationError
from ._operation import Operation, model_of, with_kind

if TYPE_CHECKING:
    from hera_models import Model


def read_body(operation: Operation, body: bytes, request: RequestInfo) -> Any:
    """Return what the body of an answer means, read as what servers send.

    Raises:
        ResponseValidationError: it is not what the operation answers; the body is kept.
    """
    model = model_of(operation.response)
    try:
        if model is None:
            return json.loads(body) if body.strip() else None
        return with_kind(read_model(model, body if body.strip() else b"{}"))
    except (hera_models.ModelsError, ValueError) as error:
        raise ResponseValidationError(str(error), body=body, request=request) from error


def read_item(model: type[Model], text: bytes, request: RequestInfo) -> Any:
    """Return what one frame of a stream means.

    Raises:
        ResponseValidationError: it is not what the stream is made of.
    """
    try:
        value: Any = read_model(model, text)
    except (hera_models.ModelsError, ValueError) as error:
        raise ResponseValidationError(str(error), body=text, request=request) from error
    # An event of a watch holds its object; an event of Kubernetes is one.
    with_kind(getattr(value, "object", value))
    return value


def read_model(model: type[Model], text: bytes) -> Model:
    """Return a model read leniently, the nodes of large workflows unpacked."""
    if b'"compressedNodes"' not in text:
        return model.from_json(text, lenient=True)
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
