"""The exceptions of the facade."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from hera import exceptions
from hera.exceptions import BuildError, HeraException, HeraWarning, exception_from_server_response
from hera.workflows import exceptions as workflow_exceptions


class Answer:
    """An answer of an HTTP library."""

    def __init__(self, status_code: int, body: Any) -> None:
        self.status_code = status_code
        self.body = body

    def json(self) -> Any:
        if self.body is None:
            raise ValueError("no JSON")
        return self.body


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequest"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "NotFound"),
        (409, "AlreadyExists"),
        (500, "InternalServerError"),
        (501, "NotImplemented"),
        (418, "HeraException"),
    ],
)
def test_each_status_has_its_exception(status: int, name: str) -> None:
    error = exception_from_server_response(Answer(status, {"message": "hey"}))

    assert type(error) is getattr(exceptions, name)
    assert isinstance(error, HeraException)
    assert str(error) == f"Server returned status code {status} with message: `hey`"


@pytest.mark.parametrize("body", [None, {}, ["odd"], "text"])
def test_an_answer_without_a_message_is_told_all_the_same(body: Any) -> None:
    error = exception_from_server_response(Answer(404, body))

    assert type(error) is exceptions.NotFound
    assert "status code 404" in str(error)


def test_a_build_error_holds_its_findings() -> None:
    error = BuildError(["one.py:3: no task 'x'", "one.py:4: no task 'y'"])

    assert str(error) == "one.py:3: no task 'x'\none.py:4: no task 'y'"
    assert pickle.loads(pickle.dumps(error)).findings == error.findings
    assert issubclass(HeraWarning, UserWarning)


@pytest.mark.parametrize(
    "name", ["InvalidType", "InvalidTemplateCall", "InvalidDispatchType", "NodeNameConflict"]
)
def test_the_errors_of_contexts_have_one_base(name: str) -> None:
    kind = getattr(workflow_exceptions, name)

    assert issubclass(kind, workflow_exceptions.WorkflowsException)
    assert str(kind("what")) == "what"
