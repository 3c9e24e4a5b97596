"""A time is given as a datetime or as text, and is text when read."""

from datetime import datetime, timezone

from typing_extensions import assert_type

from hera_models import ObjectMeta, WorkflowStatus

status = WorkflowStatus(
    started_at=datetime(2024, 5, 1, tzinfo=timezone.utc), finished_at="2024-05-01T00:01:00Z"
)
meta = ObjectMeta(creation_timestamp=datetime.now(timezone.utc))
assert_type(status.started_at, str | None)
