"""The node status of large workflows is put back."""

from __future__ import annotations

import base64
import copy
import gzip
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera_client._compressed import inflate_items, inflate_nodes
from hera_client._errors import ConfigError, ResponseTooLargeError, ResponseValidationError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NODES = {f"wf-{index}": {"id": f"wf-{index}", "phase": "Succeeded"} for index in range(50)}
COMPRESSORS = [
    pytest.param(gzip.compress, id="gzip"),
    pytest.param(zstd.compress, id="zstd"),
]

Compress = Callable[[bytes], bytes]


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def workflow(text: object) -> dict[str, Any]:
    status = {"phase": "Running", "compressedNodes": text, "progress": "1/2"}
    return {"metadata": {"name": "big"}, "spec": {"entrypoint": "main"}, "status": status}


@pytest.mark.parametrize("compress", COMPRESSORS)
def test_the_nodes_are_put_back(compress: Compress) -> None:
    given = workflow(text_of(compress(json.dumps(NODES).encode())))
    before = copy.deepcopy(given)
    assert inflate_nodes(given) == {
        "metadata": {"name": "big"},
        "spec": {"entrypoint": "main"},
        "status": {"phase": "Running", "progress": "1/2", "nodes": NODES},
    }
    assert given == before


@given(st.dictionaries(st.text(max_size=5), st.dictionaries(st.text(max_size=5), st.text())))
def test_any_nodes_come_back_as_they_were(nodes: dict[str, Any]) -> None:
    data = json.dumps(nodes).encode()
    for compress in (gzip.compress, zstd.compress):
        assert inflate_nodes(workflow(text_of(compress(data))))["status"]["nodes"] == nodes


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"status": None},
        {"status": {}},
        {"status": {"compressedNodes": ""}},
        {"status": {"compressedNodes": None}},
        {"status": {"compressedNodes": "not read", "nodes": {"a": {}}}},
    ],
)
def test_without_anything_to_inflate_the_data_itself_comes_back(data: dict[str, Any]) -> None:
    assert inflate_nodes(data) is data


def test_each_item_of_a_list_is_inflated() -> None:
    text = text_of(gzip.compress(json.dumps(NODES).encode()))
    small = {"metadata": {"name": "small"}}
    given = {"metadata": {"continue": "7"}, "items": [workflow(text), small, None]}
    inflated = inflate_items(given)
    assert inflated["items"] == [inflate_nodes(workflow(text)), small, None]
    assert inflated["metadata"] == {"continue": "7"}


def test_a_list_may_have_no_items() -> None:
    assert inflate_items({"items": None}) == {"items": None}


@pytest.mark.parametrize("compress", COMPRESSORS)
def test_what_just_fits_the_limit_is_inflated_and_one_byte_more_is_not(compress: Compress) -> None:
    data = json.dumps(NODES).encode()
    given = workflow(text_of(compress(data)))
    assert inflate_nodes(given, limit=len(data))["status"]["nodes"] == NODES
    with pytest.raises(ResponseTooLargeError) as caught:
        inflate_nodes(given, limit=len(data) - 1)
    assert str(caught.value) == (
        'the node status of workflow "big", inflated, is larger than the limit of'
        f" {len(data) - 1:,} bytes"
    )


@pytest.mark.parametrize("compress", COMPRESSORS)
def test_a_bomb_is_refused(compress: Compress) -> None:
    with pytest.raises(ResponseTooLargeError, match="limit of 1,000,000 bytes"):
        inflate_nodes(workflow(text_of(compress(bytes(50_000_000)))), limit=1_000_000)


@pytest.mark.parametrize("compress", COMPRESSORS)
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda data: data[:-1], "ends too early"),
        (lambda data: data[:5], "ends too early"),
        (lambda data: data + b"more", "more follows after the end"),
        (lambda data: data[:4] + bytes(255 - byte for byte in data[4:]), "big"),
    ],
    ids=["without the last byte", "cut", "more", "spoilt"],
)
def test_spoilt_data_is_refused(
    compress: Compress, spoil: Callable[[bytes], bytes], reason: str
) -> None:
    text = text_of(spoil(compress(json.dumps(NODES).encode())))
    with pytest.raises(ResponseValidationError, match=reason) as caught:
        inflate_nodes(workflow(text))
    assert caught.value.body == text.encode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("H4sI*", "cannot be read from compressedNodes"),
        ("é", "cannot be read from compressedNodes"),
        (7, "cannot be read from compressedNodes"),
        (text_of(b"plain"), "neither gzip nor zstd begins with the bytes 70 6c 61 69"),
        (text_of(gzip.compress(b"not JSON", mtime=0)), "Expecting value"),
        (text_of(gzip.compress(b"[]", mtime=0)), "is not a JSON object"),
        (text_of(gzip.compress(b"\xff", mtime=0)), "cannot be read from compressedNodes"),
        (text_of(gzip.compress(b"[" * 100_000, mtime=0)), "cannot be read from compressedNodes"),
    ],
)
def test_what_argo_never_writes_is_refused(text: object, reason: str) -> None:
    with pytest.raises(ResponseValidationError, match=reason):
        inflate_nodes(workflow(text))


def test_a_workflow_without_a_name_is_refused_as_well() -> None:
    given = {"status": {"compressedNodes": "x"}}
    with pytest.raises(ResponseValidationError, match="workflow without a name"):
        inflate_nodes(given)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    package = zstd.__name__
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delattr(sys.modules[package.partition(".")[0]], "zstd")
    given = workflow(text_of(zstd.compress(b"{}")))
    with pytest.raises(ConfigError, match=r'pip install "hera-workflows\[zstd\]"'):
        inflate_nodes(given)
