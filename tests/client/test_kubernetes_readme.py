"""The README's code for the Kubernetes API, run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from client import _kubeconfig_files
from client._kubernetes_server import KubernetesServer

REPOSITORY = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def controller(server: KubernetesServer) -> None:
    """Run the workflow that is created, with one line in its log."""
    state, place = server.state, ("workflows", "ml", "hello")
    with state.changed:
        if not state.changed.wait_for(lambda: place in state.objects, timeout=60):
            return
    server.add_pod("hello", "hello-1", b"2026-01-01T00:00:00Z hello\n")
    done = {**state.objects[place], "status": {"phase": "Succeeded"}}
    state.put("workflows", done, "MODIFIED")


def test_code_of_the_readme_runs_against_the_kubernetes_api(tmp_path: Path) -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    opening = text.split("\n## Try it\n")[0]
    section = text.split("\n## Without an Argo server\n")[1].split("\n## ")[0]
    (first,), (second,) = BLOCK.findall(opening), BLOCK.findall(section)
    name = 'from hera_models import ObjectMeta\nworkflow.metadata = ObjectMeta(name="hello")\n'
    with KubernetesServer() as server:
        kubeconfig = _kubeconfig_files.write(
            tmp_path / "config", user={"token": "secret"}, cluster={"server": server.url}
        )
        thread = threading.Thread(target=controller, args=(server,))
        thread.start()
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", first + name + second],
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
