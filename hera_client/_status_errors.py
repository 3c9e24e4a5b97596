"""The errors of answers that are failures: which class stands for which, and what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from ._advice import advise
from ._error_base import ArgoError
from ._error_body import ErrorBody, read_error_body
from ._grpc import INVALID_ARGUMENT, UNKNOWN, name_code
from ._redact import RequestInfo, ResponseInfo

__all__ = [
    "APIStatusError",
    "AuthenticationError",
    "BadGatewayError",
    "BadRequestError",
    "ClientStatusError",
    "ConflictError",
    "GatewayTimeoutError",
    "InternalServerError",
    "LintError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestTimeoutError",
    "ServerStatusError",
    "ServiceUnavailableError",
    "UnimplementedError",
    "status_error",
]

_ARTIFACT_FILE = "ArtifactService_GetArtifactFile"


class APIStatusError(ArgoError):
    """The answer is a failure. One class below this stands for each status that Argo uses.

    Attributes:
        status_code: The HTTP status.
        grpc_code: The gRPC code of the body, 0 to 16; None where the body states none.
        message: The server's words; what the body is, where it has none.
        details: The gRPC details of the body, as they came; empty where there are none.
        request: What was asked.
        response: The status and the headers that came.
        body: The body, as it came.
    """

    def __init__(
        self,
        text: str,
        *,
        request: RequestInfo,
        response: ResponseInfo,
        body: bytes,
        read: ErrorBody,
    ) -> None:
        self.request = request
        self.response = response
        self.body = body
        self.status_code: int = response.status_code
        self.grpc_code: int | None = read.grpc_code
        self.message: str = read.message
        self.details: list[Any] = read.details
        super().__init__(text)


class LintError(APIStatusError):
    """A lint operation found the workflow invalid; the message says where and why."""


class ClientStatusError(APIStatusError):
    """The server refuses the request: a status from 400 to 499."""


class BadRequestError(ClientStatusError):
    """400: the request or the object in it is invalid."""


class AuthenticationError(ClientStatusError):
    """401: the token is missing, expired, or of a kind that the server does not take."""


class PermissionDeniedError(ClientStatusError):
    """403: the token is valid, but its account may not do this."""


class NotFoundError(ClientStatusError):
    """404: no such object, or no such path."""


class RequestTimeoutError(ClientStatusError):
    """408: the request was cancelled before the server had finished it."""


class ConflictError(ClientStatusError):
    """409: the object exists already, or has changed since it was read."""


class RateLimitError(ClientStatusError):
    """429: too many requests; the header ``retry-after`` may say until when."""


class ServerStatusError(APIStatusError):
    """The server failed: a status from 500 to 599."""


class InternalServerError(ServerStatusError):
    """500: a fault of the server, or an artifact that does not exist."""


class UnimplementedError(ServerStatusError):
    """501: the server does not offer this, such as an archive that is not set up."""


class BadGatewayError(ServerStatusError):
    """502: a proxy before the server could not reach it."""


class ServiceUnavailableError(ServerStatusError):
    """503: the server, or something it needs, is not there for now."""


class GatewayTimeoutError(ServerStatusError):
    """504: the server, or a proxy before it, waited too long for something it needs."""


_CLASSES: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    408: RequestTimeoutError,
    409: ConflictError,
    429: RateLimitError,
    500: InternalServerError,
    501: UnimplementedError,
    502: BadGatewayError,
    503: ServiceUnavailableError,
    504: GatewayTimeoutError,
}


def status_error(
    operation_id: str,
    request: RequestInfo,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
) -> APIStatusError:
    """Return the error for a failed request; never fails, whatever the body is.

    Args:
        operation_id: The operation, such as ``WorkflowService_GetWorkflow``.
        request: What was asked.
        status: The HTTP status.
        headers: The headers of the response, in any letter case.
        body: The body of the response.
    """
    response = ResponseInfo(status, headers)
    read = read_error_body(body, response.headers.get("content-type", ""))
    kind: type[APIStatusError] = LintError
    if _is_lint_finding(operation_id, status, read.grpc_code):
        text = f"{request}: the workflow is invalid: {read.message}"
    else:
        kind = _CLASSES.get(status) or _base_class(status)
        text = _tell(operation_id, request, response, read)
    return kind(text, request=request, response=response, body=body, read=read)


def _tell(operation_id: str, request: RequestInfo, response: ResponseInfo, read: ErrorBody) -> str:
    status = response.status_code
    grpc = "" if read.grpc_code is None else f" ({name_code(read.grpc_code)})"
    told = f"{request}: {_name_status(status)}: {read.message}{grpc}"
    location = response.headers.get("location", "")
    # The server leaves its base path out.
    if operation_id == _ARTIFACT_FILE and f"{request.path}/".endswith(location or "-"):
        advice = (
            'It is a directory: give path= with the name of a file in it; path="/" gives a page of'
            " links to them."
        )
    elif 300 <= status < 400 and location:
        advice = (
            f"The answer sends the client on to {location}, where it does not go with its token."
            " If the server has moved, give that URL; if that is a login page, the proxy before"
            " the server does not take the token."
        )
    else:
        advice = advise(operation_id, status, read.grpc_code)
    return f"{told}\n{advice}" if advice else told


def _base_class(status: int) -> type[APIStatusError]:
    return {4: ClientStatusError, 5: ServerStatusError}.get(status // 100, APIStatusError)


def _is_lint_finding(operation_id: str, status: int, grpc_code: int | None) -> bool:
    """LintWorkflow reports an invalid workflow as code 2, the other lints as code 3."""
    if not operation_id.partition("_")[2].startswith("Lint"):
        return False
    if status == HTTPStatus.BAD_REQUEST:
        return grpc_code == INVALID_ARGUMENT
    return status == HTTPStatus.INTERNAL_SERVER_ERROR and grpc_code == UNKNOWN


def _name_status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
