"""Each fault of the table does what it says, seen through a plain HTTP client."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from client._fault import OK, cut, cut_body, restart, restart_after, stall
from client._faults import FAULTS, faults
from client._proxy import Mode, Proxy
from client._replies import RETRIED
from client._server import ArgoServer
from client._tls import Authority

GET = "/api/v1/workflows/ml/one"
WATCH = "/api/v1/workflow-events/ml"
EVENTS = {"Accept": "text/event-stream"}
FIRST, NEVER = b'"resourceVersion":"1002"', b"no event holds this"
SHORT = httpx.Timeout(5, read=0.4)


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
        server.state.set_phase("ml", "one", "Running")
        yield server


def frames(body: bytes) -> list[bytes]:
    """Return the data of the complete events of a stream."""
    text = body.replace(b"\r\n", b"\n").replace(b"\xef\xbb\xbf", b"")
    events = text.split(b"\n\n")[:-1]
    lines = [line for event in events for line in event.split(b"\n")]
    return [line[5:].strip() for line in lines if line.startswith(b"data:")]


def read_some(server: ArgoServer, until: bytes) -> tuple[int, bytes, Exception | None]:
    """Watch until the stream ends or breaks, or an event has arrived that holds `until`."""
    query = {"listOptions.resourceVersion": "1001"}
    status, body = 0, b""
    try:
        with httpx.stream(
            "GET", server.url + WATCH, headers=EVENTS, params=query, timeout=5
        ) as response:
            status = response.status_code
            for piece in response.iter_raw():
                body += piece
                if any(until in frame for frame in frames(body)):
                    break
    except httpx.TransportError as error:
        return status, body, error
    return status, body, None


def test_the_table_is_large_and_named() -> None:
    assert len(FAULTS) >= 100
    assert all(fault.name == name for name, fault in FAULTS.items())
    assert {fault.effect for fault in FAULTS.values()} == {
        "harmless", "lost", "late", "status", "error", "garbage", "redirect",
    }  # fmt: skip


@pytest.mark.parametrize("name", faults(on="unary", effect="harmless"))
def test_harmless_faults_leave_the_answer_whole(server: ArgoServer, name: str) -> None:
    with httpx.Client(base_url=server.url, timeout=5) as http:
        expected = http.get(GET).json()
        server.script(f"GET {GET}", FAULTS[name])
        answer = http.get(GET)
        after = http.get(GET).json()

    body = answer.json()
    body.pop("brandNew", None)
    assert (answer.status_code, body, after) == (200, expected, expected)
    assert server.wait_idle()


@pytest.mark.parametrize("name", faults(on="unary", effect="lost"))
def test_lost_answers_are_errors_of_the_transport(server: ArgoServer, name: str) -> None:
    server.script(f"GET {GET}", FAULTS[name])

    with pytest.raises(httpx.TransportError) as caught:
        httpx.get(server.url + GET, timeout=5)

    assert not isinstance(caught.value, httpx.TimeoutException)
    assert server.wait_idle()


@pytest.mark.parametrize("name", faults(on="unary", effect="late"))
def test_late_answers_outlast_a_timeout(server: ArgoServer, name: str) -> None:
    server.script(f"GET {GET}", FAULTS[name])

    with pytest.raises(httpx.ReadTimeout):
        httpx.get(server.url + GET, timeout=SHORT)

    assert server.wait_idle()


@pytest.mark.parametrize("effect", ["status", "error", "redirect"])
def test_statuses_are_of_their_class(server: ArgoServer, effect: str) -> None:
    seen: dict[str, int] = {}
    with httpx.Client(base_url=server.url, timeout=5) as http:
        for name in faults(on="unary", effect=effect):
            server.script(f"GET {GET}", FAULTS[name])
            seen[name] = http.get(GET).status_code
    ranges = {"status": RETRIED, "error": range(400, 600), "redirect": range(300, 400)}

    assert {name for name, status in seen.items() if status not in ranges[effect]} == set()
    assert all(str(status) in name or effect == "redirect" for name, status in seen.items())


@pytest.mark.parametrize("name", faults(on="unary", effect="garbage"))
def test_garbage_is_a_success_that_is_no_workflow(server: ArgoServer, name: str) -> None:
    good: object = httpx.get(server.url + GET, timeout=5).json()
    server.script(f"GET {GET}", FAULTS[name])

    try:
        told: object = httpx.get(server.url + GET, timeout=5).json()
    except (httpx.DecodingError, ValueError, RecursionError):
        told = None

    assert told != good
    assert server.wait_idle()


# Packed bytes hold no frame before they are unpacked.
@pytest.mark.parametrize(
    "name", [name for name in faults(on="stream", effect="harmless") if name != "stream-gzip"]
)
def test_harmless_faults_leave_the_events_of_a_stream(server: ArgoServer, name: str) -> None:
    server.script(f"GET {WATCH}", FAULTS[name])

    status, body, _ = read_some(server, FIRST)

    assert status == 200
    told = [json.loads(frame) for frame in frames(body + b"\n\n") if frame]
    changes = [(frame["result"]["type"], frame["result"]["object"]["metadata"]) for frame in told]
    assert ("MODIFIED", "1002") in [(kind, meta["resourceVersion"]) for kind, meta in changes]
    assert server.wait_idle()


@pytest.mark.parametrize("name", faults(on="stream", effect="lost"))
def test_broken_streams_end(server: ArgoServer, name: str) -> None:
    server.script(f"GET {WATCH}", FAULTS[name])

    _, body, error = read_some(server, NEVER)

    assert not isinstance(error, httpx.TimeoutException)
    assert "ends" in name or name == "stream-empty" or error is not None
    assert len(frames(body)) <= 1
    assert server.wait_idle()


@pytest.mark.parametrize("name", [n for n in faults(on="stream", effect="error") if "frame" in n])
def test_a_frame_under_an_error_status(server: ArgoServer, name: str) -> None:
    server.script(f"GET {WATCH}", FAULTS[name])

    status, body, _ = read_some(server, NEVER)

    assert status >= 400
    assert json.loads(frames(body)[-1])["error"]["http_code"] == status


@pytest.mark.parametrize(
    ("name", "before", "code"),
    [
        ("stream-error-first", 0, 13),
        ("stream-error-in-middle", 1, 13),
        ("stream-eof-429", 1, 8),
        ("stream-expired-in-middle", 1, 3),
    ],
)
def test_an_error_frame_ends_a_stream_in_order(
    server: ArgoServer, name: str, before: int, code: int
) -> None:
    server.script(f"GET {WATCH}", FAULTS[name])

    status, body, error = read_some(server, NEVER)

    *told, last = [json.loads(frame) for frame in frames(body)]
    assert (status, error, len(told)) == (200, None, before)
    assert last["error"]["grpc_code"] == code
    assert last["error"].keys() == {"grpc_code", "http_code", "message", "http_status"}


@pytest.mark.parametrize("name", [n for n in faults(on="stream", effect="garbage") if n[0] == "s"])
def test_garbage_in_a_stream_is_no_change_of_an_object(server: ArgoServer, name: str) -> None:
    server.script(f"GET {WATCH}", FAULTS[name])

    signs = {"stream-frame-null": b'"result":null', "stream-frame-unknown": b"surprise"}
    _, body, _ = read_some(server, signs.get(name, b"oops"))

    assert b"<html>" in body or any(b'"object"' not in frame for frame in frames(body))


def test_a_response_can_be_cut_after_any_byte(server: ArgoServer) -> None:
    server.script(f"GET {GET}", OK)
    with httpx.Client(base_url=server.url) as http:
        size = len(http.get(GET).content)
    for count in (0, 1, size // 2, size - 1):
        server.script(f"GET {GET}", cut_body(count), cut_body(count, reset=True), cut(count))
        for _ in range(3):
            with pytest.raises(httpx.TransportError):
                httpx.get(server.url + GET)

    assert server.wait_idle()


def test_a_cut_lets_exactly_the_bytes_before_it_through(server: ArgoServer) -> None:
    whole = read_some(server, FIRST)[1]

    for count in range(0, len(whole), 37):
        server.script(f"GET {WATCH}", cut_body(count))
        _, body, error = read_some(server, NEVER)
        assert body == whole[:count]
        assert isinstance(error, httpx.RemoteProtocolError)


def test_unsent_faults_leave_the_state_alone(server: ArgoServer) -> None:
    body = {
        "workflow": {"metadata": {"name": "two"}, "spec": {"workflowTemplateRef": {"name": "t"}}}
    }
    server.script("POST *", FAULTS["reset-before-answer"], FAULTS["reset-after-acting"])

    with pytest.raises(httpx.TransportError):
        httpx.post(f"{server.url}/api/v1/workflows/ml", json=body)
    before = len(server.state.all("workflows"))
    with pytest.raises(httpx.TransportError):
        httpx.post(f"{server.url}/api/v1/workflows/ml", json=body)
    after = len(server.state.all("workflows"))

    assert (before, after) == (1, 2)


def test_a_stopped_server_refuses_and_comes_back_on_its_port(server: ArgoServer) -> None:
    server.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url + GET)

    server.start()

    assert httpx.get(server.url + GET).status_code == 200


def test_a_restart_keeps_the_port_and_the_state(server: ArgoServer) -> None:
    server.script("*", restart(0.05), restart_after(3, 0.05))
    outcomes: list[str] = []
    deadline = time.monotonic() + 10
    while "ok" not in outcomes and time.monotonic() < deadline:
        try:
            assert httpx.get(server.url + GET).json()["metadata"]["name"] == "one"
            outcomes.append("ok")
        except httpx.TransportError as error:
            outcomes.append(type(error).__name__)
            time.sleep(0.02)

    assert outcomes[-1] == "ok"
    assert len(outcomes) >= 3


def test_two_faults_meet_one_request(server: ArgoServer) -> None:
    server.script("*", stall(0.01) & cut_body(5))

    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(server.url + GET)


def test_a_stalled_stream_outlasts_a_timeout(server: ArgoServer) -> None:
    server.script("*", FAULTS["stream-stalls"])

    with pytest.raises(httpx.ReadTimeout):
        httpx.get(server.url + WATCH, timeout=SHORT)

    assert server.wait_idle()


# -- TLS -------------------------------------------------------------------------------------------


def trusting(authority: Authority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority.ca_file))


def test_tls_with_its_own_authority(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with ArgoServer(tls=authority.server_context(), host="localhost") as server:
        url = f"{server.url}/api/v1/version"
        good = httpx.get(url, verify=trusting(authority), trust_env=False)
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(url, trust_env=False)
        with pytest.raises(httpx.TransportError):
            httpx.get(url.replace("https", "http"), trust_env=False)
        server.script("*", FAULTS["reset-in-body"])
        with pytest.raises(httpx.TransportError):
            httpx.get(url, verify=trusting(authority), trust_env=False)
        idle = server.wait_idle()

    assert (good.status_code, url[:18], idle) == (200, "https://localhost:", True)


@pytest.mark.parametrize(
    ("context", "reason"),
    [({"expired": True}, "certificate has expired"), ({"hosts": ("a.example",)}, "mismatch")],
)
def test_wrong_certificates(tmp_path: Path, context: dict[str, bool], reason: str) -> None:
    authority = Authority(tmp_path)
    tls = (
        authority.server_context(expired=True)
        if "expired" in context
        else authority.server_context(hosts=("a.example",))
    )
    with (
        ArgoServer(tls=tls) as server,
        pytest.raises(httpx.ConnectError, match=reason),
    ):
        httpx.get(f"{server.url}/api/v1/version", verify=trusting(authority), trust_env=False)


def test_a_client_certificate_may_be_required(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with_pair, without = trusting(authority), trusting(authority)
    pair = authority.client_pair()
    with_pair.load_cert_chain(pair.certificate, pair.key)
    with ArgoServer(tls=authority.server_context(client_certificate=True)) as server:
        url = f"{server.url}/api/v1/version"
        shown = httpx.get(url, verify=with_pair, trust_env=False)
        with pytest.raises(httpx.TransportError):
            httpx.get(url, verify=without, trust_env=False)

    assert shown.status_code == 200


# -- proxy -----------------------------------------------------------------------------------------


def test_a_proxy_forwards_and_records(server: ArgoServer) -> None:
    with Proxy(login="me:pass") as proxy, httpx.Client(proxy=proxy.url) as http:
        answer = http.get(server.url + GET)
        http.close()
        idle = proxy.wait_idle()

    assert answer.json()["metadata"]["name"] == "one"
    assert (proxy.asked[0].method, proxy.asked[0].target) == ("GET", server.url + GET)
    assert server.requests[0].header("proxy-authorization") is None
    assert idle
    assert server.wait_idle()


def test_a_proxy_tunnels_tls(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with (
        ArgoServer(tls=authority.server_context()) as server,
        Proxy() as proxy,
        httpx.Client(proxy=proxy.url, verify=trusting(authority)) as http,
    ):
        answer = http.get(f"{server.url}/api/v1/version")

    assert answer.status_code == 200
    assert (proxy.asked[0].method, proxy.asked[0].target) == ("CONNECT", f"127.0.0.1:{server.port}")


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("refuses", httpx.ProxyError),
        ("closes", httpx.RemoteProtocolError),
        ("hangs", httpx.TimeoutException),
        ("garbage", httpx.RemoteProtocolError),
    ],
)
def test_a_proxy_may_fail(mode: Mode, error: type[Exception]) -> None:
    with (
        Proxy(mode=mode) as proxy,
        httpx.Client(proxy=proxy.url, timeout=SHORT) as http,
    ):
        with pytest.raises(error):
            http.get("https://127.0.0.1:1/")
        http.close()
        idle = proxy.wait_idle()

    assert idle


def test_a_proxy_asks_for_its_login_and_stays_on_loopback(server: ArgoServer) -> None:
    with Proxy(login="me:pass") as proxy:
        bare = proxy.url.replace("me:pass@", "")
        with httpx.Client(proxy=bare) as http:
            refused = http.get(server.url + GET)
        with httpx.Client(proxy=proxy.url) as http:
            outside = http.get("http://argo.example.com/")

    assert (refused.status_code, outside.status_code) == (407, 403)
