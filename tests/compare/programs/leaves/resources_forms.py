"""Resources: each argument, their mixture with limits, extra resources, the model."""

from hera.workflows import Container, Resources, Workflow
from hera.workflows import models as m

with Workflow(generate_name="resources-", entrypoint="requests") as w:
    Container(
        name="requests",
        image="i",
        resources=Resources(cpu_request=0.5, memory_request="1Gi", ephemeral_request="2Gi"),
    )
    Container(
        name="limits",
        image="i",
        resources=Resources(cpu_limit=2, memory_limit="1Gi", ephemeral_limit="50Mi"),
    )
    Container(
        name="both",
        image="i",
        resources=Resources(
            cpu_request=1,
            cpu_limit=2,
            memory_request="1Gi",
            memory_limit="2Gi",
            ephemeral_request="1Gi",
            ephemeral_limit="1Gi",
        ),
    )
    Container(name="gpus", image="i", resources=Resources(gpus=2))
    Container(
        name="texts",
        image="i",
        resources=Resources(cpu_request="100m", cpu_limit="200m", gpus="1", gpu_flag="amd.com/gpu"),
    )
    Container(
        name="custom", image="i", resources=Resources(custom_resources={"example.com/fpga": "1"})
    )
    Container(name="none", image="i", resources=Resources())
    Container(
        name="model",
        image="i",
        resources=m.ResourceRequirements(
            requests={"cpu": m.Quantity("1")},
            limits={"memory": m.Quantity("1Gi")},
            claims=[m.ResourceClaim(name="gpu")],
        ),
    )
