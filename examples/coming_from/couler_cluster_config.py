"""Couler's cluster config: what the cluster demands is added to every workflow, in one place."""

from hera.shared import register_pre_build_hook
from hera.workflows import Container, Workflow, models

DEDICATED = models.Toleration(key="dedicated", operator="Equal", value="batch", effect="NoSchedule")


@register_pre_build_hook
def for_our_cluster(workflow: Workflow) -> Workflow:
    """Put the pods onto the nodes for batch work, and clean up after a day."""
    workflow.node_selector = {"pool": "batch", **(workflow.node_selector or {})}
    workflow.tolerations = [*(workflow.tolerations or []), DEDICATED]
    if workflow.ttl_strategy is None:
        workflow.ttl_strategy = models.TTLStrategy(seconds_after_completion=24 * 60 * 60)
    return workflow


with Workflow(generate_name="cluster-config-", entrypoint="hello") as w:
    Container(name="hello", image="busybox:1.36", command=["echo"], args=["hello"])
