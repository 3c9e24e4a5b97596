"""A time is no number and no duration, and text when read."""

from datetime import timedelta

from hera_models import ObjectMeta, WorkflowStatus

ObjectMeta(creation_timestamp=1714521600)
# error[pyright]: "Literal.1714521600." is not assignable to "datetime"
# error[mypy]: "creation_timestamp" .*"int"; expected "str . datetime . None"
WorkflowStatus(started_at=timedelta(hours=1))
# error[pyright]: "timedelta" is not assignable to "datetime"
# error[mypy]: "started_at" .*"timedelta"; expected "str . datetime . None"


def year(status: WorkflowStatus) -> int:
    return status.started_at.year if status.started_at else 0
    # error[pyright]: attribute "year" for class "str"
    # error[pyright]: reportUnknownMemberType
    # error[pyright]: reportUnknownVariableType
    # error[mypy]: "str" has no attribute "year"
