"""Every constructor argument that all templates have."""

from hera.workflows import Container, UserContainer, Workflow
from hera.workflows import models as m

with Workflow(generate_name="common-", entrypoint="common") as w:
    Container(
        name="common",
        image="alpine:3.20",
        active_deadline_seconds=30,
        affinity=m.Affinity(
            node_affinity=m.NodeAffinity(
                required_during_scheduling_ignored_during_execution=m.NodeSelector(
                    node_selector_terms=[
                        m.NodeSelectorTerm(
                            match_expressions=[
                                m.NodeSelectorRequirement(
                                    key="zone", operator="In", values=["a", "b"]
                                )
                            ]
                        )
                    ]
                )
            )
        ),
        archive_location=m.ArtifactLocation(archive_logs=True),
        automount_service_account_token=False,
        daemon=True,
        executor=m.ExecutorConfig(service_account_name="executor"),
        fail_fast=True,
        host_aliases=[m.HostAlias(hostnames=["db"], ip="10.0.0.1")],
        init_containers=[UserContainer(name="init", image="busybox", command=["true"])],
        memoize=m.Memoize(
            cache=m.Cache(config_map=m.LocalObjectReference(name="cache")),
            key="{{workflow.name}}",
            max_age="1h",
        ),
        annotations={"note": "yes"},
        labels={"app": "common"},
        node_selector={"disk": "ssd"},
        parallelism=2,
        plugin=m.Plugin(),
        pod_spec_patch='{"terminationGracePeriodSeconds": 5}',
        priority_class_name="high",
        scheduler_name="custom",
        service_account_name="runner",
        sidecars=[m.UserContainer(name="side", image="nginx")],
        synchronization=m.Synchronization(mutex=m.Mutex(name="one")),
        timeout="5m",
        tolerations=[m.Toleration(key="gpu", operator="Exists", effect="NoSchedule")],
    )
