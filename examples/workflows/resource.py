"""A Kubernetes object is created; the step is done when the object says so."""

from hera.workflows import Parameter, Resource, Workflow, models

JOB = """\
apiVersion: batch/v1
kind: Job
metadata:
  generateName: pi-
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: pi
        image: perl:5.40
        command: [perl, -Mbignum=bpi, -wle, print bpi(200)]
"""

with Workflow(generate_name="resource-", entrypoint="job") as w:
    Resource(
        name="job",
        action="create",
        manifest=JOB,
        set_owner_reference=True,
        success_condition="status.succeeded > 0",
        failure_condition="status.failed > 3",
        outputs=Parameter(name="job", value_from=models.ValueFrom(json_path="{.metadata.name}")),
    )
