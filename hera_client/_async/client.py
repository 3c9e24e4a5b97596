"""The client: one server, its services, and how they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .._auth import AuthSource
from .._config import DEFAULT_TIMEOUT, Config
from .._http import http
from .._retry import RetryPolicy
from .._tls import CertificateSource, Verify
from ..api.asynchronous._services import AsyncServices
from .caller import AsyncCaller
from .connection import MAX_BODY_BYTES, AsyncConnection, Options

if TYPE_CHECKING:
    from typing_extensions import Self

_KEEP: Any = object()


class AsyncArgoClient(AsyncServices):
    """A client of one Argo server.

    It is a context manager; what it holds open is closed at the end. Argo's page:
    https://argo-workflows.readthedocs.io/en/latest/rest-api/
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        namespace: str | None = None,
        auth: AuthSource = None,
        verify: Verify = True,
        certificate: CertificateSource = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | http.Timeout | None = DEFAULT_TIMEOUT,
        retry: RetryPolicy | None = RetryPolicy(),  # noqa: B008  # frozen
        proxy: str | None = None,
        trust_env: bool = True,
        allow_plain_http: bool = False,
        max_body_bytes: int = MAX_BODY_BYTES,
        transport: http.AsyncBaseTransport | None = None,
        config: Config | None = None,
    ) -> None:
        """Make a client; nothing is sent before the first call.

        Args:
            url: the server: ``host``, ``host:port`` or a URL, with its base path.
            namespace: taken where a call names none; ``default`` unless given.
            auth: a token (text without a scheme gets ``Bearer``), a function that gives one, a
                pair of user name and password, or an ``httpx.Auth``.
            verify: whom to trust: True, False, a file or directory of CA certificates, or an SSL
                context.
            certificate: the client's own certificate.
            headers: sent with every request.
            timeout: seconds for each step of a request, an ``httpx.Timeout``, or None.
            retry: how failures are tried again; None for not at all.
            proxy: URL of a proxy.
            trust_env: whether HTTP_PROXY and its like count.
            allow_plain_http: whether credentials may go over ``http://`` to other hosts.
            max_body_bytes: refuse larger answers.
            transport: what sends the requests, for tests.
            config: all settings of the connection at once, instead of the others.

        Raises:
            ConfigError: a setting is wrong, or neither ``url`` nor ``config`` is given.
        """
        if config is None:
            config = Config(
                url or "",
                namespace=namespace,
                auth=auth,
                verify=verify,
                certificate=certificate,
                headers=headers,
                timeout=timeout,
                proxy=proxy,
                trust_env=trust_env,
                allow_plain_http=allow_plain_http,
            )
        if namespace is None:
            namespace = config.namespace
        options = Options(
            "default" if namespace is None else namespace, config.timeout, retry, max_body_bytes
        )
        self._caller = AsyncCaller(AsyncConnection(config, transport), options)

    @classmethod
    def from_env(cls, **settings: Any) -> Self:
        """Make a client as the ``argo`` command would, from the ``ARGO_*`` variables.

        Args:
            **settings: as for the constructor; ``namespace`` and ``auth`` go before the variables.

        Raises:
            ConfigError: a variable is missing or wrong.
        """
        config = Config.from_env(
            namespace=settings.pop("namespace", None), auth=settings.pop("auth", None)
        )
        return cls(config=config, **settings)

    @property
    def namespace(self) -> str:
        """The namespace taken where a call names none."""
        return self._caller.options.namespace

    def with_options(
        self,
        *,
        namespace: str = _KEEP,
        timeout: float | http.Timeout | None = _KEEP,
        retry: RetryPolicy | None = _KEEP,
    ) -> Self:
        """Return a client with other options on the same connections, for some calls.

        Args:
            namespace: taken where a call names none.
            timeout: as for the constructor.
            retry: as for the constructor.
        """
        changed: dict[str, Any] = {"namespace": namespace, "timeout": timeout, "retry": retry}
        given = {name: value for name, value in changed.items() if value is not _KEEP}
        options = replace(self._caller.options, **given)
        other = object.__new__(type(self))
        other._caller = AsyncCaller(self._caller.connection, options)
        return other

    async def aclose(self) -> None:
        """Close all connections."""
        await self._caller.connection.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._caller.connection.config.base_url!r}, namespace={self.namespace!r})"
