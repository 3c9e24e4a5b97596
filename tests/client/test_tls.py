"""TLS: whom the client trusts, and the certificate that it shows."""

from __future__ import annotations

import dataclasses
import ssl
import subprocess
from pathlib import Path
from typing import Any

import pytest
from client._recorder import recorder, send_async, send_sync
from client._tls import Authority

from hera_client._config import ClientCertificate, Config
from hera_client._errors import ConfigError
from hera_client._http import http

SECRET = "s3cr3t-t0ken"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def test_building_a_config_reads_no_certificates(tmp_path: Path) -> None:
    config = Config("https://localhost", verify=tmp_path / "missing.pem")
    with pytest.raises(ConfigError, match=r"cannot read the CA certificate .*missing\.pem'.*No su"):
        config.http_arguments()


@pytest.mark.parametrize("send", [send_sync, send_async], ids=["sync", "async"])
def test_a_custom_authority(authority: Authority, send: Any) -> None:
    with recorder(authority.server_context()) as server:
        for verify in (authority.ca_file, str(authority.ca_file), authority.ca_file.read_bytes()):
            config = Config(server.url, auth="t", verify=verify)
            send(config.http_arguments(), "/a")
        assert server.headers == ["Bearer t"] * 3
        with pytest.raises(http.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            send(Config(server.url, auth="t").http_arguments(), "/b")
        send(Config(server.url, auth="t", verify=False).http_arguments(), "/c")
        own = ssl.create_default_context(cafile=authority.ca_file)
        send(Config(server.url, auth="t", verify=own).http_arguments(), "/d")
        assert [path for path, _ in server.requests[3:]] == ["/c", "/d"]


def test_a_directory_of_authorities(authority: Authority, tmp_path: Path) -> None:
    directory = tmp_path / "authorities"
    directory.mkdir()
    openssl = ["openssl", "x509", "-hash", "-noout", "-in", str(authority.ca_file)]
    name = subprocess.run(openssl, check=True, capture_output=True, text=True).stdout.strip()
    (directory / f"{name}.0").write_bytes(authority.ca_file.read_bytes())
    with recorder(authority.server_context()) as server:
        send_sync(Config(server.url, verify=directory).http_arguments(), "/a")
        assert server.headers == [None]


@pytest.mark.parametrize("send", [send_sync, send_async], ids=["sync", "async"])
def test_a_server_known_by_another_name(authority: Authority, send: Any) -> None:
    with recorder(authority.server_context(hosts=("argo.internal",))) as server:
        named = Config(server.url, verify=authority.ca_file, server_name="argo.internal")
        send(named.http_arguments(), "/a")
        for name in (None, "other.internal"):
            config = dataclasses.replace(named, server_name=name)
            with pytest.raises(http.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                send(config.http_arguments(), "/b")
        assert server.requests == [("/a", None)]


@pytest.mark.parametrize("send", [send_sync, send_async], ids=["sync", "async"])
def test_a_client_certificate(authority: Authority, send: Any, tmp_path: Path) -> None:
    pair = authority.client_pair()
    both = tmp_path / "both.pem"
    both.write_bytes(pair.certificate.read_bytes() + pair.key.read_bytes())
    locked = tmp_path / "locked.key"
    openssl = ["openssl", "pkcs8", "-topk8", "-in", str(pair.key), "-out", str(locked)]
    subprocess.run([*openssl, "-passout", f"pass:{SECRET}"], check=True, capture_output=True)
    with recorder(authority.server_context(client_certificate=True)) as server:
        config = Config(server.url, verify=authority.ca_file)
        for certificate in (
            ClientCertificate(pair.certificate, pair.key),
            ClientCertificate(pair.certificate.read_bytes(), pair.key.read_bytes()),
            ClientCertificate(both),
            ClientCertificate(pair.certificate, locked, SECRET),
            lambda: ClientCertificate(pair.certificate, pair.key),
        ):
            known = dataclasses.replace(config, certificate=certificate)
            send(known.http_arguments(), "/a")
        assert len(server.requests) == 5
        # With TLS 1.3 the refusal comes with the first read, which the async backend hands on bare.
        with pytest.raises((http.TransportError, ssl.SSLError)):
            send(config.http_arguments(), "/b")
        assert len(server.requests) == 5


def test_a_client_certificate_that_cannot_be_used(authority: Authority, tmp_path: Path) -> None:
    pair, other = authority.client_pair(), authority.issue("other", client=True)
    locked = tmp_path / "locked.key"
    openssl = ["openssl", "pkcs8", "-topk8", "-in", str(pair.key), "-out", str(locked)]
    subprocess.run([*openssl, "-passout", f"pass:{SECRET}"], check=True, capture_output=True)
    for certificate, message in (
        (ClientCertificate(tmp_path / "none.pem"), r"none\.pem' or its key: No such file"),
        (ClientCertificate(b"rubbish"), "the client certificate cannot be used"),
        (ClientCertificate(pair.certificate, other.key), "do not belong together"),
        (ClientCertificate(pair.certificate, locked), "encrypted, and no password was given"),
        (ClientCertificate(pair.certificate, locked, "wr0ng"), "the key's password is wrong"),
    ):
        with pytest.raises(ConfigError, match=message) as caught:
            Config("localhost", certificate=certificate).http_arguments()
        assert "wr0ng" not in str(caught.value)


def test_authorities_that_cannot_be_used(tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.pem"
    rubbish.write_text("rubbish")
    for verify in (rubbish, b"rubbish", b"\xff"):
        with pytest.raises(ConfigError, match="is no certificate in PEM form"):
            Config("localhost", verify=verify).http_arguments()


def test_nothing_can_be_added_to_an_ssl_context_of_the_callers() -> None:
    config = Config("localhost", verify=ssl.create_default_context(), server_name="x")
    with pytest.raises(ConfigError, match="set them on the context"):
        config.http_arguments()
