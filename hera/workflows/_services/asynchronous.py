"""The base of the services: how they reach the server, and how they call operations."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hera.exceptions import HeraException
from hera.shared import global_config
from hera_client import ClientCertificate, Config, RetryPolicy
from hera_client._async.caller import AsyncCaller
from hera_client._async.connection import AsyncConnection, Options
from hera_client._async.streams import AsyncStream
from hera_client._operation import Operation

from .arguments import prepared
from .errors import translated
from .session import AsyncSessionTransport

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")


class AsyncEvents(Generic[T]):
    """What a stream tells, item by item, as it comes; a context manager that closes it."""

    def __init__(self, stream: AsyncStream[T], kept: list[T] | None = None) -> None:
        self._stream = stream
        self._kept: list[T] = kept or []

    def __aiter__(self) -> AsyncIterator[T]:
        return self._items()

    async def _items(self) -> AsyncGenerator[T, None]:
        for item in self._kept:
            yield item
        while True:
            with translated():
                try:
                    item = await self._stream.__anext__()
                except StopAsyncIteration:
                    return
            yield item

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection; the iteration ends."""
        await self._stream.aclose()


class AsyncLines(AsyncEvents[T]):
    """The lines of a log. Without ``follow`` all have been read, and can be read again."""

    @property
    def content(self) -> str:
        """The text of all lines; empty with ``follow``, where they come one by one."""
        return "\n".join(getattr(line, "content", None) or "" for line in self._kept)

    @property
    def pod_name(self) -> str | None:
        """The pod of the first line; None with ``follow``, or where there is no line."""
        return getattr(self._kept[0], "pod_name", None) if self._kept else None


class AsyncService:
    """A server, and how to speak to it. Nothing is sent before the first call of a method.

    Each argument that is not given is taken from ``global_config``.

    Attributes:
        host: address of the Argo server, with its base path, if it has one.
        verify_ssl: whether its certificate is checked.
        token: the token, or a function that gives one; it is asked again when the server refuses.
        client_certs: paths of the client's certificate and its key.
        namespace: taken where a call names none; ``default`` if this names none either.
        session: what requests are sent through instead of connections of the service's own; it is
            closed with the service.
    """

    def __init__(
        self,
        host: str | None = None,
        verify_ssl: bool | None = None,
        token: str | Callable[[], Any] | None = None,
        client_certs: tuple[str, str] | None = None,
        namespace: str | None = None,
        session: Any = None,
    ) -> None:
        self.host: str | None = host or global_config.host
        self.verify_ssl: bool = global_config.verify_ssl if verify_ssl is None else verify_ssl
        # Not the property `token`: a function is to be asked again when its token has expired.
        shared = global_config._token  # pyright: ignore[reportPrivateUsage]  # of one package
        self.token: str | Callable[[], Any] | None = token or shared
        self.client_certs: tuple[str, str] | None = client_certs or global_config.client_certs
        self.namespace: str | None = namespace or global_config.namespace
        self.session: Any = session
        self._opened: AsyncCaller | None = None

    async def close(self) -> None:
        """Close the connections, or the session that was given."""
        if self._opened is not None:
            await self._opened.connection.aclose()
            self._opened = None
        elif self.session is not None:
            await AsyncSessionTransport(self.session, None, None).aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def get_workflow_link(self, name: str) -> str:
        """Return the address of a workflow's page in the user interface."""
        return f"{self._base()}/workflows/{self.namespace or 'default'}/{name}?tab=workflow"

    def get_cron_workflow_link(self, name: str) -> str:
        """Return the address of a cron workflow's page in the user interface."""
        return f"{self._base()}/cron-workflows/{self.namespace or 'default'}/{name}"

    def _base(self) -> str:
        if not self.host:
            raise HeraException(
                f"this {type(self).__name__} has no host: give host='https://…', or set"
                " global_config.host"
            )
        return self.host.rstrip("/")

    def _caller(self) -> AsyncCaller:
        if self._opened is None:
            certs = self.client_certs
            config = Config(
                self._base(),
                namespace=self.namespace,
                auth=self.token or None,
                verify=self.verify_ssl,
                certificate=ClientCertificate(*certs) if certs and self.session is None else None,
                # Programs written for Hera do speak so to servers within their cluster.
                allow_plain_http=True,
            )
            transport, retry = None, RetryPolicy()
            if self.session is not None:
                transport = AsyncSessionTransport(self.session, self.verify_ssl, certs)
                retry = RetryPolicy.off()
            connection = AsyncConnection(config, transport)
            options = Options(self.namespace or "default", config.timeout, retry)
            self._opened = AsyncCaller(connection, options)
        return self._opened

    async def _value(
        self,
        operation: Operation,
        given: Mapping[str, Any],
        req: Any = None,
        also: Mapping[str, Any] | None = None,
    ) -> Any:
        with translated():
            return await self._caller().value(*prepared(operation, given, req, also))

    async def _bytes(self, operation: Operation, given: Mapping[str, Any]) -> bytes:
        with translated():
            return (await self._caller().raw(operation, given)).content

    async def _lines(self, operation: Operation, given: Mapping[str, Any]) -> AsyncLines[Any]:
        with translated():
            stream = self._caller().logs(*prepared(operation, given, None, None), False)
        if given.get("follow"):
            return AsyncLines(stream)
        return AsyncLines(stream, [line async for line in AsyncEvents(stream)])

    def _events(
        self, operation: Operation, given: Mapping[str, Any], listing: Operation | None
    ) -> AsyncEvents[Any]:
        with translated():
            prepared_operation, arguments = prepared(operation, given, None, None)
            return AsyncEvents(self._caller().watch(prepared_operation, arguments, listing, None))
