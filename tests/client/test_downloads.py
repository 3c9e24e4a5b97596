"""Downloads over faults: the bytes are exact, or there is an error and no file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from client._both import SIDES, Client, Maker, making
from client._fault import OK, Exchange, Fault, Pieces, cut, cut_body, stall_body
from client._faults import FAULTS, faults
from client._replies import bytewise_chunks, chunked
from client._server import ArgoServer
from client._wire import chunk

from hera_client import (
    APIConnectionError,
    APIStatusError,
    ArgoError,
    NotAnArgoServerError,
    RetryPolicy,
    StreamInterruptedError,
)
from hera_client._http import http

FILE = "GET /artifact-files/*"
# Short enough for its length to be told, so that the faults of lengths and chunks apply.
SMALL = bytes(range(256)) * 7
TINY = b"\r\n0\r\n\r\nabc"  # it looks like the end of chunks
LARGE = bytes(range(251)) * 2000
# Short enough for its length to be told, so that the faults of lengths and chunks apply.
FAST = RetryPolicy(attempts=3, initial=0.001)
LAYOUTS = {
    "length": OK,
    "one chunk": chunked(lambda body: chunk(body) + b"0\r\n\r\n", "harmless"),
    "chunks of one byte": chunked(bytewise_chunks, "harmless"),
}
PACKED = ("gzip", "gzip-broken", "encoding-unknown")
CHANGED = ("fields-unknown", "byte-order-mark", "white-space-around")


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
        for name, data in (("small", SMALL), ("large", LARGE), ("empty", b""), ("tiny", TINY)):
            server.state.put_artifact("ml", "one", "node", name, data)
        yield server


@pytest.fixture(params=SIDES)
def make(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Maker]:
    with making(request.param, server) as make:
        yield make


def save(client: Client, name: str, path: Path, **given: Any) -> Any:
    return client.call(lambda argo: argo.artifacts.open("one", "node", name).save(path, **given))


@pytest.mark.parametrize("name", ["small", "large", "empty"])
def test_bytes_are_exact_in_every_form(make: Maker, tmp_path: Path, name: str) -> None:
    client, expected = make(), {"small": SMALL, "large": LARGE, "empty": b""}[name]
    progress: list[int] = []

    path = save(client, name, tmp_path / "file", progress=progress.append)

    assert path.read_bytes() == expected
    assert progress == sorted(progress)
    assert progress[-1:] == ([len(expected)] if expected else [])
    assert client.call(lambda argo: argo.artifacts.open("one", "node", name).read()) == expected
    chunks = client.read(lambda argo: argo.artifacts.open("one", "node", name))
    assert b"".join(chunks) == expected


@pytest.mark.parametrize(
    "name",
    [n for n in faults(on="unary", effect="harmless") if n not in (*PACKED, *CHANGED)],
)
def test_harmless_faults_are_not_noticed(
    server: ArgoServer, make: Maker, tmp_path: Path, name: str
) -> None:
    server.script(FILE, FAULTS[name])

    assert save(make(), "small", tmp_path / "file").read_bytes() == SMALL


@pytest.mark.parametrize(
    "name",
    [
        *faults(on="unary", effect="lost"),
        *faults(on="unary", effect="late"),
        *faults(on="unary", effect="error"),
        *faults(on="unary", effect="redirect"),
        *PACKED,
        "html-200",
    ],
)
def test_there_is_no_file_after_a_failure(
    server: ArgoServer, make: Maker, tmp_path: Path, name: str
) -> None:
    server.script(FILE, FAULTS[name])
    old = tmp_path / "file"
    old.write_bytes(b"what was there before")

    with pytest.raises(ArgoError):
        save(make(retry=None), "small", old)

    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert old.read_bytes() == b"what was there before"


def wire_of(server: ArgoServer, client: Client, fault: Fault, path: Path) -> int:
    """Return how many bytes the answer to a download has, head and framing included."""
    sizes: list[int] = []

    async def wire(pieces: Pieces, _: Exchange) -> Pieces:
        async for piece in pieces:
            sizes.append(len(piece))
            yield piece

    server.script(FILE, fault & Fault(wire=wire))
    save(client, "tiny", path)
    path.unlink()
    return sum(sizes)


@pytest.mark.parametrize("layout", ["length", "one chunk", "chunks of one byte"])
@pytest.mark.parametrize("ranges", [False, True])
def test_a_cut_at_every_byte(
    server: ArgoServer, make: Maker, tmp_path: Path, layout: str, ranges: bool
) -> None:
    server.argo.artifacts.ranges = ranges
    fault = LAYOUTS[layout]
    client = make(retry=FAST if ranges else None, timeout=http.Timeout(30))
    target = tmp_path / "file"
    size = wire_of(server, client, fault, target)
    resumable = ranges and layout == "length"  # only then is the length told
    wrong: list[tuple[int, object]] = []

    for at in range(size):
        server.clear_scripts()
        server.script(FILE, fault & cut(at))
        try:
            save(client, "tiny", target)
        except APIConnectionError as error:
            told: object = error
        else:
            told = target.read_bytes()
            target.unlink()
        # Before the head is whole, all is asked for again where that is allowed.
        expected = told == TINY if resumable else isinstance(told, APIConnectionError)
        if not expected and not (ranges and told == TINY):
            wrong.append((at, told))
        wrong += [(at, path.name) for path in tmp_path.iterdir()]

    assert size > 200
    assert wrong == []


@pytest.mark.parametrize("reset", [False, True])
def test_a_cut_is_mended_where_the_server_sends_parts(
    server: ArgoServer, make: Maker, tmp_path: Path, reset: bool
) -> None:
    server.argo.artifacts.ranges = True
    server.script(FILE, cut_body(1000, reset=reset), cut_body(200_000), stall_body(5000, 30.0))

    path = save(make(), "large", tmp_path / "file")

    assert path.read_bytes() == LARGE
    assert any(request.header("range") for request in server.requests)


def test_a_cut_is_raised_where_it_does_not(server: ArgoServer, make: Maker, tmp_path: Path) -> None:
    server.script(FILE, cut_body(40_000))

    with pytest.raises(StreamInterruptedError):
        save(make(), "large", tmp_path / "file")

    assert list(tmp_path.iterdir()) == []
    assert len(server.requests) == 1


def test_a_file_that_changed_meanwhile_is_not_put_together(
    server: ArgoServer, make: Maker, tmp_path: Path
) -> None:
    server.argo.artifacts.ranges = True
    server.script(FILE, cut_body(40_000))
    client = make()

    def change(count: int) -> None:
        server.state.put_artifact("ml", "one", "node", "large", LARGE[::-1])

    with pytest.raises(StreamInterruptedError, match="changed"):
        save(client, "large", tmp_path / "file", progress=change)

    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_callers_leaves_no_file(make: Maker, tmp_path: Path) -> None:
    def fail(count: int) -> None:
        raise RuntimeError("enough")

    client = make()
    with pytest.raises(RuntimeError, match="enough"):
        save(client, "large", tmp_path / "file", progress=fail)

    assert list(tmp_path.iterdir()) == []


def test_a_directory_is_not_replaced(server: ArgoServer, make: Maker, tmp_path: Path) -> None:
    client = make()
    with pytest.raises(IsADirectoryError):
        save(client, "small", tmp_path)

    assert server.requests == []


def test_a_missing_artifact_is_the_servers_error(make: Maker, tmp_path: Path) -> None:
    client = make()
    with pytest.raises(APIStatusError) as caught:
        save(client, "missing", tmp_path / "file")

    assert caught.value.status_code == 500


def test_a_wrong_base_path_does_not_pass_for_an_artifact(make: Maker, tmp_path: Path) -> None:
    with ArgoServer(base_href="/argo") as other:
        client = make(url=f"http://127.0.0.1:{other.port}")
        with pytest.raises(NotAnArgoServerError):
            save(client, "small", tmp_path / "file")
