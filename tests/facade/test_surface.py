"""Every public name of Hera 7.1 is there, with its parameters, methods and values."""

from __future__ import annotations

import functools
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from _shared import shared

# Entries that are no names of hera.workflows: modules, and what other modules have.
_ELSEWHERE = {
    "hera.events.EventsService": ("hera.events", "EventsService"),
    "hera.shared.GlobalConfig": ("hera.shared", "GlobalConfig"),
}
STAR = re.compile(r"\*+")


@functools.cache
def surface() -> dict[str, Any]:
    """Return Hera's public names as recorded."""
    found: dict[str, Any] = json.loads(
        shared("reference", "hera-7.1-surface.json").read_text("utf-8")
    )
    return found


def members() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Yield each recorded name that is a class or function, with what is recorded of it."""
    workflows = import_module("hera.workflows")
    for name, entry in surface().items():
        if name in _ELSEWHERE:
            module, attribute = _ELSEWHERE[name]
            yield name, getattr(import_module(module), attribute), entry
        elif "." not in name and name != "modules":
            yield name, getattr(workflows, name), entry


def takes(function: Any) -> set[str]:
    """Return what a function takes: its parameters by name, and ``*`` and ``**``."""
    parameters = inspect.signature(function).parameters.values()
    # A star is written before the name, as in a definition.
    return {(STAR.match(str(item)) or [item.name])[0] for item in parameters}


def lacking(function: Any, wanted: list[str]) -> list[str]:
    """Return the wanted parameters that a function does not take by their names."""
    there = takes(function)
    return [name for name in wanted if (STAR.match(name) or [name])[0] not in there]


def test_each_name_of_the_package_is_there() -> None:
    workflows = import_module("hera.workflows")
    names = {name for name in surface() if "." not in name and name != "modules"}
    assert len(names) >= 98
    assert names - set(workflows.__all__) == set()
    assert set(workflows.__all__) <= set(dir(workflows))
    assert [name for name in workflows.__all__ if not hasattr(workflows, name)] == []


def test_each_constructor_takes_what_heras_takes() -> None:
    missing = {
        name: found
        for name, value, entry in members()
        if entry.get("init") and (found := lacking(value, entry["init"]))
    }
    assert missing == {}


def test_each_method_is_there_with_its_parameters() -> None:
    missing: list[str] = []
    for name, value, entry in members():
        methods = entry.get("methods", {})
        # For some, only the names of the methods are recorded.
        wanted = methods if isinstance(methods, dict) else {method: [] for method in methods}
        for method, parameters in wanted.items():
            found = inspect.getattr_static(value, method, None)
            if found is None:
                missing.append(f"{name}.{method}")
            elif parameters == "property":
                missing += [] if isinstance(found, property) else [f"{name}.{method} (property)"]
            else:
                for parameter in lacking(getattr(value, method), parameters):
                    missing.append(f"{name}.{method}({parameter})")
    assert missing == []


def test_each_enum_has_its_values() -> None:
    enums = [(value, entry["enum"]) for _, value, entry in members() if "enum" in entry]
    assert len(enums) >= 6
    for value, wanted in enums:
        assert {name: member.value for name, member in value.__members__.items()} == wanted


def test_each_function_can_be_called_so() -> None:
    functions = [(name, value, entry) for name, value, entry in members() if "call" in entry]
    assert {name for name, _, _ in functions} == {"parallel", "script"}
    assert {name: lacking(value, entry["call"]) for name, value, entry in functions} == {
        "parallel": [],
        "script": [],
    }


def test_the_configuration_has_its_attributes() -> None:
    from hera.shared import GlobalConfig

    wanted = surface()["hera.shared.GlobalConfig"]["attributes"]
    assert [name for name in wanted if not hasattr(GlobalConfig, name)] == []


@pytest.mark.parametrize(
    "module",
    [
        *("hera.auth", "hera.events.models", "hera.exceptions", "hera.expr", "hera.shared"),
        *("hera.workflows.io", "hera.workflows.models"),
    ],
)
def test_each_other_module_has_its_names(module: str) -> None:
    there = import_module(module)
    assert [name for name in surface()[module]["names"] if not hasattr(there, name)] == []


def test_each_module_can_be_imported_alone() -> None:
    """In a process of its own each: no module may need that another was imported before."""
    modules = [*surface()["modules"], "hera.workflows.plugin"]
    program = "import importlib, sys; importlib.import_module(sys.argv[1])"
    # pydantic's first version, which one of these is made for, does not import on Python 3.14.
    if sys.version_info >= (3, 14):
        modules.remove("hera.workflows.io.v1")
    failed = [
        module
        for module in modules
        if subprocess.run(
            [sys.executable, "-c", program, module], capture_output=True, check=False, timeout=60
        ).returncode
    ]
    assert failed == []


def test_a_name_stays_when_a_module_of_that_name_is_imported() -> None:
    program = """
import hera.workflows.script
from hera.workflows.script import Script
from hera.workflows import script
import hera.workflows as package
import hera.workflows.script as same
print(callable(script), package.script is script, same is script, package.Script is Script)
print(package.container.Container is package.Container)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["True"] * 5


def test_importing_the_package_loads_next_to_nothing() -> None:
    program = """
import sys
before = set(sys.modules)
import hera.workflows
print(*sorted(set(sys.modules) - before))
from hera.workflows import SecretVolume
print("pydantic" in sys.modules, "hera.workflows.dag" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    loaded, after = done.stdout.splitlines()
    assert {"hera", "hera.workflows"} <= set(loaded.split()) <= {"hera", "hera.workflows", "types"}
    assert after.split() == ["False", "False"]


def test_what_hera_lacks_is_there() -> None:
    from hera.workflows import CronWorkflow, Plugin, Workflow, WorkflowEventBinding

    assert {"executor_plugins", "pod_resources", "resource_claims"} <= takes(Workflow)
    assert {"pending_timeout", "pod_resources", "resource_claims"} <= takes(Plugin)
    assert "cron_workflow_metadata" in takes(CronWorkflow)
    assert {"event", "submit"} <= takes(WorkflowEventBinding)
