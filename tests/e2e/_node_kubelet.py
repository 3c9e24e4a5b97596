"""Kubernetes' node agent, and the one node that it makes of this machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ._certificates import Authority
from ._kubernetes import Kubernetes
from ._node_containerd import INSIDE, SOCKET, Containerd
from ._processes import HOST, Process, free_port

_SECONDS = 60.0
NODE = HOST
"""The node's name: pods' logs are fetched from the host of this name."""


class Kubelet:
    """Runs the pods whose `nodeName` is NODE, if they use the machine's own network."""

    def __init__(
        self, program: Path, folder: Path, kubeconfig: Path, authority: Authority, log: Path
    ) -> None:
        self._program = program
        self._folder = folder
        self._kubeconfig = kubeconfig
        self._authority = authority
        self._log = log
        self._process: Process | None = None

    def start(self, containerd: Containerd, kubernetes: Kubernetes) -> None:
        """Start it beside containerd and wait until the node is there."""
        config = self._folder / "kubelet.json"
        config.write_text(json.dumps(self._config(containerd.group)), encoding="utf-8")
        command: list[str | Path] = [
            self._program,
            f"--config={config}",
            f"--kubeconfig={self._kubeconfig}",
            f"--root-dir={INSIDE}/kubelet",
            f"--hostname-override={NODE}",
        ]
        self._process = Process("kubelet", containerd.inside(command), log=self._log)
        self._process.start()
        self._process.await_ready(lambda: _is_there(kubernetes), _SECONDS)

    def stop(self) -> None:
        """Kill it; its pods live on until containerd is stopped."""
        if self._process:
            self._process.kill()

    def _config(self, group: str) -> dict[str, Any]:
        serving = self._authority.issue("kubelet")
        return {
            "apiVersion": "kubelet.config.k8s.io/v1beta1",
            "kind": "KubeletConfiguration",
            "address": HOST,
            "port": free_port(),
            "healthzPort": 0,
            "tlsCertFile": str(serving.certificate),
            "tlsPrivateKeyFile": str(serving.key),
            "authentication": {
                "anonymous": {"enabled": False},
                "webhook": {"enabled": False},
                "x509": {"clientCAFile": str(self._authority.ca_file)},
            },
            "authorization": {"mode": "AlwaysAllow"},
            "containerRuntimeEndpoint": f"unix://{SOCKET}",
            "cgroupDriver": "cgroupfs",
            "cgroupRoot": f"/{group}",
            "failCgroupV1": False,
            "failSwapOn": False,
            "resolvConf": "",
            "volumePluginDir": f"{INSIDE}/plugins",
            # The firewall is the machine's.
            "makeIPTablesUtilChains": False,
            # A disk that is nearly full is no reason to drop pods, or images that cannot be pulled.
            "evictionHard": {"nodefs.available": "0%", "imagefs.available": "0%"},
            "imageGCHighThresholdPercent": 100,
        }


def _is_there(kubernetes: Kubernetes) -> bool:
    nodes = kubernetes.request("GET", "/api/v1/nodes")["items"]
    return any(node["status"].get("conditions") for node in nodes)
