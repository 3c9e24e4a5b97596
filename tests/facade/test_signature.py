"""What a function's annotations make of a template's inputs and outputs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest

from hera.shared import global_config
from hera.workflows import (
    Artifact,
    ArtifactLoader,
    Input,
    Output,
    Parameter,
    RunnerScriptConstructor,
    Script,
    ScriptConstructor,
    script,
)
from hera.workflows._core.signature import MISSING, read_signature
from hera.workflows.volume import EmptyDirVolume
from hera_models import ScriptTemplate, Template

if TYPE_CHECKING:
    from nowhere import Unknown  # type: ignore[import-not-found]  # as it may be for users


def template(function: Callable[..., Any], **given: Any) -> dict[str, Any]:
    given = {"constructor": "runner", **given}
    return Script(name="main", source=function, **given)._template_wire()


def io_of(function: Callable[..., Any], **given: Any) -> tuple[Any, Any]:
    data = template(function, **given)
    return data.get("inputs"), data.get("outputs")


def plain(a, b=1, c: str = "x", d: int | None = None, *, e: dict[str, int] = {"k": 1}) -> None:  # type: ignore[no-untyped-def]  # noqa: B006
    """One argument of each kind of default."""


def test_defaults_are_text_or_json() -> None:
    inputs = [
        {"name": "a"},
        {"name": "b", "default": "1"},
        {"name": "c", "default": "x"},
        {"name": "d", "default": "null"},
        {"name": "e", "default": '{"k": 1}'},
    ]
    assert io_of(plain) == ({"parameters": inputs}, None)


def annotated(
    a: Annotated[int, "note", Parameter(name="count", description="how many", enum=["1", "2"])],
    b: Annotated[str, Artifact(loader=ArtifactLoader.json)],
    c: Annotated[Path, Artifact(name="file", path="/data/file")],
    d: Annotated[str | None, Artifact(name="maybe")] = None,
) -> Annotated[int, Parameter(name="sum", global_name="total")]:
    return 1


def test_annotations_name_and_describe() -> None:
    inputs, outputs = io_of(annotated)
    assert inputs == {
        "parameters": [{"name": "count", "description": "how many", "enum": ["1", "2"]}],
        "artifacts": [
            {"name": "b", "path": "/tmp/hera-inputs/artifacts/b"},
            {"name": "file", "path": "/data/file"},
            {"name": "maybe", "path": "/tmp/hera-inputs/artifacts/maybe", "optional": True},
        ],
    }
    path = {"path": "/tmp/hera-outputs/parameters/sum"}
    item = {"name": "sum", "globalName": "total", "valueFrom": path}
    assert outputs == {"parameters": [item]}


def writes(
    a: Annotated[Path, Parameter(name="p", output=True)],
    b: Annotated[Path, Artifact(output=True, path="/data/b")],
) -> tuple[
    Annotated[str, Parameter(name="q", value_from={"path": "/data/q"})],
    Annotated[str, Artifact(name="r")],
]:
    return "", ""


@pytest.mark.parametrize(
    ("constructor", "directory"),
    [("runner", "/tmp/hera-outputs"), (RunnerScriptConstructor(outputs_directory="/o"), "/o")],
)
def test_outputs_lie_where_the_annotation_or_the_constructor_says(
    constructor: Any, directory: str
) -> None:
    inputs, outputs = io_of(writes, constructor=constructor)
    assert inputs is None
    assert outputs == {
        "parameters": [
            {"name": "p", "valueFrom": {"path": f"{directory}/parameters/p"}},
            {"name": "q", "valueFrom": {"path": "/data/q"}},
        ],
        "artifacts": [
            {"name": "b", "path": "/data/b"},
            {"name": "r", "path": f"{directory}/artifacts/r"},
        ],
    }


def test_the_markers_of_the_function_stay_as_they_are() -> None:
    first = template(annotated)
    assert template(annotated, constructor=RunnerScriptConstructor(outputs_directory="/o")) != first
    assert template(annotated) == first


def unknown(
    a: Unknown, b: Annotated[Unknown, Parameter(name="named")], c: list[Unknown] | None = None
) -> tuple[Annotated[Unknown, Parameter(name="x")], Annotated[int, Artifact(name="y")]]:
    raise NotImplementedError


def test_types_that_are_not_there_are_not_needed() -> None:
    signature = read_signature(unknown)
    assert [(slot.name, slot.annotation) for slot in signature.inputs] == [
        ("a", "Unknown"),
        ("named", "Unknown"),
        ("c", "list[Unknown] | None"),
    ]
    assert [(slot.name, slot.kind) for slot in signature.returns] == [
        ("x", "parameter"),
        ("y", "artifact"),
    ]


def test_local_types_are_found_where_the_function_uses_them() -> None:
    kind = Literal["a", "b"]

    def local(a: "kind", b: kind) -> object:  # noqa: UP037
        return kind

    slots = read_signature(local).inputs
    assert [slot.annotation for slot in slots] == [kind, kind]


class Order(Input):
    """Inputs."""

    count: int
    size: Annotated[str, Parameter(name="the-size")] = "s"
    note: str | None = None
    file: Annotated[str, Artifact(name="file")]


class Receipt(Output):
    """Outputs."""

    total: int
    paper: Annotated[str, Artifact(path="/data/paper")]


def order(order: Order) -> Receipt:
    raise NotImplementedError


def test_models_stand_for_their_fields() -> None:
    inputs, outputs = io_of(order)
    assert inputs == {
        "parameters": [
            {"name": "count"},
            {"name": "the-size", "default": "s"},
            {"name": "note"},
        ],
        "artifacts": [{"name": "file", "path": "/tmp/hera-inputs/artifacts/file"}],
    }
    path = {"path": "/tmp/hera-outputs/parameters/total"}
    assert outputs == {
        "parameters": [{"name": "total", "valueFrom": path}],
        "artifacts": [{"name": "paper", "path": "/data/paper"}],
    }


def order_by_default(order: Order = Order(count=2, file="f")) -> None:  # noqa: B008
    """Has defaults for all fields."""


def test_a_default_object_gives_defaults() -> None:
    inputs, _ = io_of(order_by_default)
    assert [(item["name"], item["default"]) for item in inputs["parameters"]] == [
        ("count", "2"),
        ("the-size", "s"),
        ("note", "null"),
    ]


class Tools:
    @staticmethod
    def double(a: int) -> int:
        return a * 2


def test_static_methods_and_wrapped_functions_are_read_as_defined() -> None:
    @functools.wraps(plain)
    def wrapper(*args: Any) -> None:
        """Takes what `plain` takes."""

    assert read_signature(wrapper) == read_signature(plain)
    raw = Tools.__dict__["double"]
    assert read_signature(raw) == read_signature(Tools.double)
    assert [slot.default for slot in read_signature(raw).inputs] == [MISSING]


def two_models(a: Order, b: int) -> None: ...
def two_markers(a: Annotated[int, Parameter(name="a"), Artifact(name="b")]) -> None: ...
def marker_default(a: Annotated[int, Parameter(default=1)]) -> None: ...
def optional_artifact(a: Annotated[str, Artifact(optional=True)]) -> None: ...
def partial_tuple() -> tuple[Annotated[int, Parameter(name="a")], int]:
    raise NotImplementedError


def model_in_tuple() -> tuple[Receipt, int]:
    raise NotImplementedError


def no_name() -> Annotated[int, Parameter()]:
    raise NotImplementedError


@pytest.mark.parametrize(
    ("function", "error", "message"),
    [
        (two_models, SyntaxError, "Only one function parameter can be specified"),
        (two_markers, ValueError, "cannot contain more than one Artifact/Parameter"),
        (marker_default, ValueError, r"use a Python default value.*'a' of marker_default\(\)"),
        (optional_artifact, ValueError, "must be `Optional`"),
        (partial_tuple, ValueError, r"partial_tuple\(\) .*test_signature.py:\d+\) has a partially"),
        (model_in_tuple, ValueError, "Output cannot be part of a tuple output"),
        (no_name, ValueError, "name cannot be `None` or empty"),
        (functools.partial(plain, 1), TypeError, "write a function that calls it"),
        (Tools, TypeError, "write a function that calls it"),
    ],
)
def test_contradictions_are_told_with_their_place(
    function: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        template(function)


# --- constructors --------------------------------------------------------------------------------


def test_the_runner_is_called_with_the_functions_name() -> None:
    data = template(annotated, env={"A": "1"})["script"]
    assert data["args"] == ["-m", "hera.workflows.runner", "-e", f"{__name__}:annotated"]
    assert data["source"] == "{{inputs.parameters}}"
    assert data["env"] == [
        {"name": "A", "value": "1"},
        {"name": "hera__outputs_directory", "value": "/tmp/hera-outputs"},
    ]


def test_a_volume_for_outputs_is_mounted_where_they_lie() -> None:
    volume = EmptyDirVolume(name="v")
    constructor = RunnerScriptConstructor(volume_for_outputs=volume, outputs_directory="/o")
    data = template(writes, constructor=constructor)
    assert data["volumes"] == [{"name": "v", "emptyDir": {}}]
    assert data["script"]["volumeMounts"] == [{"name": "v", "mountPath": "/o"}]
    assert volume.mount_path is None
    assert "volumes" not in template(plain, constructor=constructor)


def test_class_defaults_reach_constructors() -> None:
    try:
        global_config.set_class_defaults(RunnerScriptConstructor, outputs_directory="/all")
        assert RunnerScriptConstructor().outputs_directory == "/all"
        assert RunnerScriptConstructor(outputs_directory="/o").outputs_directory == "/o"
    finally:
        global_config.reset()
    assert RunnerScriptConstructor() == RunnerScriptConstructor(outputs_directory=None)


class Own(RunnerScriptConstructor):
    """Changes what is built at every stage."""

    def transform_values(self, script: Script) -> None:
        super().transform_values(script)
        script.image = "own"

    def transform_script_template_post_build(
        self, instance: Script, script: ScriptTemplate
    ) -> ScriptTemplate:
        script = super().transform_script_template_post_build(instance, script)
        script.working_dir = f"/{instance.name}/{len(script.env or ())}"
        return script

    def transform_template_post_build(self, instance: Script, template: Template) -> Template:
        template.daemon = True
        return template


def test_a_constructor_of_ones_own_wins() -> None:
    data = template(plain, constructor=Own(pydantic_mode=1))
    assert data["daemon"] is True
    assert (data["script"]["image"], data["script"]["workingDir"]) == ("own", "/main/1")
    assert data["script"]["env"] == [{"name": "hera__pydantic_mode", "value": "1"}]


class Text(ScriptConstructor):
    """Writes a text of its own."""

    def generate_source(self, instance: Script) -> str:
        return f"# {instance.name}"


def test_another_constructor_writes_its_own_text() -> None:
    data = template(plain, constructor=Text())["script"]
    assert (data["source"], data.get("args")) == ("# main", None)


def test_what_is_no_constructor_is_told() -> None:
    given: list[tuple[Any, type[Exception], str]] = [
        ("inlined", ValueError, "Unknown constructor inlined"),
        (RunnerScriptConstructor, TypeError, "an object of a ScriptConstructor class"),
    ]
    for constructor, error, message in given:
        with pytest.raises(error, match=message):
            template(plain, constructor=constructor)
    with pytest.raises(ValueError, match="Cannot specify args"):
        template(plain, args=["x"])
    with pytest.raises(ValueError, match="pydantic_mode"):
        RunnerScriptConstructor(pydantic_mode=3)  # type: ignore[arg-type]  # what is tested
    with pytest.raises(NotImplementedError, match="ScriptConstructor has no method"):
        template(plain, constructor=ScriptConstructor())


def test_decorated_static_methods_have_the_runners_name() -> None:
    class Here:
        @script(constructor="runner")
        @staticmethod
        def double(a: int) -> int:
            return a * 2

    assert Here.double(4) == 8
    args = Here.double.template._template_wire()["script"]["args"]
    assert args[-1].startswith(f"{__name__}:")
