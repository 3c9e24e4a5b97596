"""Puts back the node status of large workflows.

Above 1 MiB Argo moves ``status.nodes`` to ``status.compressedNodes``: base64 of gzip, from v4.1 on
also of zstd. Reading one workflow or watching gives it inflated; lists never do.
"""

from __future__ import annotations

import base64
import json
import sys
import zlib
from typing import Any, Protocol, cast

from ._errors import ConfigError, ResponseTooLargeError, ResponseValidationError

# The size of a node status, inflated, beyond which it is refused.
INFLATED_LIMIT = 256 * 1024 * 1024

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_GZIP_FORMAT = 31  # zlib's word for "with gzip's header, any window"


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def inflate_nodes(workflow: dict[str, Any], limit: int = INFLATED_LIMIT) -> dict[str, Any]:
    """Return a workflow's plain data with ``compressedNodes`` inflated into ``nodes``.

    What is given stays unchanged; it is returned itself where there is nothing to inflate. Nodes
    that are there already are kept, as Argo does.

    Args:
        workflow: A Workflow's plain data, as it came.
        limit: The size of the node status that is refused when exceeded, in bytes; 256 MiB unless
            stated.

    Raises:
        ResponseValidationError: If the node status is not what Argo writes. Its body is the
            compressed text.
        ResponseTooLargeError: If it is larger than the limit.
        ConfigError: If it needs an extra that is not installed.
    """
    status = workflow.get("status")
    if not isinstance(status, dict):
        return workflow
    status = cast("dict[str, Any]", status)
    text = status.get("compressedNodes")
    if not text or status.get("nodes"):
        return workflow
    kept = {name: value for name, value in status.items() if name != "compressedNodes"}
    nodes = _read_nodes(text, f"the node status of workflow {_name(workflow)}", limit)
    return {**workflow, "status": {**kept, "nodes": nodes}}


def inflate_items(workflow_list: dict[str, Any], limit: int = INFLATED_LIMIT) -> dict[str, Any]:
    """Return a WorkflowList's plain data with the nodes of each item inflated.

    Args:
        workflow_list: A WorkflowList's plain data, as it came; its items may be null.
        limit: The size of one item's node status that is refused when exceeded, in bytes.

    Raises:
        ArgoError: As `inflate_nodes` does.
    """
    items = workflow_list.get("items")
    if not isinstance(items, list):
        return workflow_list
    return {
        **workflow_list,
        "items": [_inflate_item(i, limit) for i in cast("list[object]", items)],
    }


def _inflate_item(item: object, limit: int) -> object:
    if not isinstance(item, dict):
        return item
    return inflate_nodes(cast("dict[str, Any]", item), limit)


def _name(workflow: dict[str, Any]) -> str:
    metadata = workflow.get("metadata")
    if not isinstance(metadata, dict):
        return "without a name"
    return f'"{cast("dict[str, Any]", metadata).get("name", "")}"'


def _read_nodes(text: object, what: str, limit: int) -> dict[str, Any]:
    body = text.encode("utf-8", "replace") if isinstance(text, str) else repr(text).encode()
    try:
        nodes = json.loads(_inflate(base64.b64decode(body, validate=True), what, limit))
    except (ValueError, RecursionError) as error:
        reason = f"{what} cannot be read from compressedNodes: {error}"
        raise ResponseValidationError(reason, body=body) from error
    if not isinstance(nodes, dict):
        raise ResponseValidationError(f"{what} is not a JSON object", body=body)
    return cast("dict[str, Any]", nodes)


def _inflate(data: bytes, what: str, limit: int) -> bytes:
    decompressor, broken = _decompressor(data, what)
    try:
        # One byte more than allowed tells "too large" from "just fits".
        inflated = decompressor.decompress(data, limit + 1)
    except broken as error:
        raise ValueError(str(error)) from error
    if len(inflated) > limit:
        raise ResponseTooLargeError(f"{what}, inflated,", limit)
    if not decompressor.eof:
        raise ValueError("the compressed data ends too early")
    if decompressor.unused_data:
        raise ValueError("more follows after the end of the compressed data")
    return inflated


def _decompressor(data: bytes, what: str) -> tuple[_Decompressor, type[Exception]]:
    if data.startswith(_GZIP):
        return zlib.decompressobj(_GZIP_FORMAT), zlib.error
    if data.startswith(_ZSTD):
        return _zstd_decompressor(what)
    raise ValueError(f"neither gzip nor zstd begins with the bytes {data[:4].hex(' ')}")


def _zstd_decompressor(what: str) -> tuple[_Decompressor, type[Exception]]:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as error:
        raise ConfigError(
            f"{what} is compressed with zstd, which needs an extra:"
            ' pip install "hera-workflows[zstd]"'
        ) from error
    return zstd.ZstdDecompressor(), zstd.ZstdError
