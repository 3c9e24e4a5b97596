"""Sending requests through a session that the user gives."""

from __future__ import annotations

import json
from typing import Any

from hera_client._http import http

# The session decides on these by itself.
_OWN = frozenset({"host", "connection", "accept-encoding", "content-length", "user-agent"})
# They are about the bytes on the wire, of which the session has undone the packing.
_OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class SessionTransport(http.BaseTransport):
    """Sends requests through what behaves like a ``requests.Session``.

    Answers are read whole. Timeouts and retries are the session's.
    """

    def __init__(self, session: Any, verify: Any, cert: Any) -> None:
        self._session = session
        self._given = {"verify": verify, "cert": cert}

    def handle_request(self, request: http.Request) -> http.Response:
        """Send a request, and return the answer."""
        asked = _asked(request)
        try:
            answer = self._session.request(data=request.read() or None, **asked, **self._given)
        # What requests raises is an OSError; the request may have arrived.
        except OSError as error:
            raise http.ReadError(str(error)) from error
        return _answered(answer)

    def close(self) -> None:
        """Close the session."""
        self._session.close()


class AsyncSessionTransport(http.AsyncBaseTransport):
    """Sends requests through what behaves like an ``httpx.AsyncClient``.

    Answers are read whole. Certificates, timeouts and retries are the session's.
    """

    def __init__(self, session: Any, verify: Any, cert: Any) -> None:
        self._session = session

    async def handle_async_request(self, request: http.Request) -> http.Response:
        """Send a request, and return the answer."""
        content = await request.aread()
        return _answered(await self._session.request(content=content or None, **_asked(request)))

    async def aclose(self) -> None:
        """Close the session."""
        await self._session.aclose()


def _asked(request: http.Request) -> dict[str, Any]:
    params: dict[str, list[str]] = {}
    for name, value in request.url.params.multi_items():
        params.setdefault(name, []).append(value)
    return {
        "method": request.method,
        "url": str(request.url.copy_with(query=None)),
        "headers": {key: value for key, value in request.headers.items() if key not in _OWN},
        "params": {key: one[0] if len(one) == 1 else one for key, one in params.items()} or None,
    }


def _answered(answer: Any) -> http.Response:
    content = getattr(answer, "content", None)
    if not isinstance(content, bytes):
        content = json.dumps(answer.json()).encode()  # a stand-in of a test may have no more
    headers = dict(getattr(answer, "headers", None) or {})
    kept = {key: value for key, value in headers.items() if key.lower() not in _OF_THE_WIRE}
    kept.setdefault("content-type", "application/json")
    return http.Response(answer.status_code, headers=kept, content=content)
