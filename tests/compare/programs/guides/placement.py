"""Where pods run: node selectors, affinities, tolerations, priorities, patches."""

from hera.workflows import Container, Parameter, Resources, Workflow
from hera.workflows import models as m

term = m.NodeSelectorTerm(
    match_expressions=[m.NodeSelectorRequirement(key="arch", operator="In", values=["amd64"])]
)
with Workflow(
    generate_name="placement-",
    entrypoint="main",
    node_selector={"pool": "{{workflow.parameters.pool}}"},
    arguments=Parameter(name="pool", value="cpu"),
    affinity=m.Affinity(
        pod_anti_affinity=m.PodAntiAffinity(
            preferred_during_scheduling_ignored_during_execution=[
                m.WeightedPodAffinityTerm(
                    weight=1, pod_affinity_term=m.PodAffinityTerm(topology_key="zone")
                )
            ]
        )
    ),
    pod_spec_patch='containers:\n- name: main\n  resources:\n    limits: {memory: "{{workflow.parameters.pool}}"}\n',
    pod_priority_class_name="batch",
) as w:
    Container(
        name="main",
        image="alpine:3.20",
        node_selector={"disk": "ssd"},
        affinity=m.Affinity(
            node_affinity=m.NodeAffinity(
                required_during_scheduling_ignored_during_execution=m.NodeSelector(
                    node_selector_terms=[term]
                )
            )
        ),
        tolerations=[m.Toleration(key="gpu", operator="Equal", value="yes", effect="NoSchedule")],
        resources=Resources(cpu_request="500m", cpu_limit=1, memory_request="1Gi", gpus=1),
    )
