"""Where credentials go, and where they never do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from client._recorder import OK, REFUSED, Recorder, Send, recorder, send_async, send_sync

from hera_client._auth import BasicAuth, BearerToken, HeaderAuth, ServiceAccountToken, auth_from
from hera_client._errors import ConfigError
from hera_client._http import http

SECRET = "s3cr3t-t0ken"


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recorder() as record:
        yield record


@pytest.fixture
def elsewhere() -> Iterator[Recorder]:
    with recorder() as record:
        yield record


@pytest.fixture(params=[send_sync, send_async], ids=["sync", "async"])
def send(request: pytest.FixtureRequest) -> Send:
    return cast(Send, request.param)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_port_carries_no_header(
    server: Recorder, elsewhere: Recorder, send: Send, status: int
) -> None:
    server.answer = lambda path, header: (status, {"Location": f"{elsewhere.url}/taken"})
    auth = BearerToken(SECRET)
    send({"auth": auth, "follow_redirects": True}, f"{server.url}/a")
    assert elsewhere.requests == [("/taken", None)]


def test_a_redirect_to_another_host_carries_no_header(server: Recorder, send: Send) -> None:
    other = server.url.replace("127.0.0.1", "localhost")
    server.answer = lambda path, header: (
        (302, {"Location": f"{other}/taken"}) if path == "/a" else OK
    )
    send({"auth": BearerToken(SECRET), "follow_redirects": True}, f"{server.url}/a")
    assert server.requests == [("/a", f"Bearer {SECRET}"), ("/taken", None)]


def test_a_redirect_on_the_same_server_keeps_the_header(server: Recorder, send: Send) -> None:
    server.answer = lambda path, header: (302, {"Location": "/b"}) if path == "/a" else OK
    send({"auth": BearerToken(SECRET), "follow_redirects": True}, f"{server.url}/a")
    assert server.headers == [f"Bearer {SECRET}"] * 2


def test_a_refusal_from_elsewhere_renews_nothing(
    server: Recorder, elsewhere: Recorder, send: Send
) -> None:
    server.answer = lambda path, header: (302, {"Location": elsewhere.url})
    elsewhere.answer = lambda path, header: REFUSED
    asked = iter(["only"])
    auth = BearerToken(lambda: next(asked))
    [response] = send({"auth": auth, "follow_redirects": True}, f"{server.url}/a")
    assert response.status_code == 401
    assert server.headers == ["Bearer only"]
    assert elsewhere.headers == [None]


def test_a_redirect_followed_by_hand_carries_no_header(
    server: Recorder, elsewhere: Recorder
) -> None:
    server.answer = lambda path, header: (302, {"Location": elsewhere.url})
    with http.Client(trust_env=False, auth=BearerToken(SECRET)) as client:
        response = client.get(server.url)
        assert response.next_request is not None
        client.send(response.next_request)
    assert elsewhere.headers == [None]


def test_a_bound_header_goes_to_its_origin_alone(
    server: Recorder, elsewhere: Recorder, send: Send
) -> None:
    auth = BearerToken(SECRET).bound_to(f"{server.url}/argo/")
    send({"auth": auth}, f"{elsewhere.url}/a", f"{server.url}/b")
    assert elsewhere.requests == [("/a", None)]
    assert server.requests == [("/b", f"Bearer {SECRET}")]


def test_binding_leaves_the_original_free(server: Recorder, elsewhere: Recorder) -> None:
    auth = BearerToken(SECRET)
    for record in (server, elsewhere):
        send_sync({"auth": auth.bound_to(record.url)}, record.url)
        assert record.headers == [f"Bearer {SECRET}"]


def flow(auth: http.Auth, url: str) -> str | None:
    """Return the header that a request would carry."""
    request = next(auth.sync_auth_flow(http.Request("GET", url)))
    header: str | None = request.headers.get("Authorization")
    return header


def test_an_origin_is_scheme_host_and_port() -> None:
    auth = BearerToken("t").bound_to("https://argo.example.com")
    assert flow(auth, "https://argo.example.com:443/x") == "Bearer t"
    assert flow(auth, "https://ARGO.example.com/x") == "Bearer t"
    assert flow(auth, "https://argo.example.com:8443/x") is None
    assert flow(auth, "http://argo.example.com/x") is None
    assert flow(auth, "https://argo.example.com.evil.example/x") is None


@pytest.mark.parametrize(
    "auth",
    [BearerToken(SECRET), BasicAuth("me", SECRET), BearerToken(lambda: SECRET)],
    ids=["bearer", "basic", "function"],
)
@pytest.mark.parametrize("host", ["argo.example.com", "10.0.0.1", "localhost.evil.example"])
def test_plain_http_beyond_loopback_needs_a_word(auth: HeaderAuth, host: str) -> None:
    with pytest.raises(ConfigError, match="allow_plain_http=True") as caught:
        flow(auth, f"http://{host}:2746/x")
    assert SECRET not in str(caught.value)
    with pytest.raises(ConfigError, match="no TLS"):
        auth.bound_to(f"http://{host}")
    allowed = auth.bound_to(f"http://{host}", allow_plain_http=True)
    assert flow(allowed, f"http://{host}/x") is not None


@pytest.mark.parametrize("host", ["localhost", "argo.localhost", "127.0.0.1", "127.9.9.9", "[::1]"])
def test_plain_http_on_loopback_needs_none(host: str) -> None:
    assert flow(BearerToken("t"), f"http://{host}:2746/x") == "Bearer t"


def test_the_word_may_be_given_to_each_class(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t")
    for auth in (
        BearerToken("t", allow_plain_http=True),
        BasicAuth("u", "p", allow_plain_http=True),
        ServiceAccountToken(tmp_path / "token", allow_plain_http=True),
        auth_from("t", allow_plain_http=True),
    ):
        assert flow(auth, "http://argo.example.com") is not None
