"""What functions were given in pods, and what they handed over, as the facade promises it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from hera.exceptions import HeraWarning
from hera.workflows import WorkflowsService

from .._cluster import NAMESPACE, Cluster
from ._facade_batch import BATCH, ITEMS, PLAIN, READ, RECORDS, RESULT, SHOWN, TEXTS, kept
from ._templates import Done, node, outputs, phases


@pytest.fixture(scope="module")
def service(cluster: Cluster) -> Iterator[WorkflowsService]:
    with WorkflowsService(host=cluster.open.url, namespace=NAMESPACE) as service:
        yield service


@pytest.fixture(scope="module")
def ended(service: WorkflowsService) -> Done:
    """The workflows of the batch at their ends."""
    made = {name: make() for name, make in BATCH.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("error", HeraWarning)
        for workflow in made.values():
            workflow.workflows_service = service
            workflow.create()
    return {name: workflow.wait(poll_interval=1) for name, workflow in made.items()}


def seen(workflow: Any, name: str) -> Any:
    """Return what the task of this name says that it was given."""
    return json.loads(outputs(node(workflow, name))["seen"])


def result(workflow: Any, name: str) -> str:
    """Return the result of the task of this name."""
    text: str = node(workflow, name).outputs.result
    return text


def depends(workflow: Any, template: str) -> dict[str, str | None]:
    """Return what each task of a DAG waits for."""
    (dag,) = (each.dag for each in workflow.spec.templates if each.name == template)
    return {task.name: task.depends for task in dag.tasks}


@pytest.mark.parametrize("name", [name for name in BATCH if name != "conditions"])
def test_all_goes_well(ended: Done, name: str) -> None:
    told = {each.display_name: each.message for each in ended[name].status.nodes.values()}

    assert ended[name].status.phase == "Succeeded", told


@pytest.mark.parametrize("task", ["texts", "of-workflow"])
def test_any_text_reaches_a_function_as_it_is(ended: Done, task: str) -> None:
    assert seen(ended["values"], task) == TEXTS


def test_annotations_decide_types(ended: Done) -> None:
    values = ended["values"]

    assert seen(values, "types") == {**SHOWN, "name": repr(values.metadata.name)}


def test_a_result_goes_to_the_task_that_names_it(ended: Done) -> None:
    results = ended["results"]
    record = {"items": ITEMS, "tag": results.metadata.name, "number": 2.5, "nothing": None}

    assert result(results, "say") == RESULT
    assert json.loads(result(results, "record")) == record
    assert seen(results, "take") == [RESULT, record]


def test_the_task_that_takes_results_waits_for_them(ended: Done) -> None:
    results = ended["results"]

    waits = depends(results, "main")["take"]
    times = [node(results, name).finished_at for name in ("say", "record")]

    assert waits == "say && record"
    assert node(results, "take").started_at >= max(times)


@pytest.mark.parametrize("loop", ["items", "dynamic"])
def test_each_item_reaches_a_function_as_it_is(ended: Done, loop: str) -> None:
    fan_out = ended["fan_out"]

    each = [
        json.loads(node.outputs.result)
        for node in fan_out.status.nodes.values()
        if node.display_name.startswith(f"{loop}(")
    ]

    assert sorted(each, key=lambda record: record["number"]) == RECORDS
    assert seen(fan_out, f"of-{loop}") == RECORDS


def test_looped_texts_are_json_each_and_a_list_together(ended: Done) -> None:
    fan_out = ended["fan_out"]

    assert json.loads(result(fan_out, "plain(1:3)")) == "3"
    assert json.loads(result(fan_out, "plain(2:null)")) == "null"
    assert seen(fan_out, "of-texts") == PLAIN


def test_annotated_outputs_and_artifacts(ended: Done) -> None:
    files = ended["files"]

    assert outputs(node(files, "write")) == {"number": "3", "said": READ[-1]}
    assert seen(files, "read") == READ


def test_tasks_run_by_results_and_ends_of_others(ended: Done) -> None:
    conditions = ended["conditions"]
    found = phases(conditions)

    assert conditions.status.phase == "Failed"
    assert result(conditions, "coin") == "heads"
    assert {name: found[name] for name in ("heads", "tails", "fails", "mended", "not-run")} == {
        "heads": "Succeeded",
        "tails": "Skipped",
        "fails": "Failed",
        "mended": "Succeeded",
        "not-run": "Omitted",
    }
    assert node(conditions, "fails").outputs.exit_code == "3"


def test_the_exit_handler_knows_how_it_ended(ended: Done) -> None:
    conditions = ended["conditions"]

    told = outputs(node(conditions, "exit"))["seen"]

    assert told == f"Failed {conditions.metadata.name}"


def test_values_go_through_nested_templates(ended: Done) -> None:
    nested = ended["nested"]

    # Helpers, a class and a constant came along: 4 is the limit, for the point (3, 4).
    assert [result(nested, name) for name in ("left", "right")] == ["2.0", "4"]
    for name in ("both", "end"):
        assert seen(nested, name) == [2.0, 4]
    assert outputs(node(nested, "inner")) == {"both": "[2.0, 4]"}


def test_a_workflow_is_made_from_a_template(service: WorkflowsService) -> None:
    template = kept()
    template.workflows_service = service
    template.create()

    done: Any = template.create_as_workflow(wait=True, poll_interval=1)

    assert done.status.phase == "Succeeded"
    assert done.metadata.name.startswith(f"{template.name}-")
    (made,) = done.status.nodes.values()
    assert outputs(made) == {"seen": TEXTS["control"]}
