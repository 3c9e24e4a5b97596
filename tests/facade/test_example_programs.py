"""The programs in `examples/workflows` and `examples/coming_from`, and their manifests.

HERA_UPDATE_GOLDEN=1 writes the manifests anew.
"""

from __future__ import annotations

import base64
import importlib
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from client._programs import TOKEN, run
from client._server import ArgoServer

import hera_models
from hera.exceptions import HeraWarning
from hera.shared import global_config
from hera.workflows import (
    ClusterWorkflowTemplate,
    CronWorkflow,
    Workflow,
    WorkflowEventBinding,
    WorkflowTemplate,
)

if TYPE_CHECKING:
    from e2e.judge_fixtures import ArgoLint

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDERS = [REPOSITORY / "examples" / name for name in ("workflows", "coming_from")]
PROGRAMS = sorted(
    path for folder in FOLDERS for path in folder.glob("*.py") if path.stem != "__init__"
)
KINDS = (
    ClusterWorkflowTemplate,
    CronWorkflow,
    Workflow,
    WorkflowEventBinding,
    WorkflowTemplate,
)


def title(path: Path) -> str:
    """Return a program's name in the list of tests."""
    return f"{path.parent.name}/{path.stem}"


def golden(program: Path) -> Path:
    """Return where the manifest of a program lies."""
    return program.parent / "golden" / f"{program.stem}.yaml"


@pytest.fixture(autouse=True)
def plain_configuration(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no program see what another one configured."""
    monkeypatch.syspath_prepend(str(REPOSITORY))
    global_config.reset()
    yield
    global_config.reset()


def manifests(program: Path) -> str:
    """Return what a program makes, as a user would write it to one file."""
    name = f"examples.{program.parent.name}.{program.stem}"
    sys.modules.pop(name, None)
    with warnings.catch_warnings():
        warnings.simplefilter("error", HeraWarning)
        module = importlib.import_module(name)
        made: list[Any] = [each for each in vars(module).values() if isinstance(each, KINDS)]
        return "---\n".join(each.to_yaml() for each in made)


@pytest.mark.parametrize("program", PROGRAMS, ids=title)
def test_program_makes_its_manifest_without_a_warning(program: Path) -> None:
    made = manifests(program)
    if os.environ.get("HERA_UPDATE_GOLDEN"):
        golden(program).write_text(made, encoding="utf-8")
    assert made == golden(program).read_text(encoding="utf-8")


@pytest.mark.parametrize("program", PROGRAMS, ids=title)
def test_manifest_is_strictly_valid(program: Path) -> None:
    text = golden(program).read_text(encoding="utf-8")
    documents = list(hera_models.load_all(text))
    assert documents
    # A document of a kind that the models do not know would have come as a dict, unchecked.
    assert [type(each).__name__ for each in documents if isinstance(each, dict)] == []


@pytest.mark.parametrize("program", PROGRAMS, ids=title)
def test_argo_accepts_the_manifest(program: Path, argo_lint: ArgoLint) -> None:
    verdict = argo_lint(golden(program).read_text(encoding="utf-8"))
    assert verdict.good, verdict


def test_there_are_at_least_thirty_and_no_manifest_without_a_program() -> None:
    assert len([path for path in PROGRAMS if path.parent.name == "workflows"]) >= 30
    written = {path for folder in FOLDERS for path in (folder / "golden").glob("*")}
    assert written == {golden(program) for program in PROGRAMS}


def test_submit_sends_the_arguments() -> None:
    with ArgoServer(token=TOKEN) as server:
        done = run(server, "-m", "examples.coming_from.argo_dsl_submit", server.url, "city=Kyiv")
        assert done.returncode == 0, done.stderr
        (made,) = server.state.all("workflows", "default")
    assert done.stdout == made["metadata"]["name"] + "\n"
    assert made["spec"]["arguments"]["parameters"] == [
        {"name": "city", "value": "Kyiv"},
        {"name": "days", "value": "3"},
    ]


@pytest.mark.parametrize(("arguments", "told"), [([], "city"), (["town=Kyiv"], "city")])
def test_submit_tells_what_is_missing_before_it_sends(arguments: list[str], told: str) -> None:
    with ArgoServer(token=TOKEN) as server:
        done = run(server, "-m", "examples.coming_from.argo_dsl_submit", server.url, *arguments)
        assert not [each for each in server.requests if each.method == "POST"]
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


# Program, template, the parameters that reach the pod, and what it prints.
PODS = [
    ("hello_world", "hello", {}, "Hello, world!\n"),
    (
        "typed_parameters",
        "report",
        {
            "title": "'quoted', \"twice\",\nand on two lines",
            "day": "2026-01-05",
            "columns": '["price", "amount"]',
            "scale": "2.5",
            "form": "html",
        },
        "'quoted', \"twice\",\nand on two lines, Monday: 2 columns as html, times 2.5\n",
    ),
    ("results", "measure", {"text": "how long is this?"}, "17\n"),
    (
        "map_reduce",
        "split",
        {"upto": "20"},
        '[{"start": 0, "stop": 10}, {"start": 10, "stop": 20}]\n',
    ),
    ("map_reduce", "total", {"sums": "[1, 2, 3]"}, "6 in all\n"),
    ("argo_dsl_scope", "convert", {"fahrenheit": "451"}, "232.8 °C\n"),
]


@pytest.mark.parametrize(("name", "template", "parameters", "printed"), PODS)
def test_function_of_an_example_runs_in_its_pod(
    name: str, template: str, parameters: dict[str, str], printed: str, tmp_path: Path
) -> None:
    (program,) = (path for path in PROGRAMS if path.stem == name)
    workflow = hera_models.Workflow.from_yaml(golden(program).read_text(encoding="utf-8"))
    (made,) = (each for each in workflow.spec.templates or [] if each.name == template)
    assert made.script is not None
    source = made.script.source or ""
    for key, value in parameters.items():
        tag = f"{{{{=sprig.b64enc(inputs.parameters['{key}'])}}}}"
        assert source.count(tag) == 1
        source = source.replace(tag, base64.b64encode(value.encode()).decode())
    (tmp_path / "script").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "script"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, printed), done.stderr
