"""What each argument of a Task becomes, and what is told of wrong ones."""

from __future__ import annotations

import inspect
import json
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from facade.seed._functions import say, say_success
from facade.seed._seed_runs import arrived, output
from pydantic import BaseModel

import hera
from hera.artifact import GCSArtifact, InputArtifact, OutputArtifact, S3Artifact
from hera.env import ConfigMapEnvSpec, EnvSpec, FieldEnvSpec, SecretEnvSpec
from hera.env_from import ConfigMapEnvFromSpec, SecretEnvFromSpec
from hera.exceptions import BuildError
from hera.image import ImagePullPolicy
from hera.input import InputFrom
from hera.operator import Operator
from hera.resources import Resources
from hera.retry import Retry
from hera.retry_policy import RetryPolicy
from hera.security_context import TaskSecurityContext
from hera.task import Task
from hera.template_ref import TemplateRef
from hera.toleration import GPUToleration, Toleration
from hera.variable import VariableAsEnv
from hera.volumes import ConfigMapVolume, EmptyDirVolume, ExistingVolume, SecretVolume, Volume
from hera.workflow import Workflow
from hera.workflow_service import WorkflowService


class Point(BaseModel):
    x: int
    y: list[str] = []


class Colour(Enum):
    red = "r"


def built(*tasks: Task) -> dict[str, Any]:
    workflow = Workflow("w")
    workflow.add_tasks(*tasks)
    spec: dict[str, Any] = workflow.to_dict(strict=True)["spec"]
    return spec


def parts(**given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the DAG's task and its template."""
    spec = built(Task("t", **given))
    main, template = spec["templates"]
    return main["dag"]["tasks"][0], template


def refused(*tasks: Task) -> str:
    """Return what is told at `create` in place of a request."""
    workflow = Workflow("w", WorkflowService(host="localhost:1", token="t"))
    workflow.add_tasks(*tasks)
    with pytest.raises(BuildError) as caught:
        workflow.create()
    return str(caught.value)


def test_task_has_its_25_arguments() -> None:
    assert len(inspect.signature(Task).parameters) == 25


def test_name_names_the_task_and_its_template() -> None:
    main, template = built(Task("a_b", say, [{"message": "m"}]))["templates"]
    assert main["dag"]["tasks"][0]["name"] == main["dag"]["tasks"][0]["template"] == "a-b"
    assert template["name"] == template["script"]["name"] == "a-b"


def test_func_makes_a_script_and_none_a_container() -> None:
    assert "script" in parts(func=say, func_params=[{"message": ""}])[1]
    assert parts()[1]["container"]["command"] == ["python"]


def options(a: Any, b: Any = "123", *, c: Any = None) -> None:
    print(repr((a, b, c)))


VALUES = [1, 0.5, "123", "true", "null", "a\"b\n''' \\ \x1b\x7f ü😀", None, [1, {"k": "v"}], True]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_func_params_arrive_as_they_were(value: Any, tmp_path: Path) -> None:
    task, template = parts(func=options, func_params=[{"a": value, "c": value}])
    given = {item["name"]: item["value"] for item in task["arguments"]["parameters"]}
    assert json.loads(given["a"]) == value
    assert given["b"] == '"123"'
    assert template["inputs"] == {"parameters": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}
    ran = output(template["script"]["source"], given, tmp_path)
    assert ran == (True, f"{(value, '123', value)!r}\n")


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_several_func_params_are_items(value: Any, tmp_path: Path) -> None:
    task, template = parts(func=options, func_params=[{"a": value}, {"a": 2}])
    tags = {item["name"]: item["value"] for item in task["arguments"]["parameters"]}
    assert tags == {name: f"{{{{item.{name}}}}}" for name in "abc"}
    item = task["withItems"][0]
    assert item == {"a": json.dumps(value).replace("\x7f", "\\u007f"), "b": '"123"', "c": "null"}
    given = {name: arrived(text) for name, text in item.items()}
    ran = output(template["script"]["source"], given, tmp_path)
    assert ran == (True, f"{(value, '123', None)!r}\n")


def show_text(text: str, maybe: str | None = "x") -> str:
    return text + repr(maybe)


@pytest.mark.parametrize("text", ["123", "null", 'say "hi"\n', 'C:\\new \\" ü', '"quoted"', ""])
def test_texts_stay_texts(text: str, tmp_path: Path) -> None:
    task, template = parts(func=show_text, func_params=[{"text": text, "maybe": None}])
    given = {item["name"]: item["value"] for item in task["arguments"]["parameters"]}
    assert output(template["script"]["source"], given, tmp_path) == (True, f"{text}None\n")


@pytest.mark.parametrize(
    ("arriving", "text"),
    [
        ("4", "4"),
        (arrived('a "b"\n'), 'a "b"\n'),
        ("plain", "plain"),
        ('"a result "with" these"', 'a result "with" these'),
    ],
)
def test_what_others_send_reaches_a_text(arriving: str, text: str, tmp_path: Path) -> None:
    template = built(Task("a"), Task("t", say, input_from=InputFrom("a", ["message"])))[
        "templates"
    ][2]
    ran = output(template["script"]["source"], {"message": arriving}, tmp_path)
    assert ran == (True, f"{text}\n")


def test_models_enums_and_literals_are_values(tmp_path: Path) -> None:
    values = {"a": Point(x=1, y=["z"]), "b": Colour.red, "c": hera.literal("{{item}}")}
    task, template = parts(func=options, func_params=[values])
    given = {item["name"]: item["value"] for item in task["arguments"]["parameters"]}
    assert given["a"] == '{"x": 1, "y": ["z"]}'
    ran = output(template["script"]["source"], given, tmp_path)
    assert ran == (True, "({'x': 1, 'y': ['z']}, 'r', '{{item}}')\n")
    with pytest.raises(TypeError, match="cannot write <object"):
        Task("t", options, [{"a": object()}])


def test_input_from_runs_once_for_each_item() -> None:
    spec = built(Task("x_y"), Task("t", options, [{"c": 1}], InputFrom("x_y", ["a"])))
    task = spec["templates"][0]["dag"]["tasks"][1]
    assert task["withParam"] == "{{tasks.x-y.outputs.result}}"
    assert task["dependencies"] == ["x-y"]
    values = {item["name"]: item["value"] for item in task["arguments"]["parameters"]}
    assert values == {"a": "{{item.a}}", "b": '"123"', "c": "1"}
    with pytest.raises(ValueError, match="leave out one"):
        Task("t", options, [{"a": 1}, {"a": 2}], InputFrom("x", ["b"]))


def test_artifacts_go_in_and_out() -> None:
    taken = [
        InputArtifact("n", "/n", "a", "m"),
        S3Artifact("s", "/s", "k", "b"),
        GCSArtifact("g", "/g", "k"),
    ]
    spec = built(
        Task("a", output_artifacts=[OutputArtifact("m", "/m")]),
        Task("t", input_artifacts=taken, output_artifacts=[S3Artifact("o", "/o", "k")]),
    )
    task, template = spec["templates"][0]["dag"]["tasks"][1], spec["templates"][2]
    source = "{{tasks.a.outputs.artifacts.m}}"
    assert task["arguments"] == {"artifacts": [{"name": "n", "path": "/n", "from": source}]}
    assert template["inputs"]["artifacts"] == [
        {"name": "n", "path": "/n"},
        {"name": "s", "path": "/s", "s3": {"key": "k", "bucket": "b"}},
        {"name": "g", "path": "/g", "gcs": {"key": "k"}},
    ]
    assert template["outputs"] == {"artifacts": [{"name": "o", "path": "/o", "s3": {"key": "k"}}]}


PASSED: list[tuple[dict[str, Any], str, Any]] = [
    ({}, "container.image", "python:3.7"),
    ({"image": "i"}, "container.image", "i"),
    ({}, "container.imagePullPolicy", "Always"),
    ({"image_pull_policy": ImagePullPolicy.IfNotPresent}, "container.imagePullPolicy", "IfNotPresent"),
    ({"image_pull_policy": "Never"}, "container.imagePullPolicy", "Never"),
    ({}, "daemon", False),
    ({"daemon": True}, "daemon", True),
    ({"command": ["c"]}, "container.command", ["c"]),
    ({"args": ["a"]}, "container", {"args": ["a"], "command": None}),
    ({"working_dir": "/d"}, "container.workingDir", "/d"),
    ({}, "metadata", {"labels": {}, "annotations": {}}),
    ({"labels": {"k": "v"}}, "metadata.labels", {"k": "v"}),
    ({"annotations": {"k": "v"}}, "metadata.annotations", {"k": "v"}),
    ({"node_selectors": {"k": "v"}}, "nodeSelector", {"k": "v"}),
    ({"env_specs": [EnvSpec(name="A", value=[1])]}, "container.env", [{"name": "A", "value": "[1]"}]),
    (
        {"env_specs": [SecretEnvSpec(name="A", secret_name="s", secret_key="k")]},
        "container.env",
        [{"name": "A", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}],
    ),
    (
        {"env_specs": [ConfigMapEnvSpec(name="A", config_map_name="c", config_map_key="k")]},
        "container.env",
        [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "c", "key": "k"}}}],
    ),
    (
        {"env_specs": [FieldEnvSpec(name="A", field_path="status.hostIP")]},
        "container.env",
        [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "status.hostIP"}}}],
    ),
    (
        {"env_from_specs": [SecretEnvFromSpec(secret_name="s", prefix="P_", optional=True)]},
        "container.envFrom",
        [{"prefix": "P_", "secretRef": {"name": "s", "optional": True}}],
    ),
    (
        {"env_from_specs": [ConfigMapEnvFromSpec(config_map_name="c")]},
        "container.envFrom",
        [{"configMapRef": {"name": "c"}}],
    ),
    ({"resources": Resources(min_cpu=0.5)}, "container.resources.requests.cpu", "0.5"),
    ({"resources": Resources(min_cpu=0.5)}, "container.resources.limits.cpu", "0.5"),
    ({"resources": Resources(max_cpu=2, max_mem="5Gi")}, "container.resources.limits", {"cpu": "2", "memory": "5Gi"}),
    (
        {"resources": Resources(gpus=2, custom_resources={"x.org/y": 3})},
        "container.resources.requests",
        {"cpu": "1", "memory": "4Gi", "nvidia.com/gpu": "2", "x.org/y": "3"},
    ),
    (
        {"retry": Retry(duration=1, limit=2, max_duration=3, retry_policy=RetryPolicy.OnError)},
        "retryStrategy",
        {"limit": "2", "retryPolicy": "OnError", "backoff": {"duration": "1", "maxDuration": "3"}},
    ),
    (
        {"tolerations": [Toleration(key="k", operator="Exists"), GPUToleration]},
        "tolerations",
        [
            {"key": "k", "operator": "Exists"},
            {"key": "nvidia.com/gpu", "operator": "Equal", "value": "present", "effect": "NoSchedule"},
        ],
    ),
    (
        {"security_context": TaskSecurityContext(run_as_user=1, run_as_group=2, run_as_non_root=True, additional_capabilities=["SYS_TIME"])},
        "container.securityContext",
        {"runAsUser": 1, "runAsGroup": 2, "runAsNonRoot": True, "capabilities": {"add": ["SYS_TIME"]}},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "place", "expected"), PASSED, ids=lambda item: str(item)[:40])
def test_what_is_passed_through(given: dict[str, Any], place: str, expected: Any) -> None:
    found: Any = parts(**given)[1]
    for key in place.split("."):
        found = found[key]
    if isinstance(expected, dict):  # beside what every container has
        found = {key: found.get(key) for key in expected}
    assert found == expected


def test_volumes_are_mounted_and_declared_once() -> None:
    volumes = [
        Volume(size="1Gi", mount_path="/v", name="v", access_modes=["ReadWriteMany"]),
        SecretVolume(secret_name="s", mount_path="/s", name="sv"),
        ConfigMapVolume(config_map_name="c", mount_path="/c"),
        ExistingVolume(name="e", mount_path="/e"),
        EmptyDirVolume(name="d", mount_path="/d", size="2Gi"),
    ]
    spec = built(*(Task(name, resources=Resources(volumes=volumes)) for name in "ab"))
    mounts = spec["templates"][2]["container"]["volumeMounts"]
    assert mounts == [{"name": v.name, "mountPath": v.mount_path} for v in volumes]
    assert spec["volumes"] == [
        {"name": "sv", "secret": {"secretName": "s"}},
        {"name": "c", "configMap": {"name": "c"}},
        {"name": "e", "persistentVolumeClaim": {"claimName": "e"}},
        {"name": "d", "emptyDir": {"sizeLimit": "2Gi"}},
    ]
    claim = {"accessModes": ["ReadWriteMany"], "resources": {"requests": {"storage": "1Gi"}}}
    assert spec["volumeClaimTemplates"] == [
        {"metadata": {"name": "v"}, "spec": {**claim, "storageClassName": "standard"}}
    ]


def test_variables_are_parameters_and_environment() -> None:
    daemon = Task("d_d", daemon=True)
    task = Task("t", variables=[VariableAsEnv("IP", daemon.ip), VariableAsEnv("N", 1)])
    daemon >> task
    spec = built(daemon, task)
    values = spec["templates"][0]["dag"]["tasks"][1]["arguments"]["parameters"]
    assert values == [{"name": "IP", "value": '"{{tasks.d-d.ip}}"'}, {"name": "N", "value": "1"}]
    env = [{"name": name, "value": f"{{{{inputs.parameters.{name}}}}}"} for name in ("IP", "N")]
    assert spec["templates"][2]["container"]["env"] == env


@pytest.mark.parametrize("on", ["error", "fail"])
def test_continue_on(on: str) -> None:
    continued = {"error": on == "error", "failed": on == "fail"}
    assert parts(**{f"continue_on_{on}": True})[0]["continueOn"] == continued


def test_template_ref_takes_the_place_of_the_template() -> None:
    spec = built(Task("t", template_ref=TemplateRef(name="w", template="x")))
    (main,) = spec["templates"]
    assert main["dag"]["tasks"][0]["templateRef"] == {"name": "w", "template": "x"}
    assert "template" not in main["dag"]["tasks"][0]


def test_next_adds_once_and_returns_the_other() -> None:
    a, b, c = Task("a"), Task("b"), Task("c")
    assert a.next(b) is b
    assert a >> b >> c is c
    assert b.when(a, Operator.not_equal, "v") is b
    assert b.node.dependencies == ["a"]
    assert b.node.when == "{{tasks.a.outputs.result}} != v"
    with pytest.raises(TypeError, match="after task 'a' another Task can run"):
        a.next([b])  # type: ignore[arg-type]  # what is tested


@pytest.mark.parametrize(
    ("method", "status"),
    [("on_success", "Succeeded"), ("on_failure", "Failed"), ("on_error", "Error")],
)
def test_conditions_on_the_status(method: str, status: str) -> None:
    a, b = Task("a"), Task("b")
    assert getattr(a, method)(b) is b
    assert b.node.when == f"{{{{tasks.a.status}}}} == {status}"
    assert b.node.dependencies == ["a"]


def test_defects_are_told_before_anything_is_sent() -> None:
    a, b = Task("a"), Task("b")
    a >> b >> a
    assert "cycle" in refused(a, b)
    assert "same" in refused(Task("same"), Task("same"))
    assert "message" in refused(Task("t", say))
    assert "a.b" in refused(Task("a.b!"))
    with pytest.raises(ValueError, match="give each of them the same: message, other"):
        Task("t", say, [{"message": "1"}, {"message": "2", "other": 3}])
    with pytest.raises(BuildError, match="extra"):
        built(Task("t", say_success, [{"extra": 1}]))
    with pytest.raises(TypeError, match="func_params is a list of dicts"):
        Task("t", say, {"message": "1"})  # type: ignore[arg-type]  # what is tested


def test_place_of_a_finding_is_the_users_line() -> None:
    here = test_place_of_a_finding_is_the_users_line.__code__.co_firstlineno
    task = Task("t", say)
    assert f"{__file__}:{here + 2}: " in refused(task)
