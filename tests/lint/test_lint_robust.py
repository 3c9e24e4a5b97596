"""Whatever the manifest: the linter ends, without an exception, in work that grows with its size."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint._manifests import read
from lint._pairs import PAIRS

from hera.lint import lint

KINDS = ("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow")


def junk() -> st.SearchStrategy[Any]:
    tags = ["{{", "}}", "{{inputs.parameters.a}}", "{{tasks.a.status}}", "{{=", "{{{{a}}}}", "a"]
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.sampled_from(tags),
    )
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
        max_leaves=6,
    )


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [here]
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, inner in items:
        found += paths(inner, (*here, key))
    return found


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_manifest_of_any_shape_is_judged(data: st.DataObject) -> None:
    pair = PAIRS[data.draw(st.sampled_from(sorted(PAIRS)))]
    manifest = copy.deepcopy(data.draw(st.sampled_from([pair.bad, pair.good])))
    place = data.draw(st.sampled_from([path for path in paths(manifest) if path]))
    holder: Any = manifest
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = data.draw(junk())
    manifest["kind"] = data.draw(st.sampled_from(KINDS))
    mode: Any = data.draw(st.sampled_from(["validate", "lint", "submit"]))
    for finding in lint(manifest, mode=mode):
        assert finding.message
        assert finding.severity in ("error", "warning")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spec", [None, [], "x", 1, {}])
def test_a_specification_of_another_type_is_refused(kind: str, spec: Any) -> None:
    found = lint({"kind": kind, "spec": spec})
    # Nothing is missing in a template that has nothing.
    expected = not (spec in (None, {}) and kind.endswith("WorkflowTemplate"))
    assert any(finding.severity == "error" for finding in found) == expected


def test_templates_that_call_each_other_deep_are_judged() -> None:
    templates: list[dict[str, Any]] = [
        {"name": f"t{i}", "steps": [[{"name": "a", "template": f"t{i + 1}"}]]} for i in range(3000)
    ]
    templates.append({"name": "t3000", "container": {}})
    found = lint({"kind": "Workflow", "spec": {"entrypoint": "t0", "templates": templates}})
    assert [finding.code for finding in found] == ["HL421"]


def test_a_template_that_calls_itself_is_judged() -> None:
    templates = read("[{name: main, steps: [[{name: a, template: main, when: 'false'}]]}]")
    assert lint({"kind": "Workflow", "spec": {"entrypoint": "main", "templates": templates}}) == []


def calls(action: Callable[[], object]) -> int:
    """Return how many functions an action calls: its work, on any machine."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def chain(size: int, refers_to: Callable[[int], int]) -> dict[str, Any]:
    tasks = [
        {
            "name": f"t{i}",
            "template": "say",
            "arguments": {
                "parameters": [
                    {"name": "text", "value": f"{{{{tasks.t{refers_to(i)}.outputs.result}}}}"}
                ]
            },
            "depends": f"t{i - 1}",
        }
        for i in range(1, size)
    ]
    say = {
        "name": "say",
        "inputs": {"parameters": [{"name": "text"}]},
        "script": {"image": "x", "source": "{{inputs.parameters.text}}"},
    }
    first = {
        "name": "t0",
        "template": "say",
        "arguments": {"parameters": [{"name": "text", "value": "x"}]},
    }
    main = {"name": "main", "dag": {"tasks": [first, *tasks]}}
    return {"kind": "Workflow", "spec": {"entrypoint": "main", "templates": [main, say]}}


@pytest.mark.parametrize(
    "refers_to", [lambda i: i - 1, lambda i: 0, lambda i: i // 2], ids=["last", "first", "half"]
)
def test_work_grows_with_the_number_of_tasks(refers_to: Callable[[int], int]) -> None:
    small, large = chain(1_000, refers_to), chain(10_000, refers_to)
    assert [finding.code for finding in lint(large, schema=False)] == ["HL801"]
    one = calls(lambda: lint(small, schema=False))
    ten = calls(lambda: lint(large, schema=False))
    assert ten < 11 * one
    assert ten < 120 * 10_000


def test_work_grows_with_the_number_of_findings() -> None:
    def wrong(size: int) -> dict[str, Any]:
        manifest = chain(size, lambda i: i - 1)
        for task in manifest["spec"]["templates"][0]["dag"]["tasks"]:
            task["when"] = "{{tasks.nothing.outputs.result}}"
        return manifest

    assert len(lint(wrong(1_000), schema=False)) == 1_000
    one = calls(lambda: lint(wrong(300), schema=False))
    ten = calls(lambda: lint(wrong(3_000), schema=False))
    assert ten < 30 * one


def test_a_manifest_of_aliases_is_judged_without_unfolding_it() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
    )
    templates = [{"name": "main", "resource": {"action": "create", "manifest": bomb}}]
    spec = {"entrypoint": "main", "templates": templates}
    assert lint({"kind": "Workflow", "spec": spec}) == []
