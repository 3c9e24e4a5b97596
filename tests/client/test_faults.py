"""Unary calls under every fault of the table, through both clients."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Timer
from typing import Any

import pytest
from client._both import SIDES, Client, Maker, making
from client._fault import stall, stall_body
from client._faults import FAULTS, faults
from client._replies import RETRIED, error, limited, redirect, reply
from client._server import ArgoServer

from hera_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ArgoError,
    AuthenticationError,
    NotAnArgoServerError,
    NotFoundError,
    RateLimitError,
    ResponseTooLargeError,
    ResponseValidationError,
    RetryPolicy,
    ServerStatusError,
)

GET = "/api/v1/workflows/ml/one"
CREATE = "POST /api/v1/workflows/ml"
NEW: dict[str, Any] = {
    "metadata": {"name": "new"},
    "spec": {"entrypoint": "main", "templates": [{"name": "main", "suspend": {}}]},
}
# These hold a workflow, or nothing, which is read as an empty one.
READABLE = ("empty-200", "empty-204", "body-of-16-MiB")


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
        yield server


@pytest.fixture(params=SIDES)
def make(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Maker]:
    with making(request.param, server) as make:
        yield make


def get(client: Client) -> Any:
    return client.call(lambda argo: argo.workflows.get("one"))


def get_once(client: Client) -> Any:
    return client.call(lambda argo: argo.with_options(retry=None).workflows.get("one"))


def create(client: Client) -> Any:
    return client.call(lambda argo: argo.workflows.create(NEW))


def count(server: ArgoServer, method: str) -> int:
    return sum(request.method == method for request in server.requests)


@pytest.mark.parametrize("name", faults(on="unary", effect="harmless"))
def test_harmless_faults_are_not_noticed(server: ArgoServer, make: Maker, name: str) -> None:
    server.script(f"GET {GET}", FAULTS[name])

    workflow = get_once(make())

    assert workflow.metadata.name == "one"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "name", [*faults(on="unary", effect="lost"), *faults(on="unary", effect="late")]
)
def test_lost_answers_are_raised_or_asked_for_again(
    server: ArgoServer, make: Maker, name: str
) -> None:
    server.script(f"GET {GET}", FAULTS[name], FAULTS[name])
    client = make()
    expected = APITimeoutError if FAULTS[name].effect == "late" else APIConnectionError

    with pytest.raises(expected) as caught:
        get_once(client)
    workflow = get(client)

    assert caught.value.request.path == GET
    assert workflow.metadata.name == "one"


@pytest.mark.parametrize("name", faults(on="unary", effect="lost"))
def test_a_post_whose_bytes_may_have_been_sent_is_not_repeated(
    server: ArgoServer, make: Maker, name: str
) -> None:
    server.script(CREATE, FAULTS[name], FAULTS[name])

    with pytest.raises(APIConnectionError):
        create(make())

    assert count(server, "POST") == 1


@pytest.mark.parametrize("effect", ["status", "error"])
def test_refusals_are_of_their_class(server: ArgoServer, make: Maker, effect: str) -> None:
    client, names = make(), faults(on="unary", effect=effect)
    seen: dict[str, int] = {}
    for name in names:
        server.script(f"GET {GET}", FAULTS[name])
        with pytest.raises(APIStatusError) as caught:
            get_once(client)
        seen[name] = caught.value.status_code
        assert caught.value.message
        assert isinstance(caught.value, ServerStatusError) == (caught.value.status_code >= 500)

    assert {name for name, status in seen.items() if not name.startswith(str(status))} == set()
    assert len(server.requests) == len(names)


@pytest.mark.parametrize("name", faults(on="unary", effect="status"))
def test_a_busy_server_is_asked_again(server: ArgoServer, make: Maker, name: str) -> None:
    server.script(f"GET {GET}", FAULTS[name])

    assert get(make()).metadata.name == "one"
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", RETRIED)
def test_a_busy_server_is_not_sent_a_post_again(
    server: ArgoServer, make: Maker, status: int
) -> None:
    server.script(CREATE, error(status, 14))

    with pytest.raises(APIStatusError) as caught:
        create(make())

    assert caught.value.status_code == status
    assert count(server, "POST") == 1


def test_errors_that_stay_are_not_asked_for_again(server: ArgoServer, make: Maker) -> None:
    client = make()

    with pytest.raises(NotFoundError):
        client.call(lambda argo: argo.workflows.get("missing"))

    assert len(server.requests) == 1


def test_attempts_end(server: ArgoServer, make: Maker) -> None:
    server.script("*", error(503, 14), forever=True)

    with pytest.raises(ServerStatusError):
        get(make(retry=RetryPolicy(attempts=3, initial=0.01)))

    assert len(server.requests) == 3


def test_a_server_that_asks_for_more_time_than_there_is_is_not_waited_for(
    server: ArgoServer, make: Maker
) -> None:
    server.script("*", limited("Retry-After", 3600, date=True), forever=True)

    with pytest.raises(RateLimitError):
        get(make())

    assert len(server.requests) == 1


@pytest.mark.parametrize("name", faults(on="unary", effect="garbage"))
def test_garbage_is_an_error_that_keeps_the_body(
    server: ArgoServer, make: Maker, name: str
) -> None:
    server.script(f"GET {GET}", FAULTS[name])
    client = make()
    if name in READABLE:
        workflow = get_once(client)
        assert workflow.metadata is None or len(workflow.metadata.name) > 1000
        return

    with pytest.raises(ArgoError) as caught:
        get_once(client)

    if name == "html-200":
        assert isinstance(caught.value, NotAnArgoServerError)
    if isinstance(caught.value, ResponseValidationError):
        assert caught.value.body
    else:
        assert name == "gzip-broken"
        assert isinstance(caught.value, APIConnectionError)


@pytest.mark.parametrize("name", faults(on="unary", effect="redirect"))
def test_redirects_are_errors(server: ArgoServer, make: Maker, name: str) -> None:
    server.script(f"GET {GET}", FAULTS[name])

    with pytest.raises(APIStatusError) as caught:
        get(make())

    assert caught.value.status_code in range(300, 400)
    assert len(server.requests) == 1


def test_a_redirection_is_told_with_its_place_but_without_its_secrets(
    server: ArgoServer, make: Maker
) -> None:
    place = "https://me:hunter2@login.example.com/in?next=%2Fapi&token=hunter2"
    server.script(f"GET {GET}", redirect(place, 302))

    with pytest.raises(APIStatusError, match=r"sends the client on to https://login\.ex") as caught:
        get(make())

    assert "hunter2" not in f"{caught.value} {caught.value.response}"


def test_an_error_whose_body_breaks_off_is_that_error_still(
    server: ArgoServer, make: Maker
) -> None:
    long = reply(403, "x" * 5000, "text/plain")
    server.script(f"GET {GET}", long & FAULTS["cut-in-body"], long & stall_body(10, 30.0))
    client = make()

    for _ in range(2):
        with pytest.raises(APIStatusError) as caught:
            get_once(client)
        assert caught.value.status_code == 403


def test_a_body_over_the_limit_is_refused(server: ArgoServer, make: Maker) -> None:
    server.script(f"GET {GET}", FAULTS["body-of-16-MiB"])

    with pytest.raises(ResponseTooLargeError) as caught:
        get(make(max_body_bytes=1_000_000))

    assert caught.value.limit == 1_000_000


def test_the_timeout_of_one_call(server: ArgoServer, make: Maker) -> None:
    server.script(f"GET {GET}", stall(30.0))
    client = make(timeout=20)

    with pytest.raises(APITimeoutError):
        client.call(lambda argo: argo.with_options(timeout=0.2, retry=None).workflows.get("one"))


def test_a_fresh_token_is_asked_for_once_and_the_request_repeated(make: Maker) -> None:
    tokens = iter(["old", "new"])
    with ArgoServer(token="new") as guarded:
        client = make(url=guarded.url, auth=lambda: next(tokens))
        workflow = create(client)
        asked = [request.header("authorization") for request in guarded.requests]

    assert workflow.metadata.name == "new"
    assert asked == ["Bearer old", "Bearer new"]


def test_a_token_that_stays_wrong_is_an_error(make: Maker) -> None:
    with ArgoServer(token="right") as guarded:
        client = make(url=guarded.url, auth="wrong")
        with pytest.raises(AuthenticationError):
            get(client)
        asked = len(guarded.requests)

    assert asked == 1


def test_a_server_that_is_not_there_yet_is_waited_for_even_by_a_post(
    server: ArgoServer, make: Maker
) -> None:
    client = make(retry=RetryPolicy(attempts=40, initial=0.05, maximum=0.1))
    server.stop()
    comes_back = Timer(0.2, server.start)
    comes_back.start()

    workflow = create(client)

    comes_back.join()
    assert workflow.metadata.name == "new"
    assert count(server, "POST") == 1
