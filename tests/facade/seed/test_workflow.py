"""Workflows, their kinds and their services, against a server on loopback."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _shared import shared
from client._server import ArgoServer
from facade.seed._functions import say

from hera.cron_workflow import CronWorkflow
from hera.cron_workflow_service import CronWorkflowService
from hera.exceptions import BuildError, HeraException, NotFound
from hera.security_context import WorkflowSecurityContext
from hera.task import Task
from hera.ttl_strategy import TTLStrategy
from hera.workflow import MOST_OWN_TEMPLATES, Workflow
from hera.workflow_service import WorkflowService
from hera.workflow_status import WorkflowStatus
from hera.workflow_template import WorkflowTemplate
from hera.workflow_template_service import WorkflowTemplateService


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer("v3.4.18") as server:
        yield server


def filled(workflow: Any) -> Any:
    workflow.add_task(Task("t", say, [{"message": "m"}]))
    return workflow


@pytest.mark.parametrize("which", [1, 2])
def test_readme_program_runs_unchanged(which: int, server: ArgoServer, tmp_path: Path) -> None:
    blocks = shared("reference", "seed-api.md").read_text().split("```")
    program = blocks[1].removeprefix("python\n")
    if which == 2:
        # The second is told in words: four tasks, and these lines.
        head, _ = program.split("w = Workflow")
        tasks = "a, b, c, d = (Task(n, say, [{'message': n}]) for n in 'ABCD')\n"
        lines = "a.next(b).next(d)\na.next(c).next(d)\nw.add_tasks(a, b, c, d)\nw.create()\n"
        program = f"{head}w = Workflow('diamond', ws)\n{tasks}{lines}"
    # Names lead to the loopback, and https there to http, so that the program stays as it is.
    redirect = (
        "import hera.workflow_service as s\n"
        f"s.normalise_url = lambda host: {server.url!r} if host == 'my-argo-domain.com' else host\n"
    )
    path = tmp_path / "program.py"
    path.write_text(f"{redirect}def say(message: str):\n    print(message)\n{program}")
    done = subprocess.run([sys.executable, "-W", "error", path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    (request,) = server.requests
    assert request.header("Authorization") == "Bearer my-argo-server-token"
    tasks = request.json()["workflow"]["spec"]["templates"][0]["dag"]["tasks"]
    waits = {task["name"]: task.get("dependencies") for task in tasks}
    diamond = {"A": None, "B": ["A"], "C": ["A"], "D": ["B", "C"]}
    assert waits == ({"say": None} if which == 1 else diamond)


def test_arguments_of_a_workflow() -> None:
    manifest = filled(
        Workflow(
            "a_b",
            parallelism=7,
            service_account_name="s",
            labels={"k": "v"},
            annotations={"a": "b"},
            security_context=WorkflowSecurityContext(run_as_user=1, fs_group=2),
            image_pull_secrets=["p"],
            ttl_strategy=TTLStrategy(seconds_after_completion=3),
        )
    ).to_dict(strict=True)
    spec = manifest["spec"]
    assert manifest["metadata"] == {"name": "a-b", "labels": {"k": "v"}, "annotations": {"a": "b"}}
    assert spec["templates"][0]["name"] == spec["entrypoint"] == "a-b"
    assert spec["templates"][0]["parallelism"] == 7
    assert spec["serviceAccountName"] == "s"
    assert spec["securityContext"] == {"runAsUser": 1, "fsGroup": 2}
    assert spec["imagePullSecrets"] == [{"name": "p"}]
    assert spec["ttlStrategy"] == {"secondsAfterCompletion": 3}
    with pytest.raises(ValueError, match="give one of them"):
        filled(Workflow("w", workflow_template_ref="r")).to_dict()


def test_head_and_tail() -> None:
    a, b, c, head, tail = (Task(name) for name in ("a", "b", "c", "head", "tail"))
    workflow = Workflow("w")
    workflow.add_tasks(a, b, c)
    a >> b
    workflow.add_head(head)
    workflow.add_tail(tail)
    waits = {task.name: task.node.dependencies for task in workflow.tasks}
    assert waits == {"a": ["head"], "b": ["a"], "c": ["head"], "head": [], "tail": ["b", "c"]}
    assert workflow.to_dict(strict=True) == workflow.to_dict(strict=True)
    assert workflow.to_yaml().startswith("apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n")


def test_where_it_is_created(server: ArgoServer) -> None:
    service = WorkflowService(host=server.url, token="t", namespace="one")
    filled(Workflow("a", service)).create()
    filled(Workflow("b", service, namespace="two")).create()
    filled(Workflow("c", service, namespace="two")).create("three")
    paths = [request.path.rsplit("/", 1)[1] for request in server.requests]
    assert paths == ["one", "two", "three"]


def test_workflow_lives_and_goes(server: ArgoServer) -> None:
    service = WorkflowService(host=server.url, token="t")
    workflow = filled(Workflow("w", service))
    assert workflow.create().metadata.name == "w"
    assert service.get_workflow("w").metadata.name == "w"
    assert service.get_workflow_status("w") in set(WorkflowStatus)
    assert service.get_workflow_link("w") == f"{server.url}/workflows/default/w?tab=workflow"
    workflow.delete()
    with pytest.raises(NotFound):
        service.get_workflow("w")


def test_cron_workflow_is_changed_and_halted(server: ArgoServer) -> None:
    service = CronWorkflowService(host=server.url, token="t")
    cron = filled(CronWorkflow("c", "1 2 3 4 5", service, parallelism=2))
    cron.create()
    cron.update()
    assert cron.suspend().spec.suspend is True
    assert not cron.resume().spec.suspend
    assert service.get_workflow_link("c") == f"{server.url}/cron-workflows/default/c"
    lines = [f"{request.method} {request.path}" for request in server.requests]
    base = "/api/v1/cron-workflows/default"
    assert [line for line in lines if "version" not in line] == [
        f"POST {base}",
        f"GET {base}/c",
        f"PUT {base}/c",
        f"PUT {base}/c/suspend",
        f"PUT {base}/c/resume",
    ]
    assert service.get_workflow("c").spec.timezone == "UTC"


@pytest.mark.parametrize(
    ("release", "expected"),
    [("v3.4.18", {"schedule": "5 4 * * *"}), ("v4.1.2", {"schedules": ["5 4 * * *"]})],
)
def test_schedule_is_as_the_server_takes_it(release: str, expected: dict[str, Any]) -> None:
    with ArgoServer(release) as server:
        service = CronWorkflowService(host=server.url, token="t")
        filled(CronWorkflow("c", "5 4 * * *", service)).create()
        spec = server.requests[-1].json()["cronWorkflow"]["spec"]
    assert {key: spec[key] for key in spec if key.startswith("schedule")} == expected


def test_template_is_created_and_deleted(server: ArgoServer) -> None:
    template = filled(WorkflowTemplate("w", WorkflowTemplateService(host=server.url, token="t")))
    template.create()
    template.delete()
    methods = [request.method for request in server.requests]
    assert methods == ["POST", "DELETE"]


def test_one_service_serves_all_kinds(server: ArgoServer) -> None:
    service = WorkflowService(host=server.url, token="t", namespace="n")
    for kind in (Workflow, WorkflowTemplate):
        filled(kind("w", service)).create()
    filled(CronWorkflow("c", "5 4 * * *", service)).create()
    paths = [item.path for item in server.requests if item.method == "POST"]
    kinds = ("workflows", "workflow-templates", "cron-workflows")
    assert paths == [f"/api/v1/{kind}/n" for kind in kinds]


def test_many_tasks_share_what_is_the_same() -> None:
    workflow = Workflow("w")
    tasks = [Task(f"t{i}", say, [{"message": f"{i}"}]) for i in range(1000)]
    looped = Task("looped", say, [{"message": "a"}, {"message": "b"}])
    other = Task("other", say, [{"message": "m"}], labels={"k": "v"})
    workflow.add_tasks(*tasks, looped, other)
    assert len(tasks) > MOST_OWN_TEMPLATES
    manifest = workflow.to_dict(strict=True)
    main, *templates = manifest["spec"]["templates"]
    assert [item["name"] for item in templates] == ["t0", "looped", "other"]
    used = [task["template"] for task in main["dag"]["tasks"]]
    assert used == ["t0"] * 1000 + ["looped", "other"]
    assert tasks[1].node.template == "t1"
    assert len(json.dumps(manifest)) < 300_000


@pytest.mark.parametrize(
    ("host", "link"),
    [
        ("my-argo-server.com", "https://my-argo-server.com"),
        ("localhost:2746", "https://localhost:2746"),
        ("http://argo.local/base/", "http://argo.local/base"),
    ],
)
def test_host_needs_no_scheme(host: str, link: str) -> None:
    assert WorkflowService(host).get_workflow_link("w").startswith(f"{link}/workflows/default/w")


def test_host_is_announced_or_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for part, value in (("ADDR", "10.0.0.1"), ("PORT", "1234")):
        monkeypatch.setenv(f"ARGO_SERVER_PORT_2746_TCP_{part}", value)
    assert "https://10.0.0.1:1234/" in WorkflowService().get_workflow_link("w")
    monkeypatch.delenv("ARGO_SERVER_PORT_2746_TCP_PORT")
    with pytest.raises(HeraException, match="ARGO_SERVER_PORT_2746_TCP_ADDR"):
        filled(Workflow("w")).create()


def test_nothing_is_sent_of_what_is_wrong() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # not listening: a request would fail otherwise
        service = WorkflowService(f"http://127.0.0.1:{nobody.getsockname()[1]}", token="t")
        with pytest.raises(BuildError, match="HL"):
            Workflow("w", service).create()
