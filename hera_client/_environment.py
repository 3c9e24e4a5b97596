"""The environment variables of the `argo` command, with its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ._auth import BearerToken, NoAuth, ServiceAccountToken
from ._errors import ConfigError
from ._http import http
from ._kubeconfig import KubernetesAccess, read_kubeconfig
from ._secret import header_value
from ._urls import normalise_path, normalise_url

__all__ = ["Environment", "read_environment"]

_TRUE = ("1", "t", "T", "TRUE", "true", "True")
_FALSE = ("0", "f", "F", "FALSE", "false", "False")
_SERVICE_HOST = "ARGO_SERVER_PORT_2746_TCP_ADDR"
_SERVICE_PORT = "ARGO_SERVER_PORT_2746_TCP_PORT"
_DEFAULT_PORT = "2746"


@dataclass(frozen=True)
class Environment:
    """What the variables say.

    Attributes:
        base_url: The server's URL, base path included.
        secure: Whether TLS is used.
        verify: Whether the server's certificate is checked.
        instance_id: The controller's instance; empty for the only one.
        namespace: The namespace, or None if it was not asked for.
        auth: The authentication, or None if it was not asked for.
    """

    base_url: str
    secure: bool
    verify: bool
    instance_id: str
    namespace: str | None
    auth: http.Auth | None = field(repr=False)


def read_environment(
    environ: Mapping[str, str], service_account: Path, *, wants_namespace: bool, wants_auth: bool
) -> Environment:
    """Return what the variables say.

    Args:
        environ: The variables.
        service_account: The directory in which a pod finds its token and namespace.
        wants_namespace: Whether to find the namespace, which may need the kubeconfig.
        wants_auth: Whether to find the authentication, which may need the kubeconfig.

    Raises:
        ConfigError: No server is named, or a value is wrong.
    """
    secure = _flag(environ, "ARGO_SECURE", default=True)
    verify = not _flag(environ, "ARGO_INSECURE_SKIP_VERIFY", default=False)
    scheme = "https" if secure else "http"
    path = normalise_path(environ.get("ARGO_BASE_HREF", ""))
    fallback = _Fallback(environ, service_account)
    return Environment(
        base_url=normalise_url(f"{scheme}://{_server(environ)}{path}"),
        secure=secure,
        verify=verify,
        instance_id=environ.get("ARGO_INSTANCEID", "").strip(),
        namespace=_namespace(environ, fallback) if wants_namespace else None,
        auth=_auth(environ, fallback) if wants_auth else None,
    )


def _server(environ: Mapping[str, str]) -> str:
    given = environ.get("ARGO_SERVER", "").strip()
    if given:
        return _checked_server(given)
    host = environ.get(_SERVICE_HOST, "").strip()
    if not host:
        raise ConfigError(
            "no Argo server is named: set ARGO_SERVER to host:port (in a pod beside the server "
            f"Kubernetes sets {_SERVICE_HOST} and {_SERVICE_PORT}), or give the URL to the client"
        )
    port = environ.get(_SERVICE_PORT, "").strip() or _DEFAULT_PORT
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _checked_server(given: str) -> str:
    if "://" in given:
        hint = "leave the scheme out; ARGO_SECURE says whether TLS is used"
    elif "/" in given:
        hint = "a base path belongs in ARGO_BASE_HREF"
    elif "@" in given:
        hint = "credentials belong in ARGO_TOKEN"
    else:
        return given
    shown = given.rpartition("@")[2]
    raise ConfigError(f"ARGO_SERVER is {shown!r}, but host:port is expected: {hint}")


def _flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environ.get(name, "")
    if not value:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ConfigError(f"{name} is {value!r}, but true or false is expected")


def _namespace(environ: Mapping[str, str], fallback: _Fallback) -> str:
    given = environ.get("ARGO_NAMESPACE")
    return fallback.namespace("ARGO_NAMESPACE") if given is None else given.strip()


def _auth(environ: Mapping[str, str], fallback: _Fallback) -> http.Auth:
    given = environ.get("ARGO_TOKEN")
    if given is None:
        return fallback.auth("ARGO_TOKEN")
    if not given.strip():
        return NoAuth()
    header_value(given, "ARGO_TOKEN")  # for an error that names the variable
    return BearerToken(given)


class _Fallback:
    """Where the account and the namespace come from if no variable gives them."""

    def __init__(self, environ: Mapping[str, str], service_account: Path) -> None:
        self._environ = environ
        self._service_account = service_account

    def namespace(self, variable: str) -> str:
        """Return the kubeconfig's namespace, else the pod's, else `default`."""
        access = self._kubeconfig(variable)
        if access:
            return access.namespace
        try:
            return (self._service_account / "namespace").read_text("utf-8").strip() or "default"
        except OSError:
            return "default"

    def auth(self, variable: str) -> http.Auth:
        """Return what authenticates the kubeconfig's user, else the pod's account."""
        access = self._kubeconfig(variable)
        if access and access.auth is None:
            raise ConfigError(
                f"{access.described} authenticates by no token or password, and the Argo server "
                f"takes nothing else; set {variable} (to nothing, if the server asks for none)"
            )
        if access and access.auth is not None:
            return access.auth
        token = self._service_account / "token"
        return ServiceAccountToken(token) if token.exists() else NoAuth()

    def _kubeconfig(self, variable: str) -> KubernetesAccess | None:
        try:
            return read_kubeconfig(self._environ)
        except ConfigError as error:
            raise ConfigError(
                f"{variable} is not set, so the kubeconfig is asked, but {error}"
            ) from error
