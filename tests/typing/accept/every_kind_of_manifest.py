"""Every kind of manifest is constructed without telling its kind."""

from typing_extensions import assert_type

from hera_models import (
    ClusterWorkflowTemplate,
    ClusterWorkflowTemplateList,
    CronWorkflow,
    CronWorkflowList,
    CronWorkflowSpec,
    Manifest,
    ObjectMeta,
    PersistentVolumeClaim,
    Workflow,
    WorkflowEventBinding,
    WorkflowEventBindingList,
    WorkflowEventBindingSpec,
    WorkflowList,
    WorkflowSpec,
    WorkflowTemplate,
    WorkflowTemplateList,
    core,
    events,
    workflows,
)

spec = WorkflowSpec(entrypoint="main")
binding = WorkflowEventBindingSpec(event=workflows.Event(selector="true"))
manifests: list[Manifest] = [
    ClusterWorkflowTemplate(spec=spec),
    ClusterWorkflowTemplateList(items=[ClusterWorkflowTemplate(spec=spec)]),
    CronWorkflow(spec=CronWorkflowSpec(schedules=["@daily"], workflow_spec=spec)),
    CronWorkflowList(),
    Workflow(spec=spec),
    Workflow(api_version="argoproj.io/v1alpha1", kind="Workflow", spec=spec),
    WorkflowEventBinding(spec=binding),
    WorkflowEventBindingList(items=[]),
    WorkflowList(items=[Workflow(spec=spec)]),
    WorkflowTemplate(metadata=ObjectMeta(name="etl"), spec=spec),
    WorkflowTemplateList(),
    events.EventSource(),
    events.EventSourceList(),
    events.Sensor(),
    events.SensorList(),
    core.Event(metadata=ObjectMeta(name="a"), involved_object=core.ObjectReference()),
]
claim = PersistentVolumeClaim(metadata=ObjectMeta(name="work"))
assert_type(Workflow(spec=spec).spec.entrypoint, str | None)
