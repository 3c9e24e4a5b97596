"""Services: their settings, their methods, and workflows that use them."""

from typing_extensions import assert_type

from hera.workflows import AsyncWorkflowsService, Workflow, WorkflowsService, models

service = WorkflowsService(host="https://argo.example.com", token="t", namespace="etl")
w = Workflow(generate_name="a-", workflows_service=service)


def run() -> None:
    assert_type(w.create(wait=True, poll_interval=1), models.Workflow)
    assert_type(service.get_workflow("a"), models.Workflow)
    print(service.list_workflows(namespace="etl", label_selector="a=b").items)
    link: str = w.get_workflow_link()
    print(link)


async def run_async() -> None:
    async with AsyncWorkflowsService(host="https://argo.example.com") as asynchronous:
        other = Workflow(generate_name="b-", workflows_service=asynchronous)
        assert_type(await other.async_create(), models.Workflow)
        assert_type(await asynchronous.get_workflow("a"), models.Workflow)
