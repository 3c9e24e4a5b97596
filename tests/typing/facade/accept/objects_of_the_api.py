"""Fields that have no class of their own take the API's models."""

from hera.workflows import (
    Container,
    Counter,
    Gauge,
    Label,
    Metric,
    Resources,
    RetryPolicy,
    RetryStrategy,
    TarArchiveStrategy,
    Workflow,
    models,
)
from hera.workflows.toleration import GPUToleration

Container(
    name="a",
    image_pull_policy="IfNotPresent",
    resources=Resources(cpu_request=1, memory_limit="1Gi", gpus=1),
    retry_strategy=RetryStrategy(limit=3, retry_policy=RetryPolicy.on_failure),
    tolerations=[GPUToleration, models.Toleration(key="k", operator="Exists")],
    security_context=models.SecurityContext(run_as_non_root=True),
    ports=[models.ContainerPort(container_port=80)],
    metrics=[
        Counter(name="runs", help="how often", value="1"),
        Gauge(name="size", help="how much", value="2", realtime=False),
        Metric(name="more", help="more", labels=[Label(key="k", value="v")]),
    ],
)
Workflow(
    generate_name="b-",
    ttl_strategy=models.TTLStrategy(seconds_after_completion=60),
    pod_gc=models.PodGC(strategy="OnPodSuccess"),
    image_pull_secrets=["registry", models.LocalObjectReference(name="other")],
    on_exit=Container(name="end", image="alpine:3"),
)
TarArchiveStrategy(compression_level=3)
