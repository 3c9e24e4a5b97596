"""What is found at build: a warning, or an error, at the user's line, that says what to do."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, NewType, Optional, TypedDict, Union

import pytest
from client._server import ArgoServer

import hera
from hera.exceptions import BuildError, HeraWarning
from hera.shared import global_config
from hera.workflows import (
    DAG,
    Container,
    CronWorkflow,
    Parameter,
    Script,
    Steps,
    Task,
    Workflow,
    WorkflowsService,
    WorkflowTemplate,
    script,
)
from hera.workflows.exceptions import NodeNameConflict

IMAGE: dict[str, Any] = {"image": "alpine", "command": ["true"]}


@pytest.fixture(autouse=True)
def fresh_config() -> Iterator[None]:
    yield
    global_config.reset()


@script()
def greet(count: int, name: str = "you") -> None:
    print(name * count)


def in_dag(make: Callable[[], object], **options: Any) -> Workflow:
    """Return a workflow whose DAG `main` holds what a function makes."""
    with Workflow(**{"name": "w", "entrypoint": "main", **options}) as workflow, DAG(name="main"):
        make()
    return workflow


def line_of(text: str) -> int:
    """Return the number of the one line of this file with the comment `# here: TEXT`."""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    (found,) = (number for number, line in enumerate(lines, 1) if line.endswith(f"# here: {text}"))
    return found


def warned(workflow: Any) -> list[warnings.WarningMessage]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        workflow.to_yaml()
    assert all(one.category is HeraWarning for one in caught)
    return list(caught)


# --- each case: who made it where, and what the message must hold ----------------------------------


def unknown_argument() -> Workflow:
    return in_dag(lambda: greet(arguments={"count": 1, "nam": "x"}))  # here: unknown_argument


def missing_argument() -> Workflow:
    return in_dag(lambda: greet(arguments={"name": "x"}))  # here: missing_argument


def mistyped_argument() -> Workflow:
    return in_dag(lambda: greet(arguments={"count": "many"}))  # here: mistyped_argument


def mistyped_in_steps() -> Workflow:
    workflow = Workflow(name="w", entrypoint="main")
    with workflow, Steps(name="main") as steps, steps.parallel():
        greet(arguments={"count": "many"})  # here: mistyped_in_steps
    return workflow


def mistyped_by_name() -> Workflow:
    templates = [greet.template]
    return in_dag(
        lambda: Task(name="t", template="greet", arguments={"count": []}),  # here: mistyped_by_name
        templates=templates,
    )


def mistyped_inline() -> Workflow:
    return in_dag(
        lambda: Task(  # here: mistyped_inline
            name="t", inline=Script(source=greet.template.source), arguments={"count": "many"}
        )
    )


def mistyped_workflow_argument() -> Workflow:
    templates = [greet.template]
    return Workflow(  # here: mistyped_workflow_argument
        name="w", entrypoint="greet", templates=templates, arguments={"count": "many"}
    )


def mistyped_item() -> Workflow:
    items = [1, "two"]
    return in_dag(
        lambda: greet(arguments={"count": "{{item}}"}, with_items=items)  # here: mistyped_item
    )


def mistyped_item_key() -> Workflow:
    items = [{"count": 1, "name": "a"}, {"count": None, "name": "b"}]
    return in_dag(lambda: greet(with_items=items))  # here: mistyped_item_key


def mistyped_param_item() -> Workflow:
    return in_dag(lambda: greet(with_param=["one"]))  # here: mistyped_param_item


def fan_out_without_argument() -> Workflow:
    return in_dag(lambda: greet(with_items=[1, 2]))  # here: fan_out_without_argument


def fan_out_with_other_keys() -> Workflow:
    values = {"count": "{{item.counts}}"}
    templates = [greet.template]
    return in_dag(
        lambda: Task(  # here: fan_out_with_other_keys
            name="t", template="greet", arguments=values, with_items=[{"count": 1}]
        ),
        templates=templates,
    )


def unknown_entrypoint() -> Workflow:
    templates = in_main(lambda: greet(arguments={"count": 1}))
    return Workflow(name="w", entrypoint="mian", templates=templates)  # here: unknown_entrypoint


def in_main(make: Callable[[], object]) -> list[Any]:
    with DAG(name="main") as dag:
        make()
    return [dag, greet.template]


def no_entrypoint() -> Workflow:
    return Workflow(name="w", templates=[Container(name="c", **IMAGE)])  # here: no_entrypoint


def illegal_workflow_name() -> Workflow:
    c = Container(name="c", **IMAGE)
    return Workflow(name="My_Flow", entrypoint="c", templates=[c])  # here: illegal_workflow_name


def illegal_generate_name() -> WorkflowTemplate:
    c = Container(name="c", **IMAGE)
    return WorkflowTemplate(  # here: illegal_generate_name
        generate_name="My-", entrypoint="c", templates=[c]
    )


def illegal_task_name() -> Workflow:
    return in_dag(lambda: greet(name="a.b", arguments={"count": 1}))  # here: illegal_task_name


def illegal_template_name() -> Workflow:
    c = Container(name="load data", **IMAGE)  # here: illegal_template_name
    return Workflow(name="w", entrypoint="load data", templates=[c])


def illegal_parameter_name() -> Workflow:
    inputs = [Parameter(name="a.b", default="1")]
    c = Container(name="c", inputs=inputs, **IMAGE)  # here: illegal_parameter_name
    return Workflow(name="w", entrypoint="c", templates=[c])


def cycle() -> Workflow:
    with Workflow(name="w", entrypoint="main") as workflow, DAG(name="main"):  # here: cycle
        a = greet(name="a", arguments={"count": 1})
        b = greet(name="b", arguments={"count": 1})
        _ = a >> b >> a
    return workflow


def recursion_of_data() -> Workflow:
    with (
        Workflow(name="w", entrypoint="main") as workflow,
        DAG(name="main"),
    ):  # here: recursion_of_data
        a = greet(name="a", arguments={"count": "{{tasks.b.outputs.result}}"})
        greet(name="b", arguments={"count": a.result})
    return workflow


def duplicate_template() -> Workflow:
    with Workflow(name="w", entrypoint="c") as workflow:
        Container(name="c", **IMAGE)
        Container(name="c", image="other", command=["true"])  # here: duplicate_template
    return workflow


def duplicate_argument() -> Workflow:
    twice = [Parameter(name="count", value=1), Parameter(name="count", value=2)]
    return in_dag(lambda: greet(arguments=twice))  # here: duplicate_argument


def unknown_template() -> Workflow:
    templates = [greet.template]
    return in_dag(
        lambda: Task(name="t", template="gret"), templates=templates  # here: unknown_template
    )


def unknown_dependency() -> Workflow:
    return in_dag(
        lambda: greet(arguments={"count": 1}, depends="first")  # here: unknown_dependency
    )


def undefined_variable() -> Workflow:
    value = "{{inputs.parameters.count}}"
    return in_dag(lambda: greet(arguments={"count": value}))  # here: undefined_variable


def undefined_name() -> Workflow:
    def compute() -> None:
        print(IMAGE)  # here: undefined_name

    template = Script(name="compute", source=compute)
    return Workflow(name="w", entrypoint="compute", templates=[template])


def two_scripts_of_one_name() -> Workflow:
    @script(name="greet")
    def other(count: int) -> None:  # the decorator is what makes the template
        print(count)

    return in_dag(
        lambda: (
            greet(arguments={"count": 1}),
            other(name="other", arguments={"count": 1}),
        )
    )


# By case: what the warning says, and whether `create` refuses it.
CASES: list[tuple[Callable[[], Any], tuple[str, ...], bool]] = [
    (unknown_argument, ("'nam'", "template 'greet' has no input", "did you mean 'name'?"), False),
    (missing_argument, ("inputs.parameters.count was not supplied", "tasks.greet"), True),
    (mistyped_argument, ("argument 'count' of 'greet' is 'many'", "greet() takes int"), False),
    (mistyped_in_steps, ("argument 'count' of 'greet' is 'many'", "takes int"), False),
    (mistyped_by_name, ("argument 'count' of 't' is '[]'", "takes int"), False),
    (mistyped_inline, ("argument 'count' of 't' is 'many'", "takes int"), False),
    (mistyped_workflow_argument, ("argument 'count' of 'w' is 'many'", "takes int"), False),
    (mistyped_item, ("'count' of 'greet' for item 1 is 'two'", "takes int"), False),
    (mistyped_item_key, ("'count' of 'greet' for item 1 is 'null'", "takes int"), False),
    (mistyped_param_item, ("'count' of 'greet' for item 0 is 'one'", "takes int"), False),
    (fan_out_without_argument, ("inputs.parameters.count was not supplied",), True),
    (fan_out_with_other_keys, ("no item has 'counts'", "did you mean 'count'?"), True),
    (unknown_entrypoint, ("spec.entrypoint", "'mian' undefined", "did you mean 'main'?"), True),
    (no_entrypoint, ("spec.entrypoint is required",), True),
    (illegal_workflow_name, ("metadata.name", "'My_Flow'", "lower-case letters"), True),
    (illegal_generate_name, ("metadata.generateName", "'My-'", "lower-case"), True),
    (illegal_task_name, ("'a.b' is invalid", "alpha-numeric"), True),
    (illegal_template_name, ("'load data' is invalid", "alpha-numeric"), True),
    (illegal_parameter_name, ("inputs.parameters[0].name: 'a.b' is invalid",), True),
    (cycle, ("dependency cycle detected", "a->b->a"), True),
    (recursion_of_data, ("dependency cycle detected",), True),
    (duplicate_template, ("templates[1].name 'c' is not unique",), True),
    (duplicate_argument, ("'count' is not unique",), True),
    (unknown_template, ("template name 'gret' undefined", "did you mean 'greet'?"), True),
    (unknown_dependency, ("dependency 'first' not defined", "its tasks are: greet"), True),
    (undefined_variable, ("{{inputs.parameters.count}}", "has no input parameter 'count'"), True),
    (undefined_name, ("name 'IMAGE' is not defined in the script", "include=[IMAGE]"), True),
]
cases = pytest.mark.parametrize(
    ("make", "parts", "refused"), CASES, ids=lambda v: getattr(v, "__name__", "")
)


@cases
def test_to_yaml_warns_at_the_user_s_line(
    make: Callable[[], Any], parts: tuple[str, ...], refused: bool
) -> None:
    workflow = make()
    caught = warned(workflow)
    told = [one for one in caught if all(part in str(one.message) for part in parts)]

    assert len(told) == 1, [str(one.message) for one in caught]
    assert told[0].filename == __file__
    # A cycle is told at its first task.
    away = 1 if parts[0] == "dependency cycle detected" else 0
    assert told[0].lineno == line_of(make.__name__) + away
    # The YAML is there all the same, and each time.
    assert "kind: " in to_yaml_quietly(workflow)


def to_yaml_quietly(workflow: Any) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text: str = workflow.to_yaml()
        return text


@cases
def test_create_refuses_what_argo_would_before_anything_is_sent(
    make: Callable[[], Any], parts: tuple[str, ...], refused: bool
) -> None:
    workflow = make()
    with ArgoServer() as server, WorkflowsService(host=server.url, namespace="ml") as service:
        workflow.workflows_service = service
        if refused:
            with pytest.raises(BuildError) as caught:
                workflow.create()
            told = [text for text in caught.value.findings if all(p in text for p in parts)]
            assert len(told) == 1
            assert told[0].startswith(f"{__file__}:")
            assert server.requests == []
        else:
            with pytest.warns(HeraWarning):
                workflow.create()
            assert [request.method for request in server.requests] == ["POST"]


@cases
@pytest.mark.parametrize("how", ["argument", "global_config"])
def test_strict_refuses_all_of_it(
    make: Callable[[], Any], parts: tuple[str, ...], refused: bool, how: str
) -> None:
    workflow = make()
    if how == "global_config":
        global_config.strict = True
    strict = True if how == "argument" else None

    for build in (workflow.to_dict, workflow.to_yaml, workflow.to_json, workflow.build):
        with pytest.raises(BuildError) as caught:
            build(strict=strict)
        assert all(part in str(caught.value) for part in parts)
    # What is asked for in the call comes before what holds for all.
    with pytest.warns(HeraWarning):
        workflow.to_dict(strict=False)


@cases
def test_check_refuses_what_argo_would_and_leaves_the_rest_a_warning(
    make: Callable[[], Any], parts: tuple[str, ...], refused: bool
) -> None:
    workflow = make()
    for build in (workflow.to_dict, workflow.to_yaml, workflow.to_json, workflow.build):
        if refused:
            with pytest.raises(BuildError) as caught:
                build(check=True)
            assert all(part in str(caught.value) for part in parts)
        else:
            with pytest.warns(HeraWarning):
                build(check=True)


def test_create_without_checks_sends_it_as_it_is() -> None:
    workflow = unknown_argument()
    workflow.entrypoint = "nowhere"
    with ArgoServer() as server, WorkflowsService(host=server.url, namespace="ml") as service:
        server.argo.stub = True
        workflow.workflows_service = service
        workflow.create(check=False)

        assert server.requests[0].json()["workflow"]["spec"]["entrypoint"] == "nowhere"


def test_create_wants_a_name() -> None:
    workflow = Workflow(entrypoint="c", templates=[Container(name="c", **IMAGE)])
    assert warned(workflow) == []
    with pytest.raises(BuildError, match="give name=, or generate_name="):
        workflow.to_yaml(strict=True)
    with ArgoServer() as server, WorkflowsService(host=server.url, namespace="ml") as service:
        workflow.workflows_service = service
        with pytest.raises(BuildError, match="give name=, or generate_name="):
            workflow.create()

        assert server.requests == []


def test_create_wants_labels_that_kubernetes_takes() -> None:
    workflow = Workflow(
        name="w",
        entrypoint="c",
        labels={"owner": "Jane Doe"},
        templates=[Container(name="c", **IMAGE)],
    )
    (told,) = warned(workflow)
    assert "HL116 metadata.labels.owner" in str(told.message)
    with ArgoServer() as server, WorkflowsService(host=server.url, namespace="ml") as service:
        workflow.workflows_service = service
        with pytest.raises(BuildError, match="'Jane Doe' is no value of a label"):
            workflow.create()

        assert server.requests == []


def test_all_findings_are_told_at_once() -> None:
    workflow = in_dag(
        lambda: [greet(arguments={"count": "many", "nam": "x"}), greet(name="a.b", arguments={})],
        entrypoint="mian",
    )

    with pytest.raises(BuildError) as caught:
        workflow.to_dict(strict=True)

    assert len(caught.value.findings) == 5
    assert str(caught.value) == "\n".join(caught.value.findings)


# --- names that are used twice ---------------------------------------------------------------------


def test_two_different_scripts_of_one_name() -> None:
    workflow = two_scripts_of_one_name()
    (found,) = warned(workflow)
    first: Any = greet.template._place

    assert "two different templates have the name 'greet'" in str(found.message)
    assert f"the first made at {first[0]}:{first[1]}" in str(found.message)
    assert "give one of them another name" in str(found.message)
    _, start = inspect.getsourcelines(two_scripts_of_one_name)
    assert found.filename == __file__
    assert start < found.lineno < start + 4
    with pytest.raises(BuildError, match="two different templates"):
        workflow.to_dict(strict=True)


def test_the_same_script_twice_is_one_template() -> None:
    workflow = in_dag(lambda: [greet(name=name, arguments={"count": 1}) for name in ("one", "two")])

    data = workflow.to_dict(strict=True)

    assert [template["name"] for template in data["spec"]["templates"]] == ["main", "greet"]


def test_the_same_definition_run_twice_is_one_template() -> None:
    def make() -> Any:
        @script()
        def made(count: int) -> None:
            print(count)

        return made

    workflow = in_dag(lambda: [make()(name=name, arguments={"count": 1}) for name in "ab"])

    assert [item["name"] for item in workflow.to_dict(strict=True)["spec"]["templates"]] == [
        "main",
        "made",
    ]


def test_the_same_definition_with_other_defaults_is_another_template() -> None:
    def make(number: int) -> Any:
        @script()
        def made(count: int = number) -> None:
            print(count)

        return made

    with Workflow(name="w", entrypoint="main") as workflow, DAG(name="main"):
        make(7)(name="a")
        make(8)(name="b")

    (found,) = warned(workflow)
    assert "two different templates have the name 'made'" in str(found.message)


def test_one_function_with_two_images_is_two_templates() -> None:
    def work() -> None:
        print()

    one = Script(name="work", source=work, image="a")
    other = Script(name="work", source=work, image="b")
    workflow = in_dag(lambda: [one(name="x"), other(name="y")])

    assert any("two different templates" in str(found.message) for found in warned(workflow))


def test_two_tasks_of_one_name_are_refused_when_they_are_made() -> None:
    with pytest.raises(NodeNameConflict, match="multiple Task nodes with name: greet"):
        in_dag(lambda: [greet(arguments={"count": 1}), greet(arguments={"count": 2})])


# --- fan-outs that do not fit the function ---------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([{"count": 1, "nam": "x"}], r"Parameter 'nam' not found .* parameters are: count, name"),
        ([{"count": 1}, 2], "all dictionaries or no dictionaries"),
        ([{"count": 1}, {"name": "x"}], "must have the same keys"),
    ],
)
def test_a_fan_out_whose_items_do_not_fit(items: list[Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        in_dag(lambda: greet(with_items=items))


# --- the types of arguments ------------------------------------------------------------------------


class Color(Enum):
    RED = "red"
    TWO = 2


@dataclass
class Point:
    x: int
    y: int


class Options(TypedDict):
    depth: int


UserId = NewType("UserId", int)
FITTING: list[tuple[Any, list[Any], list[Any]]] = [
    (
        int,
        [1, "1", "-3", "1.0", "{{x}}", "a {{inputs.parameters.n}}"],
        ["x", "1.5", 1.5, True, None, [], ""],
    ),
    (float, [1, 1.5, "1e3"], ["x", False, None]),
    (bool, [True, "true", "False"], ["yes", 1, None]),
    (str, ["x", "1", "null", "[1]", 3, None, ""], []),
    (list, [[], ["a", 1], "[1]"], ["x", {}, 1]),
    (list[int], [[], [1]], [["a"], {"a": 1}, [None]]),
    (dict, [{}, {"a": []}], [[], "x"]),
    (dict[str, int], [{"a": 1}], [{"a": "x"}]),
    (tuple[int, str], [[1, "a"]], [[1], ["a", 1], [1, "a", 2]]),
    (tuple[int, ...], [[], [1, 2]], [["a"]]),
    (set[str], [["a"]], [[1]]),
    (Optional[int], [1, None, "null"], ["x", "None"]),  # noqa: UP045 - the older form
    (Union[int, list[str]], [1, ["a"]], ["x", [1]]),  # noqa: UP007 - the older form
    (Union[int, str], [1, "x", None], []),  # noqa: UP007 - the older form
    (Optional[str], ["x", None, "1"], []),  # noqa: UP045 - the older form
    (Literal["a", 1], ["a", 1, "1"], ["b", 2, None]),
    (Color, ["red", 2, "2", Color.RED], ["RED", "blue", 3]),
    (list[Color], [["red", 2]], [["RED"]]),
    (datetime, ["2024-05-01T10:00:00Z", "2024-05-01"], ["soon", ""]),
    (Point, [{"x": 1, "y": 2}, Point(1, 2)], [[1, 2], "x"]),
    (Options, [{"depth": 1}], [1]),
    (UserId, [1], ["x"]),
    (Annotated[int, "a count"], [1], ["x"]),
    (Annotated[int, Parameter(name="renamed")], [], []),
    (None, [None], ["x"]),
    (Any, ["x", 1, None], []),
    (Path, ["/x"], []),
    (bytes, ["x"], []),
    ("NotKnownHere", ["x", 1], []),
]


def function_taking(annotation: Any) -> Callable[[Any], None]:
    def take(value: Any) -> None:
        print(value)

    take.__annotations__ = {"value": annotation, "return": None}
    return take


def judged(annotation: Any, value: Any, **options: Any) -> list[str]:
    """Return what is said of the types of one argument."""
    template = Script(name="take", source=function_taking(annotation), **options)
    workflow = in_dag(lambda: template(arguments={"value": value}))
    return [str(one.message) for one in warned(workflow) if "takes" in str(one.message)]


@pytest.mark.parametrize(
    ("annotation", "value"),
    [(kind, value) for kind, right, _ in FITTING for value in right],
    ids=str,
)
def test_a_value_of_the_annotated_type_is_right(annotation: Any, value: Any) -> None:
    assert judged(annotation, value) == []


@pytest.mark.parametrize(
    ("annotation", "value"),
    [(kind, value) for kind, _, wrong in FITTING for value in wrong],
    ids=str,
)
def test_a_value_of_another_type_is_told(annotation: Any, value: Any) -> None:
    assert len(judged(annotation, value)) == 1


def test_an_argument_goes_by_its_name_in_the_manifest() -> None:
    template = Script(
        name="take", source=function_taking(Annotated[int, Parameter(name="renamed")])
    )
    workflow = in_dag(lambda: template(arguments={"renamed": "x"}))

    (found,) = warned(workflow)
    assert "argument 'renamed' of 'take' is 'x'" in str(found.message)


def test_a_parameter_with_loads_takes_any_text() -> None:
    reads = Annotated[int, Parameter(name="value", loads=lambda text: int(text, 16))]

    assert judged(reads, "ff", constructor="runner") == []
    assert len(judged(Annotated[int, Parameter(name="value")], "ff", constructor="runner")) == 1


def test_a_value_that_is_no_text_is_told_with_its_parameter() -> None:
    class Scalar:
        def tolist(self) -> int:
            return 3

    assert Parameter(name="n", value=Scalar()).value == "3"
    with pytest.raises(TypeError, match=r"parameter 'n': cannot write .* of a task its \.result"):
        Parameter(name="n", value=object())


def test_a_literal_text_is_no_tag() -> None:
    assert judged(str, hera.literal("{{item}}")) == []


def test_an_enum_s_values_are_told() -> None:
    (found,) = judged(Color, "blue")

    assert "takes Color ('red', 2)" in found


# --- kinds -----------------------------------------------------------------------------------------


def test_a_workflow_template_s_arguments_need_no_values() -> None:
    template = WorkflowTemplate(
        name="t",
        entrypoint="greet",
        arguments=[Parameter(name="count")],
        templates=[greet.template],
    )

    assert warned(template) == []


def test_a_cron_workflow_is_told_by_its_own_places() -> None:
    workflow = CronWorkflow(name="c", entrypoint="main", schedules=["@daily"])
    with workflow, DAG(name="main"):
        greet(name="a.b", arguments={"count": 1})  # here: cron

    (found,) = warned(workflow)
    assert "spec.workflowSpec.templates[0].dag.tasks[0].name" in str(found.message)
    assert found.lineno == line_of("cron")


def test_what_was_read_is_told_with_the_line_that_reads_it() -> None:
    text = in_dag(lambda: greet(arguments={"count": 1})).to_yaml()
    wrong = text.replace("entrypoint: main", "entrypoint: mian")
    workflow = Workflow.from_yaml(wrong)  # here: read

    with pytest.raises(
        BuildError, match=rf"test_building\.py:{line_of('read')}: HL403 spec\.entrypoint"
    ):
        workflow.to_dict(strict=True)


def test_an_attribute_that_there_is_not_is_told_where_it_is_set() -> None:
    workflow = Workflow(name="w", entrypoint="main")
    with pytest.warns(HeraWarning, match="did you mean 'parallelism'") as caught:
        setattr(workflow, "paralelism", 4)  # noqa: B010 - checkers know that there is none
    assert [Path(found.filename).name for found in caught] == ["test_building.py"]


def test_a_user_s_own_class_keeps_what_it_likes() -> None:
    class Team(Workflow):
        team: str

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        workflow = Team(name="w")
        workflow.team = "ml"
    assert workflow.team == "ml"
