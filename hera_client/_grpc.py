"""What the codes of gRPC mean, which the Argo server sends in the bodies of errors."""

from __future__ import annotations

__all__ = ["INVALID_ARGUMENT", "UNKNOWN", "http_status", "name_code"]

_NAMES = (
    "OK",
    "Canceled",
    "Unknown",
    "InvalidArgument",
    "DeadlineExceeded",
    "NotFound",
    "AlreadyExists",
    "PermissionDenied",
    "ResourceExhausted",
    "FailedPrecondition",
    "Aborted",
    "OutOfRange",
    "Unimplemented",
    "Internal",
    "Unavailable",
    "DataLoss",
    "Unauthenticated",
)
UNKNOWN = 2
INVALID_ARGUMENT = 3
_HTTP: dict[int | None, int] = {
    1: 408,
    4: 504,
    8: 429,
    12: 501,
    14: 503,
    16: 401,
    7: 403,
    5: 404,
    **dict.fromkeys((3, 9, 11), 400),
    **dict.fromkeys((6, 10), 409),
}


def name_code(code: int) -> str:
    """Return a code with its name, for messages."""
    name = f", {_NAMES[code]}" if 0 <= code < len(_NAMES) else ""
    return f"gRPC code {code}{name}"


def http_status(code: int | None) -> int:
    """Return the HTTP status that the server answers for a code; 500 where the code says nothing."""
    return _HTTP.get(code, 500)
