"""How the services' methods are made from the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hera_codegen.api import Operation, Parameter, Scalar
from hera_codegen.build import Built, build, overrides_directory
from hera_codegen.client_tables import load_names
from hera_codegen.emit_services import emit_services
from hera_codegen.errors import CodegenError
from hera_codegen.facts import catalogue
from hera_codegen.service_tables import load_services, unmatched_services

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built() -> Built:
    known = catalogue(ROOT / "specs")
    return build(known, list(known))


def service_files(built: Built) -> dict[str, str]:
    directory = overrides_directory()
    base = ROOT / "hera" / "workflows" / "_services" / "asynchronous.py"
    return emit_services(
        built.api, load_names(directory), load_services(directory), base.read_text()
    )


def with_operations(built: Built, operations: Mapping[str, Operation]) -> Built:
    return replace(built, api=replace(built.api, operations=operations))


def test_the_checkout_s_files_are_what_the_facts_make(built: Built) -> None:
    made = service_files(built)

    assert len(made) == 9
    for path, text in made.items():
        assert (ROOT / "hera" / path).read_text() == text, path


def test_a_new_parameter_and_a_new_operation_appear(built: Built) -> None:
    operations = dict(built.api.operations)
    get = operations["WorkflowService_GetWorkflow"]
    new = Parameter("getOptions.newThing", "query", Scalar("boolean"), releases=get.releases)
    operations[get.id] = replace(get, parameters=(*get.parameters, new))
    operations["WorkflowService_PraiseWorkflow"] = replace(
        get, id="WorkflowService_PraiseWorkflow", path="/api/v1/workflows/{namespace}/{name}/praise"
    )

    made = service_files(with_operations(built, operations))

    for path in ("workflows/_services/_workflows.py", "workflows/_services/_async_workflows.py"):
        assert "new_thing: bool | None = None," in made[path]
        assert '"new_thing": new_thing,' in made[path]
        assert "def praise_workflow(" in made[path]


def test_an_entry_that_matches_nothing_is_told(built: Built, tmp_path: Path) -> None:
    text = (ROOT / "codegen" / "overrides" / "services.toml").read_text()
    changed = text.replace('"namePattern"', '"nameOfNothing"').replace(
        '"SensorService"', '"NoService"'
    )
    (tmp_path / "services.toml").write_text(changed)

    lines = list(unmatched_services(built.union, load_services(tmp_path)))

    assert [line.partition(": ")[2] for line in lines] == [
        "no NoService",
        "no parameter nameOfNothing",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('handling = "ignored"', 'handling = "lost"', "expected one of passed, ignored"),
        ('handling = "ignored"', 'handled = "ignored"', "unknown key 'handled'"),
        ("reason = ", "why = ", "reason"),
    ],
)
def test_a_damaged_entry_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (ROOT / "codegen" / "overrides" / "services.toml").read_text()
    (tmp_path / "services.toml").write_text(text.replace(old, new, 1))

    with pytest.raises(CodegenError, match=message):
        load_services(tmp_path)
