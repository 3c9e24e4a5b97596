"""What the services and the build raise.

What a service raises is an instance of a class here and of the client's class for the same failure,
such as ``NotFound`` and ``hera_client.NotFoundError``.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Protocol, cast

__all__ = [
    "AlreadyExists",
    "BadRequest",
    "BuildError",
    "Forbidden",
    "HTTPStatus",
    "HeraException",
    "HeraWarning",
    "InternalServerError",
    "NotFound",
    "NotImplemented",
    "Response",
    "Unauthorized",
    "exception_from_server_response",
    "exception_from_status_code",
    "status_code_to_exception_map",
]


class HeraException(Exception):
    """Base of all that the services and the build raise."""


class BadRequest(HeraException):
    """400: the request or the object in it is invalid."""


class Unauthorized(HeraException):
    """401: the token is missing, expired, or of a kind that the server does not take."""


class Forbidden(HeraException):
    """403: the token is valid, but its account may not do this."""


class NotFound(HeraException):
    """404: there is no such object."""


class AlreadyExists(HeraException):
    """409: the object exists already, or has changed since it was read."""


class InternalServerError(HeraException):
    """500: the server failed."""


class NotImplemented(HeraException):
    """501: the server does not offer this."""


class BuildError(HeraException):
    """The build found something wrong that a warning would not do for.

    Attributes:
        findings: what was found, each with its place and what to do.
    """

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings: list[str] = list(findings)
        super().__init__("\n".join(self.findings))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.findings,)


class HeraWarning(UserWarning):
    """The build found something that Argo will refuse, or that looks wrong."""


class Response(Protocol):
    """An answer of an HTTP library, as far as errors are read from it."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        ...

    def json(self) -> Any:
        """Return the body, decoded."""
        ...


status_code_to_exception_map: dict[int, type[HeraException]] = {
    HTTPStatus.BAD_REQUEST: BadRequest,
    HTTPStatus.UNAUTHORIZED: Unauthorized,
    HTTPStatus.FORBIDDEN: Forbidden,
    HTTPStatus.NOT_FOUND: NotFound,
    HTTPStatus.CONFLICT: AlreadyExists,
    HTTPStatus.INTERNAL_SERVER_ERROR: InternalServerError,
    HTTPStatus.NOT_IMPLEMENTED: NotImplemented,
}


def exception_from_status_code(status_code: int, msg: str) -> HeraException:
    """Return the exception for an HTTP status."""
    return status_code_to_exception_map.get(status_code, HeraException)(msg)


def exception_from_server_response(resp: Response) -> HeraException:
    """Return the exception for an answer that is a failure, whatever its body is."""
    try:
        body = resp.json()
    except ValueError:
        body = None
    message = cast("Any", body).get("message", body) if isinstance(body, dict) else body
    return exception_from_status_code(
        resp.status_code,
        f"Server returned status code {resp.status_code} with message: `{message}`",
    )
