"""Which server the client speaks to, as whom, and how: everything decided before a request."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast

from ._auth import SERVICE_ACCOUNT, AuthSource, HeaderAuth, NoAuth, auth_from
from ._environment import read_environment
from ._errors import ConfigError
from ._http import http
from ._kubeconfig import in_cluster, read_kubeconfig
from ._redact import redact_url
from ._tls import CertificateSource, ClientCertificate, Verify, tls_settings
from ._urls import normalise_url, parse_url, refuse_plain_http

__all__ = ["DEFAULT_TIMEOUT", "ClientCertificate", "Config", "normalise_url"]

DEFAULT_TIMEOUT = 30.0
"""Seconds for connecting, for writing, and for each silence while reading."""

_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


@dataclass(frozen=True, init=False, repr=False, eq=False)
class Config:
    """Which server to speak to, as whom, and how.

    `dataclasses.replace` gives a changed copy. It cannot be pickled, since it may hold secrets.

    Attributes:
        base_url: The server's URL with its base path, which stands before every path.
        namespace: The namespace used where a call names none; None if it is not known.
        auth: How requests are authenticated; bound to the server's origin.
        verify: Whom to trust: True, False, a file or directory of CA certificates, their PEM
            bytes, or an SSL context.
        certificate: The client's certificate, or a function that gives one.
        server_name: The name in the server's certificate, where the URL has another.
        headers: Sent with every request.
        timeout: Seconds, an `http.Timeout`, or None to wait without end.
        proxy: URL of the proxy; None takes the environment's, if `trust_env` allows that.
        instance_id: The instance of the workflow controller, for setups with several.
        trust_env: Whether HTTP_PROXY, NO_PROXY, SSL_CERT_FILE and their like count.
        allow_plain_http: Whether credentials may go over `http://` to hosts other than loopback.
    """

    base_url: str
    namespace: str | None
    auth: http.Auth
    verify: Verify
    certificate: CertificateSource
    server_name: str | None
    headers: Mapping[str, str]
    timeout: float | http.Timeout | None
    proxy: str | None
    instance_id: str
    trust_env: bool
    allow_plain_http: bool

    def __init__(
        self,
        base_url: str,
        *,
        namespace: str | None = None,
        auth: AuthSource = None,
        verify: Verify = True,
        certificate: CertificateSource = None,
        server_name: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | http.Timeout | None = DEFAULT_TIMEOUT,
        proxy: str | None = None,
        instance_id: str = "",
        trust_env: bool = True,
        allow_plain_http: bool = False,
    ) -> None:
        """Check the settings and bring them into their normal form.

        Args:
            base_url: `host`, `host:port` or a URL; see `normalise_url`.
            namespace: See the class, as for the other arguments.
            auth: A token, a function that gives one, a pair of user name and password, an
                `http.Auth`, or None.

        Raises:
            ConfigError: A setting is wrong, or credentials would go over plain HTTP.
        """
        url = normalise_url(base_url)
        values: dict[str, object] = {
            "base_url": url,
            "namespace": namespace,
            "auth": _bound(auth_from(auth), url, allow_plain_http),
            "verify": verify,
            "certificate": certificate,
            "server_name": server_name,
            "headers": _checked_headers(headers or {}),
            "timeout": checked_timeout(timeout),
            "proxy": _checked_proxy(proxy),
            "instance_id": instance_id,
            "trust_env": trust_env,
            "allow_plain_http": allow_plain_http,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)  # the class is frozen

    @classmethod
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        namespace: str | None = None,
        auth: AuthSource = None,
        service_account: Path = SERVICE_ACCOUNT,
    ) -> Config:
        """Return the configuration that the `argo` command would take from the environment.

        ARGO_SERVER is `host:port`; without it, the service that Kubernetes announces to pods
        beside the server is taken (ARGO_SERVER_PORT_2746_TCP_ADDR and _PORT). ARGO_SECURE=false
        means no TLS, and allows sending credentials without it. ARGO_INSECURE_SKIP_VERIFY=true
        accepts any certificate. ARGO_BASE_HREF is the base path, ARGO_INSTANCEID the controller's
        instance. ARGO_TOKEN is the whole value of the header; where it is set but empty, none is
        sent; where it is not set, the kubeconfig's user, and without a kubeconfig the pod's
        service account, is asked. So it goes for ARGO_NAMESPACE; the last resort is `default`, and
        empty stands for all namespaces.

        Args:
            environ: The variables. Default: those of the process.
            namespace: Taken instead of ARGO_NAMESPACE and what it falls back on.
            auth: Taken instead of ARGO_TOKEN and what it falls back on.
            service_account: The directory in which a pod finds its token and namespace.

        Raises:
            ConfigError: No server is named, a variable has a wrong value, or the kubeconfig is
                needed and cannot be used.
        """
        found = read_environment(
            os.environ if environ is None else environ,
            service_account,
            wants_namespace=namespace is None,
            wants_auth=auth is None,
        )
        return cls(
            found.base_url,
            namespace=found.namespace if namespace is None else namespace,
            auth=found.auth if auth is None else auth,
            verify=found.verify,
            instance_id=found.instance_id,
            allow_plain_http=not found.secure,
        )

    @classmethod
    def for_kubernetes(
        cls,
        kubeconfig: str | os.PathLike[str] | None = None,
        *,
        context: str | None = None,
        environ: Mapping[str, str] | None = None,
        service_account: Path = SERVICE_ACCOUNT,
    ) -> Config:
        """Return the configuration for the Kubernetes API itself, as `kubectl` would find it.

        Args:
            kubeconfig: A file. Default: those in KUBECONFIG, else `~/.kube/config`; where there
                is none, the service account of the pod.
            context: A context of the kubeconfig. Default: its current one.
            environ: The variables. Default: those of the process.
            service_account: The directory in which a pod finds its token, namespace and CA.

        Raises:
            ConfigError: There is neither a kubeconfig nor a service account, the context is not
                there, or something it names is missing or cannot be used.
        """
        variables = os.environ if environ is None else environ
        found = read_kubeconfig(variables, kubeconfig, context) or in_cluster(
            variables, service_account
        )
        return cls(
            found.server,
            namespace=found.namespace,
            auth=found.auth,
            verify=found.verify,
            certificate=found.certificate,
            server_name=found.server_name,
            proxy=found.proxy,
        )

    def http_arguments(self) -> dict[str, Any]:
        """Return the keyword arguments for `http.Client` and `http.AsyncClient`.

        Raises:
            ConfigError: A certificate is missing or cannot be used.
        """
        return {
            "base_url": self.base_url,
            "auth": self.auth,
            "verify": tls_settings(
                self.verify, self.certificate, self.server_name, trust_env=self.trust_env
            ),
            "headers": self.headers,
            "timeout": self.timeout,
            "proxy": self.proxy,
            "trust_env": self.trust_env,
        }

    def __repr__(self) -> str:
        headers = dict.fromkeys(self.headers, "<hidden>")
        proxy = self.proxy and redact_url(self.proxy)
        return (
            f"Config({self.base_url!r}, namespace={self.namespace!r}, auth={self.auth!r}, "
            f"headers={headers!r}, timeout={self.timeout!r}, proxy={proxy!r})"
        )

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Config cannot be pickled: it may hold secrets; make it anew")


def _bound(auth: http.Auth, base_url: str, allow_plain_http: bool) -> http.Auth:
    url = http.URL(base_url)
    if isinstance(auth, HeaderAuth):
        return auth.bound_to(url, allow_plain_http=allow_plain_http)
    if not isinstance(auth, NoAuth) and not allow_plain_http:
        refuse_plain_http(url)
    return auth


def _checked_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    for name in headers:
        if name.lower() == "authorization":
            raise ConfigError(
                "headers holds Authorization, which would be sent without the care that secrets "
                "need; give it as auth="
            )
    return dict(headers)


def checked_timeout(timeout: float | http.Timeout | None) -> float | http.Timeout | None:
    """Return a timeout that can be one.

    Raises:
        ConfigError: it cannot.
    """
    given = cast("object", timeout)
    if given is None or isinstance(given, http.Timeout):
        return timeout
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not given > 0:
        raise ConfigError(f"timeout is {given!r}; expected seconds above 0, or None for no end")
    return timeout


def _checked_proxy(proxy: str | None) -> str | None:
    if proxy is None:
        return None
    scheme = parse_url(proxy).scheme
    if scheme not in _PROXY_SCHEMES:
        raise ConfigError(
            f"the proxy {redact_url(proxy)!r} has the scheme {scheme!r}; "
            f"expected one of {', '.join(_PROXY_SCHEMES)}"
        )
    return proxy
