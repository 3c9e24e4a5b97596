"""A node for pods, on this machine: containerd, kubelet, and an S3 for what they leave.

Pods use the machine's own network and are put on the node by name: there is neither a network of
their own nor a scheduler.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from . import _node_image
from ._certificates import Authority
from ._kubernetes import Kubernetes
from ._node_containerd import INSIDE, Containerd, missing
from ._node_image import IMAGE
from ._node_kubelet import NODE, Kubelet
from ._node_store import KEYS, SECRET, Store


class Node:
    """What runs pods; `config` is what the controller must know for it."""

    def __init__(
        self, logs: Path, programs: dict[str, Path], kubeconfig: Path, authority: Authority
    ) -> None:
        self._folder = logs / "node"
        self._folder.mkdir()
        self._argoexec = programs["argoexec"]
        self.containerd = Containerd(self._folder, IMAGE, logs / "containerd.log")
        self.kubelet = Kubelet(
            programs["kubelet"], self._folder, kubeconfig, authority, logs / "kubelet.log"
        )
        self.store_program = programs["s3"]
        self._store = Store(self.store_program, logs / "s3.log")

    def start(self, kubernetes: Kubernetes) -> None:
        """Start everything and wait until pods can run."""
        self._store.start()
        self.containerd.start()
        image = self._folder / "image.tar"
        _node_image.write(image, self._argoexec)
        self.containerd.load(INSIDE / image.name)
        image.unlink()
        self.kubelet.start(self.containerd, kubernetes)

    def stop(self) -> None:
        """Stop everything, the pods included, and remove what they left."""
        self.kubelet.stop()
        self.containerd.stop()
        self._store.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def allow(self, kubernetes: Kubernetes, namespace: str) -> None:
        """Create what pods need in a namespace: an account with its rights, and secrets."""
        core = f"/api/v1/namespaces/{namespace}"
        kubernetes.create(f"{core}/serviceaccounts", {"metadata": {"name": "default"}})
        authority = {"ca.crt": kubernetes.ca_file.read_text(encoding="utf-8")}
        kubernetes.create(
            f"{core}/configmaps", {"metadata": {"name": "kube-root-ca.crt"}, "data": authority}
        )
        kubernetes.create(f"{core}/secrets", {"metadata": {"name": SECRET}, "stringData": KEYS})
        rule = {
            "apiGroups": ["argoproj.io"],
            "resources": ["workflowtaskresults"],
            "verbs": ["create", "patch"],
        }
        account = {"kind": "ServiceAccount", "name": "default", "namespace": namespace}
        kubernetes.grant(namespace, "executor", [rule], account)

    def config(self, kubernetes: Kubernetes) -> dict[str, str]:
        """Return what is to be added to the controller's configuration."""
        server = urlsplit(kubernetes.url)
        # Its address within a cluster is one that a proxy provides, which does not run here.
        address = {
            "KUBERNETES_SERVICE_HOST": server.hostname,
            "KUBERNETES_SERVICE_PORT": server.port,
        }
        executor = {
            "imagePullPolicy": "Never",
            "env": [{"name": name, "value": str(value)} for name, value in address.items()],
        }
        placed = {"hostNetwork": True, "podSpecPatch": json.dumps({"nodeName": NODE})}
        return {
            "executor": json.dumps(executor),
            "mainContainer": json.dumps({"imagePullPolicy": "Never"}),
            "workflowDefaults": json.dumps({"spec": placed}),
            "artifactRepository": json.dumps({"s3": self._store.location}),
        }


__all__ = ["IMAGE", "NODE", "Node", "missing"]
