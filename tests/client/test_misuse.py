"""Wrong arguments, told before anything is sent; and what to check where nothing answers."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from client._both import Client, Maker, making
from client._server import ArgoServer

from hera_client import APIConnectionError, ArgoClient, AsyncArgoClient, ConfigError, RetryPolicy


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Maker]:
    with making(request.param, server) as make:
        yield make


@pytest.mark.parametrize("kind", [ArgoClient, AsyncArgoClient])
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, ("no server", "from_env")),
        ({"url": ""}, ("no server", "argo.example.com")),
        ({"url": 5}, ("5", "text")),
        ({"url": "localhost", "timeout": "5"}, ("timeout", "'5'", "seconds")),
        ({"url": "localhost", "timeout": True}, ("timeout", "True")),
        ({"url": "localhost", "timeout": 0}, ("timeout", "0", "above 0")),
        ({"url": "localhost", "retry": 5}, ("retry", "5", "RetryPolicy")),
    ],
)
def test_wrong_settings(kind: Any, settings: dict[str, Any], said: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError) as failure:
        kind(**settings)

    for word in said:
        assert word in str(failure.value)


MISTAKES: list[tuple[Callable[[Any], Any], tuple[str, ...]]] = [
    (lambda argo: argo.with_options(timeout="5").workflows.get("a"), ("timeout", "'5'")),
    (lambda argo: argo.with_options(retry=3).workflows.get("a"), ("retry", "3")),
    (lambda argo: argo.workflows.create_many("abc"), ("one str", "list")),
    (lambda argo: argo.workflows.create_many({"metadata": {}}), ("one dict", "create")),
    (lambda argo: argo.workflows.wait("a", timeout="5"), ("timeout", "'5'", "seconds")),
    (lambda argo: argo.workflows.wait("a", poll=True), ("poll", "True")),
    (lambda argo: argo.artifacts.upload("t", "a", 5), ("file", "5", "path")),
]


@pytest.mark.parametrize(("act", "said"), MISTAKES)
def test_wrong_arguments(
    make: Maker, server: ArgoServer, act: Callable[[Any], Any], said: tuple[str, ...]
) -> None:
    client: Client = make()

    with pytest.raises(ConfigError) as failure:
        client.call(act)

    for word in said:
        assert word in str(failure.value)
    assert server.requests == []


def unanswered(url: str) -> str:
    with (
        ArgoClient(url, retry=RetryPolicy.off(), timeout=2, trust_env=False) as argo,
        pytest.raises(APIConnectionError) as failure,
    ):
        argo.info.get_version()
    return str(failure.value)


def test_where_nobody_listens_the_port_is_to_be_checked() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert "check the port" in unanswered(f"http://127.0.0.1:{port}")


def test_where_the_name_is_unknown_the_name_is_to_be_checked() -> None:
    assert "check the host's name" in unanswered("http://nowhere.invalid")


def test_a_server_without_tls_is_told_from_one_that_is_not_there(server: ArgoServer) -> None:
    said = unanswered(server.url.replace("http://", "https://"))

    assert "plain HTTP" in said
    assert "http:// in the URL" in said
