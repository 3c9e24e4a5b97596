"""TLS, proxies, redirects and what may be seen of secrets, through both clients."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from client._both import SIDES, Client, Maker, making
from client._proxy import Mode, Proxy
from client._replies import error, redirect
from client._server import ArgoServer
from client._tls import Authority

from hera_client import (
    APIConnectionError,
    APIStatusError,
    ArgoError,
    ConfigError,
    RetryPolicy,
)
from hera_client._config import ClientCertificate

TOKEN = "very-secret-token-0123456789"


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


@pytest.fixture(params=SIDES)
def make(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Maker]:
    with making(request.param, server) as make:
        yield make


def version(client: Client) -> Any:
    return client.call(lambda argo: argo.info.get_version()).version


def test_tls_with_an_own_authority(make: Maker, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with ArgoServer(tls=authority.server_context()) as server:
        assert version(make(url=server.url, verify=str(authority.ca_file))) == "v4.1.2"
        stranger = make(url=server.url, retry=None)
        with pytest.raises(APIConnectionError, match=r"(?i)certificate"):
            version(stranger)


def test_a_client_certificate_is_shown_and_its_lack_is_an_error(
    make: Maker, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    pair = authority.client_pair()
    shown = ClientCertificate(str(pair.certificate), str(pair.key))
    with ArgoServer(tls=authority.server_context(client_certificate=True)) as server:
        ca = str(authority.ca_file)
        assert version(make(url=server.url, verify=ca, certificate=shown)) == "v4.1.2"
        without = make(url=server.url, verify=ca, retry=None)
        with pytest.raises(APIConnectionError):
            version(without)


@pytest.mark.parametrize("mode", ["refuses", "closes", "hangs", "garbage"])
def test_a_broken_proxy_is_an_error(server: ArgoServer, make: Maker, mode: Mode) -> None:
    with Proxy(mode=mode) as proxy:
        client = make(proxy=proxy.url, retry=None)
        with pytest.raises(ArgoError):
            version(client)

    assert server.requests == []


def test_a_proxy_is_used(server: ArgoServer, make: Maker) -> None:
    with Proxy() as proxy:
        assert version(make(proxy=proxy.url)) == "v4.1.2"
        assert len(proxy.asked) == 1


def test_redirects_to_another_host_carry_no_token(server: ArgoServer, make: Maker) -> None:
    with ArgoServer() as other:
        server.script("*", redirect(f"http://localhost:{other.port}/api/v1/version"))
        client = make(auth=TOKEN)
        with pytest.raises(APIStatusError) as caught:
            version(client)
        assert [request.header("authorization") for request in other.requests] == []

    assert caught.value.status_code == 307


def test_no_secret_is_logged_shown_or_raised(
    server: ArgoServer, make: Maker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script("*", error(503, 14, f"denied: Bearer {TOKEN}"), error(403, 7, "no"))
    client = make(auth=TOKEN, retry=RetryPolicy(initial=0.01))

    with pytest.raises(APIStatusError) as caught:
        version(client)

    shown = [repr(client.argo), repr(caught.value), str(caught.value), repr(vars(caught.value))]
    told = [record.getMessage() for record in caplog.records if record.name == "hera_client"]
    assert server.requests[0].header("authorization") == f"Bearer {TOKEN}"
    assert [text for text in [*shown, caplog.text] if TOKEN in text] == []
    assert [text for text in told if text.startswith("GET /api/v1/version")]


def test_a_closed_client_says_so(make: Maker) -> None:
    client = make()
    client.call(lambda argo: argo.aclose() if hasattr(argo, "aclose") else argo.close())

    with pytest.raises(ConfigError, match="closed"):
        version(client)
