"""TLS: whom the client trusts, and the certificate that it shows.

Contexts are built when a connection is about to be made: reading the system's authorities takes
some 20 ms, which a program that only builds a configuration need not wait for.
"""

from __future__ import annotations

import os
import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from ._errors import ConfigError
from ._http import http

__all__ = ["CertificateSource", "ClientCertificate", "Verify", "tls_settings"]

PathOrPem: TypeAlias = str | os.PathLike[str] | bytes
"""A file's path, or the bytes of its PEM text."""

Verify: TypeAlias = bool | str | os.PathLike[str] | bytes | ssl.SSLContext
"""Whom to trust: True (the usual authorities), False (anyone), a file or directory of
authorities, the bytes of their PEM text, or a context of one's own."""


@dataclass(frozen=True)
class ClientCertificate:
    """The certificate by which the server knows the client.

    Attributes:
        certificate: PEM file, or the bytes of one.
        key: PEM file of the private key, or its bytes; None where the certificate's file has it.
        password: The key's password.
    """

    certificate: PathOrPem
    key: PathOrPem | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client certificate cannot be pickled: it may hold a private key")


CertificateSource: TypeAlias = ClientCertificate | Callable[[], ClientCertificate | None] | None
"""A certificate, or a function that is asked for one when a connection is about to be made."""


def tls_settings(
    verify: Verify, certificate: CertificateSource, server_name: str | None, *, trust_env: bool
) -> ssl.SSLContext | bool:
    """Return what the HTTP library takes as `verify`.

    Args:
        verify: Whom to trust.
        certificate: The client's certificate.
        server_name: The name that the server's certificate bears, where the URL has another.
        trust_env: Whether SSL_CERT_FILE and SSL_CERT_DIR are read where `verify` is True.

    Raises:
        ConfigError: A file is missing or is not what it should be, or the password is wrong.
    """
    shown = certificate() if callable(certificate) else certificate
    if isinstance(verify, ssl.SSLContext):
        if shown or server_name:
            raise ConfigError(
                "verify is an SSL context of your own, so the client certificate and the server "
                "name cannot be added to it; set them on the context"
            )
        return verify
    if isinstance(verify, bool) and not shown and not server_name:
        return verify
    context = _context(verify, server_name, trust_env)
    if shown:
        _load_certificate(context, shown)
    return context


class _NamedContext(ssl.SSLContext):
    """A context that expects the server to bear a given name, whatever the URL says.

    The HTTP library could be told the name with each request, but drops it behind a proxy.
    """

    server_name: str

    def wrap_socket(self, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        return super().wrap_socket(*args, **{**kwargs, "server_hostname": self.server_name})

    def wrap_bio(self, *args: Any, **kwargs: Any) -> ssl.SSLObject:
        # Its third and fourth parameters may come by position: side and name.
        kwargs.update(zip(("server_side", "server_hostname"), args[2:], strict=False))
        return super().wrap_bio(*args[:2], **{**kwargs, "server_hostname": self.server_name})


def _context(verify: bool | PathOrPem, server_name: str | None, trust_env: bool) -> ssl.SSLContext:
    if server_name is None and isinstance(verify, bool):
        return http.create_ssl_context(verify=verify, trust_env=trust_env)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if server_name is not None:
        context = _NamedContext(ssl.PROTOCOL_TLS_CLIENT)
        context.server_name = server_name
    if verify is False:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif verify is True:
        context.load_default_certs()
    else:
        _load_authorities(context, verify)
    return context


def _load_authorities(context: ssl.SSLContext, source: PathOrPem) -> None:
    try:
        if isinstance(source, bytes):
            context.load_verify_locations(cadata=source.decode("ascii"))
        elif Path(source).is_dir():
            context.load_verify_locations(capath=source)
        else:
            context.load_verify_locations(cafile=source)
    except (ssl.SSLError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{_named(source, 'the CA certificate')} is no certificate in PEM form"
        ) from error
    except OSError as error:
        raise ConfigError(
            f"cannot read {_named(source, 'the CA certificate')}: {error.strerror}"
        ) from error


def _load_certificate(context: ssl.SSLContext, given: ClientCertificate) -> None:
    # OpenSSL reads these from files only; the directory is this user's alone and goes at once.
    with tempfile.TemporaryDirectory(prefix="hera-") as directory:
        certificate = _as_file(given.certificate, Path(directory, "certificate.pem"))
        key = None if given.key is None else _as_file(given.key, Path(directory, "key.pem"))
        try:
            # Without a password OpenSSL would ask at the terminal.
            context.load_cert_chain(certificate, key, given.password or _no_password)
        except ssl.SSLError as error:
            raise ConfigError(
                f"{_named(given.certificate, 'the client certificate')} cannot be used: it or its "
                f"key is not in PEM form, they do not belong together, or the key's password is "
                f"wrong ({error.reason or 'no reason given'})"
            ) from error
        except OSError as error:
            raise ConfigError(
                f"cannot read {_named(given.certificate, 'the client certificate')} or its key: "
                f"{error.strerror}"
            ) from error


def _as_file(source: PathOrPem, path: Path) -> str:
    if not isinstance(source, bytes):
        return os.fspath(source)
    path.write_bytes(source)
    return os.fspath(path)


def _no_password() -> NoReturn:
    raise ConfigError("the client certificate's key is encrypted, and no password was given")


def _named(source: PathOrPem, what: str) -> str:
    return what if isinstance(source, bytes) else f"{what} {os.fspath(source)!r}"
