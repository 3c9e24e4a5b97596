"""Uploading artifacts: the bytes arrive as they are, once, on servers that take them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from client._both import SIDES, Client
from client._faults import FAULTS
from client._server import ArgoServer

from hera_client import APIConnectionError, APIStatusError, ConfigError, UnsupportedOperationError

UPLOAD = "POST /upload-artifacts/*"
# Everything that a form could stumble over, and more than one piece.
CONTENT = bytes(range(256)) * 4096 + b"\r\n--boundary\r\n\r\n--\n"


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


@pytest.fixture(params=SIDES)
def side(request: pytest.FixtureRequest) -> Any:
    return SIDES[request.param]


@pytest.fixture
def client(side: Any, server: ArgoServer) -> Iterator[Client]:
    client: Client = side(server, timeout=10)
    yield client
    client.close()
    assert server.wait_idle()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my model.bin"
    path.write_bytes(CONTENT)
    return path


def upload(client: Client, *arguments: Any, **keywords: Any) -> Any:
    return client.call(lambda argo: argo.artifacts.upload(*arguments, **keywords))


def posts(server: ArgoServer) -> int:
    return sum(request.method == "POST" for request in server.requests)


def test_a_file_arrives_exactly(client: Client, server: ArgoServer, file: Path) -> None:
    answer = upload(client, "train", "model", file)
    assert server.state.uploads == [
        {
            "namespace": "ml",
            "template": "train",
            "artifact": "model",
            "filename": "my model.bin",
            "data": CONTENT,
        }
    ]
    assert answer == {"name": "model", "key": "uploads/ml/train/model/my model.bin"}


@pytest.mark.parametrize("size", [0, 1, 65536, 65537])
def test_any_size_arrives(client: Client, server: ArgoServer, tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * size)
    upload(client, "train", "model", str(path))
    assert server.state.uploads[0]["data"] == b"x" * size


def test_an_open_file_is_sent_and_stays_open(client: Client, server: ArgoServer) -> None:
    source = io.BytesIO(CONTENT)
    upload(client, "train", "model", source, namespace="other")
    (taken,) = server.state.uploads
    assert (taken["namespace"], taken["filename"], taken["data"]) == ("other", "model", CONTENT)
    assert not source.closed


def test_names_are_quoted(client: Client, server: ArgoServer, file: Path) -> None:
    upload(client, "a/b %ü", "c?d#e", file)
    (taken,) = server.state.uploads
    assert (taken["template"], taken["artifact"]) == ("a/b %ü", "c?d#e")


@pytest.mark.parametrize("version", ["v3.4.18", "v3.7.18", "v4.0.10"])
def test_older_servers_are_not_sent_the_file(side: Any, file: Path, version: str) -> None:
    with ArgoServer(version) as server:
        client: Client = side(server)
        with pytest.raises(
            UnsupportedOperationError, match=rf"{version}.* since v4\.1\.2"
        ) as error:
            upload(client, "train", "model", file)
        client.close()
        assert error.value.server_version == version
        assert posts(server) == 0


def test_a_file_that_is_not_there_is_an_os_error(
    client: Client, server: ArgoServer, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        upload(client, "train", "model", tmp_path / "missing")
    assert server.requests == []


def test_empty_names_are_refused(client: Client, server: ArgoServer, file: Path) -> None:
    with pytest.raises(ConfigError, match="workflow_template"):
        upload(client, "", "model", file)
    assert server.requests == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset-after-acting", APIConnectionError),
        ("503-html", APIStatusError),
        ("500-text", APIStatusError),
        ("429-no-hint", APIStatusError),
    ],
)
def test_a_file_is_not_sent_twice(
    client: Client, server: ArgoServer, file: Path, fault: str, error: type[Exception]
) -> None:
    server.script(UPLOAD, FAULTS[fault])
    with pytest.raises(error):
        upload(client, "train", "model", file)
    assert posts(server) == 1


def test_an_expired_token_is_renewed_before_the_file_is_sent(side: Any, file: Path) -> None:
    with ArgoServer(token="old") as server:
        # The client asks for the second one only when the first is refused.
        tokens = iter(["old", "new"])
        client: Client = side(server, auth=lambda: next(tokens), timeout=10)
        client.call(lambda argo: argo.info.get_version())
        server.token = "new"
        upload(client, "train", "model", file)
        client.close()
        assert [taken["data"] for taken in server.state.uploads] == [CONTENT]
        assert posts(server) == 1
