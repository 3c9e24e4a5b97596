"""The links to a workflow's page, and a service that is given."""

from hera.workflows import AsyncWorkflowsService, Workflow, WorkflowsService, WorkflowTemplate

service = WorkflowsService(
    host="https://argo.example.com/", namespace="ns", token="t", verify_ssl=False
)
w = Workflow(name="mine", workflows_service=service)


def outcome(make):
    try:
        return make()
    except Exception as error:
        return type(error).__name__


observed = {
    "workflow": outcome(lambda: w.get_workflow_link()),
    "service": outcome(lambda: service.get_workflow_link("other")),
    "named": outcome(
        lambda: Workflow(
            name="mine", namespace="own", workflows_service=service
        ).get_workflow_link()
    ),
    "unnamed": outcome(
        lambda: Workflow(generate_name="mine-", workflows_service=service).get_workflow_link()
    ),
    "template": outcome(
        lambda: WorkflowTemplate(name="t", workflows_service=service).get_workflow_link()
    ),
    "is given": w.workflows_service is service,
    "namespace of service": outcome(
        lambda: Workflow(name="x", workflows_service=service).to_dict()["metadata"]
    ),
    "classes": [WorkflowsService.__name__, AsyncWorkflowsService.__name__],
}
