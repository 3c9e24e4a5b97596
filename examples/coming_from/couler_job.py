"""Couler's `run_job`: a Kubernetes Job whose end, good or bad, is the step's."""

from hera.workflows import Resource, Workflow

JOB = """\
apiVersion: batch/v1
kind: Job
metadata:
  generateName: count-
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: count
        image: busybox:1.36
        command: [sh, -c, for i in 1 2 3; do echo $i; done]
"""

with Workflow(generate_name="job-", entrypoint="count") as w:
    Resource(
        name="count",
        action="create",
        manifest=JOB,
        set_owner_reference=True,
        success_condition="status.succeeded > 0",
        failure_condition="status.failed > 2",
    )
