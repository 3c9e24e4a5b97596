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

from typing import Any

from ._advice import connection_advice
from ._error_base import ArgoError
from ._error_body import describe_html, is_html
from ._grpc import name_code
from ._redact import RequestInfo, ResponseInfo, redact_text
from ._status_errors import (
    APIStatusError,
    AuthenticationError,
    BadGatewayError,
    BadRequestError,
    ClientStatusError,
    ConflictError,
    GatewayTimeoutError,
    InternalServerError,
    LintError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RequestTimeoutError,
    ServerStatusError,
    ServiceUnavailableError,
    UnimplementedError,
    status_error,
)

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
        scheme = request.url.partition(":")[0]
        advice = connection_advice(self.reason, scheme)
        super().__init__(f"{request.method} {request.url}: {self.reason}{advice}")


class APITimeoutError(APIConnectionError):
    """No answer came in time."""


class StreamInterruptedError(APIConnectionError):
    """A stream broke off: the connection was lost, or it ended within a message."""


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
            codes.append(name_code(grpc_code))
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
