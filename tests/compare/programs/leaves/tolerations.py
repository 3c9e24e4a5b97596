"""Tolerations on a template and on a workflow."""

from hera.workflows import Container, Workflow
from hera.workflows import models as m

gpu = m.Toleration(effect="NoSchedule", key="nvidia.com/gpu", operator="Equal", value="present")
with Workflow(generate_name="tolerations-", entrypoint="main", tolerations=[gpu]) as w:
    Container(
        name="main",
        image="i",
        tolerations=[gpu, m.Toleration(key="k", operator="Exists", toleration_seconds=5)],
    )
