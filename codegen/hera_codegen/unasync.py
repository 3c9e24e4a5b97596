"""The blocking twin of asynchronous code: the same text less what waits."""

from __future__ import annotations

import re

from .errors import CodegenError

# Longer names first where one contains another.
_WORDS = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "StopAsyncIteration": "StopIteration",
    "AsyncIterator": "Iterator",
    "AsyncIterable": "Iterable",
    "AsyncGenerator": "Generator",
    "AsyncClient": "Client",
    "AsyncHTTPTransport": "HTTPTransport",
    "AsyncBaseTransport": "BaseTransport",
    "AsyncExitStack": "ExitStack",
    "AsyncByteStream": "SyncByteStream",
    "asynccontextmanager": "contextmanager",
    "asynchronous": "synchronous",
    "_async": "_sync",
    "aclose": "close",
    "aclosing": "closing",
    # `from asyncio import sleep` becomes `from time import sleep`.
    "asyncio": "time",
    "aiter_bytes": "iter_bytes",
    "aiter_raw": "iter_raw",
    "aread": "read",
    "async_auth_flow": "sync_auth_flow",
}
_NAMES = re.compile(r"\b(?:" + "|".join(map(re.escape, _WORDS)) + r")\b")
_CLASSES = re.compile(r"\bAsync(?=[A-Z])")
_KEYWORDS = re.compile(r"\b(?:async|await) (?=\S)")
_ONLY = re.compile(r"^ *# async only: begin\n.*?^ *# async only: end\n", re.DOTALL | re.MULTILINE)


def unasync(text: str) -> str:
    """Return asynchronous source text as blocking source text.

    A class ``AsyncX`` becomes ``X``. Lines between ``# async only: begin`` and
    ``# async only: end`` are left out.

    Raises:
        CodegenError: one of the two marks stands without the other.
    """
    text = _ONLY.sub("", text)
    if "# async only:" in text:
        raise CodegenError("an 'async only' mark stands without its begin or end")
    text = _NAMES.sub(lambda match: _WORDS[match.group()], text)
    return _KEYWORDS.sub("", _CLASSES.sub("", text))
