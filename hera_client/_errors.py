"""Everything that the client raises.

::

    ArgoError
    ├── ConfigError                     wrong or missing settings
    ├── APIConnectionError              no whole answer came
    │   ├── APITimeoutError             … in time
    │   └── StreamInterruptedError      … a stream broke off
    ├── APIStatusError                  the answer is a failure
    │   ├── LintError                   an invalid workflow, found by a lint operation
    │   ├── ClientStatusError           4xx: the request is at fault
    │   │   ├── BadRequestError         400
    │   │   ├── AuthenticationError     401
    │   │   ├── PermissionDeniedError   403
    │   │   ├── NotFoundError           404
    │   │   ├── RequestTimeoutError     408
    │   │   ├── ConflictError           409, "already exists" included
    │   │   └── RateLimitError          429
    │   └── ServerStatusError           5xx: the server is at fault
    │       ├── InternalServerError     500
    │       ├── UnimplementedError      501
    │       ├── BadGatewayError         502
    │       ├── ServiceUnavailableError 503
    │       └── GatewayTimeoutError     504
    ├── StreamError                     a stream carried an error
    ├── ResponseValidationError         the answer is a success, but not what was promised
    │   └── NotAnArgoServerError        … but a web page
    ├── ResponseTooLargeError           more came than the stated limit
    ├── UnsupportedOperationError       the connected server's version lacks the operation
    └── WaitTimeoutError                a workflow did not finish in time

Every error can be pickled, and none holds a secret outside of a body that the server sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from ._advice import advise
from ._error_body import ErrorBody, describe_html, is_html, read_error_body
from ._redact import RequestInfo, ResponseInfo, redact_text

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "ArgoError",
    "AuthenticationError",
    "BadGatewayError",
    "BadRequestError",
    "ClientStatusError",
    "ConfigError",
    "ConflictError",
    "GatewayTimeoutError",
    "InternalServerError",
    "LintError",
    "NotAnArgoServerError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestInfo",
    "RequestTimeoutError",
    "ResponseInfo",
    "ResponseTooLargeError",
    "ResponseValidationError",
    "ServerStatusError",
    "ServiceUnavailableError",
    "StreamError",
    "StreamInterruptedError",
    "UnimplementedError",
    "UnsupportedOperationError",
    "WaitTimeoutError",
    "status_error",
]

_GRPC_NAMES = (
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
_GRPC_UNKNOWN = 2
_GRPC_INVALID_ARGUMENT = 3


class ArgoError(Exception):
    """The base of everything that the client raises."""

    def __reduce__(self) -> tuple[Any, ...]:
        # The default calls the class with `args`, which are not the parameters of most classes here.
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[ArgoError], args: tuple[Any, ...], state: dict[str, Any]) -> ArgoError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class ConfigError(ArgoError):
    """A setting is wrong or missing: an argument, an environment variable, a file, an extra."""


class APIConnectionError(ArgoError):
    """No whole answer came: no connection, no TLS session, or one that broke off.

    Attributes:
        request: What was asked.
        reason: What went wrong.
    """

    def __init__(self, request: RequestInfo, reason: str) -> None:
        self.request = request
        self.reason: str = redact_text(reason)
        super().__init__(f"{request.method} {request.url}: {self.reason}")


class APITimeoutError(APIConnectionError):
    """No answer came in time."""


class StreamInterruptedError(APIConnectionError):
    """A stream broke off: the connection was lost, or it ended within a message."""


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


class StreamError(ArgoError):
    """A stream carried an error instead of a result, first or in its middle.

    Attributes:
        grpc_code: The gRPC code; None where the error states none.
        http_code: The HTTP status that stands for it; None where the error states none.
        http_status: That status in words; empty where the error states none.
        message: The server's words.
        details: The gRPC details, as they came.
        request: What was asked; None where it is not known.
    """

    def __init__(
        self,
        message: str,
        *,
        grpc_code: int | None = None,
        http_code: int | None = None,
        http_status: str = "",
        details: list[Any] | None = None,
        request: RequestInfo | None = None,
    ) -> None:
        self.message = message
        self.grpc_code = grpc_code
        self.http_code = http_code
        self.http_status = http_status
        self.details: list[Any] = details or []
        self.request = request
        codes = [] if http_code is None else [f"HTTP {http_code}"]
        if grpc_code is not None:
            codes.append(_name_grpc(grpc_code))
        asked = f"{request}: " if request else ""
        stated = f" ({'; '.join(codes)})" if codes else ""
        super().__init__(f"{asked}the stream carried an error: {message}{stated}")


class ResponseValidationError(ArgoError):
    """The answer is a success, but not what the API promises.

    Attributes:
        reason: What is wrong with it.
        body: What came, as it came.
        request: What was asked; None where it is not known.
    """

    def __init__(self, reason: str, *, body: bytes, request: RequestInfo | None = None) -> None:
        self.reason = reason
        self.body = body
        self.request = request
        super().__init__(f"{request}: {reason}" if request else reason)


class NotAnArgoServerError(ResponseValidationError):
    """A web page came: the URL is another server's, or its base path is wrong."""

    def __init__(self, *, body: bytes, content_type: str, request: RequestInfo) -> None:
        text = body.decode("utf-8-sig", "replace")
        came = describe_html(text) if is_html(text, content_type) else f'"{content_type}"'
        super().__init__(
            f"{request.host} is not an Argo server, or its base path is wrong: {came} came instead"
            " of JSON. Check the URL, and ARGO_BASE_HREF where the server has a --base-href.",
            body=body,
            request=request,
        )


class ResponseTooLargeError(ArgoError):
    """More came than the limit allows.

    Attributes:
        what: What is too large, such as "the body".
        limit: The limit, in bytes.
        request: What was asked; None where it is not known.
    """

    def __init__(self, what: str, limit: int, request: RequestInfo | None = None) -> None:
        self.what = what
        self.limit = limit
        self.request = request
        asked = f"{request}: " if request else ""
        super().__init__(f"{asked}{what} is larger than the limit of {limit:,} bytes")


class UnsupportedOperationError(ArgoError):
    """The connected server's version lacks the operation.

    Attributes:
        operation_id: The operation, such as ``SyncService_GetSyncLimit``.
        server_version: The version of the connected server, such as ``v3.6.19``.
        since: The first supported release that has the operation; None where all have it.
        until: The last supported release that has it; None where the newest has it.
    """

    def __init__(
        self, operation_id: str, server_version: str, *, since: str | None, until: str | None
    ) -> None:
        self.operation_id = operation_id
        self.server_version = server_version
        self.since = since
        self.until = until
        spans = [f"since {since}" if since else "", f"until {until}" if until else ""]
        exists = " ".join(filter(None, spans)) or "in other versions"
        super().__init__(
            f"the connected Argo server is {server_version}, which has no {operation_id}:"
            f" that exists {exists}"
        )


class WaitTimeoutError(ArgoError):
    """A workflow did not reach a terminal phase in time.

    Attributes:
        name: The name of the workflow.
        namespace: Its namespace.
        timeout: How long was waited, in seconds.
        phase: The phase last seen; None where none was.
    """

    def __init__(self, name: str, namespace: str, timeout: float, phase: str | None) -> None:
        self.name = name
        self.namespace = namespace
        self.timeout = timeout
        self.phase = phase
        super().__init__(
            f'workflow "{name}" in namespace "{namespace}" did not finish within {timeout:g} s;'
            f" last seen as {phase or 'not started'}"
        )


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
        text = _tell(operation_id, request, status, read)
    return kind(text, request=request, response=response, body=body, read=read)


def _tell(operation_id: str, request: RequestInfo, status: int, read: ErrorBody) -> str:
    grpc = "" if read.grpc_code is None else f" ({_name_grpc(read.grpc_code)})"
    told = f"{request}: {_name_status(status)}: {read.message}{grpc}"
    advice = advise(operation_id, status, read.grpc_code)
    return f"{told}\n{advice}" if advice else told


def _base_class(status: int) -> type[APIStatusError]:
    return {4: ClientStatusError, 5: ServerStatusError}.get(status // 100, APIStatusError)


def _is_lint_finding(operation_id: str, status: int, grpc_code: int | None) -> bool:
    """LintWorkflow reports an invalid workflow as code 2, the other lints as code 3."""
    if not operation_id.partition("_")[2].startswith("Lint"):
        return False
    if status == HTTPStatus.BAD_REQUEST:
        return grpc_code == _GRPC_INVALID_ARGUMENT
    return status == HTTPStatus.INTERNAL_SERVER_ERROR and grpc_code == _GRPC_UNKNOWN


def _name_status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _name_grpc(code: int) -> str:
    name = f", {_GRPC_NAMES[code]}" if 0 <= code < len(_GRPC_NAMES) else ""
    return f"gRPC code {code}{name}"
