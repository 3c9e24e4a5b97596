"""Contexts give themselves, of their own class."""

from typing_extensions import assert_type

from hera.workflows import DAG, ContainerNode, ContainerSet, CronWorkflow, Steps, Workflow, script


class Mine(Workflow):
    """A user's own workflow."""


@script()
def work() -> None:
    print("working")


with Workflow(generate_name="nested-", entrypoint="main") as w, DAG(name="main") as d:
    assert_type(w, Workflow)
    assert_type(d, DAG)
    work()
with CronWorkflow(name="nightly", schedules=["0 3 * * *"], entrypoint="main") as nightly:
    assert_type(nightly, CronWorkflow)
    with Steps(name="main") as s:
        assert_type(s, Steps)
        work()
with Mine(generate_name="mine-", entrypoint="set") as mine, ContainerSet(name="set") as pod:
    assert_type(mine, Mine)
    assert_type(pod, ContainerSet)
    first = ContainerNode(name="main", image="alpine:3")
    second = ContainerNode(name="second", image="alpine:3")
    assert_type(first >> second, ContainerNode)
