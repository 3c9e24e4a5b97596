"""Configuration: addresses, the environment's variables, TLS."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from client._recorder import Recorder, recorder, send_async, send_sync

from hera_client._auth import BearerToken, NoAuth, ServiceAccountToken
from hera_client._config import ClientCertificate, Config, normalise_url
from hera_client._errors import ConfigError
from hera_client._http import http

SECRET = "s3cr3t-t0ken"


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recorder() as record:
        yield record


def header_of(config: Config) -> str | None:
    """Return the Authorization header of the config's requests."""
    request = next(config.auth.sync_auth_flow(http.Request("GET", config.base_url)))
    header: str | None = request.headers.get("Authorization")
    return header


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("my-argo-server.com", "https://my-argo-server.com"),
        ("localhost:2746", "https://localhost:2746"),
        ("https://host/argo/", "https://host/argo"),
        ("host/argo", "https://host/argo"),
        ("http://localhost:2746", "http://localhost:2746"),
        ("HTTPS://Host.Example/Argo", "https://host.example/Argo"),
        (" https://host ", "https://host"),
        ("https://host/a%2Fb/c", "https://host/a%2Fb/c"),
        ("[::1]:2746", "https://[::1]:2746"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://host:443/", "https://host"),
    ],
)
def test_addresses(given: str, expected: str) -> None:
    assert normalise_url(given) == expected
    assert normalise_url(expected) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "no server is named"),
        ("https://", "names no host"),
        ("/argo", "names no host"),
        ("ftp://host", "neither http nor https"),
        ("https:/host", "after the scheme comes '//'"),
        ("https://host?x=1", "query or a fragment"),
        ("https://host/#/workflows", "query or a fragment"),
        (f"https://me:{SECRET}@host", "user name or password"),
        (f"me:{SECRET}@host", "user name or password"),
        ("https://host:port", "cannot be made out"),
        ("host:70000", "not between 1 and 65535"),
        ("host:0", "not between 1 and 65535"),
        ("my host", "white space"),
        ("https://host\n/x", "white space"),
        ("https://ho\x00st", "cannot be made out"),
    ],
)
def test_what_is_no_address_is_refused(given: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        Config(given)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("send", [send_sync, send_async], ids=["sync", "async"])
def test_the_base_path_stands_before_every_path(server: Recorder, send: Any) -> None:
    config = Config(f"{server.url}/argo/", auth="t", trust_env=False)
    send(config.http_arguments(), "/api/v1/info", "/artifacts/a%2Fb")
    assert server.requests == [
        ("/argo/api/v1/info", "Bearer t"),
        ("/argo/artifacts/a%2Fb", "Bearer t"),
    ]


def test_the_environment_as_the_argo_command_reads_it(tmp_path: Path) -> None:
    config = Config.from_env(
        {
            "ARGO_SERVER": "argo.example.com:2746",
            "ARGO_TOKEN": "Bearer v2:abc",
            "ARGO_NAMESPACE": "ml",
            "ARGO_BASE_HREF": "/argo/",
            "ARGO_SECURE": "true",
            "ARGO_INSECURE_SKIP_VERIFY": "true",
            "ARGO_INSTANCEID": "blue",
            "ARGO_HTTP1": "true",
        }
    )
    assert config.base_url == "https://argo.example.com:2746/argo"
    assert config.namespace == "ml"
    assert config.verify is False
    assert config.instance_id == "blue"
    assert header_of(config) == "Bearer v2:abc"


def minimal(**more: str) -> dict[str, str]:
    """Return variables that suffice, and more."""
    return {"ARGO_SERVER": "localhost:2746", "ARGO_TOKEN": "t", "ARGO_NAMESPACE": "ml", **more}


def test_what_the_environment_leaves_out_has_defaults() -> None:
    config = Config.from_env(minimal())
    assert config.base_url == "https://localhost:2746"
    assert config.verify is True
    assert config.instance_id == ""
    assert config.allow_plain_http is False


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in minimal(ARGO_SERVER="from-process:1").items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ARGO_SECURE", raising=False)
    monkeypatch.delenv("ARGO_BASE_HREF", raising=False)
    assert Config.from_env().base_url == "https://from-process:1"


@pytest.mark.parametrize("href", ["argo", "/argo", "argo/", "//argo//"])
def test_a_base_href_is_a_path_however_written(href: str) -> None:
    config = Config.from_env(minimal(ARGO_BASE_HREF=href))
    assert config.base_url == "https://localhost:2746/argo"


@pytest.mark.parametrize("href", ["", "/"])
def test_a_base_href_of_the_root_adds_nothing(href: str) -> None:
    assert Config.from_env(minimal(ARGO_BASE_HREF=href)).base_url == "https://localhost:2746"


@pytest.mark.parametrize("value", ["1", "t", "T", "TRUE", "true", "True"])
def test_what_is_true(value: str) -> None:
    config = Config.from_env(minimal(ARGO_SECURE=value, ARGO_INSECURE_SKIP_VERIFY=value))
    assert config.base_url.startswith("https://")
    assert config.verify is False


@pytest.mark.parametrize("value", ["0", "f", "F", "FALSE", "false", "False"])
def test_what_is_false(value: str) -> None:
    config = Config.from_env(minimal(ARGO_SECURE=value, ARGO_INSECURE_SKIP_VERIFY=value))
    assert config.base_url == "http://localhost:2746"
    assert config.verify is True


@pytest.mark.parametrize("name", ["ARGO_SECURE", "ARGO_INSECURE_SKIP_VERIFY"])
@pytest.mark.parametrize("value", ["yes", "no", "tRUE", " true", "2"])
def test_what_is_neither_is_refused(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} is '{value}'"):
        Config.from_env(minimal(**{name: value}))


def test_argo_secure_false_allows_a_token_without_tls() -> None:
    config = Config.from_env(minimal(ARGO_SERVER="argo-server.argo:2746", ARGO_SECURE="false"))
    assert config.base_url == "http://argo-server.argo:2746"
    assert header_of(config) == "Bearer t"


@pytest.mark.parametrize(
    ("server", "hint"),
    [
        ("https://host:2746", "ARGO_SECURE"),
        ("host:2746/argo", "ARGO_BASE_HREF"),
        (f"me:{SECRET}@host", "ARGO_TOKEN"),
    ],
)
def test_argo_server_is_host_and_port(server: str, hint: str) -> None:
    with pytest.raises(ConfigError, match=f"ARGO_SERVER is .*host:port is expected.*{hint}") as e:
        Config.from_env(minimal(ARGO_SERVER=server))
    assert SECRET not in str(e.value)


@pytest.mark.parametrize(
    ("host", "port", "url"),
    [
        ("10.1.2.3", "2746", "https://10.1.2.3:2746"),
        ("10.1.2.3", "9999", "https://10.1.2.3:9999"),
        ("10.1.2.3", "", "https://10.1.2.3:2746"),
        ("fd00::1", "2746", "https://[fd00::1]:2746"),
    ],
)
def test_without_argo_server_the_service_beside_the_pod_is_taken(
    host: str, port: str, url: str
) -> None:
    service = {"ARGO_SERVER_PORT_2746_TCP_ADDR": host, "ARGO_SERVER_PORT_2746_TCP_PORT": port}
    assert Config.from_env(minimal(ARGO_SERVER="", **service)).base_url == url
    assert Config.from_env(minimal(**service)).base_url == "https://localhost:2746"


def test_no_server_at_all_is_an_error_that_names_the_variables() -> None:
    with pytest.raises(ConfigError, match=r"ARGO_SERVER.*ARGO_SERVER_PORT_2746_TCP_ADDR"):
        Config.from_env({"ARGO_TOKEN": "t"})


def test_an_empty_token_means_none_is_sent(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("pod")
    config = Config.from_env(minimal(ARGO_TOKEN=""), service_account=tmp_path)
    assert isinstance(config.auth, NoAuth)


def test_an_empty_namespace_means_all() -> None:
    assert Config.from_env(minimal(ARGO_NAMESPACE="")).namespace == ""


def test_a_bad_token_is_refused_by_the_variables_name() -> None:
    with pytest.raises(ConfigError, match="ARGO_TOKEN has more than one line") as caught:
        Config.from_env(minimal(ARGO_TOKEN=f"{SECRET}\n{SECRET}"))
    assert SECRET not in str(caught.value)


def test_in_a_pod_the_service_account_is_asked(server: Recorder, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("pod-token\n")
    (tmp_path / "namespace").write_text("pod-namespace\n")
    variables = {
        "ARGO_SERVER": server.url.removeprefix("http://"),
        "ARGO_SECURE": "false",
        "KUBECONFIG": "/dev/null",
    }
    config = Config.from_env(variables, service_account=tmp_path)
    assert config.namespace == "pod-namespace"
    assert isinstance(config.auth, ServiceAccountToken)
    send_sync(config.http_arguments(), "/")
    assert server.headers == ["Bearer pod-token"]


def test_outside_of_everything_there_is_no_account(tmp_path: Path) -> None:
    variables = {"ARGO_SERVER": "localhost:1", "HOME": str(tmp_path)}
    config = Config.from_env(variables, service_account=tmp_path / "none")
    assert config.namespace == "default"
    assert isinstance(config.auth, NoAuth)


def test_arguments_come_before_the_environment() -> None:
    config = Config.from_env(minimal(), namespace="other", auth="mine")
    assert config.namespace == "other"
    assert header_of(config) == "Bearer mine"


def test_only_what_is_asked_for_needs_the_kubeconfig(tmp_path: Path) -> None:
    broken = tmp_path / "config"
    broken.write_text("{")
    variables = {"ARGO_SERVER": "localhost:1", "KUBECONFIG": str(broken)}
    config = Config.from_env(variables, namespace="ml", auth=("me", "pw"))
    assert config.namespace == "ml"
    with pytest.raises(ConfigError, match="ARGO_NAMESPACE is not set, so the kubeconfig is asked"):
        Config.from_env({**variables, "ARGO_TOKEN": "t"})


@pytest.mark.parametrize("auth", [SECRET, ("me", SECRET), lambda: SECRET, http.BasicAuth("a", "b")])
def test_credentials_over_plain_http_need_a_word(auth: Any) -> None:
    with pytest.raises(ConfigError, match="allow_plain_http=True") as caught:
        Config("http://argo.example.com", auth=auth)
    assert SECRET not in str(caught.value)
    allowed = Config("http://argo.example.com", auth=auth, allow_plain_http=True)
    assert header_of(allowed) is not None
    assert Config("http://argo.example.com").base_url == "http://argo.example.com"


def test_the_account_is_bound_to_the_server() -> None:
    config = Config("https://argo.example.com", auth="t")
    request = next(config.auth.sync_auth_flow(http.Request("GET", "https://other.example")))
    assert "Authorization" not in request.headers


def test_a_changed_copy() -> None:
    config = Config("localhost:2746", auth="t", namespace="a", timeout=5)
    other = dataclasses.replace(config, namespace="b")
    assert (other.namespace, other.base_url, other.timeout) == ("b", config.base_url, 5)
    assert header_of(other) == "Bearer t"
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.namespace = "c"  # type: ignore[misc]  # the point of the test


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_a_timeout_that_cannot_be(timeout: float) -> None:
    with pytest.raises(ConfigError, match=f"timeout is {timeout!r}"):
        Config("localhost", timeout=timeout)


def test_a_proxy_that_cannot_be() -> None:
    with pytest.raises(ConfigError, match="scheme 'ftp'") as caught:
        Config("localhost", proxy=f"ftp://me:{SECRET}@proxy")
    assert SECRET not in str(caught.value)


def test_authorization_among_the_headers_is_refused() -> None:
    with pytest.raises(ConfigError, match="give it as auth=") as caught:
        Config("localhost", headers={"authorization": SECRET})
    assert SECRET not in str(caught.value)


def test_a_config_shows_no_secret() -> None:
    config = Config(
        "localhost",
        auth=SECRET,
        headers={"X-Api-Key": SECRET},
        proxy=f"http://me:{SECRET}@proxy:3128",
        certificate=ClientCertificate(b"x", SECRET.encode(), SECRET),
    )
    assert SECRET not in f"{config!r} {config} {config.auth!r} {config.certificate!r}"
    assert "X-Api-Key" in repr(config)
    for value in (config, config.certificate):
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(value)


def test_a_function_for_the_token_is_taken() -> None:
    config = Config("localhost", auth=lambda: "asked")
    assert isinstance(config.auth, BearerToken)
    assert header_of(config) == "Bearer asked"


def test_reading_the_environment_loads_nothing_heavy() -> None:
    code = (
        "import sys; from hera_client._config import Config\n"
        f"Config.from_env({minimal()!r})\n"
        "print([name for name in ('yaml', 'kubernetes', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
