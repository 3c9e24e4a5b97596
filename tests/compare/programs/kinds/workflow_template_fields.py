"""A workflow template: where its metadata and the workflows' metadata go."""

from hera.workflows import Container, Parameter, WorkflowTemplate
from hera.workflows import models as m

with WorkflowTemplate(
    name="stored",
    namespace="argo",
    labels={"a": "b"},
    annotations={"c": "d"},
    entrypoint="main",
    arguments={"n": 1},
    workflow_metadata=m.WorkflowMetadata(labels={"x": "y"}, annotations={"z": "w"}),
    service_account_name="sa",
    pod_metadata=m.Metadata(labels={"l": "m"}),
) as w:
    Container(name="main", image="i", inputs=Parameter(name="n"))

generated = WorkflowTemplate(generate_name="stored-")
