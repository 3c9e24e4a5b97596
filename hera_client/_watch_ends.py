"""Decides what the end of a watch means, and so whether opening it again is any use."""

from __future__ import annotations

from enum import Enum

from ._errors import APIConnectionError, APIStatusError, ArgoError, StreamError
from ._grpc import http_status

__all__ = ["Ending", "classify"]

_NOT_OFFERED = 501


class Ending(Enum):
    """What the end of a watch means."""

    CLOSED = "the server has closed it, as it does from time to time"
    EXPIRED = "the server has forgotten the version that the watch was to resume from"
    LOST = "the connection or the server failed; it may work again"
    FATAL = "trying again is no use"


def classify(error: ArgoError | None) -> Ending:
    """Tell what the end of a watch means.

    Args:
        error: Why it ended; None where it came to its end without an error.
    """
    if error is None:
        return Ending.CLOSED
    if isinstance(error, APIConnectionError):
        return Ending.LOST
    if isinstance(error, APIStatusError):
        # The status is the end's where nothing came before it.
        closed = _is_close(error.message, error.grpc_code, error.status_code)
        return Ending.CLOSED if closed else _classify_status(error.status_code)
    if isinstance(error, StreamError):
        return _classify_stream(error)
    return Ending.FATAL


def _classify_status(status: int) -> Ending:
    if status in (400, 410):
        return Ending.EXPIRED
    passing = status in (408, 429) or (status >= 500 and status != _NOT_OFFERED)
    return Ending.LOST if passing else Ending.FATAL


def _classify_stream(error: StreamError) -> Ending:
    if _is_close(error.message, error.grpc_code, error.http_code):
        return Ending.CLOSED
    if error.http_code is not None:
        return _classify_status(error.http_code)
    return _classify_status(http_status(error.grpc_code))


def _is_close(message: str, grpc_code: int | None, status: int | None) -> bool:
    """Tell whether this is how the server tells that Kubernetes has closed the watch."""
    return "EOF" in message and (grpc_code == 8 or status == 429)
