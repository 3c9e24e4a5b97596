"""Kubernetes' API server on the loopback, with etcd behind it and nothing else: no pod runs by it."""

from __future__ import annotations

import csv
import json
import secrets
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from ._certificates import Authority, new_key
from ._processes import HOST, Process, StartFailed, free_port

_ETCD_SECONDS = 30.0
_API_SECONDS = 90.0
ADMINS = "system:masters"


@dataclass(frozen=True)
class User:
    """Whom a token stands for; without a group that has rights, roles must give them."""

    name: str
    groups: tuple[str, ...] = ()
    token: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)


class Kubernetes:
    """The API server: `url`, `ca_file`, and requests as the administrator."""

    def __init__(
        self,
        folder: Path,
        programs: dict[str, Path],
        authority: Authority,
        users: Iterable[User],
        *,
        pods: bool = False,
    ) -> None:
        folder.mkdir()
        self._folder = folder
        self._authority = authority
        self._pods = pods
        self.admin = User("admin", (ADMINS,))
        self._write_tokens([self.admin, *users])
        self.ca_file = authority.ca_file
        etcd_port, port = free_port(), free_port()
        self.url = f"https://{HOST}:{port}"
        self.etcd = self._etcd(programs["etcd"], etcd_port)
        self.server = self._api_server(programs["kube-apiserver"], etcd_port, port)
        self._http = httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {self.admin.token}"},
            verify=ssl.create_default_context(cafile=str(self.ca_file)),
            timeout=30.0,
            trust_env=False,
        )
        self._etcd_health = f"http://{HOST}:{self._etcd_health_port}/health"

    def start(self) -> None:
        """Start both and wait until they are ready."""
        self.etcd.start()
        self.etcd.await_ready(self._etcd_is_ready, _ETCD_SECONDS)
        self.server.start()
        self.server.await_ready(self._is_ready, _API_SECONDS)

    def stop(self) -> None:
        """Stop both."""
        self._http.close()
        self.server.stop()
        self.etcd.stop()

    def request(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """Send a request as the administrator and return the JSON of the answer.

        Raises:
            StartFailed: The answer is an error.
        """
        answer = self._http.request(method, path, json=body, params=query)
        if answer.is_error:
            raise StartFailed(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()

    def create(self, path: str, body: dict[str, Any]) -> None:
        """Create an object in the collection at `path`."""
        self.request("POST", path, body)

    def grant(
        self, namespace: str, name: str, rules: list[dict[str, Any]], subject: dict[str, Any]
    ) -> None:
        """Create a role and bind it to a user or an account."""
        group = "rbac.authorization.k8s.io"
        role = {"metadata": {"name": name}, "rules": rules}
        binding = {
            "metadata": {"name": name},
            "roleRef": {"apiGroup": group, "kind": "Role", "name": name},
            "subjects": [subject],
        }
        for plural, body in (("roles", role), ("rolebindings", binding)):
            self.create(f"/apis/{group}/v1/namespaces/{namespace}/{plural}", body)

    def write_kubeconfig(self, path: Path, user: User, namespace: str) -> Path:
        """Write a kubeconfig for `user` and return its path."""
        cluster = {"server": self.url, "certificate-authority": str(self.ca_file)}
        context = {"cluster": "c", "user": "u", "namespace": namespace}
        path.touch(mode=0o600)
        document = {
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": "x",
            "clusters": [{"name": "c", "cluster": cluster}],
            "users": [{"name": "u", "user": {"token": user.token}}],
            "contexts": [{"name": "x", "context": context}],
        }
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    def _write_tokens(self, users: Iterable[User]) -> None:
        self._tokens = self._folder / "tokens.csv"
        self._tokens.touch(mode=0o600)
        with self._tokens.open("w", newline="", encoding="utf-8") as file:
            for user in users:
                csv.writer(file).writerow([user.token, user.name, user.name, ",".join(user.groups)])

    def _etcd(self, program: Path, port: int) -> Process:
        pair = self._authority.issue("etcd")
        peer = f"http://{HOST}:{free_port()}"
        url = f"https://{HOST}:{port}"
        self._etcd_health_port = free_port()
        command: list[str | Path] = [
            program,
            f"--data-dir={self._folder / 'etcd'}",
            f"--listen-client-urls={url}",
            f"--advertise-client-urls={url}",
            f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}",
            f"--initial-cluster=default={peer}",
            f"--listen-metrics-urls=http://{HOST}:{self._etcd_health_port}",
            f"--cert-file={pair.certificate}",
            f"--key-file={pair.key}",
            f"--trusted-ca-file={self._authority.ca_file}",
            "--client-cert-auth",
            # The data outlives no run.
            "--unsafe-no-fsync",
            "--log-level=warn",
        ]
        return Process("etcd", command, log=self._folder / "etcd.log")

    def _api_server(self, program: Path, etcd_port: int, port: int) -> Process:
        serving = self._authority.issue("kube-apiserver")
        client = self._authority.issue("etcd-client")
        tokens = new_key(self._folder / "service-accounts.key")
        command: list[str | Path] = [
            program,
            f"--bind-address={HOST}",
            f"--advertise-address={HOST}",
            # Would publish the address for pods, which cannot be the loopback's.
            "--endpoint-reconciler-type=none",
            f"--secure-port={port}",
            f"--cert-dir={self._folder}",
            f"--tls-cert-file={serving.certificate}",
            f"--tls-private-key-file={serving.key}",
            f"--etcd-servers=https://{HOST}:{etcd_port}",
            f"--etcd-cafile={self._authority.ca_file}",
            f"--etcd-certfile={client.certificate}",
            f"--etcd-keyfile={client.key}",
            f"--service-account-issuer=https://{HOST}:{port}",
            f"--service-account-key-file={tokens}",
            f"--service-account-signing-key-file={tokens}",
            "--service-cluster-ip-range=10.0.0.0/24",
            f"--token-auth-file={self._tokens}",
            "--authorization-mode=RBAC",
            "--anonymous-auth=false",
            "--profiling=false",
            *self._for_pods(),
        ]
        return Process("kube-apiserver", command, log=self._folder / "kube-apiserver.log")

    def _for_pods(self) -> list[str]:
        if not self._pods:
            # Service accounts are made by a controller that does not run here.
            return ["--disable-admission-plugins=ServiceAccount"]
        client = self._authority.issue("kubelet-client")
        return [
            f"--kubelet-client-certificate={client.certificate}",
            f"--kubelet-client-key={client.key}",
            f"--kubelet-certificate-authority={self._authority.ca_file}",
        ]

    def _etcd_is_ready(self) -> bool:
        try:
            return httpx.get(self._etcd_health, timeout=2.0, trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def _is_ready(self) -> bool:
        try:
            return self._http.get("/readyz", timeout=2.0).is_success
        except httpx.HTTPError:
            return False
