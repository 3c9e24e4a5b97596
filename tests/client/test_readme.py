"""The README's code for the client, run against the test servers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from _markdown import section
from client import _kubeconfig_files
from client._controller import Controller
from client._kubernetes_server import KubernetesServer
from client._programs import REPOSITORY, TOKEN, end, start
from client._server import ArgoServer


def made_by_models() -> str:
    """Return the README's code that makes the workflow which the clients send."""
    return next(
        each.text for each in section("README.md", "The models").blocks if each.language == "python"
    )


def test_code_for_the_client_runs(tmp_path: Path) -> None:
    code = made_by_models() + section("README.md", "The client").code()
    assert code.count('"https://argo.example.com"') == 1
    program = tmp_path / "readme.py"
    (tmp_path / "rows.csv").write_bytes(b"a,b\n")
    with ArgoServer(token=TOKEN) as server:
        program.write_text(code.replace("https://argo.example.com", server.url), encoding="utf-8")
        with Controller(server):
            done = end(start(server, "-W", "error", str(program), cwd=tmp_path))
        assert done.returncode == 0, done.stderr
        told = done.stdout.splitlines()
        assert f"{server.url}/workflows/ml/hello" in told
        assert "hello hello" in told
        assert told.count("Succeeded") == 1
        assert "ADDED Succeeded" in told
        assert "20 created, 0 failed" in told
        assert [(each["artifact"], each["data"]) for each in server.state.uploads] == [
            ("rows", b"a,b\n")
        ]
        assert told[-1] == "200 application/json Workflow"
        assert "500 Internal Server Error" in done.stdout
        assert not (tmp_path / "report.csv").exists()
        assert server.wait_idle()


def controller(server: KubernetesServer) -> None:
    """Run the workflow that is created, with one line in its log."""
    state, place = server.state, ("workflows", "ml", "hello")
    with state.changed:
        if not state.changed.wait_for(lambda: place in state.objects, timeout=60):
            return
    server.add_pod("hello", "hello-1", b"2026-01-01T00:00:00Z hello\n")
    done = {**state.objects[place], "status": {"phase": "Succeeded"}}
    state.put("workflows", done, "MODIFIED")


def test_code_for_the_kubernetes_api_runs(tmp_path: Path) -> None:
    name = 'workflow.metadata = ObjectMeta(name="hello")\n'
    code = made_by_models() + name + section("README.md", "Without an Argo server").code()
    with KubernetesServer() as server:
        kubeconfig = _kubeconfig_files.write(
            tmp_path / "config", user={"token": "secret"}, cluster={"server": server.url}
        )
        thread = threading.Thread(target=controller, args=(server,))
        thread.start()
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            cwd=tmp_path,
            env={**os.environ, "KUBECONFIG": str(kubeconfig), "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        thread.join()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2:] == ["hello-1 hello", "Succeeded"]
