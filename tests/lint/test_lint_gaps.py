"""Variables in odd places, items that are written out, hooks and recursion."""

from __future__ import annotations

import json
from typing import Any

import pytest
from e2e.judge_fixtures import ArgoLint
from lint._manifests import leaf, read, steps, text, workflow

from hera.lint import Finding, lint


def _found(manifest: dict[str, Any], *templates: dict[str, Any]) -> list[Finding]:
    return lint(manifest, templates=templates, missing="error")


def _codes(manifest: dict[str, Any], *templates: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.code, ".".join(map(str, one.path))) for one in _found(manifest, *templates)]


def _labelled(templates: str, label: str = "{{inputs.parameters.q}}") -> dict[str, Any]:
    return workflow(templates, podMetadata={"labels": {"a": label}})


_TAKES = "inputs: {parameters: [{name: q, default: z}]}"
_BUSYBOX = "container: {image: busybox}"


@pytest.mark.parametrize(
    ("templates", "refused"),
    [
        (f"[{{name: main, {_BUSYBOX}}}]", "main"),
        (f"[{{name: main, metadata: {{labels: {{b: c}}}}, {_BUSYBOX}}}]", "main"),
        (f"[{{name: main, metadata: {{labels: {{a: c}}}}, {_BUSYBOX}}}]", ""),
        (f"[{{name: main, {_TAKES}, {_BUSYBOX}}}]", ""),
        ("[{name: main, suspend: {}}]", "main"),
        (f"[{{name: main, steps: [[{{name: a, inline: {{{_BUSYBOX}}}}}]]}}]", ""),
        ("[{name: main, dag: {tasks: [{name: a, template: h}]}}, {name: h, http: {url: x}}]", "h"),
    ],
)
def test_metadata_for_pods_is_looked_at_in_each_template(
    templates: str, refused: str, argo_lint: ArgoLint
) -> None:
    manifest = _labelled(templates)
    said = [(one.code, one.path, one.text) for one in _found(manifest)]
    verdict = argo_lint(json.dumps(manifest))
    assert verdict.good is not bool(refused)
    text = f"templates.{refused}: failed to resolve {{{{inputs.parameters.q}}}}"
    expected = [("HL701", ("spec", "podMetadata", "labels", "a"), text)]
    assert said == (expected if refused else [])
    assert all(text in error for error in verdict.errors)


def test_a_template_of_another_object_has_the_metadata_of_that(argo_lint: ArgoLint) -> None:
    other = _labelled(f"[{{name: leaf, {_BUSYBOX}}}]", "{{inputs.parameters.theirs}}")
    other |= {"kind": "WorkflowTemplate", "metadata": {"name": "other"}}
    del other["spec"]["entrypoint"]
    reference = "templateRef: {name: other, template: leaf}"
    main = _labelled(f"[{{name: main, steps: [[{{name: a, {reference}}}]]}}]")
    (found,) = _found(main, other)
    text = "templates.leaf: failed to resolve {{inputs.parameters.theirs}}"
    assert (found.code, found.text) == ("HL701", text)
    verdict = argo_lint([json.dumps(main), json.dumps(other)])
    assert any(text in error for error in verdict.errors)


@pytest.mark.parametrize(
    ("loop", "value", "lacking"),
    [
        ("withItems: [{k: 1}]", "{{=item.kk}}", "0"),
        ("withItems: [{k: 1}]", "{{=item['kk']}}", "0"),
        ("withItems: [{k: 1}]", "{{=item.kk ?? 'none'}}", ""),
        ("withItems: [{k: 1}]", "{{=item.k}} {{item.k}} {{item}}", ""),
        ("withItems: [{k: 1}, b]", "{{item.k}}", "1"),
        ("withItems: [b, {k: 1}]", "{{item}}", ""),
        ('withParam: \'[{"k": 1}, {"z": 1}]\'', "{{item.z}}", "0"),
        ("withParam: '[{\"k\": 1}]'", "{{item.k}}", ""),
        ("withParam: '{{workflow.labels}}'", "{{item.k}}", ""),
    ],
)
def test_items_that_are_written_out_have_what_is_asked(loop: str, value: str, lacking: str) -> None:
    found = _found(steps(f"[{{name: a, template: say, {text(value)}, {loop}}}]"))
    said = [one.message for one in found if one.code == "HL703"]
    assert len(said) == bool(lacking)
    assert all(f": {lacking};" in message for message in said)


@pytest.mark.parametrize(
    ("loop", "fails"),
    [
        ("withParam: 'a,b'", "HL514"),
        ("withParam: '{\"a\": 1}'", "HL514"),
        ("withParam: 'null'", ""),
        ("withParam: '[]'", ""),
        ("withParam: '{{workflow.parameters.list}}'", ""),
        ("withSequence: {start: 1, format: '%d'}", "HL515"),
        ("withSequence: {count: 0}", ""),
    ],
)
def test_loops_can_be_read(loop: str, fails: str, argo_lint: ArgoLint) -> None:
    manifest = steps(f"[{{name: a, template: say, {text('{{item}}')}, {loop}}}]", list="[1]")
    assert [one.code for one in _found(manifest)] == ([fails] if fails else [])
    assert argo_lint(json.dumps(manifest)).good


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("serviceAccountName", "{{workflow.parameters.mesage}}", "spec.serviceAccountName"),
        ("podSpecPatch", "{{workflow.parameters.mesage}}", "spec.podSpecPatch"),
        ("podSpecPatch", "{{inputs.parameters.x}}", ""),
        ("nodeSelector", {"a": "{{workflow.labels.none}}"}, "spec.nodeSelector.a"),
        ("nodeSelector", {"a": "{{workflow.parameters.message}}"}, ""),
        ("nodeSelector", {"a": "{{workflow.labels.workflows.argoproj.io/creator}}"}, ""),
        ("nodeSelector", {"a": "{{=workflow.parameters.message + workflow.uid}}"}, ""),
        (
            "metrics",
            {"prometheus": [{"name": "m", "help": "{{workflow.parameters.mesage}}"}]},
            "spec.metrics.prometheus.0.help",
        ),
        (
            "metrics",
            {
                "prometheus": [
                    {"name": "m", "help": "{{status}}{{duration}}{{inputs.parameters.x}}"}
                ]
            },
            "",
        ),
        (
            "workflowMetadata",
            {"labels": {"a": "{{workflow.parameters.mesage}}"}},
            "spec.workflowMetadata.labels.a",
        ),
    ],
)
def test_what_a_workflow_says_of_itself_is_looked_at(field: str, value: Any, place: str) -> None:
    given = {"parameters": [{"name": "message", "value": "a"}]}
    manifest = leaf(_BUSYBOX, arguments=given, **{field: value})
    assert [at for code, at in _codes(manifest) if code == "HL708"] == ([place] if place else [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("{{workflow.parameters.mesage}}", "HL708"),
        ("{{=workflow.parameters.mesage}}", "HL712"),
        ("{{steps.a.outputs.result}}", "HL708"),
        ("{{workflow.status}} {{workflow.failures}} {{workflow.duration}}", ""),
        ("{{workflow.parameters.message}} {{workflow.outputs.parameters.o}}", ""),
        ("{{=workflow.outputs.parameters.o}} {{=workflow.status}} {{=workflow.failures}}", ""),
    ],
)
def test_arguments_of_exit_handlers_are_looked_at(
    value: str, code: str, argo_lint: ArgoLint
) -> None:
    given = {"parameters": [{"name": "text", "value": value}]}
    manifest = workflow(
        f"[{{name: main, {_BUSYBOX}}},"
        " {name: say, inputs: {parameters: [{name: text}]}, container: {image: busybox}}]",
        arguments={"parameters": [{"name": "message", "value": "a"}]},
        hooks={"exit": {"template": "say", "arguments": given}},
    )
    place = "spec.hooks.exit.arguments.parameters.0.value"
    assert _codes(manifest) == ([(code, place)] if code else [])
    assert argo_lint(json.dumps(manifest)).good


@pytest.mark.parametrize("key", ["memoize", "metrics", "synchronization"])
def test_steps_are_looked_at_beside_their_steps(key: str, argo_lint: ArgoLint) -> None:
    parts = {
        "memoize": "{key: '{{inputs.parameters.zz}}', maxAge: 1h, cache: {configMap: {name: c}}}",
        "metrics": "{prometheus: [{name: m, help: '{{inputs.parameters.zz}}', "
        "counter: {value: '{{outputs.result}}{{status}}{{duration}}'}}]}",
        "synchronization": "{mutexes: [{name: '{{inputs.parameters.zz}}'}]}",
    }
    whole = f"[{{name: main, {key}: {parts[key]}, steps: [[{{name: a, template: c}}]]}},"
    manifest = workflow(f"{whole} {{name: c, {_BUSYBOX}}}]")
    assert [code for code, _ in _codes(manifest)] == ["HL708"]
    assert argo_lint(json.dumps(manifest)).good


def test_expressions_of_a_workflow_are_looked_at() -> None:
    manifest = leaf(_BUSYBOX, nodeSelector={"a": "{{=workflow.labels.none}}{{=inputs.x}}"})
    (found,) = _found(manifest)
    assert (found.code, found.path) == ("HL712", ("spec", "nodeSelector", "a"))


def test_metrics_of_a_workflow_know_few_roots() -> None:
    metrics = {
        "prometheus": [{"name": "m", "help": "a", "labels": [{"key": "a", "value": "{{statu}}"}]}]
    }
    (found,) = (one for one in _found(leaf(_BUSYBOX, metrics=metrics)) if one.code == "HL720")
    assert found.path[-3:] == ("labels", 0, "value")


def test_expressions_among_inputs_are_looked_at() -> None:
    inputs = "inputs: {parameters: [{name: a, default: '{{=workflow.parameters.nme}}'}]}"
    found = _codes(leaf(f"{inputs}, {_BUSYBOX}"))
    assert found == [("HL712", "spec.templates.0.inputs.parameters.0.default")]
    fine = inputs.replace("parameters.nme", "name")
    assert _codes(leaf(f"{fine}, {_BUSYBOX}")) == []


@pytest.mark.parametrize(
    ("given", "told"), [("mgs", 1), ("mesage", 1), ("other", 0), ("message", 0), ("msg", 0)]
)
def test_workflow_templates_may_use_what_they_do_not_declare(given: str, told: int) -> None:
    declared = [{"name": name, "value": "a"} for name in ("msg", "message")]
    args = f"container: {{image: busybox, args: ['{{{{workflow.parameters.{given}}}}}']}}"
    manifest = leaf(args, arguments={"parameters": declared})
    assert len(_found({**manifest, "kind": "WorkflowTemplate"})) == told


@pytest.mark.parametrize(
    ("inline", "told"),
    [
        ("container: {image: busybox, args: ['{{item}}']}", True),
        ("container: {image: busybox, args: ['{{item}}']}}, withItems: [a], name: b", False),
        (
            "steps: [[{name: b, inline: {container: {image: busybox, args: ['{{item}}']}},"
            " withItems: [a]}]]",
            False,
        ),
    ],
)
def test_what_stands_inline_has_the_item_of_a_loop_only(inline: str, told: bool) -> None:
    closing = "" if "name: b" in inline and "steps" not in inline else "}"
    name = "" if not closing else "name: a, "
    manifest = steps(f"[{{{name}inline: {{{inline}{closing}}}]")
    assert [code for code, _ in _codes(manifest)] == (["HL721"] if told else [])


def test_a_tag_that_stands_inline_is_told_once(argo_lint: ArgoLint) -> None:
    inline = "inline: {container: {image: '{{workflow.parameters.none}}'}}"
    manifest = workflow(f"[{{name: main, steps: [[{{name: a, {inline}}}]]}}]")
    (found,) = _found(manifest)
    assert found.path[-3:] == ("inline", "container", "image")
    (error,) = argo_lint(json.dumps(manifest)).errors
    assert found.text is not None
    assert found.text in error


@pytest.mark.parametrize(
    ("parameters", "tag"),
    [
        ({"p": "{{steps.x}}"}, "{{workflow.parameters.p}}"),
        ({"which": "none"}, "{{workflow.parameters.{{workflow.parameters.which}}}}"),
    ],
)
def test_a_tag_that_a_value_makes_is_told_where_it_is_used(
    parameters: dict[str, str], tag: str, argo_lint: ArgoLint
) -> None:
    given = [{"name": name, "value": value} for name, value in parameters.items()]
    args = f'container: {{image: busybox, args: [a, "{tag}"]}}'
    manifest = leaf(args, arguments={"parameters": given})
    (found,) = _found(manifest)
    assert (found.code, found.path[-2:]) == ("HL701", ("args", 1))
    assert not argo_lint(json.dumps(manifest)).good


@pytest.mark.parametrize(
    ("depends", "meant"), [("A", "'a'"), ("a.succeeded", "'a.Succeeded'"), ("a.failed", "a.Failed")]
)
def test_what_differs_in_case_is_found(depends: str, meant: str) -> None:
    tasks = f"{{name: a, template: c}}, {{name: b, template: c, depends: {depends}}}"
    manifest = workflow(f"[{{name: main, dag: {{tasks: [{tasks}]}}}}, {{name: c, {_BUSYBOX}}}]")
    (found,) = _found(manifest)
    assert found.code == "HL502"
    assert meant in found.message


def test_a_step_is_told_how_steps_wait() -> None:
    manifest = workflow(
        "[{name: main, steps: [[{name: a, template: c}, {name: b, template: c, depends: a}]]},"
        f" {{name: c, {_BUSYBOX}}}]"
    )
    (found,) = _found(manifest)
    assert found.code == "HL001"
    assert "later group" in (found.hint or "")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("from: '{{workflow.name}}'", "HL315"),
        ("from: '{{=tasks.z.outputs.parameters.o}}'", "HL315"),
        ("from: '{{tasks.z.outputs.parameters.o}}'", "HL310"),
        ("from: '{{tasks.z.outputs.artifacts.o}}'", ""),
    ],
)
def test_artifacts_come_from_artifacts(source: str, code: str) -> None:
    manifest = workflow(
        "[{name: main, dag: {tasks: [{name: z, template: z},"
        f" {{name: a, template: a, depends: z, arguments: {{artifacts: [{{name: p, {source}}}]}}}}]}}}},"
        " {name: a, inputs: {artifacts: [{name: p, path: /p}]}, container: {image: busybox}},"
        " {name: z, container: {image: busybox}, outputs: {artifacts: [{name: o, path: /o}],"
        " parameters: [{name: o, valueFrom: {path: /q}}]}}]"
    )
    assert [found for found, _ in _codes(manifest)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("parameters: [{name: p, valueFrom: {expression: tasks.z.outputs.artifacts.o}}]", "HL312"),
        ("parameters: [{name: p, valueFrom: {expression: tasks.z.outputs.parameters.o}}]", ""),
        ("artifacts: [{name: p, fromExpression: tasks.z.outputs.parameters.o}]", "HL315"),
        ("artifacts: [{name: p, fromExpression: tasks.z.outputs.artifacts.o}]", ""),
        (
            "artifacts: [{name: p, fromExpression: \"tasks['z'].outputs.artifacts[workflow.name]\"}]",
            "",
        ),
    ],
)
def test_outputs_are_taken_over_as_what_they_are(
    output: str, code: str, argo_lint: ArgoLint
) -> None:
    manifest = workflow(
        f"[{{name: main, dag: {{tasks: [{{name: z, template: z}}]}}, outputs: {{{output}}}}},"
        " {name: z, container: {image: busybox}, outputs: {artifacts: [{name: o, path: /o}],"
        " parameters: [{name: o, valueFrom: {path: /q}}]}}]"
    )
    assert [found for found, _ in _codes(manifest)] == ([code] if code else [])
    assert argo_lint(json.dumps(manifest)).good


@pytest.mark.parametrize(
    ("called", "endless"),
    [
        ("- - {name: a, template: main}", True),
        ("- - {name: a, template: other}", True),
        ("- - {name: a, template: main, withItems: [1, 2]}", True),
        ("- - {name: a, template: main, withParam: '{{workflow.parameters.list}}'}", False),
        ("- - {name: a, template: main, when: '{{workflow.name}} == x'}", False),
        ("- - {name: b, template: leaf}\n- - {name: a, template: main}", False),
    ],
)
def test_recursion_has_an_end(called: str, endless: bool, argo_lint: ArgoLint) -> None:
    manifest = workflow(
        "[{name: other, dag: {tasks: [{name: a, template: main}]}},"
        f" {{name: leaf, {_BUSYBOX}}}]",
        arguments={"parameters": [{"name": "list", "value": "[1]"}]},
    )
    manifest["spec"]["templates"].append({"name": "main", "steps": read(called)})
    codes = [code for code, _ in _codes(manifest) if code != "HL434"]
    assert codes == (["HL517"] if endless else [])
    assert argo_lint(json.dumps(manifest)).good
