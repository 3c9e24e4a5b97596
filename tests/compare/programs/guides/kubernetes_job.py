"""A Kubernetes job made by a resource template, its state judged by conditions."""

from hera.workflows import Parameter, Resource, Workflow
from hera.workflows import models as m

with Workflow(generate_name="job-", entrypoint="job") as w:
    Resource(
        name="job",
        action="create",
        success_condition="status.succeeded > 0",
        failure_condition="status.failed > 3",
        manifest="""apiVersion: batch/v1
kind: Job
metadata:
  generateName: pi-
spec:
  template:
    spec:
      containers:
      - name: pi
        image: perl
        command: ["perl", "-Mbignum=bpi", "-wle", "print bpi(10)"]
      restartPolicy: Never
""",
        outputs=[
            Parameter(name="name", value_from=m.ValueFrom(json_path="{.metadata.name}")),
            Parameter(name="all", value_from=m.ValueFrom(jq_filter=".")),
        ],
    )
