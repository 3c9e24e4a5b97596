"""The arguments that all templates have, on an HTTP and on a Suspend template."""

from hera.workflows import HTTP, Counter, RetryStrategy, Suspend, UserContainer, Workflow
from hera.workflows import models as m

common = {
    "active_deadline_seconds": "{{inputs.parameters.seconds}}",
    "affinity": m.Affinity(node_affinity=m.NodeAffinity()),
    "annotations": {"a": "b"},
    "archive_location": m.ArtifactLocation(archive_logs=False),
    "automount_service_account_token": True,
    "daemon": False,
    "executor": m.ExecutorConfig(service_account_name="e"),
    "fail_fast": False,
    "host_aliases": [m.HostAlias(hostnames=["h"], ip="1.2.3.4")],
    "init_containers": [UserContainer(name="init", image="i")],
    "inputs": {"seconds": "5"},
    "labels": {"c": "d"},
    "memoize": m.Memoize(
        cache=m.Cache(config_map=m.LocalObjectReference(name="c")), key="k", max_age="1h"
    ),
    "metrics": Counter(name="c", help="h", value="1"),
    "node_selector": {"a": "b"},
    "outputs": m.Outputs(
        parameters=[m.Parameter(name="o", value_from=m.ValueFrom(expression="1"))]
    ),
    "parallelism": 2,
    "plugin": m.Plugin(),
    "pod_security_context": m.PodSecurityContext(fs_group=1),
    "pod_spec_patch": "{}",
    "priority_class_name": "high",
    "retry_strategy": m.RetryStrategy(limit=m.IntOrString(2)),
    "scheduler_name": "s",
    "service_account_name": "sa",
    "sidecars": [UserContainer(name="side", image="i")],
    "synchronization": m.Synchronization(mutexes=[m.Mutex(name="m")]),
    "timeout": "1h",
    "tolerations": [m.Toleration(key="k", operator="Exists")],
}
with Workflow(generate_name="w-", entrypoint="http") as w:
    HTTP(name="http", url="https://example.com", **common)
    Suspend(name="suspend", **{**common, "retry_strategy": RetryStrategy(limit=5)})
    Suspend(name="again", **common)
