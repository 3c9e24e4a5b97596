"""Who a pod runs as, its name service, its hosts."""

from hera.workflows import Container, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="security-",
    entrypoint="main",
    security_context=m.PodSecurityContext(
        run_as_non_root=True, run_as_user=8737, supplemental_groups=[1, 2]
    ),
    dns_config=m.PodDNSConfig(options=[m.PodDNSConfigOption(name="ndots", value="2")]),
    dns_policy="None",
    host_network=False,
    image_pull_secrets=["registry"],
    automount_service_account_token=False,
    executor=m.ExecutorConfig(service_account_name="executor"),
) as w:
    Container(
        name="main",
        image="alpine:3.20",
        security_context=m.SecurityContext(
            capabilities=m.Capabilities(add=["NET_ADMIN"], drop=["ALL"]),
            read_only_root_filesystem=True,
        ),
        host_aliases=[m.HostAlias(ip="127.0.0.1", hostnames=["a.local", "b.local"])],
    )
