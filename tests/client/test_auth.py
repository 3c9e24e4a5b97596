"""Authentication, through real clients against a server on loopback."""

from __future__ import annotations

import asyncio
import base64
import copy
import os
import pickle
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from client._recorder import OK, REFUSED, Recorder, Send, recorder, send_async, send_sync

from hera_client._auth import (
    AuthSource,
    BasicAuth,
    BearerToken,
    NoAuth,
    ServiceAccountToken,
    auth_from,
)
from hera_client._errors import ConfigError
from hera_client._http import http

SECRET = "s3cr3t-t0ken"


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recorder() as record:
        yield record


@pytest.fixture(params=[send_sync, send_async], ids=["sync", "async"])
def send(request: pytest.FixtureRequest) -> Send:
    return cast(Send, request.param)


def tokens(*given: str) -> Callable[[], str]:
    """Return a function that gives one after the other, and fails when asked once too often."""
    rest = iter(given)
    return lambda: next(rest)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("abc", "Bearer abc"),
        ("v2:abc", "Bearer v2:abc"),
        ("Bearer abc", "Bearer abc"),
        ("Bearer v2:abc", "Bearer v2:abc"),
        ("Basic dTpw", "Basic dTpw"),
        (" \tabc \n", "Bearer abc"),
        ("Bearer abc\r\n", "Bearer abc"),
    ],
)
def test_text_gets_a_scheme_unless_it_has_one(
    server: Recorder, send: Send, text: str, header: str
) -> None:
    send({"auth": auth_from(text)}, f"{server.url}/a")
    assert server.requests == [("/a", header)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("Bearer", "is empty"),
        ("Bearer ", "is empty"),
        (f"{SECRET}\nsecond", "more than one line"),
        (f"{SECRET}\r\nX-Other: 1", "more than one line"),
        (f"{SECRET}é", "characters that a header cannot carry"),
        (f"{SECRET}\x00", "characters that a header cannot carry"),
        (f"{SECRET}\ttab", "characters that a header cannot carry"),
    ],
)
def test_a_token_that_no_header_can_carry_is_refused_unseen(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        BearerToken(text)
    assert SECRET not in repr(caught.value)
    assert SECRET not in str(caught.value)


def test_a_function_is_asked_once_while_its_token_is_good(server: Recorder, send: Send) -> None:
    auth = BearerToken(tokens("first"))
    send({"auth": auth}, *[f"{server.url}/a"] * 3)
    assert server.headers == ["Bearer first"] * 3


def test_a_refused_token_is_renewed_and_the_request_sent_once_more(
    server: Recorder, send: Send
) -> None:
    server.answer = lambda path, header: REFUSED if header == "Bearer old" else OK
    auth = BearerToken(tokens("old", "new"))
    responses = send({"auth": auth}, f"{server.url}/a", f"{server.url}/b")
    assert [response.status_code for response in responses] == [200, 200]
    assert server.requests == [("/a", "Bearer old"), ("/a", "Bearer new"), ("/b", "Bearer new")]


def test_a_second_refusal_stands(server: Recorder, send: Send) -> None:
    server.answer = lambda path, header: REFUSED
    [response] = send({"auth": BearerToken(tokens("one", "two"))}, f"{server.url}/a")
    assert response.status_code == 401
    assert server.headers == ["Bearer one", "Bearer two"]


@pytest.mark.parametrize("token", ["same", lambda: "same"], ids=["text", "function"])
def test_the_same_token_is_not_tried_twice(server: Recorder, send: Send, token: Any) -> None:
    server.answer = lambda path, header: REFUSED
    [response] = send({"auth": BearerToken(token)}, f"{server.url}/a")
    assert response.status_code == 401
    assert server.headers == ["Bearer same"]


@pytest.mark.parametrize("status", [403, 404, 500])
def test_only_401_renews(server: Recorder, send: Send, status: int) -> None:
    server.answer = lambda path, header: (status, {})
    [response] = send({"auth": BearerToken(tokens("only"))}, f"{server.url}/a")
    assert response.status_code == status
    assert server.headers == ["Bearer only"]


def test_a_body_that_was_a_stream_is_not_sent_again(server: Recorder) -> None:
    server.answer = lambda path, header: REFUSED if header == "Bearer old" else OK
    auth = BearerToken(tokens("old", "new"))
    with http.Client(trust_env=False, auth=auth) as client:
        streamed = client.post(f"{server.url}/a", content=iter([b"x"]))
        after = client.post(f"{server.url}/b", content=b"x")
    assert (streamed.status_code, after.status_code) == (401, 200)
    assert server.requests == [("/a", "Bearer old"), ("/b", "Bearer new")]


def test_an_async_function_is_awaited(server: Recorder) -> None:
    rest = iter(["old", "new"])

    async def ask() -> str:
        await asyncio.sleep(0)
        return next(rest)

    server.answer = lambda path, header: REFUSED if header == "Bearer old" else OK
    [response] = send_async({"auth": BearerToken(ask)}, f"{server.url}/a")
    assert response.status_code == 200
    assert server.headers == ["Bearer old", "Bearer new"]


def test_the_sync_client_refuses_an_async_function(server: Recorder) -> None:
    async def ask() -> str:
        return SECRET

    with pytest.raises(ConfigError, match="only the async client"):
        send_sync({"auth": BearerToken(ask)}, f"{server.url}/a")
    assert server.requests == []


def test_a_plain_function_does_not_block_the_event_loop(server: Recorder) -> None:
    released = threading.Event()

    def ask() -> str:
        return "free" if released.wait(10) else "blocked"

    async def run() -> None:
        async with http.AsyncClient(trust_env=False, auth=BearerToken(ask)) as client:
            request = asyncio.create_task(client.get(f"{server.url}/a"))
            await asyncio.sleep(0)  # the request is under way
            released.set()
            await request

    asyncio.run(run())
    assert server.headers == ["Bearer free"]


def test_what_a_function_returns_is_checked(server: Recorder, send: Send) -> None:
    with pytest.raises(ConfigError, match="returned int; a token as str"):
        send({"auth": BearerToken(cast(Any, lambda: 3))}, f"{server.url}/a")
    with pytest.raises(ConfigError, match="the function given as auth returned is empty"):
        send({"auth": BearerToken(lambda: " ")}, f"{server.url}/a")
    assert server.requests == []


def test_threads_that_are_refused_together_ask_once(server: Recorder) -> None:
    together = threading.Barrier(8, timeout=10)

    def answer(path: str, header: str | None) -> tuple[int, dict[str, str]]:
        if header != "Bearer old":
            return OK
        together.wait()
        return REFUSED

    server.answer = answer
    auth = BearerToken(tokens("old", "new"))
    results: list[int] = []
    with http.Client(trust_env=False, auth=auth) as client:

        def get() -> None:
            results.append(client.get(f"{server.url}/a").status_code)

        threads = [threading.Thread(target=get) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == [200] * 8
    assert sorted(map(str, server.headers)) == ["Bearer new"] * 8 + ["Bearer old"] * 8


def test_tasks_that_are_refused_together_ask_once(server: Recorder) -> None:
    rest = iter(["old", "new"])

    async def ask() -> str:
        await asyncio.sleep(0)
        return next(rest)

    async def run() -> list[http.Response]:
        async with http.AsyncClient(trust_env=False, auth=BearerToken(ask)) as client:
            return await asyncio.gather(*(client.get(f"{server.url}/a") for _ in range(8)))

    server.answer = lambda path, header: REFUSED if header == "Bearer old" else OK
    assert [response.status_code for response in asyncio.run(run())] == [200] * 8
    assert set(server.headers) == {"Bearer old", "Bearer new"}


def test_basic_authentication(server: Recorder, send: Send) -> None:
    send({"auth": BasicAuth("mé", "p:w")}, server.url)
    [header] = server.headers
    assert header is not None
    assert base64.b64decode(header.removeprefix("Basic ")).decode() == "mé:p:w"


def test_a_colon_in_the_user_name_is_refused() -> None:
    with pytest.raises(ConfigError, match="'a:b' holds a colon"):
        BasicAuth("a:b", SECRET)


def replace(path: Path, text: str) -> None:
    """Put a new file in the place of the old one, as a rotation does."""
    fresh = path.with_name("fresh")
    fresh.write_text(text)
    fresh.replace(path)


def test_a_service_account_token_is_read_again_when_replaced(
    server: Recorder, send: Send, tmp_path: Path
) -> None:
    path = tmp_path / "token"
    path.write_text("first\n")
    auth = ServiceAccountToken(path)
    send({"auth": auth}, server.url)
    replace(path, "other")
    send({"auth": auth}, server.url)
    assert server.headers == ["Bearer first", "Bearer other"]


def test_a_rotation_through_a_link_is_seen(server: Recorder, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "token").write_text(name)
    data = tmp_path / "..data"
    data.symlink_to("one")
    (tmp_path / "token").symlink_to("..data/token")
    auth = ServiceAccountToken(tmp_path / "token")
    send_sync({"auth": auth}, server.url)
    (tmp_path / "fresh").symlink_to("two")
    (tmp_path / "fresh").replace(data)
    send_sync({"auth": auth}, server.url)
    assert server.headers == ["Bearer one", "Bearer two"]


def test_a_refused_service_account_token_is_read_again(
    server: Recorder, send: Send, tmp_path: Path
) -> None:
    path = tmp_path / "token"
    path.write_text("old")
    os.utime(path, (1, 1))

    def answer(path_asked: str, header: str | None) -> tuple[int, dict[str, str]]:
        if header == "Bearer new":
            return OK
        # Rewritten in place with nothing to tell it by: same inode, size and time.
        path.write_text("new")
        os.utime(path, (1, 1))
        return REFUSED

    server.answer = answer
    [response] = send({"auth": ServiceAccountToken(path)}, server.url)
    assert response.status_code == 200
    assert server.headers == ["Bearer old", "Bearer new"]


def test_a_token_file_that_is_away_for_a_moment_does_no_harm(
    server: Recorder, tmp_path: Path
) -> None:
    path = tmp_path / "token"
    path.write_text("kept")
    auth = ServiceAccountToken(path)
    send_sync({"auth": auth}, server.url)
    path.unlink()
    send_sync({"auth": auth}, server.url)
    assert server.headers == ["Bearer kept"] * 2


def test_a_token_file_that_cannot_be_used_is_named(
    server: Recorder, send: Send, tmp_path: Path
) -> None:
    path = tmp_path / "token"
    with pytest.raises(ConfigError, match=r"token'.*No such file.*ARGO_TOKEN"):
        send({"auth": ServiceAccountToken(path)}, server.url)
    path.write_bytes(b"\xff\xfe" + SECRET.encode("utf-16-le"))
    with pytest.raises(ConfigError, match=r"token' holds characters"):
        send({"auth": ServiceAccountToken(path)}, server.url)
    path.write_text("")
    with pytest.raises(ConfigError, match=r"token' is empty"):
        send({"auth": ServiceAccountToken(path)}, server.url)
    assert server.requests == []


def test_no_authentication_sends_none(server: Recorder, send: Send) -> None:
    send({"auth": auth_from(None)}, server.url)
    assert server.headers == [None]


def test_auth_from_knows_what_is_meant() -> None:
    own = http.BasicAuth("u", "p")
    assert auth_from(own) is own
    assert isinstance(auth_from(None), NoAuth)
    assert isinstance(auth_from("t"), BearerToken)
    assert isinstance(auth_from(lambda: "t"), BearerToken)
    assert isinstance(auth_from(("u", "p")), BasicAuth)


@pytest.mark.parametrize("value", [3, ("u",), ("u", 3), ("u", "p", "x"), ["u", "p"], b"token"])
def test_auth_from_refuses_the_rest_unseen(value: Any) -> None:
    with pytest.raises(ConfigError, match=f"not {type(value).__name__}$"):
        auth_from(cast(AuthSource, value))


def flow(auth: http.Auth, url: str) -> str | None:
    """Return the header that a request would carry."""
    request = next(auth.sync_auth_flow(http.Request("GET", url)))
    header: str | None = request.headers.get("Authorization")
    return header


def test_nothing_shows_a_secret(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(SECRET)
    for auth in (
        BearerToken(SECRET),
        BearerToken(lambda: SECRET),
        BasicAuth("me", SECRET),
        ServiceAccountToken(tmp_path / "token"),
    ):
        assert flow(auth, "https://argo.example.com") is not None
        shown = f"{auth!r} {auth} {vars(auth)}"
        assert SECRET not in shown
        assert base64.b64encode(f"me:{SECRET}".encode()).decode() not in shown
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(auth)
        with pytest.raises(TypeError, match="cannot be pickled"):
            copy.deepcopy(auth)
