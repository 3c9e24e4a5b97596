"""Around the test server's operations: routes, tokens, artifacts, records, scripts."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from client._fault import OK
from client._replies import reply
from client._schema import routes
from client._server import ArgoServer
from client._state import ApiError

SPEC = {"entrypoint": "main", "templates": [{"name": "main", "container": {"image": "busybox"}}]}
VERSIONS = ("v3.4.18", "v3.5.15", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2")


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


@pytest.fixture
def http(server: ArgoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=5, trust_env=False) as http:
        yield http


def workflow(name: str, **metadata: Any) -> dict[str, Any]:
    return {"metadata": {"name": name, **metadata}, "spec": SPEC}


def add(server: ArgoServer, *names: str, namespace: str = "ml", **metadata: Any) -> None:
    for name in names:
        server.state.create("workflows", namespace, workflow(name, **metadata))


# -- every operation -------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_every_operation_of_a_release_is_answered(version: str) -> None:
    with ArgoServer(version) as server, httpx.Client(base_url=server.url) as http:
        server.argo.stub = True
        answers: dict[str, int] = {}
        for route in routes(version):
            path = "/" + "/".join("x" if part[:1] == "{" else part for part in route.segments)
            answers[f"{route.service}_{route.name}"] = http.request(
                route.method, path, json={}
            ).status_code

    assert len(answers) == (73 if version >= "v4" else 69)
    assert set(answers.values()) == {200}


def test_an_older_release_lacks_the_newer_operations() -> None:
    with ArgoServer("v3.7.18") as server, httpx.Client(base_url=server.url) as http:
        sync = http.get("/api/v1/sync/ml/k")
        upload = http.post("/upload-artifacts/ml/t/a", files={"file": b"x"})

    assert (sync.status_code, sync.json()["code"]) == (501, 12)
    assert upload.headers["content-type"].startswith("text/html")


def test_unknown_paths(http: httpx.Client) -> None:
    page, api = http.get("/workflows"), http.get("/api/v1/nothing")
    method = http.patch("/api/v1/version")

    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert (api.status_code, api.json()) == (501, {"code": 12, "message": "Not Implemented"})
    assert (method.status_code, method.json()["code"]) == (501, 12)


def test_success_tells_the_version_and_the_rate(http: httpx.Client) -> None:
    headers = http.get("/api/v1/version").headers

    assert headers["grpc-metadata-argo-version"] == "v4.1.2"
    assert headers["x-ratelimit-limit"] == "1000"
    assert headers["x-ratelimit-reset"].endswith("UTC")


# -- around the operations -------------------------------------------------------------------------


def test_tokens_and_base_path() -> None:
    with ArgoServer(token="secret", base_href="/argo/") as server:
        server.argo.forbidden.add("closed")
        good = {"Authorization": "Bearer secret"}

        def get(url: str, headers: dict[str, str]) -> httpx.Response:
            return httpx.get(url, headers=headers, trust_env=False)

        assert server.url.endswith("/argo")
        version = f"{server.url}/api/v1/version"
        assert get(version, good).status_code == 200
        assert get(version, {"Cookie": "authorization=Bearer secret"}).status_code == 200
        refused = get(f"{server.url}/api/v1/workflows/ml", {"Authorization": "Bearer other"})
        assert (refused.status_code, refused.json()["code"]) == (401, 16)
        # For some calls the server does not use the token.
        assert get(version, {"Authorization": "Bearer other"}).status_code == 200
        assert get(version, {"Authorization": "Digest other"}).status_code == 401
        assert get(version, {}).status_code == 401
        assert get(f"{server.url}/api/v1/workflows/closed", good).json()["code"] == 7
        outside = get(version.replace("/argo", ""), good)
        assert outside.headers["content-type"].startswith("text/html")


def test_the_rate_limit_answers_in_plain_text_with_a_date() -> None:
    with ArgoServer(rate_limit=2, rate_window=60) as server:
        answers = [httpx.get(f"{server.url}/api/v1/version") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"].endswith("UTC")
    assert answers[2].headers["content-type"].startswith("text/plain")


def test_artifacts_come_as_their_bytes(server: ArgoServer, http: httpx.Client) -> None:
    add(server, "one")
    uid = server.state.get("workflows", "ml", "one")["metadata"]["uid"]
    data = bytes(range(256)) * 40
    server.state.put_artifact("ml", "one", "node", "out", data)
    server.state.put_artifact("ml", "one", "node", "in", b"given", side="inputs")

    whole = http.get("/artifacts/ml/one/node/out")
    missing = http.get("/artifacts/ml/one/node/nope")
    server.argo.artifacts.ranges = True
    part = http.get("/artifacts/ml/one/node/out", headers={"Range": "bytes=10000-"})

    assert whole.content == data
    assert whole.headers["transfer-encoding"] == "chunked"
    assert http.get(f"/artifacts-by-uid/{uid}/node/out").content == data
    assert http.get("/input-artifacts/ml/one/node/in").content == b"given"
    assert http.get(f"/input-artifacts-by-uid/{uid}/node/in").content == b"given"
    assert http.get("/artifact-files/ml/workflows/one/node/outputs/out").content == data
    assert (missing.status_code, missing.headers["content-type"][:10]) == (500, "text/plain")
    assert (part.status_code, part.content) == (206, data[10000:])
    assert part.headers["content-range"] == "bytes 10000-10239/10240"


def test_uploads_are_kept_to_the_byte(server: ArgoServer, http: httpx.Client) -> None:
    data = b"\r\n--a\r\n\x00\xff\n\r" * 50

    answer = http.post("/upload-artifacts/ml/train/input", files={"file": ("x.bin", data)})

    assert answer.status_code == 200
    (upload,) = server.state.uploads
    assert upload["data"] == data
    assert (upload["template"], upload["artifact"], upload["filename"]) == (
        "train",
        "input",
        "x.bin",
    )


def test_requests_are_recorded_as_they_came(server: ArgoServer) -> None:
    sent = (
        b"POST /api/v1/events/ml/a%2Fb%20%C3%BC?x=1&x=a%26b&empty= HTTP/1.1\r\n"
        b"Host: here\r\nX-Own: one\r\nx-own: two\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n0\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall(sent)
        answer = sock.recv(65536)

    (request,) = server.requests
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert request.raw == sent
    assert request.target == "/api/v1/events/ml/a%2Fb%20%C3%BC?x=1&x=a%26b&empty="
    assert request.segments[-1] == "a/b ü"
    assert request.query == (("x", "1"), ("x", "a&b"), ("empty", ""))
    assert request.header("X-OWN") == "one, two"
    assert request.body == b"{}\n"
    assert server.state.received_events[0]["discriminator"] == "a/b ü"


def test_connections_are_kept_and_counted(server: ArgoServer) -> None:
    with httpx.Client(base_url=server.url) as http:
        for _ in range(3):
            http.get("/api/v1/version")
        assert (server.connections, server.open_connections) == (1, 1)

    assert server.wait_idle()
    assert server.open_connections == 0


def test_a_script_meets_the_matching_requests_in_turn(
    server: ArgoServer, http: httpx.Client
) -> None:
    server.script("GET /api/v1/workflows/*", reply(503), OK, reply(418))
    server.script(lambda request: request.method == "PUT", reply(500), forever=True)

    got = [http.get("/api/v1/workflows/ml").status_code for _ in range(4)]
    put = [http.put("/api/v1/workflows/ml/x/stop").status_code for _ in range(2)]

    assert got == [503, 200, 418, 200]
    assert put == [500, 500]
    assert http.get("/api/v1/version").status_code == 200


def test_an_async_client_and_many_threads_are_served(server: ArgoServer) -> None:
    async def fan_out() -> list[int]:
        async with httpx.AsyncClient(base_url=server.url) as http:
            answers = await asyncio.gather(*[http.get("/api/v1/version") for _ in range(20)])
        return [answer.status_code for answer in answers]

    def make(number: int) -> None:
        add(server, f"w{number}")

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    assert asyncio.run(fan_out()) == [200] * 20
    for thread in threads:
        thread.join()

    assert len(server.state.all("workflows")) == 8
    with pytest.raises(ApiError, match="already exists"):
        add(server, "w0")
