"""The two servers that are compared: the real one, and the one that the client's tests talk to."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
from client._server import ArgoServer
from client._tls import Authority

from ._argo_server import ArgoServer as Real
from ._cluster import NAMESPACE, Cluster
from ._programs import ARGO_RELEASE
from ._same_steps import Settle

_SECONDS = 60.0
_FINAL = ("Succeeded", "Failed", "Error")


class RealSide:
    """The real server, its controller, and Kubernetes' API beneath it."""

    def __init__(self, cluster: Cluster, based: Real, both: Real) -> None:
        self._cluster = cluster
        self._servers = {"based": based, "both": both}
        self.ca_file = cluster.ca_file

    def url(self, at: str) -> str:
        server = self._servers.get(at) or getattr(self._cluster, at)
        # It serves at the root whatever its base is: a proxy in front of it takes that off.
        return str(server.url).removesuffix("/argo")

    def token(self, user: str) -> str:
        return str(getattr(self._cluster, user).token)

    def settle(self, step: Settle) -> None:
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            if self._phase(step.name) == step.phase and (not step.archived or self._kept(step)):
                return
            time.sleep(0.1)
        raise TimeoutError(f"workflow {step.name} is not {step.phase} after {_SECONDS:.0f} s")

    def _phase(self, name: str) -> str:
        where = f"/apis/argoproj.io/v1alpha1/namespaces/{NAMESPACE}/workflows/{name}"
        status = self._cluster.kubernetes.request("GET", where).get("status", {})
        # It is at rest once its nodes are there.
        return str(status.get("phase")) if status.get("nodes") else ""

    def _kept(self, step: Settle) -> bool:
        asked = {"listOptions.fieldSelector": f"metadata.name={step.name}"}
        url = f"{self.url('open')}/api/v1/archived-workflows"
        return bool(httpx.get(url, params=asked, trust_env=False).json()["items"])

    def restart(self) -> None:
        self._cluster.open.kill()
        self._cluster.open.start()

    def expire(self) -> None:
        """Nothing: versions below those of this run's etcd are too old from the start."""


class OurSide:
    """The test server, several of one state, each with its way to tell who asks."""

    def __init__(self, servers: dict[str, ArgoServer], ca_file: Path) -> None:
        self._servers = servers
        self.ca_file = ca_file

    def url(self, at: str) -> str:
        server = self._servers[at]
        return server.url.removesuffix(server.base_href if at == "based" else "")

    def token(self, user: str) -> str:
        return f"token-{user}"

    def settle(self, step: Settle) -> None:
        state = self._servers["open"].state
        state.run(NAMESPACE, step.name, step.phase)
        if step.archived:
            state.archive(NAMESPACE, step.name, keep=True)

    def restart(self) -> None:
        self._servers["open"].stop()
        self._servers["open"].start()

    def expire(self) -> None:
        self._servers["open"].state.expire()


@contextmanager
def our_side(folder: Path) -> Generator[OurSide]:
    """Start test servers of the release and the settings of the real ones."""
    authority = Authority(folder)
    token, tls = "token-admin", authority.server_context()
    servers = {
        "open": ArgoServer(ARGO_RELEASE),
        "guarded": ArgoServer(ARGO_RELEASE, token=token, tls=tls),
        "both": ArgoServer(ARGO_RELEASE, token=token, server_mode=True),
        "based": ArgoServer(ARGO_RELEASE, base_href="/argo"),
    }
    for server in servers.values():
        server.state.namespaces = {NAMESPACE}
        server.argo.absent = {"event-sources", "sensors"}
        server.argo.webhooks = False
    with ExitStack() as stack:
        for server in servers.values():
            stack.enter_context(server)
        yield OurSide(servers, authority.ca_file)


__all__ = ["OurSide", "RealSide", "our_side"]
