"""Who the client says it is: the `Authorization` header, made, renewed and kept to one server.

The classes are `http.Auth`, so that a plain HTTP client takes them too. One instance speaks to one
origin (scheme, host, port): the one it was bound to, else the first it is asked for. To any other
it adds nothing, wherever a redirect or a mistaken URL leads.
"""

from __future__ import annotations

import base64
import inspect
import os
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from pathlib import Path
from typing import NoReturn, TypeAlias, TypeVar, cast

import anyio
import anyio.to_thread

from ._errors import ConfigError
from ._http import http
from ._secret import Secret, header_value
from ._urls import Origin, origin_of, refuse_plain_http

__all__ = [
    "SERVICE_ACCOUNT",
    "Auth",
    "AuthSource",
    "BasicAuth",
    "BearerToken",
    "HeaderAuth",
    "NoAuth",
    "ServiceAccountToken",
    "TokenSource",
    "auth_from",
]

SERVICE_ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
"""The directory in which Kubernetes gives a pod its token, namespace and CA certificate."""

Auth: TypeAlias = http.Auth

TokenSource: TypeAlias = str | Callable[[], str] | Callable[[], Awaitable[str]]
"""A token, or a function that gives a fresh one; an async function suits the async client only."""

AuthSource: TypeAlias = TokenSource | tuple[str, str] | http.Auth | None
"""What `auth=` takes: see `auth_from`."""

_Self = TypeVar("_Self", bound="HeaderAuth")

_UNAUTHORIZED = 401


class HeaderAuth(http.Auth):
    """What all ways to authenticate share: a header for one origin, renewed once after a 401.

    A subclass says in `_fetch` (and `_fetch_async`) where the header comes from; an empty one is
    left out.

    Args:
        allow_plain_http: Send the header over `http://` to hosts other than loopback as well.
    """

    _lock: threading.Lock
    _async_lock: anyio.Lock | None

    def __init__(self, *, allow_plain_http: bool = False) -> None:
        self._allow_plain_http = allow_plain_http
        self._header: Secret | None = None
        self._origin: Origin | None = None
        self._make_locks()

    def bound_to(self: _Self, url: str | http.URL, *, allow_plain_http: bool = False) -> _Self:
        """Return a copy that speaks to the origin of `url` alone.

        Args:
            url: Any URL of the server.
            allow_plain_http: As in the constructor; either of the two is enough.

        Raises:
            ConfigError: The URL is `http://` and its host is not loopback, without the permission.
        """
        copy: _Self = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy._allow_plain_http = self._allow_plain_http or allow_plain_http
        copy._make_locks()
        copy._bind(http.URL(url))
        return copy

    def sync_auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        if not self._speaks_to(request.url):
            yield request
            return
        header = self._current() or self._renew(None)
        _put(request, header)
        response = yield request
        if not self._is_refused(response):
            return
        fresh = self._renew(header)
        if fresh != header and _can_be_sent_again(request):
            _put(request, fresh)
            yield request

    async def async_auth_flow(
        self, request: http.Request
    ) -> AsyncGenerator[http.Request, http.Response]:
        if not self._speaks_to(request.url):
            yield request
            return
        header = self._current() or await self._renew_async(None)
        _put(request, header)
        response = yield request
        if not self._is_refused(response):
            return
        fresh = await self._renew_async(header)
        if fresh != header and _can_be_sent_again(request):
            _put(request, fresh)
            yield request

    def __repr__(self) -> str:
        return f"{type(self).__name__}(<hidden>)"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} cannot be pickled: it holds a secret; "
            "make it anew in the process that needs it"
        )

    def _current(self) -> Secret | None:
        """Return the header that is known to be good, without waiting for anything; else None."""
        return self._header

    def _fetch(self) -> Secret:
        """Return a new header; may block."""
        raise NotImplementedError

    async def _fetch_async(self) -> Secret:
        # What blocks would stop every other task of the event loop.
        return await anyio.to_thread.run_sync(self._fetch)

    def _renew(self, refused: Secret | None) -> Secret:
        """Return a header newer than the one refused; many that ask at once cause one fetch."""
        with self._lock:
            known = self._current()
            if known is None or known == refused:
                known = self._header = self._fetch()
            return known

    async def _renew_async(self, refused: Secret | None) -> Secret:
        if self._async_lock is None:
            # Not made before: outside of an event loop that imports asyncio.
            self._async_lock = anyio.Lock()
        async with self._async_lock:
            known = self._current()
            if known is None or known == refused:
                known = self._header = await self._fetch_async()
            return known

    def _make_locks(self) -> None:
        self._lock = threading.Lock()
        self._async_lock = None

    def _bind(self, url: http.URL) -> None:
        if not self._allow_plain_http:
            refuse_plain_http(url)
        self._origin = origin_of(url)

    def _speaks_to(self, url: http.URL) -> bool:
        if self._origin is None:
            self._bind(url)
        return self._origin == origin_of(url)

    def _is_refused(self, response: http.Response) -> bool:
        # After a redirect to another origin the refusal is not about this header.
        return (
            response.status_code == _UNAUTHORIZED
            and origin_of(response.request.url) == self._origin
        )


class BearerToken(HeaderAuth):
    """A token: text, or a function that is asked at the first request and again after a 401.

    A text without a scheme gets `Bearer `; one with a scheme (`Bearer …`, `Basic …`) is sent as it
    is. White space around it is dropped. After a 401 the request is sent once more if the function
    gave another token; it is not if its body was a stream, which can be read only once.

    Args:
        token: The token, or the function. The async client calls a plain function in a thread and
            awaits an async one; the sync client takes plain functions only.
        allow_plain_http: Send it over `http://` to hosts other than loopback as well.

    Raises:
        ConfigError: The token is empty, has more than one line or characters outside ASCII. For
            a function this comes with the request.
    """

    def __init__(self, token: TokenSource, *, allow_plain_http: bool = False) -> None:
        super().__init__(allow_plain_http=allow_plain_http)
        self._ask: Callable[[], str | Awaitable[str]] | None = None
        if isinstance(token, str):
            self._header = header_value(token, "the token")
        else:
            self._ask = token

    def _fetch(self) -> Secret:
        if self._ask is None:
            return cast(Secret, self._header)
        given = self._ask()
        if inspect.iscoroutine(given):
            given.close()  # else Python warns that it was never awaited
        return _header_of_answer(given)

    async def _fetch_async(self) -> Secret:
        if self._ask is None:
            return cast(Secret, self._header)
        if _is_async(self._ask):
            given = self._ask()
        else:
            given = await anyio.to_thread.run_sync(self._ask)
        return _header_of_answer(await given if inspect.isawaitable(given) else given)


class ServiceAccountToken(HeaderAuth):
    """The token that Kubernetes mounts into a pod, read again whenever its file is replaced.

    Args:
        path: The token's file. Default: the mounted one of the pod's service account.
        allow_plain_http: Send it over `http://` to hosts other than loopback as well.

    Raises:
        ConfigError: With the request: the file cannot be read, or holds no token.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] = SERVICE_ACCOUNT / "token",
        *,
        allow_plain_http: bool = False,
    ) -> None:
        super().__init__(allow_plain_http=allow_plain_http)
        self._path = Path(path)
        self._stamp: tuple[int, int, int] | None = None

    def __repr__(self) -> str:
        return f"ServiceAccountToken({str(self._path)!r})"

    def _current(self) -> Secret | None:
        try:
            stamp = _stamp(self._path)
        except OSError:
            # In the moment of a rotation; if the file stays away, the next 401 says so.
            return self._header
        return self._header if stamp == self._stamp else None

    def _fetch(self) -> Secret:
        try:
            # Taken before the text: a rotation in between is then seen at the next request.
            stamp = _stamp(self._path)
            text = self._path.read_bytes().decode("ascii", errors="replace")
        except OSError as error:
            raise ConfigError(
                f"cannot read the service account token {str(self._path)!r}: {error.strerror}; "
                "outside a pod, give a token as auth= or in ARGO_TOKEN"
            ) from error
        header = header_value(text, f"the token in {str(self._path)!r}")
        self._stamp = stamp
        return header


class BasicAuth(HeaderAuth):
    """A user name and a password.

    Args:
        username: The name; it cannot hold a colon.
        password: The password.
        allow_plain_http: Send them over `http://` to hosts other than loopback as well.

    Raises:
        ConfigError: The name holds a colon, which would end it.
    """

    def __init__(self, username: str, password: str, *, allow_plain_http: bool = False) -> None:
        super().__init__(allow_plain_http=allow_plain_http)
        if ":" in username:
            raise ConfigError(
                f"the user name {username!r} holds a colon, which basic authentication cannot carry"
            )
        self._username = username
        pair = f"{username}:{password}".encode()
        self._header = Secret("Basic " + base64.b64encode(pair).decode("ascii"))

    def __repr__(self) -> str:
        return f"BasicAuth({self._username!r}, <hidden>)"

    def _fetch(self) -> Secret:
        return cast(Secret, self._header)


class NoAuth(http.Auth):
    """Nothing: for a server in the authentication mode `server`."""

    def auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        yield request

    def __repr__(self) -> str:
        return "NoAuth()"


def auth_from(value: AuthSource, *, allow_plain_http: bool = False) -> http.Auth:
    """Return the authentication that `value` stands for.

    Args:
        value: A token or a function that gives one (`BearerToken`), a pair of user name and
            password (`BasicAuth`), any `http.Auth` (returned as it is), or None (`NoAuth`).
        allow_plain_http: Send it over `http://` to hosts other than loopback as well.

    Raises:
        ConfigError: It is none of these, or a token that no header can carry.
    """
    if value is None:
        return NoAuth()
    if isinstance(value, http.Auth):
        return value
    if isinstance(value, str) or callable(value):
        return BearerToken(value, allow_plain_http=allow_plain_http)
    if _is_pair(value):
        return BasicAuth(*value, allow_plain_http=allow_plain_http)
    raise ConfigError(
        "auth takes a token, a function that returns one, a pair of user name and password, an "
        f"http.Auth or None, not {type(value).__name__}"
    )


def _header_of_answer(given: object) -> Secret:
    if isinstance(given, str):
        return header_value(given, "the token that the function given as auth returned")
    if inspect.isawaitable(given):
        raise ConfigError("the function given as auth is async; only the async client can await it")
    raise ConfigError(
        f"the function given as auth returned {type(given).__name__}; a token as str was expected"
    )


def _is_async(function: Callable[[], object]) -> bool:
    call = getattr(function, "__call__", None)  # noqa: B004 (an object may have an async __call__)
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(call)


def _is_pair(value: object) -> bool:
    if not isinstance(value, tuple):
        return False
    items = cast("tuple[object, ...]", value)
    return len(items) == 2 and all(isinstance(item, str) for item in items)


def _put(request: http.Request, header: Secret) -> None:
    if header.reveal():
        request.headers["Authorization"] = header.reveal()


def _can_be_sent_again(request: http.Request) -> bool:
    """Whether the body is at hand; one that was read from a stream is gone."""
    try:
        _ = request.content
    except http.RequestNotRead:
        return False
    return True


def _stamp(path: Path) -> tuple[int, int, int]:
    """Return what changes when a file is replaced or rewritten."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size
