"""What servers, proxies and callers do that no table of single faults shows: several steps each."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from client._both import SIDES, AsyncSide, Client, Maker, making
from client._fault import Cut, Exchange, Fault, Pieces, cut_body, stall_body, unsent
from client._faults import FAULTS, OK
from client._replies import error, redirect, reply
from client._server import ArgoServer
from client._tls import Authority

from hera_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ArgoError,
    AuthenticationError,
    ConfigError,
    NotFoundError,
    ResponseValidationError,
    RetryPolicy,
    UnsupportedOperationError,
)

GET = "GET /api/v1/workflows/ml/one"
CREATE = "POST /api/v1/workflows/ml"
WATCH = "GET /api/v1/workflow-events/*"
LIST = "GET /api/v1/workflows/ml"
FILE = "GET /artifact-files/*"
DATA = bytes(range(256)) * 40
NEW: dict[str, Any] = {
    "metadata": {"name": "new"},
    "spec": {"entrypoint": "main", "templates": [{"name": "main", "suspend": {}}]},
}


def fill(server: ArgoServer) -> None:
    for name in ("one", "two", "three"):
        server.state.create("workflows", "ml", {"metadata": {"name": name}, "spec": {}})
    server.state.put_artifact("ml", "one", "node", "data", DATA)


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        fill(server)
        yield server


@pytest.fixture(params=SIDES)
def make(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Maker]:
    with making(request.param, server) as make:
        yield make


def get(client: Client, name: str = "one") -> Any:
    return client.call(lambda argo: argo.workflows.get(name))


def create(client: Client) -> Any:
    return client.call(lambda argo: argo.workflows.create(NEW))


def count(server: ArgoServer, method: str) -> int:
    return sum(request.method == method for request in server.requests)


# -- what cannot be asked --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fields", "longest"),
    [
        ("x" * 70_000, "status", "the path, of 70,0"),
        ("one", "f," * 40_000, "fields, of 80,000 characters"),
    ],
)
def test_a_url_that_is_too_long_is_the_callers_mistake(
    server: ArgoServer, make: Maker, name: str, fields: str, longest: str
) -> None:
    client = make()
    with pytest.raises(ConfigError, match=rf"GetWorkflow: no URL .*longest part is {longest}"):
        client.call(lambda argo: argo.workflows.get(name, fields=fields))
    assert server.requests == []


@pytest.mark.parametrize("verb", ["watch", "list"])
def test_a_selector_that_is_too_long_is_the_callers_mistake(make: Maker, verb: str) -> None:
    client = make()
    with pytest.raises(ConfigError, match="shorten it"):
        client.read(lambda argo: getattr(argo.workflows, verb)(label_selector="x" * 70_000))


# -- connections that are kept ---------------------------------------------------------------------


def test_a_kept_connection_that_is_closed_while_idle_is_not_used(
    server: ArgoServer, make: Maker
) -> None:
    client = make(retry=None)

    async def wire(pieces: Pieces, exchange: Exchange) -> Pieces:
        async for piece in pieces:
            yield piece
        await exchange.connection.flush()
        raise Cut

    server.script(GET, Fault(wire=wire))
    get(client)
    assert server.wait_idle()

    assert create(client).metadata.name == "new"
    assert (count(server, "POST"), server.connections) == (1, 2)


@pytest.mark.parametrize("reset", [False, True])
def test_a_post_that_meets_the_close_of_a_kept_connection_is_not_repeated(
    server: ArgoServer, make: Maker, reset: bool
) -> None:
    client = make()
    get(client)
    server.script(CREATE, unsent(reset=reset))

    with pytest.raises(APIConnectionError):
        create(client)

    assert (count(server, "POST"), server.connections) == (1, 1)
    assert create(client).metadata.name == "new"


# -- in the middle of things -----------------------------------------------------------------------


def test_a_token_that_expires_in_mid_watch_is_renewed(make: Maker) -> None:
    tokens = iter(["old", "new"])
    with ArgoServer(token="old") as guarded:
        fill(guarded)
        client = make(url=guarded.url, auth=lambda: next(tokens))

        def expire(exchange: Exchange) -> None:
            guarded.token = "new"

        async def payload(pieces: Pieces, exchange: Exchange) -> Pieces:
            yield await anext(pieces)
            expire(exchange)
            raise Cut

        guarded.script(WATCH, Fault(payload=payload))
        events = client.read(lambda argo: argo.workflows.watch(), count=3)

    assert sorted(event.object.metadata.name for event in events) == ["one", "three", "two"]


def test_a_token_that_stays_refused_in_mid_watch_is_an_error(
    server: ArgoServer, make: Maker
) -> None:
    server.script(WATCH, cut_body(0), error(401, 16), forever=True)
    client = make(auth="fixed", allow_plain_http=True)

    with pytest.raises(AuthenticationError):
        client.read(lambda argo: argo.workflows.watch(resource_version="1"))

    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [400, 410])
def test_a_page_that_can_no_longer_be_had_is_an_error(
    server: ArgoServer, make: Maker, status: int
) -> None:
    client, items = make(), list[Any]()
    expired = error(status, 3, "The provided continue parameter is too old")
    server.script(LIST, OK, expired, forever=True)

    with pytest.raises(APIStatusError, match="continue parameter is too old") as caught:
        client.read(lambda argo: argo.workflows.list(limit=1), items)

    assert caught.value.status_code == status
    assert [item.metadata.name for item in items] == ["one"]
    assert len(server.requests) == 2


def test_a_page_that_is_cut_is_asked_for_again_alone(server: ArgoServer, make: Maker) -> None:
    server.script(LIST, OK, cut_body(40), FAULTS["503-html"], OK)
    client = make()

    items = client.read(lambda argo: argo.workflows.list(limit=1))

    assert sorted(item.metadata.name for item in items) == ["one", "three", "two"]


def test_a_page_that_points_at_itself_ends(server: ArgoServer, make: Maker) -> None:
    page = '{"metadata":{"continue":"1"},"items":[{"metadata":{"name":"one"}}]}'
    server.script(LIST, reply(200, page), forever=True)
    client = make()

    with pytest.raises(ResponseValidationError, match="leads back to itself"):
        client.read(lambda argo: argo.workflows.list(limit=1))

    assert len(server.requests) == 2


# -- versions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (reply(200, '{"version":"v3.4.18"}'), UnsupportedOperationError),
        (reply(200, '{"version":"v3.4.18"}', "text/plain"), NotFoundError),
        (reply(200, "<html><title>v3.4</title></html>", "text/html"), NotFoundError),
        (reply(200, "[1]"), NotFoundError),
        (reply(500, '{"version":"v3.4.18"}'), NotFoundError),
        (reply(204, b"", None), NotFoundError),
    ],
)
def test_a_version_counts_only_where_an_argo_server_tells_it(
    server: ArgoServer, make: Maker, told: Fault, kind: type[ArgoError]
) -> None:
    server.script("GET /api/v1/sync/*", error(404, 5))
    server.script("GET /api/v1/version", told, forever=True)
    client = make(retry=None)

    with pytest.raises(kind):
        client.call(lambda argo: argo.sync.get("key"))


# -- TLS -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [cut_body(3000), cut_body(3000, reset=True), cut_body(0)])
@pytest.mark.parametrize("side", SIDES)
def test_a_tls_session_that_ends_without_a_farewell_is_a_cut(
    tmp_path: Path, side: str, fault: Fault
) -> None:
    authority = Authority(tmp_path)
    with ArgoServer(tls=authority.server_context(), host="localhost") as server:
        fill(server)
        with making(side, server) as make:
            client = make(verify=authority.ca_file, retry=None)
            server.script(FILE, fault)
            target = tmp_path / "file"

            def save() -> Any:
                return client.call(
                    lambda argo: argo.artifacts.open("one", "node", "data").save(target)
                )

            with pytest.raises(APIConnectionError):
                save()
            assert not target.exists()
            assert save().read_bytes() == DATA


# -- answers that do not wait for the request ------------------------------------------------------


@contextmanager
def answering(answer: bytes, *, linger: bool) -> Generator[str, None, None]:
    """Run a server that answers the first request of a connection as soon as its head is there.

    With `linger` it takes the rest of the request as well, as a good server does.
    """
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            while True:
                try:
                    peer, _ = listening.accept()
                except OSError:
                    return
                with closing(peer):
                    peer.settimeout(5)
                    handle(peer)

        def handle(peer: socket.socket) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = peer.recv(1)
                if not piece:
                    return
                head += piece
            if b"/version" in head.split(b"\r\n")[0]:
                body = b'{"version":"v4.1.2"}'
                peer.sendall(JSON_HEAD % len(body) + body)
                return
            peer.sendall(answer)
            peer.shutdown(socket.SHUT_WR)
            while linger and peer.recv(65536):
                pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


JSON_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
    b"Connection: close\r\n\r\n"
)
TOO_LARGE = (
    b"HTTP/1.1 413 Content Too Large\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n"
    b"Connection: close\r\n\r\ntoo large"
)


@pytest.mark.parametrize("linger", [True, False])
def test_a_refusal_before_the_upload_is_whole(make: Maker, tmp_path: Path, linger: bool) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * 20_000_000)
    with answering(TOO_LARGE, linger=linger) as url:
        client = make(url=url, timeout=5)
        with pytest.raises((APIStatusError, APIConnectionError)) as caught:
            client.call(lambda argo: argo.artifacts.upload("train", "model", path))

    if linger:
        assert isinstance(caught.value, APIStatusError)
        assert (caught.value.status_code, caught.value.message) == (413, "too large")
    else:
        # The reset that follows may overtake the answer.
        assert not isinstance(caught.value, APITimeoutError)


def test_the_disk_is_not_read_in_the_event_loop(server: ArgoServer) -> None:
    readers: set[int] = set()

    class Slow:
        """A file that notes who reads it."""

        def __init__(self) -> None:
            self.left = 5

        def read(self, size: int = -1) -> bytes:
            readers.add(threading.get_ident())
            self.left -= 1
            return b"x" * 100 if self.left >= 0 else b""

    side = AsyncSide(server)
    side.call(lambda argo: argo.artifacts.upload("train", "model", Slow()))
    side.close()

    assert server.state.uploads[0]["data"] == b"x" * 500
    assert readers
    assert threading.get_ident() not in readers


def test_cancelling_an_upload_closes_the_connection(server: ArgoServer, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * 1_000_000)
    server.script("POST /upload-artifacts/*", FAULTS["stall-before-headers"])
    side = AsyncSide(server, timeout=30)

    async def work() -> None:
        task = asyncio.create_task(side.argo.artifacts.upload("train", "model", path))
        assert await asyncio.to_thread(server.wait_requests, 2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(server.wait_idle)

    side.run(work())
    side.close()
    assert server.state.uploads == []


# -- callers that stop listening -------------------------------------------------------------------


def test_leaving_an_answer_half_read_closes_its_connection(server: ArgoServer, make: Maker) -> None:
    server.script(FILE, stall_body(4000, 30.0))
    client = make(retry=RetryPolicy.off())

    first = client.read(lambda argo: argo.artifacts.open("one", "node", "data"), count=1)

    assert DATA.startswith(first[0])
    assert server.wait_idle()


def test_a_redirect_to_what_is_no_url_is_an_error_of_ours(server: ArgoServer, make: Maker) -> None:
    # httpx gives up over it, its continuation hands on the answer.
    server.script(GET, redirect("http://[::1/elsewhere"), forever=True)

    with pytest.raises((APIConnectionError, APIStatusError)):
        make(retry=None).call(lambda argo: argo.workflows.get("one"))
