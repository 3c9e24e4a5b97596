"""Credential plugins: real programs that print what a kubeconfig's user needs."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

import pytest
from client._kubeconfig_files import header_of, write
from client._recorder import OK, REFUSED, Recorder, Send, recorder, send_async, send_sync
from client._tls import Authority

from hera_client._config import Config
from hera_client._errors import ConfigError
from hera_client._exec_plugin import ExecPlugin
from hera_client._kubeconfig import kubeconfig_auth

SECRET = "s3cr3t-t0ken"
SLEEP = "import time; time.sleep(5)"
V1 = "client.authentication.k8s.io/v1"
V1BETA1 = "client.authentication.k8s.io/v1beta1"


@pytest.fixture
def server() -> Iterator[Recorder]:
    with recorder() as record:
        yield record


@pytest.fixture(params=[send_sync, send_async], ids=["sync", "async"])
def send(request: pytest.FixtureRequest) -> Send:
    return cast(Send, request.param)


def plugin(directory: Path, body: str, *, version: str = V1, **more: Any) -> dict[str, Any]:
    """Write a credential plugin that counts its runs in a file; return the user's fields."""
    script = directory / "plugin.py"
    script.write_text(textwrap.dedent(f"""\
            import json, os, pathlib, sys
            count = pathlib.Path({str(directory / "runs")!r})
            runs = int(count.read_text()) + 1 if count.exists() else 1
            count.write_text(str(runs))
            info = json.loads(os.environ["KUBERNETES_EXEC_INFO"])
            def give(**status):
                print(json.dumps({{"apiVersion": info["apiVersion"], "kind": "ExecCredential",
                                  "status": status}}))
            """) + textwrap.dedent(body))
    settings = {
        "apiVersion": version,
        "command": sys.executable,
        "args": [str(script)],
        "interactiveMode": "Never",
        **more,
    }
    return {"exec": settings}


def runs(directory: Path) -> int:
    count = directory / "runs"
    return int(count.read_text()) if count.exists() else 0


@pytest.mark.parametrize("version", [V1, V1BETA1])
def test_a_plugin_is_run_once_and_again_when_refused(
    server: Recorder, send: Send, tmp_path: Path, version: str
) -> None:
    user = plugin(tmp_path, "give(token=f'token-{runs}')", version=version)
    path = write(tmp_path / "config", user=user, cluster={"server": server.url})
    config = Config.for_kubernetes(path)
    assert runs(tmp_path) == 0
    send({"auth": config.auth}, *[server.url] * 3)
    assert runs(tmp_path) == 1
    server.answer = lambda path, header: REFUSED if header == "Bearer token-1" else OK
    [response] = send({"auth": config.auth}, server.url)
    assert response.status_code == 200
    assert server.headers == [*["Bearer token-1"] * 4, "Bearer token-2"]


@pytest.mark.parametrize(("seconds", "expected"), [(3600, 1), (-3600, 3), (2, 3)])
def test_a_plugins_token_is_renewed_when_it_expires(
    server: Recorder, send: Send, tmp_path: Path, seconds: int, expected: int
) -> None:
    ends = (datetime.now(timezone.utc) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    user = plugin(tmp_path, f"give(token=f'token-{{runs}}', expirationTimestamp={ends!r})")
    auth = kubeconfig_auth(write(tmp_path / "config", user=user))
    send({"auth": auth}, *[server.url] * 3)
    assert runs(tmp_path) == expected
    assert server.headers[-1] == f"Bearer token-{expected}"


def test_a_plugin_gets_its_environment_and_the_cluster(tmp_path: Path) -> None:
    user = plugin(
        tmp_path,
        "give(token=os.environ['GIVEN'] + '@' + info['spec']['cluster']['server'])",
        env=[{"name": "GIVEN", "value": "me"}],
        provideClusterInfo=True,
    )
    auth = kubeconfig_auth(write(tmp_path / "config", user=user))
    assert header_of(auth) == "Bearer me@https://k8s.example"


def test_a_plugins_path_is_relative_to_the_kubeconfig(tmp_path: Path) -> None:
    script = tmp_path / "bin" / "login"
    script.parent.mkdir()
    credential = {"apiVersion": V1, "kind": "ExecCredential", "status": {"token": "rel"}}
    script.write_text(f"#!/bin/sh\necho '{json.dumps(credential)}'\n")
    script.chmod(0o755)
    user = {"exec": {"apiVersion": V1, "command": "./bin/login"}}
    assert header_of(kubeconfig_auth(write(tmp_path / "config", user=user))) == "Bearer rel"


def test_a_plugin_may_give_a_certificate(tmp_path: Path, send: Send) -> None:
    authority = Authority(tmp_path)
    pair = authority.client_pair()
    body = f"""\
        give(clientCertificateData=pathlib.Path({str(pair.certificate)!r}).read_text(),
             clientKeyData=pathlib.Path({str(pair.key)!r}).read_text())
        """
    with recorder(authority.server_context(client_certificate=True)) as server:
        cluster = {"server": server.url, "certificate-authority": "ca.pem"}
        path = write(tmp_path / "config", user=plugin(tmp_path, body), cluster=cluster)
        send(Config.for_kubernetes(path).http_arguments(), "/a", "/b")
        assert server.requests == [("/a", None), ("/b", None)]
    assert runs(tmp_path) == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("sys.exit('log in first')", "failed: .*log in first"),
        (f"print('{SECRET}')", "failed: .*decode"),
        (f"print('[1, \"{SECRET}\"]')", "failed"),
        ("print('3')", "failed"),
        ("give()", "neither a token nor a certificate"),
        ("give(clientCertificateData='x')", "neither a token nor a certificate"),
        (f"give(token='{SECRET}\\n{SECRET}')", "has more than one line"),
        (f"give(token='{SECRET}', expirationTimestamp='soon')", "'soon', which is no time"),
        (f"info['apiVersion'] = 'other/v9'; give(token='{SECRET}')", "failed: .*other/v9"),
    ],
)
def test_a_plugin_that_fails_is_named_and_nothing_shown(
    server: Recorder, send: Send, tmp_path: Path, body: str, message: str
) -> None:
    path = write(tmp_path / "config", user=plugin(tmp_path, body))
    with pytest.raises(
        ConfigError,
        match=f"the credential plugin .* of the user 'dev'.*{message}|"
        f"the token of the credential plugin .*{message}",
    ) as caught:
        send({"auth": kubeconfig_auth(path)}, server.url)
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.__cause__!r}"
    assert server.requests == []


def test_a_plugin_that_is_not_installed_says_how_to_get_it(tmp_path: Path) -> None:
    settings = {"apiVersion": V1, "command": "no-such-plugin-here", "installHint": "Get it at X."}
    auth = kubeconfig_auth(write(tmp_path / "config", user={"exec": settings}))
    with pytest.raises(ConfigError, match=r"'no-such-plugin-here' .*No such file.*\nGet it at X\."):
        header_of(auth)


@pytest.mark.parametrize("version", [None, "client.authentication.k8s.io/v1alpha1"])
def test_a_plugin_of_another_version_is_refused(tmp_path: Path, version: str | None) -> None:
    path = write(tmp_path / "config", user={"exec": {"apiVersion": version, "command": "x"}})
    with pytest.raises(ConfigError, match=f"apiVersion {version!r}; expected .*v1 or .*v1beta1"):
        kubeconfig_auth(path)


@pytest.mark.parametrize("holding", [False, True], ids=["alone", "with-a-child"])
def test_a_plugin_that_does_not_end_is_stopped(tmp_path: Path, holding: bool) -> None:
    # A child that goes on holds the plugin's output open.
    child = f"import subprocess; subprocess.Popen([{sys.executable!r}, '-c', {SLEEP!r}])"
    body = f"""\
        {child if holding else ""}
        (pathlib.Path({str(tmp_path)!r}) / "pid").write_text(str(os.getpid()))
        import time
        time.sleep(20)
        """
    user = plugin(tmp_path, body)
    limited = ExecPlugin(user["exec"], tmp_path, {}, "the user 'dev'", limit=1.0)

    with pytest.raises(ConfigError, match=r"of the user 'dev' did not end within 1 s .*by hand"):
        limited.credential()

    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_a_plugin_that_is_not_interactive_has_nothing_to_read(tmp_path: Path) -> None:
    body = 'give(token=f\'{len(sys.stdin.read())}-{info["spec"]["interactive"]}\')'
    auth = kubeconfig_auth(write(tmp_path / "config", user=plugin(tmp_path, body)))
    assert header_of(auth) == "Bearer 0-False"


def test_a_plugin_gets_the_part_of_the_cluster_that_is_meant_for_it(tmp_path: Path) -> None:
    name = "client.authentication.k8s.io/exec"
    extensions = [
        {"name": "other", "extension": {"a": 1}},
        {"name": name, "extension": {"audience": "me"}},
    ]
    cluster = {"server": "https://k8s.example", "extensions": extensions}
    body = """\
        told = info['spec']['cluster']
        give(token=f"{'-'.join(told)}-{told['config']['audience']}")
        """
    user = plugin(tmp_path, body, provideClusterInfo=True)
    found = ExecPlugin(user["exec"], tmp_path, cluster, "the user 'dev'").credential()
    assert found.header.reveal() == "Bearer server-config-me"


@pytest.mark.parametrize("env", [["A=b"], [{"value": "b"}], {"A": "b"}, "A=b"])
def test_an_environment_that_is_none_is_refused(tmp_path: Path, env: Any) -> None:
    user = plugin(tmp_path, "give(token='t')", env=env)
    auth = kubeconfig_auth(write(tmp_path / "config", user=user))
    with pytest.raises(ConfigError, match="expected a list of names and values"):
        header_of(auth)
    assert runs(tmp_path) == 0


def test_numbers_among_the_arguments_are_taken_as_text(tmp_path: Path) -> None:
    user = plugin(tmp_path, "give(token=f'{sys.argv[1]}-{os.environ[\"N\"]}')")
    user["exec"]["args"] += [7]
    user["exec"]["env"] = [{"name": "N", "value": 8}]
    assert header_of(kubeconfig_auth(write(tmp_path / "config", user=user))) == "Bearer 7-8"
