"""Artifacts that pods left in S3, read through the real server."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest

from hera_client import (
    APIStatusError,
    ArgoError,
    InternalServerError,
    NotFoundError,
    StreamInterruptedError,
    UnimplementedError,
    UnsupportedOperationError,
)

from .._cluster import NAMESPACE, Cluster
from .._face import AsyncFace, Face, SyncFace
from .._node_store import Store
from ..test_archive import archived
from ._batch import HTML, TREE, random_bytes
from ._templates import Data, Done, node, python, workflow


@pytest.fixture
def made(done: Done) -> tuple[str, str]:
    """The workflow that has artifacts, and the id of the node that made them."""
    files = done["files"]
    return files.metadata.name, node(files, "make").id


def test_bytes_come_exactly(argo: Face, made: tuple[str, str], tmp_path: Path) -> None:
    seen: list[int] = []
    download = client(argo).open(*made, "bytes")
    saved = finish(argo, download.save(tmp_path / "bytes", progress=seen.append))

    assert saved.read_bytes() == random_bytes()
    assert read(argo, "get_output_artifact", *made, "bytes") == random_bytes()
    assert seen[-1] == len(random_bytes())
    assert [path.name for path in tmp_path.iterdir()] == ["bytes"]


def test_what_argo_packed_stays_packed(argo: Face, made: tuple[str, str]) -> None:
    packed = read(argo, "open", *made, "packed")

    assert gzip.decompress(packed)
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        (name,) = tar.getnames()
        file = tar.extractfile(name)
        assert file is not None
        assert file.read() == b"packed\n"


def test_a_file_in_a_directory(argo: Face, made: tuple[str, str]) -> None:
    for path, text in TREE.items():
        assert read(argo, "open", *made, "tree", path=path) == text.encode()


def test_what_is_in_a_directory(argo: Face, made: tuple[str, str]) -> None:
    with pytest.raises(APIStatusError, match="a directory: give path=") as failure:
        read(argo, "open", *made, "tree")
    with pytest.raises(UnimplementedError):
        read(argo, "get_output_artifact", *made, "tree")

    assert failure.value.status_code == 307
    assert links(read(argo, "open", *made, "tree", path="/")) == ["..", "./a.txt", "./sub/"]
    assert links(read(argo, "open", *made, "tree", path="sub/")) == ["..", "./%c3%bc%20b.txt"]


def test_a_page_is_given_as_the_file_that_it_is(argo: Face, made: tuple[str, str]) -> None:
    assert read(argo, "open", *made, "page") == HTML.encode()


def test_input_artifacts(argo: Face, done: Done) -> None:
    name, reader = done["files"].metadata.name, node(done["files"], "read").id

    opened = read(argo, "open", name, reader, "given", direction="inputs")

    assert opened == random_bytes()
    assert read(argo, "get_input_artifact", name, reader, "given") == random_bytes()


def test_archived_logs_are_an_artifact(argo: Face, made: tuple[str, str]) -> None:
    assert read(argo, "open", *made, "main-logs") == b"made\n"


def test_archived_logs_outlive_the_pod(argo: Face, cluster: Cluster, done: Done) -> None:
    name, reader = done["files"].metadata.name, node(done["files"], "read").id
    pod = f"{name}-read-{reader.rpartition('-')[2]}"
    before = argo.read("workflows.pod_logs", name, pod)

    if before:  # once for both clients
        path = f"/api/v1/namespaces/{NAMESPACE}/pods/{pod}"
        cluster.kubernetes.request("DELETE", path, gracePeriodSeconds="0")

    assert argo.read("workflows.pod_logs", name, pod) == []
    assert read(argo, "open", name, reader, "main-logs") == b"read\n"


def test_artifacts_of_archived_workflows(argo: Face, done: Done) -> None:
    files = done["files"]
    uid = archived(argo, files.metadata.name).metadata.uid
    maker, reader = node(files, "make").id, node(files, "read").id

    page = read(argo, "get_output_artifact_by_uid", uid, maker, "page")
    given = read(argo, "get_input_artifact_by_uid", uid, reader, "given")
    file = read(argo, "open", uid, maker, "tree", archived=True, path="a.txt")

    assert page == HTML.encode()
    assert given == random_bytes()
    assert file == TREE["a.txt"].encode()


def test_a_store_that_fails_in_the_middle_is_no_end(
    argo: Face, cluster: Cluster, tmp_path: Path
) -> None:
    assert cluster.node is not None
    size = 15_000_000
    store = Store(cluster.node.store_program, tmp_path / "log")
    store.start()
    artifact: Data = {"s3": {**store.location, "key": "big"}, "archive": {"none": {}}}
    big = python(
        "big",
        f"open('/tmp/big', 'wb').write(bytes({size}))",
        outputs={"artifacts": [{"name": "big", "path": "/tmp/big", **artifact}]},
    )
    name = argo.workflows.create(workflow(big, name="big")).metadata.name
    ended = argo.workflows.wait(name, timeout=90)
    counts: list[int] = []

    def stop_the_store(count: int) -> None:
        if not counts:
            store.stop()
        counts.append(count)

    download = client(argo).open(name, node(ended, name).id, "big")
    with pytest.raises(StreamInterruptedError, match="artifact's store"):
        finish(argo, download.save(tmp_path / "big", progress=stop_the_store))

    assert counts[-1] < size
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


def test_what_is_not_there(argo: Face, made: tuple[str, str], tmp_path: Path) -> None:
    name, maker = made
    found = client(argo)
    missing: list[tuple[Any, type[ArgoError]]] = [
        (found.open(name, maker, "nothing"), InternalServerError),
        (found.open(name, "nobody", "bytes"), InternalServerError),
        (found.open("nobody", maker, "bytes"), InternalServerError),
        (found.open(name, maker, "tree", path="nothing"), NotFoundError),
        (found.get_output_artifact("nobody", maker, "bytes"), NotFoundError),
        (found.get_output_artifact_by_uid("nobody", maker, "bytes"), NotFoundError),
    ]

    for download, error in missing:
        with pytest.raises(error):
            finish(argo, download.save(tmp_path / "none"))
    assert list(tmp_path.iterdir()) == []


def test_this_release_takes_no_uploads(argo: Face, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("text")

    with pytest.raises(UnsupportedOperationError):
        argo.artifacts.upload("template", "artifact", file)


def read(argo: Face, verb: str, *arguments: str, **options: Any) -> bytes:
    """Return the bytes that a verb of the artifacts streams."""
    content: bytes = finish(argo, getattr(client(argo), verb)(*arguments, **options).read())
    return content


def client(argo: Face) -> Any:
    """Return the client's artifacts; the face would read a download to its end."""
    assert isinstance(argo, (SyncFace, AsyncFace))
    return argo.client.artifacts


def finish(argo: Face, result: Any) -> Any:
    """Return a result, once it is there."""
    return argo.loop.run_until_complete(result) if isinstance(argo, AsyncFace) else result


def links(page: bytes) -> list[str]:
    return re.findall('href="([^"]*)"', page.decode())
