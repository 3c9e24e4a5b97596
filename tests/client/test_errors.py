"""Errors say what was asked, what came and what to do, whatever the server answers; no secret."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera_client import _errors
from hera_client._errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ArgoError,
    AuthenticationError,
    BadGatewayError,
    BadRequestError,
    ClientStatusError,
    ConfigError,
    ConflictError,
    GatewayTimeoutError,
    InternalServerError,
    LintError,
    NotAnArgoServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RequestInfo,
    RequestTimeoutError,
    ResponseInfo,
    ResponseTooLargeError,
    ResponseValidationError,
    ServerStatusError,
    ServiceUnavailableError,
    StreamError,
    StreamInterruptedError,
    UnimplementedError,
    UnsupportedOperationError,
    WaitTimeoutError,
    status_error,
)

SECRET = "v2:eyJhbGciOiJSUzI1NiJ9.c2VjcmV0"
REQUEST = RequestInfo("GET", "https://argo.example.com/argo/api/v1/workflows/ml/a")
GET = "WorkflowService_GetWorkflow"


def answer(
    status: int, body: bytes, content_type: str = "", operation: str = GET
) -> APIStatusError:
    return status_error(operation, REQUEST, status, {"Content-Type": content_type}, body)


def grpc(status: int, code: int, message: str, operation: str = GET) -> APIStatusError:
    body = json.dumps({"code": code, "message": message, "details": []}).encode()
    return answer(status, body, "application/json", operation)


# One class per status


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (408, RequestTimeoutError),
        (409, ConflictError),
        (418, ClientStatusError),
        (429, RateLimitError),
        (500, InternalServerError),
        (501, UnimplementedError),
        (502, BadGatewayError),
        (503, ServiceUnavailableError),
        (504, GatewayTimeoutError),
        (599, ServerStatusError),
        (302, APIStatusError),
        (999, APIStatusError),
    ],
)
def test_each_status_has_its_class(status: int, kind: type[APIStatusError]) -> None:
    error = answer(status, b"")
    assert type(error) is kind
    assert error.status_code == error.response.status_code == status
    assert str(error).startswith(f"GET /argo/api/v1/workflows/ml/a: {status}")


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    drawn: list[tuple[str, str]] = []
    path: list[str] = []
    for line in (_errors.__doc__ or "").splitlines():
        label = line.lstrip(" │├└─")
        if not line.startswith("    ") or not label:
            continue
        name = label.split()[0]
        depth = (len(line) - len(label) - 4) // 4
        path[depth:] = [name]
        drawn.append((name, path[depth - 1] if depth else "Exception"))
    classes = [
        (name, found.__base__.__name__)
        for name, found in vars(_errors).items()
        if isinstance(found, type) and issubclass(found, ArgoError) and found.__base__ is not None
    ]
    assert sorted(drawn) == sorted(classes)
    assert {name for name, _ in classes} < set(_errors.__all__)


# Bodies of any shape


@pytest.mark.parametrize(
    ("body", "content_type", "message", "grpc_code", "details"),
    [
        (b'{"code":5,"message":"gone","details":[{"a":1}]}', "", "gone", 5, [{"a": 1}]),
        (b'{"code":5,"error":"gone"}', "", "gone", 5, []),
        (b'{"kind":"Status","code":404,"message":"gone"}', "", "gone", None, []),
        (b'{"kind":"Status","code":404,"reason":"NotFound"}', "", "NotFound", None, []),
        (b'{"error":{"grpc_code":7,"message":"no"}}', "", "no", 7, []),
        (b'data: {"error":{"grpc_code":7,"message":"no"}}\n\n', "text/event-stream", "no", 7, []),
        (b'\xef\xbb\xbf{"message":"gone"}', "", "gone", None, []),
        (b'{"code":true,"message":"","details":{}}', "", "the body has no message: {", None, []),
        (b'{"code":99,"message":7}', "", "the body has no message: {", None, []),
        (b'[{"message":"x"}]', "", '[{"message":"x"}]', None, []),
        (b'"only text"', "application/json", "only text", None, []),
        (b"null", "application/json", "null", None, []),
        (b" artifact not found\n", "text/plain", "artifact not found", None, []),
        (b"", "", "the body is empty", None, []),
        (b" \n", "", "the body is empty", None, []),
        (
            b"<html><head><title>502\n Bad &amp; Gateway</title>",
            "text/html; charset=utf-8",
            'an HTML page titled "502 Bad & Gateway"',
            None,
            [],
        ),
        (b"  <!DOCTYPE html><p>x", "", "an HTML page without a title", None, []),
        (b"<p>x", "text/html", "an HTML page without a title", None, []),
        (b"\xff\xfe\x00", "", r"the body is 3 bytes that are not UTF-8: b'\xff\xfe\x00'", None, []),
        ("\ufffd".encode(), "", "\ufffd", None, []),
        (b'{"message":"\\ud800"}', "", "\\ud800", None, []),
        (b"[" * 100_000, "application/json", "[[[[", None, []),
    ],
)
def test_a_body_of_any_shape_is_read(
    body: bytes, content_type: str, message: str, grpc_code: int | None, details: list[Any]
) -> None:
    error = answer(500, body, content_type)
    assert error.message.startswith(message)
    assert error.message in str(error)
    assert (error.grpc_code, error.details, error.body) == (grpc_code, details, body)


@given(st.integers(100, 599), st.binary() | st.text().map(str.encode), st.text(max_size=20))
def test_no_body_fails(status: int, body: bytes, content_type: str) -> None:
    error = answer(status, body, content_type)
    assert error.body == body
    assert error.message
    assert str(error).encode()


def test_a_long_text_is_cut_in_the_message_and_whole_in_the_body() -> None:
    body = b"x" * 5000
    error = answer(500, body, "text/plain")
    assert error.message == "x" * 2000 + "… (3000 more characters in the error's body)"
    assert error.body == body


# What to do


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (grpc(401, 16, "token not valid"), "The token is missing, expired"),
        (grpc(403, 7, "no"), 'the verb "get" on "workflows"'),
        (
            grpc(403, 7, "no", "WorkflowTemplateService_ListWorkflowTemplates"),
            'the verb "list" on "workflowtemplates"',
        ),
        (grpc(403, 7, "no", "WorkflowService_SubmitWorkflow"), 'the verb "create" on "workflows"'),
        (grpc(403, 7, "no", "WorkflowService_WorkflowLogs"), 'the verb "get" on "pods/log"'),
        (grpc(403, 7, "no", "InfoService_GetInfo"), "the verb for this operation"),
        (grpc(403, 7, "no", "EventService_ReceiveEvent"), "the verb for this operation"),
        (grpc(404, 5, "gone"), "Check the name and the namespace."),
        (grpc(404, 5, "gone", "WorkflowService_WorkflowLogs"), 'the artifact "main-logs"'),
        (answer(404, b"404 page not found", "text/plain"), "check the base path of the URL"),
        (grpc(409, 6, "already exists"), "choose another name"),
        (grpc(500, 13, "boom"), "The server's log says more."),
        (
            answer(500, b"not found", "text/plain", "ArtifactService_GetOutputArtifact"),
            "also where the artifact, or its node, does not exist",
        ),
    ],
)
def test_the_message_says_what_to_do(error: APIStatusError, advice: str) -> None:
    said, did = str(error).split("\n")
    assert error.message in said
    assert advice in did


def test_the_whole_message() -> None:
    assert str(grpc(404, 5, 'workflows.argoproj.io "a" not found')) == (
        'GET /argo/api/v1/workflows/ml/a: 404 Not Found: workflows.argoproj.io "a" not found'
        " (gRPC code 5, NotFound)\nCheck the name and the namespace."
    )


# Lint


@pytest.mark.parametrize(
    ("operation", "status", "code"),
    [
        ("WorkflowService_LintWorkflow", 500, 2),
        ("WorkflowService_LintWorkflow", 400, 3),
        ("WorkflowTemplateService_LintWorkflowTemplate", 400, 3),
        ("ClusterWorkflowTemplateService_LintClusterWorkflowTemplate", 400, 3),
        ("CronWorkflowService_LintCronWorkflow", 400, 3),
    ],
)
def test_a_lint_finding_is_no_server_fault(operation: str, status: int, code: int) -> None:
    error = grpc(status, code, "templates.main: no image", operation)
    assert type(error) is LintError
    assert (error.status_code, error.grpc_code) == (status, code)
    assert str(error).endswith(": the workflow is invalid: templates.main: no image")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (grpc(500, 13, "boom", "WorkflowService_LintWorkflow"), InternalServerError),
        (answer(500, b"boom", "", "WorkflowService_LintWorkflow"), InternalServerError),
        (answer(400, b"boom", "", "WorkflowService_LintWorkflow"), BadRequestError),
        (grpc(403, 7, "no", "WorkflowService_LintWorkflow"), PermissionDeniedError),
        (grpc(500, 2, "boom", "WorkflowService_CreateWorkflow"), InternalServerError),
        (grpc(400, 3, "no image", "WorkflowService_CreateWorkflow"), BadRequestError),
    ],
)
def test_everything_else_is_no_lint_finding(error: APIStatusError, kind: type[ArgoError]) -> None:
    assert type(error) is kind


# Secrets


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"https://u:{SECRET}@h:1/a", "https://h:1/a"),
        (f"https://h/a?token={SECRET}&x=1", "https://h/a?token=***&x=1"),
        (f"https://h/a?Access_Token={SECRET}", "https://h/a?Access_Token=***"),
        (f"https://h/a?X-Amz-Signature={SECRET}", "https://h/a?X-Amz-Signature=***"),
        (f"https://h/a?code={SECRET}&state=1", "https://h/a?code=***&state=1"),
        (f"https://h/a#id_token={SECRET}", "https://h/a#***"),
        (f"https://[h/a?token={SECRET}", "***"),
        ("https://h/a?listOptions.continue=7", "https://h/a?listOptions.continue=7"),
        ("https://h/a%2Fb?x=%C3%A9&y", "https://h/a%2Fb?x=%C3%A9&y"),
    ],
)
def test_a_url_is_shown_without_secrets(url: str, shown: str) -> None:
    assert RequestInfo("GET", url).url == shown


def test_headers_are_shown_without_secrets() -> None:
    headers = {
        "Authorization": f"Bearer {SECRET}",
        "Set-Cookie": f"authorization={SECRET}",
        "X-Auth-Token": SECRET,
        "Location": f"https://h/cb?token={SECRET}",
        "X-Refused": f"authorization: bearer {SECRET}",
        "WWW-Authenticate": 'Bearer realm="argo"',
        "Retry-After": "7",
    }
    assert ResponseInfo(401, headers).headers == {
        "authorization": "***",
        "set-cookie": "***",
        "x-auth-token": "***",
        "location": "https://h/cb?token=***",
        "x-refused": "authorization: bearer ***",
        "www-authenticate": 'Bearer realm="argo"',
        "retry-after": "7",
    }


def test_a_body_that_repeats_the_request_shows_no_credentials_in_the_message() -> None:
    error = answer(502, f"cannot send authorization: Bearer {SECRET}".encode(), "text/plain")
    assert error.message == "cannot send authorization: Bearer ***"
    assert SECRET not in f"{error}{error!r}"
    cut = APIConnectionError(REQUEST, f"bad header Basic {'c2VjcmV0' * 3}")
    assert str(cut).endswith("bad header Basic ***")


# The others


ALL: list[ArgoError] = [
    ConfigError("ARGO_SECURE is 'maybe'; expected true or false"),
    APIConnectionError(REQUEST, "the connection was refused"),
    APITimeoutError(REQUEST, "no answer within 30 s"),
    StreamInterruptedError(REQUEST, "the stream ended within a frame"),
    *(grpc(status, 2, "words") for status in (400, 401, 404, 409, 429, 500, 503)),
    grpc(500, 2, "words", "WorkflowService_LintWorkflow"),
    StreamError("EOF", grpc_code=8, http_code=429, http_status="Too Many Requests"),
    ResponseValidationError("not JSON", body=b"\xff", request=REQUEST),
    NotAnArgoServerError(body=b"<html>", content_type="text/html", request=REQUEST),
    ResponseTooLargeError("the body", 7, REQUEST),
    UnsupportedOperationError("SyncService_GetSyncLimit", "v3.6.19", since="v4.0.10", until=None),
    WaitTimeoutError("a", "ml", 1.5, "Running"),
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_errors_can_be_pickled_and_copied(error: ArgoError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is type(error)
        assert (str(again), again.__dict__) == (str(error), error.__dict__)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            APITimeoutError(REQUEST, "no answer within 30 s"),
            "GET https://argo.example.com/argo/api/v1/workflows/ml/a: no answer within 30 s",
        ),
        (
            NotAnArgoServerError(
                body=b"<html><title>Argo</title>", content_type="text/html", request=REQUEST
            ),
            "GET /argo/api/v1/workflows/ml/a:"
            " argo.example.com is not an Argo server, or its"
            ' base path is wrong: an HTML page titled "Argo" came instead of JSON. Check the URL,'
            " and ARGO_BASE_HREF where the server has a --base-href.",
        ),
        (ResponseValidationError("not JSON", body=b""), "not JSON"),
        (
            ResponseTooLargeError("the body", 104_857_600, REQUEST),
            "GET /argo/api/v1/workflows/ml/a: the body is larger than the limit of"
            " 104,857,600 bytes",
        ),
        (StreamError("lost"), "the stream carried an error: lost"),
        (StreamError("odd", grpc_code=99), "the stream carried an error: odd (gRPC code 99)"),
        (
            UnsupportedOperationError("S_Op", "v3.6.19", since="v4.0.10", until=None),
            "the connected Argo server is v3.6.19, which has no S_Op: that exists since v4.0.10",
        ),
        (
            UnsupportedOperationError("S_Op", "v4.1.2", since="v3.5.15", until="v3.7.18"),
            "the connected Argo server is v4.1.2, which has no S_Op:"
            " that exists since v3.5.15 until v3.7.18",
        ),
        (
            WaitTimeoutError("a", "ml", 90, None),
            'workflow "a" in namespace "ml" did not finish within 90 s; last seen as not started',
        ),
    ],
)
def test_what_the_others_say(error: ArgoError, text: str) -> None:
    assert str(error) == text


def test_a_page_of_another_type_is_named_by_its_type() -> None:
    error = NotAnArgoServerError(body=b"hello", content_type="text/plain", request=REQUEST)
    assert '"text/plain" came instead of JSON' in str(error)
    assert error.body == b"hello"
