"""What is too large is told at build: for Argo's variables, and for Kubernetes."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from client._server import ArgoServer

from hera.exceptions import BuildError, HeraWarning
from hera.workflows import DAG, Script, Steps, Workflow, WorkflowsService, script

KB = 1000


@script()
def show(text: str, more: str = "") -> None:
    print(text + more)


def told(workflow: Any, **options: Any) -> list[tuple[str, str]]:
    """Return what is warned of: the file and the text."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        workflow.to_dict(**options)
    return [(found.filename, str(found.message)) for found in caught]


def taking(*texts: str) -> Workflow:
    """Return a workflow with one task for each text, which takes it."""
    with Workflow(name="w", entrypoint="main") as workflow, DAG(name="main"):
        for index, text in enumerate(texts):
            show(name=f"t{index}", arguments={"text": text})
    return workflow


def module_with(tmp_path: Path, text: str) -> ModuleType:
    """Write a module and load it."""
    path = tmp_path / "large.py"
    path.write_text(text, encoding="utf-8")
    found = importlib.util.spec_from_file_location("large", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("target", "most"), [(None, 90 * KB), ("4.1", 90 * KB), ("3.6", 90 * KB), ("3.5", 50 * KB)]
)
def test_arguments_are_counted_together(target: str | None, most: int) -> None:
    half = "x" * (most // 2)
    with Workflow(name="w", entrypoint="main") as workflow, Steps(name="main"):
        show(name="fits", arguments={"text": half, "more": half})
    assert told(workflow, target=target) == []
    with Workflow(name="w", entrypoint="main") as workflow, Steps(name="main"):
        show(name="large", arguments={"text": half, "more": f"{half}x"})

    ((file, text),) = told(workflow, target=target)

    assert file == __file__
    assert f"the arguments hold {most + 1:,} bytes" in text
    assert f"may hold {most:,} together" in text
    assert "as an artifact" in text


def test_bytes_are_counted_and_not_characters() -> None:
    assert len(told(taking("ü" * (46 * KB)))) == 1


def test_what_each_task_takes_is_counted_by_itself() -> None:
    assert told(taking("x" * (80 * KB), "y" * (80 * KB))) == []


def test_arguments_that_are_large_are_sent_all_the_same() -> None:
    with ArgoServer() as server, WorkflowsService(host=server.url, namespace="ml") as service:
        workflow = taking("x" * (91 * KB))
        workflow.workflows_service = service
        with pytest.warns(HeraWarning, match="the arguments hold 91,000 bytes"):
            workflow.create()

        assert len(server.requests) == 1
    with pytest.raises(BuildError, match="the arguments hold"):
        workflow.to_dict(strict=True)


def test_more_than_kubernetes_takes_is_not_sent() -> None:
    sources = {f"s{size}": f"print('{'x' * size * KB}')" for size in (300, 200, 500, 100)}
    templates = [Script(name=name, source=source) for name, source in sources.items()]
    workflow = Workflow(name="w", entrypoint="s100", templates=templates)
    with ArgoServer() as server, WorkflowsService(host=server.url, namespace="ml") as service:
        workflow.workflows_service = service
        with pytest.raises(BuildError) as caught:
            workflow.create()
        assert server.requests == []

    found = str(caught.value)
    assert "Kubernetes takes at most 1,048,576" in found
    # The largest come first.
    assert -1 < found.index("'s500'") < found.index("'s300'") < found.index("'s200'")
    assert "'s100'" not in found
    assert any("Kubernetes takes at most" in text for _, text in told(workflow))


def test_just_within_the_limit_is_sent() -> None:
    templates = [Script(name="s", source=f"print('{'x' * 1000 * KB}')")]
    workflow = Workflow(name="w", entrypoint="s", templates=templates)

    ((_, text),) = told(workflow)
    assert text.startswith("the script has 1,000,")


def test_a_function_s_text_is_counted(tmp_path: Path) -> None:
    text = f'def work() -> None:\n    """{"x" * 89 * KB}"""\n    print()\n'
    fits = module_with(tmp_path, text).work
    assert told(Workflow(name="w", entrypoint="s", templates=[Script(name="s", source=fits)])) == []

    large = module_with(tmp_path, text.replace("x" * 89 * KB, "x" * 90 * KB)).work
    ((_, found),) = told(
        Workflow(name="w", entrypoint="s", templates=[Script(name="s", source=large)])
    )

    assert "the script has 90," in found


def test_a_large_script_is_a_warning_however_it_was_written() -> None:
    with Workflow(name="w", entrypoint="text") as workflow:
        Script(name="text", source="# " + "x" * 95 * KB)
    ((_, text),) = told(workflow)
    assert text.startswith("the script has 95,")
    assert "image or an artifact" in text
