"""Argo's own server and controller on the loopback, with all that they need.

    with start(tmp_path) as cluster:
        httpx.get(f"{cluster.open.url}/api/v1/version")

Without a node no pod runs: workflows end that are made of templates which need none.
"""

from __future__ import annotations

import base64
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from . import _crds
from ._argo_server import ArgoServer, all_services_answer
from ._certificates import Authority
from ._kubernetes import ADMINS, Kubernetes, User
from ._node import IMAGE, Node
from ._postgres import DATABASE, Postgres
from ._processes import HOST, Process, StartFailed, free_port
from ._programs import ARGO_3_7, ETCD, KUBERNETES, S3, Module, find_built

NAMESPACE = "argo"
_CONTROLLER_SECONDS = 60.0
_CONFIG = "workflow-controller-configmap"
_TLS_SECRET = "argo-server-tls"
_DATABASE_SECRET = "argo-postgres"
# The controller says this once it works on workflows; it has no port of its own to ask.
_WORKS = "Performing periodic GC"


class NotBuilt(Exception):
    """The programs are not there; `make argo` builds them."""


class Cluster:
    """What runs; leaving it, or `stop()`, ends exactly that.

    `open` is a server that asks no one who they are (auth mode server, no TLS), `guarded` one
    that wants a token (auth mode client, TLS). Of the users, `admin` may do anything, `reader`
    only look at Argo's objects in the namespace, `stranger` nothing.
    """

    open: ArgoServer
    guarded: ArgoServer

    def __init__(
        self, folder: Path, *, database: bool, node: bool, environment: Mapping[str, str]
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._environment = dict(environment)
        self._stack = ExitStack()
        self._authority = Authority(folder)
        self.ca_file = self._authority.ca_file
        self.reader = User("reader")
        self.stranger = User("stranger")
        self._argo = User("argo", (ADMINS,))
        self._kubelet = User("kubelet", (ADMINS,))
        argo = _built(ARGO_3_7)
        self._programs = argo / "bin"
        self._definitions = argo / "crds"
        self.kubernetes = Kubernetes(
            folder / "kubernetes",
            {
                "etcd": _built(ETCD) / "bin" / "etcd",
                "kube-apiserver": _built(KUBERNETES) / "bin" / "kube-apiserver",
            },
            self._authority,
            [self.reader, self.stranger, self._argo, self._kubelet],
            pods=node,
        )
        self.admin = self.kubernetes.admin
        self.database = Postgres(folder) if database else None
        self.node = self._node() if node else None
        self._kubeconfig = self.kubernetes.write_kubeconfig(
            folder / "argo.kubeconfig", self._argo, NAMESPACE
        )
        self.controller = self._controller()

    def start(self) -> None:
        """Start everything; stop all again if that fails."""
        try:
            self._stop_when_terminated()
            if self.database:
                self._stack.callback(self.database.stop)
                self.database.start()
            self._stack.callback(self.kubernetes.stop)
            self.kubernetes.start()
            self._prepare()
            if self.node:
                self._stack.callback(self.node.stop)
                self.node.start(self.kubernetes)
            self._stack.callback(self.controller.stop)
            self.start_controller()
            self.open = self.add_server("open")
            self.guarded = self.add_server("guarded", auth_modes=("client",), tls="secret")
        except BaseException:
            self.stop()
            raise

    def _stop_when_terminated(self) -> None:
        # By default a termination ends Python without cleaning up. A handler of the caller's
        # own is left alone.
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
            self._stack.callback(signal.signal, signal.SIGTERM, signal.SIG_DFL)

    def stop(self) -> None:
        """Stop what runs, in the reverse order of its start."""
        self._stack.close()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start_controller(self) -> None:
        """Start the controller, or start it again after `controller.kill()`."""
        before = _size(self.controller.log)
        self.controller.start()
        self.controller.await_ready(
            lambda: _WORKS in _after(self.controller.log, before), _CONTROLLER_SECONDS
        )

    def add_server(
        self,
        name: str,
        *,
        auth_modes: Sequence[str] = ("server",),
        tls: str = "",
        base_href: str = "/",
    ) -> ArgoServer:
        """Start one more Argo server; it is stopped with the rest.

        Args:
            name: For its log.
            auth_modes: "server", "client" or both.
            tls: "" for none, "secret" for a certificate of the run's authority, "own" for one
                that the server signs itself.
            base_href: The path that it is reached under.
        """
        port = free_port()
        url = f"{'https' if tls else 'http'}://{HOST}:{port}{base_href.rstrip('/')}"
        command: list[str | Path] = [
            self._programs / "argo",
            "server",
            f"--port={port}",
            f"--secure={'true' if tls else 'false'}",
            f"--base-href={base_href}",
            "--namespaced",
            *(f"--auth-mode={mode}" for mode in auth_modes),
        ]
        if tls == "secret":
            command.append(f"--tls-certificate-secret-name={_TLS_SECRET}")
        process = self._process(f"server-{name}", command)
        ca_file = self.ca_file if tls == "secret" else None
        server = ArgoServer(url, process, ca_file, all_services_answer(url, NAMESPACE))
        self._stack.callback(process.stop)
        server.start()
        return server

    def _node(self) -> Node:
        programs = {
            "kubelet": _built(KUBERNETES) / "bin" / "kubelet",
            "argoexec": self._programs / "argoexec",
            "s3": _built(S3) / "bin" / "s3",
        }
        kubeconfig = self.kubernetes.write_kubeconfig(
            self._folder / "kubelet.kubeconfig", self._kubelet, NAMESPACE
        )
        return Node(self._folder, programs, kubeconfig, self._authority)

    def _controller(self) -> Process:
        command: list[str | Path] = [
            self._programs / "workflow-controller",
            "--namespaced",
            f"--executor-image={IMAGE}",
        ]
        return self._process("controller", command, LEADER_ELECTION_DISABLE="true")

    def _process(self, name: str, command: Sequence[str | Path], **more: str) -> Process:
        return Process(
            name,
            command,
            log=self._folder / f"{name}.log",
            environment={"KUBECONFIG": str(self._kubeconfig), **self._environment, **more},
        )

    def _prepare(self) -> None:
        _crds.install(self.kubernetes, self._definitions)
        self.kubernetes.create("/api/v1/namespaces", {"metadata": {"name": NAMESPACE}})
        pair = self._authority.issue("argo-server")
        files = {"tls.crt": pair.certificate.read_bytes(), "tls.key": pair.key.read_bytes()}
        self._create_secret(_TLS_SECRET, files)
        if self.database:
            login = {"user": self.database.user, "password": self.database.password}
            self._create_secret(
                _DATABASE_SECRET, {name: value.encode() for name, value in login.items()}
            )
        if self.node:
            self.node.allow(self.kubernetes, NAMESPACE)
        self._create("configmaps", {"metadata": {"name": _CONFIG}, "data": self._config()})
        self._allow_reading()

    def _config(self) -> dict[str, str]:
        # A port of every interface, that two runs would want.
        config = {"metricsConfig": json.dumps({"enabled": False})}
        if self.database:
            secret = {"name": _DATABASE_SECRET}
            database = {
                "host": HOST,
                "port": self.database.port,
                "database": DATABASE,
                "tableName": "argo_workflows",
                "userNameSecret": {**secret, "key": "user"},
                "passwordSecret": {**secret, "key": "password"},
                "sslMode": "disable",
            }
            persistence = {"archive": True, "nodeStatusOffLoad": True, "postgresql": database}
            config["persistence"] = json.dumps(persistence)
        if self.node:
            config.update(self.node.config(self.kubernetes))
        return config

    def _allow_reading(self) -> None:
        rule = {"apiGroups": ["argoproj.io"], "resources": ["*"], "verbs": ["get", "list", "watch"]}
        user = {"kind": "User", "name": self.reader.name}
        self.kubernetes.grant(NAMESPACE, "reader", [rule], user)

    def _create_secret(self, name: str, data: Mapping[str, bytes]) -> None:
        encoded = {key: base64.b64encode(value).decode() for key, value in data.items()}
        self._create("secrets", {"metadata": {"name": name}, "data": encoded})

    def _create(self, plural: str, body: dict[str, object]) -> None:
        self.kubernetes.create(f"/api/v1/namespaces/{NAMESPACE}/{plural}", body)


def start(
    folder: Path,
    *,
    database: bool = False,
    node: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Cluster:
    """Start everything in `folder` and return what runs, ready.

    To be called by the main thread: what runs ends with the thread that started it.

    Args:
        folder: For data, certificates and logs.
        database: Whether Argo has a PostgreSQL: workflows are archived, and node status that is
            too large is put aside.
        node: Whether pods run, which wants root, containerd and runc (`_node.missing` tells).
        environment: Variables of Argo's server and controller, such as MAX_WORKFLOW_SIZE.

    Raises:
        NotBuilt: `make argo` has not built the programs.
        StartFailed: Something did not start; the message quotes the end of its log.
    """
    cluster = Cluster(folder, database=database, node=node, environment=environment or {})
    cluster.start()
    return cluster


def _built(module: Module) -> Path:
    found = find_built(module)
    if found is None:
        raise NotBuilt(f"{', '.join(module.programs)}: not built yet; run `make argo`")
    return found


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _after(path: Path, start: int) -> str:
    with path.open("rb") as file:
        file.seek(start)
        return file.read().decode("utf-8", "replace")


__all__ = ["NAMESPACE", "ArgoServer", "Cluster", "NotBuilt", "StartFailed", "User", "start"]
