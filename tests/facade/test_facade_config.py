"""`global_config`: defaults, class defaults and hooks of a process."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from hera.exceptions import BuildError, HeraWarning
from hera.shared import BaseMixin, GlobalConfig, global_config, register_pre_build_hook
from hera.workflows import (
    Container,
    CronWorkflow,
    Env,
    InlineScriptConstructor,
    Parameter,
    RunnerScriptConstructor,
    S3Artifact,
    Script,
    Steps,
    Task,
    Workflow,
    WorkflowsService,
    WorkflowTemplate,
    script,
)


@pytest.fixture(autouse=True)
def fresh_config() -> Iterator[None]:
    yield
    global_config.reset()


def built(workflow: Any) -> Any:
    return workflow.to_dict(strict=True)


def workflow(*templates: Any, **options: Any) -> Workflow:
    return Workflow(
        **{"name": "w", "entrypoint": templates[0].name, "templates": list(templates), **options}
    )


def container(**options: Any) -> Container:
    return Container(**{"name": "c", "image": "alpine", "command": ["true"], **options})


def test_a_setting_that_there_is_not_is_told() -> None:
    config: Any = type(global_config)()
    with pytest.warns(HeraWarning, match="no 'strickt', and nothing reads it") as caught:
        config.strickt = True
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        config.strict, config.image, config.token = True, "python:3.12", "abc"
        config.reset()


def test_script_wants_parentheses() -> None:
    decorator: Any = script
    with pytest.raises(TypeError, match=r"write @script\(\)"):
        decorator(print)


def test_defaults() -> None:
    assert (global_config.host, global_config.token, global_config.namespace) == (None, None, None)
    assert global_config.verify_ssl is True
    assert global_config.api_version == "argoproj.io/v1alpha1"
    assert global_config.service_account_name is None
    assert global_config.image == "python:3.10"
    assert global_config.script_command == ["python"]
    assert global_config.client_certs is None
    assert global_config.strict is False
    assert global_config.infer_dependencies is True
    assert (global_config.target, global_config.script_source) == (None, None)
    assert not global_config.experimental_features["any"]
    assert GlobalConfig is global_config


def test_workflows_take_what_they_are_not_given() -> None:
    global_config.namespace = "ml"
    global_config.service_account_name = "robot"
    global_config.api_version = "argoproj.io/v2"
    taken, given = workflow(container()), workflow(
        container(), namespace="other", service_account_name="me", api_version="x/v1"
    )

    assert (taken.namespace, taken.service_account_name) == ("ml", "robot")
    assert (given.namespace, given.service_account_name) == ("other", "me")
    assert (taken.api_version, given.api_version) == ("argoproj.io/v2", "x/v1")
    # They are taken when it is made, not when it is built.
    global_config.namespace = "later"
    assert taken.namespace == "ml"


def test_images_and_commands() -> None:
    global_config.image = "mine:1"
    global_config.script_command = ["python3", "-u"]
    own = Script(name="own", source="print()", image="own", command=["pypy"])
    template = Script(name="s", source="print()")
    first = built(workflow(template, own, Container(name="c", command=["true"])))

    parts = [item.get("script") or item["container"] for item in first["spec"]["templates"]]
    assert [part["image"] for part in parts] == ["mine:1", "own", "mine:1"]
    assert [part["command"] for part in parts] == [["python3", "-u"], ["pypy"], ["true"]]
    # Each script has its own list.
    template.command.append("-x")  # type: ignore[union-attr]  # it was set just now
    assert global_config.script_command == ["python3", "-u"]


def test_functions_are_asked_each_time() -> None:
    numbers = iter(range(9))
    global_config.image = lambda: f"image:{next(numbers)}"
    global_config.token = lambda: f"token-{next(numbers)}"
    global_config.client_certs = lambda: ("cert", "key")

    assert [container(image=None).image for _ in range(2)] == ["image:0", "image:1"]
    assert (global_config.token, global_config.token) == ("token-2", "token-3")
    assert global_config.client_certs == ("cert", "key")


def test_services_take_what_they_are_not_given() -> None:
    global_config.host, global_config.namespace = "https://argo.example.com", "ml"
    global_config.verify_ssl = False
    taken = WorkflowsService()
    given = WorkflowsService(host="https://other.example.com", namespace="x", verify_ssl=True)

    assert (taken.host, taken.namespace, taken.verify_ssl) == (
        "https://argo.example.com",
        "ml",
        False,
    )
    assert (given.host, given.namespace, given.verify_ssl) == (
        "https://other.example.com",
        "x",
        True,
    )


def test_reset_forgets_everything() -> None:
    global_config.strict = True
    global_config.image = "mine"
    global_config.set_class_defaults(Container, image="default")
    register_pre_build_hook(renamed)
    global_config.reset()

    assert global_config.strict is False
    assert container(image=None).image == "python:3.10"
    assert built(workflow(container()))["spec"]["templates"][0]["name"] == "c"


# --- class defaults --------------------------------------------------------------------------------


def test_class_defaults_fill_in() -> None:
    global_config.set_class_defaults(Container, image="default:1", labels={"team": "ml"})
    global_config.set_class_defaults(Container, active_deadline_seconds=60)
    global_config.set_class_defaults(Parameter, description="a text")
    global_config.set_class_defaults(Env, value="v")

    taken, given = container(image=None), container(labels={}, image="own")

    assert (taken.image, taken.labels, taken.active_deadline_seconds) == (
        "default:1",
        {"team": "ml"},
        60,
    )
    assert (given.image, given.labels) == ("own", {})
    assert Parameter(name="p").description == "a text"
    assert Env(name="e").value == "v"


def test_class_defaults_are_for_exactly_their_class() -> None:
    class SpecialContainer(Container):
        """A container of the user's."""

    global_config.set_class_defaults(Container, image="default")
    global_config.set_class_defaults(Workflow, labels={"kind": "workflow"})

    assert SpecialContainer(name="s", command=["true"]).image == "python:3.10"
    assert WorkflowTemplate(name="t").labels is None
    assert CronWorkflow(name="c").labels is None
    assert Workflow(name="w").labels == {"kind": "workflow"}


def test_a_required_argument_may_have_a_class_default() -> None:
    global_config.set_class_defaults(Task, name="always")

    assert Task(template="x").name == "always"  # type: ignore[call-arg]  # the default gives it


def test_class_defaults_of_scripts() -> None:
    global_config.set_class_defaults(Script, image="default", constructor="runner")

    @script()
    def work(n: int) -> None:
        print(n)

    source = built(workflow(work.template, arguments={"n": 1}))["spec"]["templates"][0]["script"]
    assert source["image"] == "default"
    assert source["source"] == "{{inputs.parameters}}"


def test_class_defaults_of_constructors() -> None:
    global_config.set_class_defaults(RunnerScriptConstructor, outputs_directory="/there")
    global_config.set_class_defaults(InlineScriptConstructor, add_cwd_to_sys_path=False)

    assert RunnerScriptConstructor().outputs_directory == "/there"
    assert RunnerScriptConstructor(outputs_directory="/here").outputs_directory == "/here"
    assert InlineScriptConstructor().add_cwd_to_sys_path is False


def test_class_defaults_have_names_of_attributes() -> None:
    with pytest.raises(ValueError, match=r"Invalid keys for class .*Container.*colour"):
        global_config.set_class_defaults(Container, colour="red")
    with pytest.raises(TypeError, match="classes of this library, not for <class 'int'>"):
        global_config.set_class_defaults(int, real=1)  # type: ignore[arg-type]  # on purpose


# --- hooks -----------------------------------------------------------------------------------------


class Special(Workflow):
    """A workflow of the user's."""


def renamed(template: Container) -> Container:
    template.name = "renamed"
    return template


def test_a_hook_as_a_decorator_stays_a_function() -> None:
    assert register_pre_build_hook(renamed) is renamed
    assert global_config.register_pre_build_hook(renamed) is renamed


def test_a_hook_can_replace_what_is_built() -> None:
    @register_pre_build_hook
    def replace(template: Steps) -> Steps:
        other: Any = container(name=template.name)
        return other  # type: ignore[no-any-return]  # another kind of template, on purpose

    data = built(workflow(Steps(name="main")))

    assert data["spec"]["templates"] == [
        {"name": "main", "container": {"image": "alpine", "command": ["true"]}}
    ]


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        (Workflow, lambda: workflow(container())),
        (
            WorkflowTemplate,
            lambda: WorkflowTemplate(name="t", templates=[container()], entrypoint="c"),
        ),
        (Container, lambda: workflow(container())),
        (Script, lambda: workflow(Script(name="c", source="print()"))),
    ],
)
def test_a_hook_is_called_once_for_each_build(kind: Any, make: Any) -> None:
    seen: list[Any] = []

    def hook(item: Any) -> Any:
        seen.append(type(item))
        return item

    hook.__annotations__["return"] = kind
    register_pre_build_hook(hook)
    made = make()
    built(made)
    made.to_yaml()

    assert seen == [kind, kind]


def test_a_hook_of_one_s_own_class() -> None:
    @register_pre_build_hook
    def mark(special: Special) -> Special:
        special.labels = {"special": "yes"}
        return special

    plain = workflow(container())
    special = Special(name="s", entrypoint="c", templates=[container()])

    assert "labels" not in built(plain)["metadata"]
    assert built(special)["metadata"]["labels"] == {"special": "yes"}
    assert built(special)["kind"] == "Workflow"
    assert special.labels is None


def test_a_hook_says_which_class_it_is_for() -> None:
    def nothing(item: Any):  # type: ignore[no-untyped-def]  # on purpose
        return item

    with pytest.raises(TypeError, match=r"return type annotation.*nothing"):
        register_pre_build_hook(nothing)


def test_a_hook_s_annotations_are_known_to_its_module() -> None:
    def local(item: Special) -> Special:
        return item

    local.__annotations__["return"] = "Unknown"
    with pytest.raises(TypeError, match=r"annotations of hook .*local.*'Unknown' is not defined"):
        register_pre_build_hook(local)


def test_a_hook_returns_what_shall_be_built() -> None:
    @register_pre_build_hook
    def forgetful(item: Container) -> Container:
        return None  # type: ignore[return-value]  # on purpose

    with pytest.raises(RuntimeError, match="hook forgetful returned None"):
        workflow(container()).to_dict()


def test_what_a_hook_breaks_is_told() -> None:
    register_pre_build_hook(renamed)

    with pytest.raises(BuildError, match=r"template name 'c' undefined.*renamed"):
        built(workflow(container()))


def test_artifacts_have_class_defaults_too() -> None:
    global_config.set_class_defaults(S3Artifact, bucket="data", endpoint="minio:9000")
    inputs = [S3Artifact(name="a", key="k", path="/a")]

    (found,) = built(workflow(container(inputs=inputs)))["spec"]["templates"][0]["inputs"][
        "artifacts"
    ]
    assert found["s3"] == {"bucket": "data", "endpoint": "minio:9000", "key": "k"}


def test_the_library_s_classes_share_a_base() -> None:
    assert isinstance(container(), BaseMixin)
    assert isinstance(InlineScriptConstructor(), BaseMixin)
