"""What findings tell: all at once, with the nearest name, in Argo's words."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from typing import Any

import pytest
from lint._manifests import GENERATE, SAY, cron, dag, leaf, read, steps, text, workflow

from hera.lint import Finding, lint


def messages(manifest: dict[str, Any], **options: Any) -> list[str]:
    return [finding.message for finding in lint(manifest, **options)]


def test_an_unknown_task_is_told_with_the_nearest() -> None:
    value = "{{tasks.prnt.outputs.result}}"
    manifest = dag(
        "{name: print, template: generate}",
        f"{{name: b, template: say, depends: print, {text(value)}}}",
    )
    (finding,) = lint(manifest)
    assert finding.text == f"templates.main.tasks.b failed to resolve {value}"
    assert finding.message == (
        f"{finding.text}: no task 'prnt' in template 'main'; did you mean 'print'?"
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("{{tasks.a.outputs.parameters.x}}", "template 'generate' has no output parameter 'x'"),
        (
            "{{tasks.a.outputs.results}}",
            "task 'a' has no 'outputs.results'; did you mean 'outputs.result'?",
        ),
        (
            "{{steps.a.outputs.result}}",
            "template 'main' is a DAG; its tasks are {{tasks.…}}, and 'a' is one of them",
        ),
        ("{{steps.x.outputs.result}}", "template 'main' is a DAG; its tasks are {{tasks.…}}"),
        ("{{inputs.parameters.x}}", "template 'main' has no input parameter 'x'"),
        (
            "{{workflow.parameters.countt}}",
            "the workflow has no parameter 'countt'; did you mean 'count'?",
        ),
        ("{{workflow.nmae}}", "no variable 'workflow.nmae'; did you mean 'workflow.name'?"),
        ("{{item.a}}", "no loop here has items with names"),
        ("{{pod.name}}", "only templates that make a pod have pod.name"),
        ("{{tasks.c.status}}", "it does not wait for task 'c'"),
    ],
)
def test_why_a_variable_is_not_known(value: str, why: str) -> None:
    manifest = dag(
        "{name: a, template: generate}",
        f"{{name: b, template: say, depends: a, {text('x ' + value)}}}",
        "{name: c, template: generate}",
    )
    manifest["spec"]["arguments"] = {"parameters": [{"name": "count", "value": 1}]}
    assert messages(manifest) == [f"templates.main.tasks.b failed to resolve {value}: {why}"]


def test_a_step_sees_those_before_it_only() -> None:
    manifest = steps(
        f"[{{name: a, template: say, {text('{{steps.b.outputs.result}}')}}}]",
        "[{name: b, template: generate}]",
        f"[{{name: c, template: say, {text('{{steps.b.outputs.result}}')}}}]",
    )
    (message,) = messages(manifest)
    assert message.endswith("{{steps.b.outputs.result}}: step 'b' runs later")


def test_steps_of_one_group_do_not_wait_for_each_other() -> None:
    (finding,) = lint(
        steps(
            "[{name: a, template: generate},"
            f" {{name: b, template: say, {text('{{steps.a.outputs.result}}')}}}]"
        )
    )
    assert (finding.code, finding.severity) == ("HL704", "warning")


def test_all_findings_come_at_once() -> None:
    manifest = dag(
        "{name: a, template: nothing}",
        f"{{name: b, template: say, depends: a, {text('{{tasks.x.id}}')}}}",
        "{name: c_d, template: say}",
    )
    manifest["spec"]["podGC"] = {"strategy": "x{{y}}"}
    assert {finding.code for finding in lint(manifest)} == {
        "HL105",
        "HL202",
        "HL307",
        "HL403",
        "HL701",
    }


def test_every_place_of_a_tag_is_told() -> None:
    found = lint(leaf("container: {image: '{{item.x}}', args: [a, '{{item.x}} {{item.x}}']}"))
    assert [finding.path[-2:] for finding in found] == [("container", "image"), ("args", 1)]


def test_a_missing_argument_names_caller_and_template() -> None:
    manifest = dag("{name: a, template: say, arguments: {parameters: [{name: txt, value: x}]}}")
    (finding,) = lint(manifest)
    assert finding.text == (
        "templates.main.tasks.a templates.say inputs.parameters.text was not supplied"
    )
    assert finding.message == f"{finding.text}: is it 'txt'?"
    assert finding.severity == "error"


def test_a_cycle_is_shown() -> None:
    (message,) = messages(
        dag(
            "{name: a, template: generate, depends: c}",
            "{name: b, template: generate, depends: a}",
            "{name: c, template: generate, depends: b}",
        )
    )
    assert message.startswith("templates.main sorting failed: graph with cycle")
    assert message.endswith("dependency cycle detected: a->c->b->a")


def test_arguments_without_a_value_depend_on_the_mode() -> None:
    manifest = leaf("container: {image: x}", arguments=read("{parameters: [{name: p}]}"))
    told = "spec.arguments.p.value or spec.arguments.p.valueFrom is required"
    assert messages(manifest) == []
    assert messages(manifest, mode="validate") == [told]
    assert messages(manifest, mode="submit") == [told]
    template = {**manifest, "kind": "WorkflowTemplate"}
    assert messages(template, mode="validate") == []
    assert messages(template, mode="submit") == [told]


def test_defaults_bring_labels() -> None:
    manifest = leaf("container: {image: '{{workflow.labels.team}}'}")
    defaults = {"spec": {"workflowMetadata": {"labels": {"team": "x"}}}}
    assert messages(manifest, defaults=defaults) == []
    (message,) = messages(manifest)
    assert "the workflow has no label 'team'" in message


def test_an_older_release_has_schedule() -> None:
    manifest = cron(schedules=None, schedule="@daily")
    assert messages(manifest, argo="v3.5.15") == []
    (message,) = messages(manifest)
    assert message.startswith("cron workflow must have at least one schedule")


def test_references_are_looked_up_among_the_templates_given() -> None:
    manifest = steps("[{name: a, templateRef: {name: other, template: sayy}}]")
    other = workflow(f"[{SAY}]", kind="WorkflowTemplate", entrypoint="")
    other["metadata"] = {"name": "other", "namespace": "anywhere"}
    (finding,) = lint(manifest, templates=[other])
    start = "templates.main.steps[0].a template reference other.sayy not found"
    assert finding.message == f"{start}: did you mean 'say'?"
    good = steps(f"[{{name: a, templateRef: {{name: other, template: say}}, {text('x')}}}]")
    assert messages(good, templates=[other], missing="error") == []


def test_what_is_wrong_in_another_object_is_told_at_the_reference() -> None:
    other = workflow("[{name: bad, container: {}}]", kind="WorkflowTemplate", entrypoint="")
    other["metadata"]["name"] = "other"
    manifest = steps("[{name: a, templateRef: {name: other, template: bad}}]")
    (finding,) = lint(manifest, templates=[other])
    assert finding.path == ("spec", "templates", 0, "steps", 0, 0, "templateRef")
    assert finding.text == "templates.bad.container.image may not be empty"


def test_other_kinds_are_left_alone() -> None:
    assert lint({"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": 1}}) == []
    assert messages({"kind": "WorkflowEventBinding", "metadata": {}, "spec": {"evnt": {}}}) != []


def test_the_schema_can_be_left_out() -> None:
    manifest = leaf("container: {image: x, imag: y}")
    assert [finding.code for finding in lint(manifest)] == ["HL001"]
    assert lint(manifest, schema=False) == []


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"mode": "strict"}, ValueError, "no mode 'strict'; there are validate, lint, submit"),
        ({"argo": "latest"}, ValueError, "no release 'latest'; write it as 4.1"),
    ],
)
def test_misuse_is_told(options: dict[str, Any], error: type[Exception], told: str) -> None:
    with pytest.raises(error) as caught:
        lint(leaf("suspend: {}"), **options)
    assert str(caught.value) == told


def test_a_manifest_is_a_mapping() -> None:
    wrong: Any = ["kind", "Workflow"]
    with pytest.raises(TypeError, match="a manifest is a mapping, got list"):
        lint(wrong)


def test_a_finding_is_a_value() -> None:
    (finding,) = lint(steps("[{name: a, template: nothing}]"))
    assert finding == copy.deepcopy(finding) == pickle.loads(pickle.dumps(finding))
    assert hash(finding) == hash(copy.copy(finding))
    assert finding != Finding("HL403", "error", "another")
    with pytest.raises(AttributeError, match="does not change"):
        finding.code = "HL000"
    assert str(finding).startswith("spec.templates[0].steps[0][0].template: error HL403: ")
    assert eval(repr(finding)) == finding


def test_loading_the_linter_loads_little() -> None:
    program = (
        "import sys; from hera.lint import lint;"
        "lint({'kind': 'Workflow', 'spec': {'templates': [{'name': 'x_'}]}}, schema=False);"
        "print(*{'pydantic', 'dataclasses', 'inspect', 'yaml', 'typing'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True)
    assert (run.stdout.strip(), run.stderr, run.returncode) == ("", "", 0)


def test_global_outputs_are_known_once_their_template_was_called() -> None:
    templates = (
        "[{name: main, steps: [[{name: a, template: make}], [{name: b, template: use}]]},"
        " {name: use, container: {image: '{{workflow.outputs.parameters.g}}'}},"
        " {name: make, container: {image: x}, outputs: {parameters:"
        " [{name: r, globalName: g, valueFrom: {path: /r}}]}}]"
    )
    assert messages(workflow(templates)) == []
    swapped = workflow(templates)
    swapped["spec"]["templates"][0]["steps"].reverse()
    (message,) = messages(swapped)
    assert message.startswith("templates.use: failed to resolve {{workflow.outputs.parameters.g}}")


def test_generated_and_said_values_stay_apart() -> None:
    manifest = workflow(
        f"[{{name: main, steps: [[{{name: a, template: '{{{{workflow.parameters.t}}}}'}}]]}}, {GENERATE}]"
    )
    manifest["spec"]["arguments"] = {"parameters": [{"name": "t", "value": "generate"}]}
    assert messages(manifest) == []
    manifest["spec"]["arguments"]["parameters"][0]["value"] = "nothing"
    (message,) = messages(manifest)
    assert "template name '{{workflow.parameters.t}}' undefined" in message


@pytest.mark.parametrize("loud", ["\x1b", "\x7f", "\a", "\v", "🏴\U000e007f"])
def test_a_plain_tag_cannot_carry_every_item(loud: str) -> None:
    def found(tag: str, item: str) -> list[str]:
        manifest = steps(f"[{{name: a, template: say, {text(tag)}}}]")
        manifest["spec"]["templates"][0]["steps"][0][0]["withItems"] = ["plain", item]
        return messages(manifest)

    assert found("{{item}}", loud) == [f"{{{{item}}}} cannot carry {loud!r}"]
    assert found("{{=item}}", loud) == []
    assert found("{{item}}", 'a\n\t"\\ 🚀') == []


def test_a_plain_tag_cannot_carry_every_input() -> None:
    manifest = leaf(
        'inputs: {parameters: [{name: x, default: "\\e"}]},'
        " container: {image: busybox, args: ['{{inputs.parameters.x}}']}"
    )
    (finding,) = lint(manifest)

    assert finding.text == (
        "templates.main cannot finish template replacement because the result was invalid JSON"
    )
    assert finding.path == ("spec", "templates", 0, "container", "args", 0)
