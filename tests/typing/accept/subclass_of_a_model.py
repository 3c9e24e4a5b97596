"""A subclass adds methods and fields; what is optional in its base stays so."""

from typing_extensions import Self, assert_type

from hera_models import Container, CronWorkflow, CronWorkflowSpec, WorkflowSpec


class Busybox(Container):
    def shell(self, line: str) -> Self:
        self.command = ["sh", "-c", line]
        return self


class Owned(Container):
    team: str
    pager: str | None = None


class Nightly(CronWorkflow):
    def schedules(self) -> list[str]:
        return self.spec.schedules or []


assert_type(Busybox(image="busybox").shell("date"), Busybox)
general: Container = Busybox(image="busybox")
owned = Owned(team="data", image="busybox")
assert_type(owned.team, str)
spec = CronWorkflowSpec(schedules=["0 3 * * *"], workflow_spec=WorkflowSpec())
assert_type(Nightly(spec=spec).schedules(), list[str])
