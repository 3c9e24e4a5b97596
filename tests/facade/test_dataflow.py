"""Dependencies that follow from data flow: computed at build, never stored."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera.exceptions import BuildError, HeraWarning
from hera.shared import global_config
from hera.workflows import (
    DAG,
    Artifact,
    Container,
    Parameter,
    RawArtifact,
    Step,
    Steps,
    Task,
    TaskResult,
    Workflow,
    script,
)
from hera.workflows.models import ValueFrom


@pytest.fixture(autouse=True)
def fresh_config() -> Iterator[None]:
    yield
    global_config.reset()


def work(name: str = "work") -> Container:
    """Make a template that takes and gives one parameter and one artifact."""
    return Container(
        name=name,
        image="alpine",
        command=["true"],
        inputs=[
            Parameter(name="text", default=""),
            Artifact(name="data", path="/data", optional=True),
        ],
        outputs=[
            Parameter(name="out", value_from=ValueFrom(path="/out")),
            Artifact(name="file", path="/file"),
        ],
    )


@script()
def double(count: int) -> int:
    return 2 * count


class Built:
    """A DAG, its tasks on the wire by name, and what was warned of while it was built."""

    def __init__(self, *made: dict[str, Any]) -> None:
        with Workflow(name="w", entrypoint="main") as self.workflow:
            work()
            with DAG(name="main"):
                self.made = {one["name"]: Task(**{"template": "work", **one}) for one in made}
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            data = self.workflow.to_dict()
        self.warnings = [str(one.message) for one in caught]
        tasks = data["spec"]["templates"][1]["dag"]["tasks"]
        self.depends = {task["name"]: task.get("depends") for task in tasks}
        self.dependencies = {task["name"]: task.get("dependencies") for task in tasks}


def taking(value: str, name: str = "b", **more: Any) -> dict[str, Any]:
    return {"name": name, "arguments": {"text": value}, **more}


A = {"name": "a"}


@pytest.mark.parametrize(
    "field",
    [
        {"arguments": {"text": "{{tasks.a.outputs.result}}"}},
        {"arguments": {"text": "{{ tasks.a.outputs.result }}"}},
        {"arguments": {"text": "{{tasks.a.outputs.parameters.out}}"}},
        {"arguments": {"text": "before {{tasks.a.outputs.result}} after"}},
        {"arguments": {"text": ["{{tasks.a.outputs.result}}"]}},
        {"arguments": [Parameter(name="text", value="{{tasks.a.outputs.result}}")]},
        {"arguments": {"text": "{{=tasks.a.outputs.result}}"}},
        {"arguments": {"text": "{{=tasks['a'].outputs.parameters['out']}}"}},
        {"arguments": {"text": '{{=sprig.upper(tasks["a"].outputs.result)}}'}},
        {"arguments": [Artifact(name="data", from_="{{tasks.a.outputs.artifacts.file}}")]},
        {"arguments": [RawArtifact(name="data", data="{{tasks.a.outputs.result}}")]},
        {"when": "{{tasks.a.outputs.result}} == yes"},
        {"when": "{{=tasks.a.outputs.result == 'yes'}}"},
        {"with_param": "{{tasks.a.outputs.result}}"},
        {"with_sequence": {"count": "{{tasks.a.outputs.parameters.out}}"}},
        {"with_items": ["x", "{{tasks.a.outputs.result}}"]},
    ],
    ids=str,
)
def test_a_task_waits_for_what_it_takes(field: dict[str, Any]) -> None:
    built = Built(A, {"name": "b", **field})

    assert built.depends == {"a": None, "b": "a"}
    assert built.warnings == []


def test_the_facade_s_references() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        template = work()
        dag: Any = DAG(name="main")
        with dag:
            made = template(name="made")
            template(name="by-result", arguments={"text": made.result})
            template(name="by-parameter", arguments=made.get_parameter("out").with_name("text"))
            template(name="by-artifact", arguments=made.get_artifact("file").with_name("data"))
            double(name="loop", with_param=made.get_parameter("out"))
            template(name="when", when=f"{made.result} == x")

    tasks = workflow.to_dict(strict=True)["spec"]["templates"][1]["dag"]["tasks"]

    assert {task["name"]: task.get("depends") for task in tasks} == {
        "made": None,
        "by-result": "made",
        "by-parameter": "made",
        "by-artifact": "made",
        "loop": "made",
        "when": "made",
    }
    assert [task.depends for task in dag.tasks] == [None] * 6


@pytest.mark.parametrize(
    "text",
    [
        "tasks.a.outputs.result",
        "{{workflow.name}} tasks.a.outputs.result",
        "{{inputs.parameters.tasks}}",
        "{{workflow.labels.my-tasks.a.outputs.x}}",
    ],
)
def test_text_that_is_no_reference_adds_nothing(text: str) -> None:
    assert Built(A, taking(text)).depends == {"a": None, "b": None}


def test_a_name_that_another_begins_with() -> None:
    built = Built(A, {"name": "a-b"}, taking("{{tasks.a-b.outputs.result}}", "c"))

    assert built.depends["c"] == "a-b"


def test_nothing_is_stored() -> None:
    built = Built(A, taking("{{tasks.a.outputs.result}}"))
    task = built.made["b"]

    assert built.depends["b"] == "a"
    assert task.depends is None
    assert task.dependencies is None
    assert built.workflow.to_dict() == built.workflow.to_dict()
    # What is taken is changed after the build: so is what follows from it.
    task.arguments = None
    assert "depends" not in built.workflow.to_dict()["spec"]["templates"][1]["dag"]["tasks"][1]


def test_terms_stand_in_the_order_of_use_and_once() -> None:
    value = "{{tasks.b.outputs.result}} {{tasks.a.outputs.result}} {{tasks.b.outputs.result}}"
    built = Built(A, {"name": "b"}, taking(value, "c"))

    assert built.depends["c"] == "b && a"


def test_operators_and_data_flow_go_together() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        work()
        with DAG(name="main"):
            a, b = Task(name="a", template="work"), Task(name="b", template="work")
            c = Task(name="c", template="work", arguments={"text": b.result})
            a.on_success(c)

    tasks = workflow.to_dict(strict=True)["spec"]["templates"][1]["dag"]["tasks"]

    assert tasks[2]["depends"] == "a.Succeeded && b"
    assert c.depends == "a.Succeeded"


def test_alternatives_are_put_in_parentheses() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        work()
        with DAG(name="main"):
            a, b, c = (Task(name=name, template="work") for name in "abc")
            d = Task(name="d", template="work", arguments={"text": c.result})
            a.next(d, on=[TaskResult.succeeded, TaskResult.skipped])
            b.next(d)

    tasks = workflow.to_dict(strict=True)["spec"]["templates"][1]["dag"]["tasks"]

    assert tasks[3]["depends"] == "((a.Succeeded || a.Skipped) && b) && c"


def test_an_ancestor_through_others_is_waited_for_already() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        work()
        with DAG(name="main"):
            a, b, c, d = (Task(name=name, template="work") for name in "abcd")
            d.arguments = {"text": f"{a.result} {b.result}"}
            _ = a >> b >> c >> d

    tasks = workflow.to_dict(strict=True)["spec"]["templates"][1]["dag"]["tasks"]

    assert [task.get("depends") for task in tasks] == [None, "a", "b", "c"]


def test_what_follows_from_data_flow_makes_ancestors_too() -> None:
    built = Built(
        A,
        taking("{{tasks.a.outputs.result}}", "b"),
        taking("{{tasks.b.outputs.result}} {{tasks.a.outputs.result}}", "c"),
    )

    assert built.depends == {"a": None, "b": "a", "c": "b"}


def test_tasks_that_stand_later_can_be_taken_from() -> None:
    built = Built(taking("{{tasks.a.outputs.result}}"), A)

    assert built.depends == {"a": None, "b": "a"}


# --- what the user wrote ---------------------------------------------------------------------------


@pytest.mark.parametrize("depends", ["b", "b.Succeeded || b.Failed", ""])
def test_a_depends_that_the_user_wrote_stays_and_what_lacks_is_told(depends: str) -> None:
    value = "{{tasks.a.outputs.result}}"
    built = Built(A, {"name": "b"}, taking(value, "c", depends=depends))

    assert built.depends["c"] == depends
    (warning,) = built.warnings
    assert "tasks.c missing dependency 'a'" in warning
    assert "add 'a' to what it waits for" in warning
    with pytest.raises(BuildError, match="missing dependency 'a'"):
        built.workflow.to_dict(strict=True)


def test_a_depends_that_names_the_producer_is_right() -> None:
    built = Built(A, taking("{{tasks.a.outputs.result}}", depends="a.Succeeded || a.Failed"))

    assert built.depends["b"] == "a.Succeeded || a.Failed"
    assert built.warnings == []


def test_what_an_operator_adds_to_the_user_s_depends_stays_the_user_s() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        work()
        with DAG(name="main"):
            a, b, c = (Task(name=name, template="work") for name in "abc")
            d = Task(name="d", template="work", depends="a", arguments={"text": c.result})
            _ = b >> d

    with pytest.warns(HeraWarning, match="tasks.d missing dependency 'c'"):
        data = workflow.to_dict()

    assert data["spec"]["templates"][1]["dag"]["tasks"][3]["depends"] == "a && b"
    assert a.name == "a"


def test_a_depends_that_is_set_later_is_the_user_s() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        work()
        with DAG(name="main"):
            a, b = (Task(name=name, template="work") for name in "ab")
            c = Task(name="c", template="work", arguments={"text": a.result})
            _ = b >> c
            c.depends = "b.Failed"

    with pytest.warns(HeraWarning, match="tasks.c missing dependency 'a'"):
        data = workflow.to_dict()

    assert data["spec"]["templates"][1]["dag"]["tasks"][2]["depends"] == "b.Failed"


def test_in_a_condition_too_what_lacks_is_told() -> None:
    when = "{{tasks.a.outputs.result}} == x"
    built = Built(A, {"name": "b"}, {"name": "c", "depends": "b", "when": when})

    assert built.depends["c"] == "b"
    assert any("task 'a' is used and need not have ended" in text for text in built.warnings)


@pytest.mark.parametrize(
    "field",
    [
        {"when": "{{tasks.a.status}} == Failed"},
        {"when": "{{tasks.a.exitCode}} == 1"},
        {"arguments": {"text": "{{tasks.a.status}}"}},
        {"arguments": {"text": "{{tasks.a.exitCode}}"}},
    ],
    ids=str,
)
def test_for_status_and_exit_code_nothing_is_added_and_it_is_told(field: dict[str, Any]) -> None:
    # Whether the task should run after a failure as well is for the user to say.
    built = Built(A, {"name": "b", **field})

    assert built.depends == {"a": None, "b": None}
    assert built.warnings
    assert all("'a'" in text for text in built.warnings)
    with pytest.raises(BuildError):
        built.workflow.to_dict(strict=True)


def test_a_list_of_dependencies_grows_as_a_list() -> None:
    value = "{{tasks.a.outputs.result}}"
    built = Built(A, {"name": "b"}, taking(value, "c", dependencies=["b"]))

    assert built.dependencies["c"] == ["b", "a"]
    assert built.depends["c"] is None
    assert built.warnings == []
    assert built.made["c"].dependencies == ["b"]


def test_in_a_dag_with_lists_of_dependencies_others_get_lists_too() -> None:
    # Argo refuses a DAG with both.
    built = Built(
        A, {"name": "b", "dependencies": ["a"]}, taking("{{tasks.a.outputs.result}}", "c")
    )

    assert built.dependencies == {"a": None, "b": ["a"], "c": ["a"]}
    assert built.depends["c"] is None
    assert built.warnings == []


# --- what is off, wrong, or somewhere else ---------------------------------------------------------


def test_it_can_be_turned_off() -> None:
    global_config.infer_dependencies = False
    built = Built(A, taking("{{tasks.a.outputs.result}}"))

    assert built.depends == {"a": None, "b": None}
    (warning,) = built.warnings
    assert "missing dependency 'a'" in warning


def test_a_task_that_is_not_there_adds_nothing() -> None:
    built = Built(A, taking("{{tasks.other.outputs.result}}"))

    assert built.depends == {"a": None, "b": None}
    assert any("no task 'other'" in text for text in built.warnings)


def test_a_task_that_takes_from_itself_adds_nothing() -> None:
    built = Built(taking("{{tasks.b.outputs.result}}"))

    assert built.depends == {"b": None}
    assert built.warnings


def test_steps_need_no_dependencies() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        work()
        with Steps(name="main"):
            first = Step(name="first", template="work")
            Step(name="second", template="work", arguments={"text": first.result})

    groups = workflow.to_dict(strict=True)["spec"]["templates"][1]["steps"]

    assert all("depends" not in step for group in groups for step in group)


def test_each_dag_is_by_itself() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        work()
        with DAG(name="inner") as inner:
            a = Task(name="a", template="work")
            Task(name="b", template="work", arguments={"text": a.result})
        with DAG(name="main"):
            Task(name="a", template=inner)
            Task(name="b", template="work")

    inside, outside = (
        item["dag"]["tasks"] for item in workflow.to_dict(strict=True)["spec"]["templates"][1:]
    )

    assert [task.get("depends") for task in inside] == [None, "a"]
    assert [task.get("depends") for task in outside] == [None, None]


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_cycles_end_and_are_told(size: int) -> None:
    made = [
        taking(f"{{{{tasks.t{(index + 1) % size}.outputs.result}}}}", f"t{index}")
        for index in range(size)
    ]
    # Besides, each waits for what is said by the user.
    made += [{"name": "x", "depends": "y"}, {"name": "y", "depends": "x"}]
    built = Built(*made, taking("{{tasks.x.outputs.result}} {{tasks.t0.outputs.result}}", "last"))

    assert any("cycle" in text for text in built.warnings)
    with pytest.raises(BuildError):
        built.workflow.to_dict(strict=True)


def test_a_long_chain_and_a_wide_fan_in() -> None:
    count = 3000
    chain = [taking(f"{{{{tasks.t{i - 1}.outputs.result}}}}", f"t{i}") for i in range(1, count)]
    built = Built({"name": "t0"}, *chain, taking("{{tasks.t0.outputs.result}}", "last"))
    value = " ".join(f"{{{{tasks.t{i}.outputs.result}}}}" for i in range(count))
    wide = Built(*({"name": f"t{i}"} for i in range(count)), taking(value, "last"))

    assert built.depends[f"t{count - 1}"] == f"t{count - 2}"
    assert built.depends["last"] == "t0"
    assert wide.depends["last"] == " && ".join(f"t{i}" for i in range(count))


# --- any graph, against a naive model --------------------------------------------------------------


def draw_graph(draw: Any) -> list[tuple[str, list[str], list[str]]]:
    """Return tasks of a graph without cycles: name, what it waits for, what it takes from."""
    names = [f"t{index}" for index in range(draw(st.integers(1, 9)))]
    tasks: list[tuple[str, list[str], list[str]]] = []
    for index, name in enumerate(names):
        earlier = st.lists(st.sampled_from(names[:index]), unique=True, max_size=4)
        some = earlier if index else st.just([])
        tasks.append((name, draw(some), draw(some)))
    ordered: list[tuple[str, list[str], list[str]]] = draw(st.permutations(tasks))
    return ordered


graphs = st.composite(draw_graph)


def model(tasks: list[tuple[str, list[str], list[str]]]) -> dict[str, list[str]]:
    """Return what each task waits for in the end, found in the simplest way."""
    waits = {name: list(before) for name, before, _ in tasks}

    def ancestors(name: str) -> set[str]:
        return {name}.union(*(ancestors(other) for other in waits[name]))

    for name, _, producers in tasks:
        for producer in producers:
            if producer not in ancestors(name):
                waits[name].append(producer)
    return waits


@given(graphs())
def test_any_graph_as_the_model_has_it(tasks: list[tuple[str, list[str], list[str]]]) -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        work()
        with DAG(name="main"):
            made = {
                name: Task(
                    name=name,
                    template="work",
                    arguments={"text": "".join(f"{{{{tasks.{p}.outputs.result}}}}" for p in takes)},
                )
                for name, _, takes in tasks
            }
    for name, before, _ in tasks:
        for other in before:
            made[other].next(made[name])
    stored = {name: task.depends for name, task in made.items()}

    # Strict: all that is taken is waited for, and there is no cycle.
    built = workflow.to_dict(strict=True)["spec"]["templates"][1]["dag"]["tasks"]

    found = {task["name"]: task.get("depends") for task in built}
    assert found == {name: " && ".join(waits) or None for name, waits in model(tasks).items()}
    assert {name: task.depends for name, task in made.items()} == stored
