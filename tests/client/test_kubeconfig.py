"""Kubeconfigs: real files, real credential plugins, real connections."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from client._kubeconfig_files import header_of, write
from client._recorder import Recorder, Send, recorder, send_async, send_sync
from client._tls import Authority

from hera_client._config import Config
from hera_client._errors import ConfigError
from hera_client._kubeconfig import in_cluster, kubeconfig_auth, read_kubeconfig

SECRET = "s3cr3t-t0ken"


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recorder() as record:
        yield record


@pytest.fixture(params=[send_sync, send_async], ids=["sync", "async"])
def send(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.mark.parametrize(
    ("user", "header"),
    [
        ({"token": "abc"}, "Bearer abc"),
        ({"username": "me", "password": "pw"}, "Basic bWU6cHc="),
        ({"username": "me"}, "Basic bWU6"),
        ({"token": "abc", "username": "me", "password": "pw"}, "Bearer abc"),
    ],
)
def test_tokens_and_passwords(tmp_path: Path, user: dict[str, Any], header: str) -> None:
    path = write(tmp_path / "config", user=user)
    assert header_of(kubeconfig_auth(path)) == header
    assert header_of(Config.for_kubernetes(path).auth) == header


def test_a_token_file_is_relative_to_the_kubeconfig_and_rotates(
    server: Recorder, tmp_path: Path
) -> None:
    (tmp_path / "secrets").mkdir()
    token = tmp_path / "secrets" / "token"
    token.write_text("first\n")
    user = {"tokenFile": "secrets/token", "token": "not this"}
    path = write(tmp_path / "config", user=user, cluster={"server": server.url})
    config = Config.for_kubernetes(path)
    send_sync(config.http_arguments(), "/a")
    fresh = tmp_path / "fresh"
    fresh.write_text("other")
    fresh.replace(token)
    send_sync(config.http_arguments(), "/a")
    assert server.headers == ["Bearer first", "Bearer other"]


def test_the_context_decides(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_text(textwrap.dedent("""\
        current-context: dev
        contexts:
          - {name: dev, context: {cluster: a, user: x, namespace: team}}
          - {name: prod, context: {cluster: b, user: y}}
        clusters:
          - {name: a, cluster: {server: 'https://a.example:6443'}}
          - {name: b, cluster: {server: 'https://b.example/k8s/clusters/c-1', proxy-url: 'http://proxy:3128',
                                tls-server-name: kubernetes, insecure-skip-tls-verify: true}}
        users:
          - {name: x, user: {token: x-token}}
          - {name: y, user: {token: y-token}}
        """))
    dev, prod = Config.for_kubernetes(path), Config.for_kubernetes(path, context="prod")
    assert (dev.base_url, dev.namespace) == ("https://a.example:6443", "team")
    assert (dev.verify, dev.proxy, dev.server_name) == (True, None, None)
    assert (prod.base_url, prod.namespace) == ("https://b.example/k8s/clusters/c-1", "default")
    assert (prod.verify, prod.proxy) == (False, "http://proxy:3128")
    assert prod.server_name == "kubernetes"
    assert header_of(kubeconfig_auth(path, context="prod")) == "Bearer y-token"


def test_of_several_files_the_first_decides(tmp_path: Path) -> None:
    one = write(tmp_path / "one" / "config", user={"tokenFile": "token"}, current="")
    two = write(tmp_path / "two" / "config", user={"token": "two"}, name="prod")
    three = write(
        tmp_path / "three" / "config", user={"token": "three"}, name="prod", current="dev"
    )
    (tmp_path / "one" / "token").write_text("one")
    parts = [tmp_path / "missing", one, two, three]
    environ = {"KUBECONFIG": os.pathsep.join(map(str, parts))}
    current = read_kubeconfig(environ)
    named = read_kubeconfig(environ, context="dev")
    assert current is not None
    assert current.auth is not None
    assert header_of(current.auth) == "Bearer two"
    assert named is not None
    assert named.auth is not None
    assert header_of(named.auth) == "Bearer one"


def test_the_file_under_home_is_the_default(tmp_path: Path) -> None:
    write(tmp_path / ".kube" / "config", user={"token": "home"})
    config = Config.for_kubernetes(environ={"HOME": str(tmp_path)})
    assert header_of(config.auth) == "Bearer home"
    other = write(tmp_path / "other", user={"token": "other"})
    environ = {"HOME": str(tmp_path), "KUBECONFIG": str(other)}
    assert header_of(Config.for_kubernetes(environ=environ).auth) == "Bearer other"


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert read_kubeconfig({"HOME": str(tmp_path)}) is None
    assert read_kubeconfig({"KUBECONFIG": os.devnull}) is None
    assert read_kubeconfig({}) is None
    with pytest.raises(ConfigError, match="no kubeconfig with a context 'dev'"):
        read_kubeconfig({}, context="dev")


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "config", user={"token": SECRET})
    with pytest.raises(ConfigError, match="has no context 'prod'; it has 'dev'"):
        read_kubeconfig({}, path, "prod")
    with pytest.raises(ConfigError, match=r"nowhere' is not there"):
        read_kubeconfig({}, tmp_path / "nowhere")
    write(path, current="", user={"token": SECRET})
    with pytest.raises(ConfigError, match="has no current context"):
        read_kubeconfig({}, path)
    write(path, context={"user": "ghost"}, user={"token": SECRET})
    with pytest.raises(ConfigError, match="has no user 'ghost'; it has 'dev'"):
        read_kubeconfig({}, path)
    write(path, context={"cluster": "ghost"}, user={"token": SECRET})
    with pytest.raises(ConfigError, match="has no cluster 'ghost'; it has 'dev'"):
        read_kubeconfig({}, path)
    write(path, cluster={"server": ""}, user={"token": SECRET})
    with pytest.raises(ConfigError, match="'dev' in the kubeconfig has no server"):
        read_kubeconfig({}, path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"users:\n  - token: {SECRET}: {SECRET}\n", "is no YAML: see line 2"),
        ("", "is no kubeconfig"),
        ("just text", "is no kubeconfig"),
        ("- a\n- b\n", "is no kubeconfig"),
        (f"users: [{{user: {{token: {SECRET}}}}}, {{user: 1}}]", "is no kubeconfig"),
    ],
)
def test_what_is_no_kubeconfig(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "config"
    path.write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        read_kubeconfig({}, path)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_auth_provider_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "config", user={"auth-provider": {"name": "oidc"}})
    with pytest.raises(ConfigError, match="auth-provider, which is not supported"):
        read_kubeconfig({}, path)


def test_the_argo_server_takes_no_certificate(tmp_path: Path) -> None:
    path = write(tmp_path / "config", user={"client-certificate": "c", "client-key": "k"})
    with pytest.raises(ConfigError, match=r"the user 'dev' .* authenticates by no token"):
        kubeconfig_auth(path)
    environ = {"ARGO_SERVER": "localhost:1", "KUBECONFIG": str(path)}
    with pytest.raises(ConfigError, match="set ARGO_TOKEN"):
        Config.from_env(environ)


def test_without_a_kubeconfig_there_is_no_account(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))
    with pytest.raises(ConfigError, match="set KUBECONFIG"):
        kubeconfig_auth()


def encoded(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def test_certificates_as_files_and_as_data(tmp_path: Path, send: Send) -> None:
    authority = Authority(tmp_path)
    pair = authority.client_pair()
    as_files = {"client-certificate": pair.certificate.name, "client-key": str(pair.key)}
    as_data = {
        "client-certificate-data": encoded(pair.certificate),
        "client-key-data": encoded(pair.key),
    }
    with recorder(authority.server_context(client_certificate=True)) as server:
        for user, ca in (
            (as_files, {"certificate-authority": "ca.pem"}),
            (as_data, {"certificate-authority-data": encoded(authority.ca_file)}),
        ):
            cluster = {"server": server.url, **ca}
            path = write(tmp_path / "config", user=user, cluster=cluster)
            [response] = send(Config.for_kubernetes(path).http_arguments(), "/a")
            assert response.status_code == 200
        assert server.requests == [("/a", None)] * 2


def test_a_server_known_by_another_name(tmp_path: Path, send: Send) -> None:
    authority = Authority(tmp_path)
    with recorder(authority.server_context(hosts=("kubernetes",))) as server:
        cluster = {
            "server": server.url,
            "certificate-authority": "ca.pem",
            "tls-server-name": "kubernetes",
        }
        path = write(tmp_path / "config", cluster=cluster)
        send(Config.for_kubernetes(path).http_arguments(), "/a")
        assert server.requests == [("/a", None)]


def test_bad_base64_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "config", user={"client-certificate-data": f"!{SECRET}"})
    with pytest.raises(ConfigError, match="client-certificate-data is no base64") as caught:
        read_kubeconfig({}, path)
    assert SECRET not in str(caught.value)


def test_the_argo_server_gets_the_kubeconfigs_token_and_namespace(
    server: Recorder, tmp_path: Path
) -> None:
    path = write(tmp_path / "config", user={"token": "k8s"}, context={"namespace": "team"})
    environ = {
        "ARGO_SERVER": server.url.removeprefix("http://"),
        "ARGO_SECURE": "false",
        "KUBECONFIG": str(path),
    }
    config = Config.from_env(environ)
    send_sync(config.http_arguments(), "/a")
    assert config.namespace == "team"
    assert server.headers == ["Bearer k8s"]


def test_in_a_cluster(tmp_path: Path, send: Send) -> None:
    authority = Authority(tmp_path)
    (tmp_path / "ca.crt").write_bytes(authority.ca_file.read_bytes())
    (tmp_path / "token").write_text("pod\n")
    (tmp_path / "namespace").write_text("team")
    with recorder(authority.server_context()) as server:
        host, _, port = server.url.removeprefix("https://").partition(":")
        environ = {"KUBERNETES_SERVICE_HOST": host, "KUBERNETES_SERVICE_PORT": port}
        config = Config.for_kubernetes(environ=environ, service_account=tmp_path)
        send(config.http_arguments(), "/api")
        assert config.namespace == "team"
        assert server.requests == [("/api", "Bearer pod")]


def test_an_ipv6_address_of_the_cluster(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("pod")
    access = in_cluster({"KUBERNETES_SERVICE_HOST": "fd00::1"}, tmp_path)
    assert access.server == "https://[fd00::1]:443"
    assert access.namespace == "default"


def test_neither_kubeconfig_nor_pod(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"KUBECONFIG.*KUBERNETES_SERVICE_HOST"):
        Config.for_kubernetes(environ={}, service_account=tmp_path)


def test_access_shows_no_secret(tmp_path: Path) -> None:
    user = {"token": SECRET, "client-certificate-data": "QQ==", "client-key-data": "QkJCQg=="}
    cluster = {"proxy-url": f"http://me:{SECRET}@proxy:3128"}
    access = read_kubeconfig({}, write(tmp_path / "config", user=user, cluster=cluster))
    assert "k8s.example" in repr(access)
    assert SECRET not in repr(access)
    assert "BBBB" not in repr(access)


def test_without_the_extra_the_error_names_it(tmp_path: Path) -> None:
    path = write(tmp_path / "config", user={"token": SECRET})
    code = (
        "import sys; sys.modules['kubernetes'] = None\n"
        "from hera_client._kubeconfig import kubeconfig_auth\n"
        "from hera_client._errors import ConfigError\n"
        "try:\n"
        f"    kubeconfig_auth({str(path)!r})\n"
        "except ConfigError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "pip install 'hera-workflows[kubernetes]'" in done.stdout
