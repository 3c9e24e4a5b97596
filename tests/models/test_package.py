"""The package's names: loaded when first asked for, and helpful where there are none."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest
from models._process import run_python

import hera_models

MODULES = (
    *("core", "events", "eventsource", "gateway", "intstr", "meta", "policy", "protobuf"),
    *("resource", "sensor", "sync", "workflows"),
)
FUNCTIONS = ("availability", "check_release", "load_all", "tag")
MODELS = (
    "Workflow",
    "CronWorkflow",
    "Container",
    "ObjectMeta",
    "PodDisruptionBudgetSpec",
    "Volume",
)


def module(name: str) -> ModuleType:
    return importlib.import_module(f"hera_models.{name}")


def test_importing_the_package_loads_next_to_nothing() -> None:
    heavy = {"pydantic", "pydantic_core", "typing", "yaml", "json", "re", "inspect", "dataclasses"}
    code = (
        "import sys; before = set(sys.modules); import hera_models; "
        "print(*(set(sys.modules) - before))"
    )
    loaded = set(run_python(code).split())
    assert "hera_models" in loaded
    assert not loaded & heavy
    assert len(loaded) < 5


def test_importing_without_site_loads_neither_pydantic_nor_typing() -> None:
    code = "import sys, hera_models; print('pydantic' in sys.modules, 'typing' in sys.modules)"
    assert run_python(code).split() == ["False", "False"]


def test_asking_for_one_type_loads_only_what_it_needs() -> None:
    code = (
        "import sys; from hera_models import Container; Container(image='x').to_dict(); "
        "print(*(name for name in sys.modules if name.startswith('hera_models')), 'yaml' in sys.modules)"
    )
    *loaded, yaml = run_python(code).split()
    assert yaml == "False"
    assert "hera_models.core._container" in loaded
    assert [name for name in loaded if name.startswith("hera_models.workflows")] == []
    assert "hera_models.core._env_var" not in loaded


def test_a_module_is_an_attribute_at_once() -> None:
    code = "import hera_models; print(*(hera_models.{}.__name__ for _ in [0]))"
    for name in MODULES:
        assert run_python(code.format(name)).strip() == f"hera_models.{name}"


def test_every_name_that_is_listed_is_there() -> None:
    names = dir(hera_models)
    for name in (*FUNCTIONS, *MODELS, "Model", "ValidationError", "RELEASES"):
        assert name in names
        assert hasattr(hera_models, name)
    for name in names:
        assert getattr(hera_models, name) is not None or name.startswith("__")
    assert names == sorted(names)


@pytest.mark.parametrize("name", MODULES)
def test_every_name_of_a_module_is_there(name: str) -> None:
    found = module(name)
    public = [item for item in dir(found) if not item.startswith("_")]
    assert set(found.__all__) == set(public) - loaded_submodules(found)
    assert all(getattr(found, item) is not None for item in public)


def loaded_submodules(found: ModuleType) -> set[str]:
    return {name for name in dir(found) if isinstance(getattr(found, name, None), ModuleType)}


def test_a_star_imports_what_is_listed() -> None:
    code = (
        "from hera_models import *; import hera_models; "
        "print(all(name in globals() for name in hera_models.__all__), len(hera_models.__all__), "
        "Workflow(spec=WorkflowSpec()).to_dict())"
    )
    everything, count, *shown = run_python(code).split(maxsplit=2)
    assert everything == "True"
    assert int(count) > 280
    assert shown == ["{'apiVersion': 'argoproj.io/v1alpha1', 'kind': 'Workflow', 'spec': {}}\n"]


@pytest.mark.parametrize("name", ["Event", "HTTPHeader"])
def test_an_ambiguous_name_says_where_to_look(name: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(hera_models, name)
    assert f"core.{name}" in str(caught.value)
    assert f"workflows.{name}" in str(caught.value)
    assert name not in hera_models.__all__
    assert getattr(module("core"), name) is not getattr(module("workflows"), name)


@pytest.mark.parametrize(
    ("owner", "name", "nearest"),
    [
        ("hera_models", "Containr", "Container"),
        ("hera_models", "workflow", "Workflow"),
        ("hera_models", "loadall", "load_all"),
        ("hera_models.core", "Containr", "Container"),
        ("hera_models.events", "Senser", "Sensor"),
    ],
)
def test_a_misspelt_name_is_told_with_the_nearest(owner: str, name: str, nearest: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(importlib.import_module(owner), name)
    assert str(caught.value) == (
        f"module {owner!r} has no attribute {name!r}; did you mean {nearest!r}?"
    )


def test_a_name_that_resembles_none() -> None:
    with pytest.raises(AttributeError, match=r"has no attribute 'Qqqqqqq'$"):
        getattr(hera_models, "Qqqqqqq")  # noqa: B009  # checkers know that there is none
    with pytest.raises(ImportError, match="Qqqqqqq"):
        exec("from hera_models import Qqqqqqq")


def test_no_name_of_the_runtime_is_hidden_by_a_type() -> None:
    for name in (*FUNCTIONS, "Model", "Manifest", "ParseError", "WriteError", "ReleaseError"):
        found = getattr(hera_models, name)
        assert found.__module__.partition(".")[0] == "hera_models"


def test_the_same_class_by_every_way() -> None:
    assert hera_models.Container is module("core").Container
    assert hera_models.Template is module("workflows").Template
    assert module("events").Template is not hera_models.Template
    assert hera_models.Container.__name__ == "Container"


def test_the_errors_share_one_base() -> None:
    for name in ("ParseError", "ValidationError", "WriteError", "ReleaseError"):
        assert issubclass(getattr(hera_models, name), hera_models.ModelsError)
        assert issubclass(getattr(hera_models, name), ValueError)
