"""The programs in `examples/workflows` and `examples/coming_from`, and their manifests.

HERA_UPDATE_GOLDEN=1 writes the manifests anew.
"""

from __future__ import annotations

import importlib
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

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
