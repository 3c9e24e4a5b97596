"""Contexts collect what is made inside them and nothing else, and building changes nothing."""

from __future__ import annotations

import asyncio
import copy
import pickle
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from client._server import ArgoServer

from hera.exceptions import HeraException, HeraWarning
from hera.shared import global_config, register_pre_build_hook
from hera.workflows import (
    DAG,
    Container,
    ContainerNode,
    ContainerSet,
    CronWorkflow,
    Parallel,
    Script,
    Step,
    Steps,
    Task,
    Workflow,
    WorkflowsService,
    WorkflowTemplate,
    parallel,
    script,
)
from hera.workflows.exceptions import InvalidTemplateCall, InvalidType, NodeNameConflict

IMAGE: dict[str, Any] = {"image": "alpine", "command": ["true"]}


@pytest.fixture(autouse=True)
def fresh_config() -> Iterator[None]:
    yield
    global_config.reset()


@script()
def produce(count: int) -> str:
    return "x" * count


@script(constructor="runner", image="mine:1")
def consume(text: str) -> None:
    print(text)


class Holder:
    """A namespace of scripts."""

    @script()
    @staticmethod
    def held(text: str) -> None:
        print(text)


def names(workflow: Any) -> list[str]:
    return [template.name for template in workflow.templates]


def tasks(dag: Any) -> list[str]:
    return [task.name for task in dag.tasks or ()]


def whole() -> Workflow:
    """Return a workflow with each kind of context in it."""
    with Workflow(name="whole", entrypoint="main", labels={"team": "ml"}) as workflow:
        with Steps(name="in-steps") as steps:
            with steps.parallel():
                produce(name="left", arguments={"count": 1})
                produce(name="right", arguments={"count": 2})
            consume(arguments={"text": "{{steps.left.outputs.result}}"})
        with ContainerSet(name="set"):
            _ = ContainerNode(name="first", **IMAGE) >> ContainerNode(name="main", **IMAGE)
        with DAG(name="main"):
            made = produce(arguments={"count": 3})
            consume(arguments={"text": made.result})
            Holder.held(arguments={"text": made.result})
            Task(name="steps", template=steps)
            Task(name="set", template="set")
    return workflow


# --- nesting ---------------------------------------------------------------------------------------


def test_templates_go_to_the_innermost_workflow() -> None:
    with Workflow(name="outer") as outer:
        Container(name="before", **IMAGE)
        with Workflow(name="inner") as inner:
            Container(name="within", **IMAGE)
            with DAG(name="dag"):
                Task(name="task", template="within")
        Container(name="after", **IMAGE)
    Container(name="outside", **IMAGE)

    assert names(outer) == ["before", "after"]
    assert names(inner) == ["within", "dag"]


def test_nodes_go_to_the_innermost_dag_or_steps() -> None:
    with Workflow(name="w") as workflow, DAG(name="outer") as outer:
        Task(name="one", template="x")
        with DAG(name="inner") as inner:
            Task(name="two", template="x")
        steps: Any = Steps(name="steps")
        with steps:
            Step(name="three", template="x")
        Task(name="four", template="x")

    assert names(workflow) == ["outer", "inner", "steps"]
    assert tasks(outer) == ["one", "four"]
    assert tasks(inner) == ["two"]
    assert [step.name for step in steps.sub_steps] == ["three"]


def test_a_template_made_within_a_dag_belongs_to_the_workflow() -> None:
    with Workflow(name="w") as workflow, DAG(name="dag") as dag:
        made = Container(name="made", **IMAGE)
        made(name="task")

    assert names(workflow) == ["dag", "made"]
    assert tasks(dag) == ["task"]


def test_parallel_steps_are_one_group_in_its_place() -> None:
    with Workflow(name="w", entrypoint="s") as workflow:
        container = Container(name="c", **IMAGE)
        with Steps(name="s") as steps:
            container(name="a")
            with steps.parallel():
                container(name="b")
                container(name="c")
            with parallel():
                container(name="d")
            container(name="e")

    groups = workflow.to_dict()["spec"]["templates"][1]["steps"]
    assert [[step["name"] for step in group] for group in groups] == [
        ["a"],
        ["b", "c"],
        ["d"],
        ["e"],
    ]


def test_a_group_is_where_it_was_entered_and_not_where_it_was_made() -> None:
    steps: Any = Steps(name="s")
    with steps:
        group = steps.parallel()
        Step(name="first", template="x")
        with group:
            Step(name="second", template="x")

    assert [type(item).__name__ for item in steps.sub_steps] == ["Step", "Parallel"]


def test_groups_do_not_nest() -> None:
    with Steps(name="s") as steps, steps.parallel(), pytest.raises(InvalidType), Parallel():
        pass  # pragma: no cover


def test_parallel_outside_steps_does_nothing() -> None:
    with DAG(name="d") as dag, parallel() as group:
        Task(name="t", template="x")

    assert group is None
    assert tasks(dag) == ["t"]


@pytest.mark.parametrize(
    ("context", "wrong"),
    [
        (lambda: DAG(name="d"), lambda: Step(name="s", template="x")),
        (lambda: Steps(name="s"), lambda: Task(name="t", template="x")),
        (lambda: Workflow(name="w"), lambda: Task(name="t", template="x")),
        (lambda: Workflow(name="w"), lambda: Step(name="s", template="x")),
        (lambda: DAG(name="d"), lambda: ContainerNode(name="n", **IMAGE)),
        (lambda: ContainerSet(name="c"), lambda: Container(name="c", **IMAGE)),
        (lambda: ContainerSet(name="c"), lambda: Task(name="t", template="x")),
    ],
)
def test_what_does_not_belong_into_a_context_is_refused(
    context: Callable[[], Any], wrong: Callable[[], Any]
) -> None:
    with context(), pytest.raises(InvalidType):
        wrong()


@pytest.mark.parametrize(
    ("owner", "make"),
    [(DAG, lambda: Task(name="a", template="x")), (Steps, lambda: Step(name="a", template="x"))],
)
def test_a_name_is_used_once(owner: Any, make: Callable[[], Any]) -> None:
    with owner(name="main"):
        make()
        with pytest.raises(NodeNameConflict, match=r"multiple (Task|Step) nodes with name: a"):
            make()


def test_steps_of_a_group_and_beside_it_have_different_names() -> None:
    with Steps(name="main") as steps:
        Step(name="a", template="x")
        with steps.parallel(), pytest.raises(NodeNameConflict):
            Step(name="a", template="x")


def test_nodes_given_and_nodes_made_have_different_names() -> None:
    given = [Task(name="a", template="x")]
    with DAG(name="main", tasks=given), pytest.raises(NodeNameConflict):
        Task(name="a", template="x")


def test_a_template_is_called_in_a_dag_or_steps_only() -> None:
    container = Container(name="c", **IMAGE)
    with pytest.raises(InvalidTemplateCall, match="not under a Workflow"):
        container()
    with Workflow(name="w"), pytest.raises(InvalidTemplateCall, match="under a Workflow"):
        container()


def test_a_script_runs_outside_of_contexts() -> None:
    assert produce(3) == "xxx"
    assert Holder.held.__wrapped__ is Holder.held.template.source


def test_a_call_that_cannot_mean_what_it_says_is_told() -> None:
    with Workflow(name="w"):
        with pytest.warns(HeraWarning, match="outside of a DAG or Steps makes the template"):
            produce(arguments={"count": 1})
        with DAG(name="d"):
            with pytest.raises(
                TypeError, match=r"of produce\(\) itself\? Give arguments={'count': "
            ):
                produce(count=1)
            with pytest.raises(TypeError, match=r"'argument'; did you mean 'arguments'\?$"):
                produce(argument={"count": 1})  # type: ignore[call-overload]  # misspelt on purpose


# --- exceptions, re-entry, and contexts that end in another order ----------------------------------


def test_an_exception_leaves_no_context_open() -> None:
    workflow, dag = Workflow(name="w"), DAG(name="d")
    steps: Any = Steps(name="s")
    with pytest.raises(ZeroDivisionError), workflow, dag:
        _ = 1 / 0
    with pytest.raises(ZeroDivisionError), steps, steps.parallel():
        _ = 1 / 0
    task = Task(name="t", template="x")
    Container(name="c", **IMAGE)

    assert task.name == "t"
    assert workflow.templates == []
    assert tasks(dag) == []
    # The group was entered, and stays, empty.
    assert [list(item.sub_steps or ()) for item in steps.sub_steps] == [[]]


def test_after_an_exception_inside_the_outer_context_goes_on() -> None:
    with Workflow(name="w") as workflow:
        with pytest.raises(ZeroDivisionError), DAG(name="broken"):
            _ = 1 / 0
        Container(name="c", **IMAGE)
        with DAG(name="main") as dag:
            Task(name="t", template="c")

    assert names(workflow) == ["broken", "c", "main"]
    assert tasks(dag) == ["t"]


def test_a_context_can_be_entered_again() -> None:
    workflow, dag = Workflow(name="w"), DAG(name="main")
    with workflow:
        Container(name="a", **IMAGE)
    with dag:
        Task(name="one", template="a")
    with workflow, dag:
        Task(name="two", template="a")
        Container(name="b", **IMAGE)

    assert names(workflow) == ["a", "b"]
    assert tasks(dag) == ["one", "two"]


def test_a_context_within_itself_ends_with_the_outer_one() -> None:
    workflow = Workflow(name="w")
    with workflow:
        with workflow:
            Container(name="a", **IMAGE)
        Container(name="b", **IMAGE)
    Container(name="c", **IMAGE)

    assert names(workflow) == ["a", "b"]


def test_contexts_that_end_in_another_order_leave_nothing_open() -> None:
    outer, inner = Workflow(name="outer"), Workflow(name="inner")
    first, second = ExitStack(), ExitStack()
    first.enter_context(outer)
    second.enter_context(inner)
    first.close()
    Container(name="lost", **IMAGE)
    second.close()
    Container(name="lost-as-well", **IMAGE)

    assert names(outer) == []
    assert names(inner) == []


# --- threads and asyncio ---------------------------------------------------------------------------


def define(number: int, pause: Callable[[], object]) -> Workflow:
    """Define a workflow, and let others run between every two lines."""
    with Workflow(name=f"w{number}", entrypoint="main") as workflow:
        pause()
        Container(name=f"c{number}", **IMAGE)
        pause()
        with DAG(name="main"):
            pause()
            for index in range(3):
                Task(name=f"t{number}-{index}", template=f"c{number}")
                pause()
    return workflow


def check(number: int, workflow: Workflow) -> None:
    data = workflow.to_dict(strict=True)
    assert [item["name"] for item in data["spec"]["templates"]] == [f"c{number}", "main"]
    made = [task["name"] for task in data["spec"]["templates"][1]["dag"]["tasks"]]
    assert made == [f"t{number}-{index}" for index in range(3)]


def test_threads_do_not_mix() -> None:
    count = 8
    barrier = threading.Barrier(count)  # all are at the same line
    with ThreadPoolExecutor(count) as pool:
        made = list(pool.map(lambda number: define(number, barrier.wait), range(count)))

    for number, workflow in enumerate(made):
        check(number, workflow)


def test_a_thread_begins_outside_of_the_contexts_of_its_maker() -> None:
    with Workflow(name="outer") as outer:
        with ThreadPoolExecutor(1) as pool:
            inner = pool.submit(define, 1, lambda: None).result()
            pool.submit(Container, name="free", **IMAGE).result()
        Container(name="mine", **IMAGE)

    check(1, inner)
    assert names(outer) == ["mine"]


async def define_slowly(number: int) -> Workflow:
    with Workflow(name=f"w{number}", entrypoint="main") as workflow:
        await asyncio.sleep(0)
        Container(name=f"c{number}", **IMAGE)
        with DAG(name="main"):
            for index in range(3):
                await asyncio.sleep(0)
                Task(name=f"t{number}-{index}", template=f"c{number}")
    return workflow


def test_asyncio_tasks_do_not_mix() -> None:
    async def main() -> list[Workflow]:
        return await asyncio.gather(*map(define_slowly, range(20)))

    for number, workflow in enumerate(asyncio.run(main())):
        check(number, workflow)


def test_asyncio_tasks_within_a_workflow_each_have_their_dag() -> None:
    async def dag(number: int) -> Any:
        with DAG(name=f"dag{number}") as made:
            for index in range(3):
                await asyncio.sleep(0)
                Task(name=f"t{index}", template=f"c{number}")
        return made

    async def main() -> tuple[Workflow, list[Any]]:
        with Workflow(name="w") as workflow:
            made = await asyncio.gather(*map(dag, range(5)))
            Container(name="last", **IMAGE)
        return workflow, made

    workflow, dags = asyncio.run(main())

    assert sorted(names(workflow)) == ["dag0", "dag1", "dag2", "dag3", "dag4", "last"]
    for number, made in enumerate(dags):
        assert tasks(made) == ["t0", "t1", "t2"]
        assert {task.template for task in made.tasks} == {f"c{number}"}


def test_a_cancelled_task_leaves_no_context_open() -> None:
    async def stuck(workflow: Workflow) -> None:
        with workflow, DAG(name="d"):
            await asyncio.sleep(3600)

    async def main() -> Workflow:
        workflow = Workflow(name="w")
        task = asyncio.create_task(stuck(workflow))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        Container(name="outside", **IMAGE)
        return workflow

    assert names(asyncio.run(main())) == ["d"]


# --- building changes nothing ----------------------------------------------------------------------


def test_building_twice_gives_the_same() -> None:
    workflow = whole()
    first = workflow.to_dict(strict=True)

    assert workflow.to_dict(strict=True) == first
    assert workflow.build().to_dict() == first
    assert workflow.to_dict() == first
    assert workflow == whole()


def test_the_built_dict_is_the_caller_s_own() -> None:
    workflow = whole()
    first, untouched = workflow.to_dict(), whole().to_dict()
    first["metadata"]["labels"]["team"] = "other"
    first["spec"]["templates"][0]["steps"].clear()
    first["spec"]["templates"].clear()

    assert workflow.to_dict() == untouched


def test_building_within_the_context_gives_what_is_there_by_then() -> None:
    with Workflow(name="w", entrypoint="a") as workflow:
        Container(name="a", **IMAGE)
        first = workflow.to_dict()
        Container(name="b", **IMAGE)

    assert [item["name"] for item in first["spec"]["templates"]] == ["a"]
    assert [item["name"] for item in workflow.to_dict()["spec"]["templates"]] == ["a", "b"]


def test_building_in_several_threads_gives_the_same() -> None:
    workflow = whole()
    expected = workflow.to_dict()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: workflow.to_dict(), range(8))) == [expected] * 8


def test_one_template_in_two_workflows() -> None:
    shared = Container(name="shared", **IMAGE)
    with Workflow(name="one", entrypoint="main") as one, DAG(name="main"):
        shared(name="a")
    with Workflow(name="two", entrypoint="main") as two, DAG(name="main"):
        produce(arguments={"count": 1})
        shared(name="b")
    third = Workflow(name="three", entrypoint="shared", templates=[shared])

    assert names(one) == ["main", "shared"]
    assert names(two) == ["main", "produce", "shared"]
    built = [item.to_dict(strict=True)["spec"]["templates"] for item in (one, two, third)]
    assert built[0][1] == built[1][2] == built[2][0]
    assert one.to_dict()["spec"]["templates"] == built[0]


def test_a_script_is_built_for_each_workflow_as_it_is_used_there() -> None:
    with Workflow(name="once", entrypoint="main") as once, DAG(name="main"):
        produce(arguments={"count": 1})
    with Workflow(name="looped", entrypoint="main") as looped, DAG(name="main"):
        produce(arguments={"count": "{{item}}"}, with_items=[1, 2])

    before = source_of(once)
    # Argo wants the results of a loop as JSON.
    assert source_of(looped) != before
    assert source_of(once) == before


def source_of(workflow: Workflow) -> str:
    source: str = workflow.to_dict()["spec"]["templates"][1]["script"]["source"]
    return source


def test_a_list_that_was_given_stays_as_it_is_and_is_not_shared() -> None:
    common = [Container(name="common", **IMAGE)]
    task, step = [Task(name="a", template="common")], [Step(name="a", template="common")]
    node = [ContainerNode(name="main", **IMAGE)]
    with Workflow(name="one", templates=common) as one:
        Container(name="first", **IMAGE)
    with Workflow(name="two", templates=common) as two:
        with DAG(name="dag", tasks=task):
            Task(name="b", template="common")
        with Steps(name="steps", sub_steps=step):
            Step(name="b", template="common")
        with ContainerSet(name="set", containers=node):
            ContainerNode(name="side", **IMAGE)

    assert [len(item) for item in (common, task, step, node)] == [1, 1, 1, 1]
    assert names(one) == ["common", "first"]
    assert names(two) == ["common", "dag", "steps", "set"]


def test_class_defaults_are_not_shared() -> None:
    global_config.set_class_defaults(Workflow, templates=[Container(name="common", **IMAGE)])
    with Workflow(name="one") as one:
        Container(name="first", **IMAGE)
    with Workflow(name="two") as two:
        Container(name="second", **IMAGE)

    assert names(one) == ["common", "first"]
    assert names(two) == ["common", "second"]


def through_pickle(item: Any) -> Any:
    return pickle.loads(pickle.dumps(item))


copies = pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, through_pickle])


@copies
def test_a_copy_builds_the_same(copied: Callable[[Any], Any]) -> None:
    workflow = whole()
    twin = copied(workflow)

    assert twin == workflow
    assert twin.to_dict(strict=True) == workflow.to_dict(strict=True)
    assert copied(twin).to_yaml() == workflow.to_yaml()


@pytest.mark.parametrize("copied", [copy.deepcopy, through_pickle])
def test_a_copy_grows_by_itself(copied: Callable[[Any], Any]) -> None:
    workflow = whole()
    before = workflow.to_dict()
    twin = copied(workflow)
    with twin, twin.templates[-2]:
        Task(name="another", template="set")
    twin.labels["team"] = "other"

    assert twin.to_dict() != before
    assert workflow.to_dict() == before
    with twin.templates[-2], pytest.raises(NodeNameConflict):
        Task(name="another", template="set")


@copies
@pytest.mark.parametrize(
    "item",
    [
        Task(name="a", template="x", arguments={"n": 1}, with_items=[1, 2]),
        Container(name="c", **IMAGE),
        Script(name="s", source="print(1)"),
        produce.template,
        WorkflowTemplate(name="t", entrypoint="x"),
        CronWorkflow(name="t", entrypoint="x", schedules=["@daily"]),
    ],
    ids=lambda item: type(item).__name__,
)
def test_parts_are_copied_as_well(copied: Callable[[Any], Any], item: Any) -> None:
    assert copied(item) == item
    assert type(copied(item)) is type(item)


def test_a_pickled_script_still_knows_its_function() -> None:
    twin = through_pickle(produce.template)

    assert twin.source is produce.template.source
    assert twin.build() == produce.template.build()


def test_a_script_that_got_another_source_is_pickled_with_that() -> None:
    changed = copy.copy(produce.template)
    changed.source = "print(1)"

    assert through_pickle(changed).source == "print(1)"


def test_a_created_workflow_can_be_copied_and_pickled() -> None:
    with ArgoServer() as server:
        service = WorkflowsService(host=server.url, token="secret")
        workflow = Workflow(
            name="w",
            namespace="ml",
            entrypoint="c",
            templates=[Container(name="c", **IMAGE)],
            workflows_service=service,
        )
        with service:
            workflow.create()
            twin = copy.deepcopy(workflow)
            text = pickle.dumps(workflow)

            assert twin.workflows_service is service
            assert twin.to_dict() == workflow.to_dict()
            twin.name = "another"
            assert twin.create().to_dict()["metadata"]["name"] == "another"

    assert b"secret" not in text
    loaded = pickle.loads(text)
    assert loaded.to_dict() == workflow.to_dict()
    with pytest.raises(HeraException, match="no host"):
        loaded.create()


# --- hooks -----------------------------------------------------------------------------------------


def test_hooks_change_copies() -> None:
    @register_pre_build_hook
    def change_workflow(workflow: Any) -> Workflow:
        workflow.labels["hooked"] = "yes"
        workflow.templates.append(Container(name="added", **IMAGE))
        workflow.templates[0].sub_steps[0].sub_steps[1].name = "renamed"
        changed: Workflow = workflow
        return changed

    @register_pre_build_hook
    def change_container(container: Any) -> Container:
        container.command.append("--hooked")
        changed: Container = container
        return changed

    workflow = whole()
    with workflow:
        first = workflow.to_dict()

    assert first["metadata"]["labels"] == {"team": "ml", "hooked": "yes"}
    assert first["spec"]["templates"][-1]["container"]["command"] == ["true", "--hooked"]
    assert first["spec"]["templates"][0]["steps"][0][1]["name"] == "renamed"
    assert workflow.to_dict() == first
    assert workflow == whole()


def test_a_hook_may_open_contexts_while_others_are_open() -> None:
    @register_pre_build_hook
    def add(workflow: Workflow) -> Workflow:
        with workflow:
            Container(name="added", **IMAGE)
        Container(name="nobody-s", **IMAGE)
        return workflow

    with Workflow(name="w", entrypoint="a") as workflow:
        Container(name="a", **IMAGE)
        built = workflow.to_dict()
        Container(name="b", **IMAGE)

    assert [item["name"] for item in built["spec"]["templates"]] == ["a", "added"]
    assert names(workflow) == ["a", "b"]


def test_hooks_are_for_exactly_their_class_and_run_in_their_order() -> None:
    seen: list[str] = []

    @register_pre_build_hook
    def first(workflow: Workflow) -> Workflow:
        seen.append("first")
        return workflow

    @register_pre_build_hook
    def second(workflow: Workflow) -> Workflow:
        seen.append("second")
        return workflow

    @register_pre_build_hook
    def other(workflow: WorkflowTemplate) -> WorkflowTemplate:
        seen.append("other")
        return workflow

    Workflow(name="w", entrypoint="c", templates=[Container(name="c", **IMAGE)]).to_dict()

    assert seen == ["first", "second"]
