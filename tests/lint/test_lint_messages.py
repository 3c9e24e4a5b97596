"""What findings say to people who write YAML: wire names, remedies, and one mistake told once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lint._manifests import cron, dag, leaf, read, steps, text, workflow

from hera.lint import lint
from hera.lint.project import lint_paths

GENERATE = "{name: generate, script: {image: busybox, source: x}}"


def told(manifest: dict[str, Any], **options: Any) -> list[str]:
    return [f"{each.code} {each.message}" for each in lint(manifest, **options)]


def hints(manifest: dict[str, Any]) -> list[str | None]:
    return [each.hint for each in lint(manifest)]


def container(fields: str) -> dict[str, Any]:
    return leaf(f"container: {{image: busybox, {fields}}}")


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("envfrom: []", "envFrom"),
        ("enviroment: []", "env"),
        ("image_pull_policy: Always", "imagePullPolicy"),
        ("pullPolicy: Always", "imagePullPolicy"),
        ("comand: [x]", "command"),
    ],
)
def test_the_field_that_is_meant_has_the_manifest_s_name(field: str, meant: str) -> None:
    given = field.partition(":")[0]
    (finding,) = lint(container(field))
    assert finding.message == f"no field {given!r} in Container; did you mean {meant!r}?"
    assert finding.path[-1] == given
    assert all(edit == ("rename", finding.path, meant) for edit in finding.fix)


def test_a_field_unlike_all_others_is_not_guessed() -> None:
    assert told(container("zzzzz: 1")) == ["HL001 no field 'zzzzz' in Container"]


def test_a_field_that_is_missing_is_named_unless_it_has_a_wrong_name() -> None:
    found = told(container("volumeMounts: [{mountPath: /x}]"))
    assert found == ["HL002 `name` is required, but not given"]
    manifest = container("volumeMounts: [{name: w, path: /x}]")
    manifest["spec"]["volumes"] = [{"name": "w", "emptyDir": {}}]
    assert told(manifest) == ["HL001 no field 'path' in VolumeMount; did you mean 'mountPath'?"]


@pytest.mark.parametrize(
    ("manifest", "message", "hint"),
    [
        (
            leaf("container: [{image: busybox}]"),
            "expected a mapping, got a list",
            "leave the hyphen out",
        ),
        (
            leaf("dag: [{name: a, template: main}]"),
            "expected a mapping, got a list",
            "the list belongs below `tasks`: dag: {tasks: […]}",
        ),
        (workflow("[foo]"), "expected a mapping, got the text 'foo'", None),
        (
            workflow("{main: {container: {image: busybox}}}"),
            "expected a list of mappings, got a mapping",
            "write a list, in which each item has its name: - name: main",
        ),
        (leaf("steps: [[foo]]"), "expected a mapping, got the text 'foo'", None),
        (leaf("dag: {tasks: [foo]}"), "expected a mapping, got the text 'foo'", None),
        (
            steps("{name: a, template: generate}"),
            "expected a list of mappings, got a mapping",
            "steps are a list of lists, in which each begins with two hyphens: - - name: …",
        ),
        (
            container("env: {FOO: bar}"),
            "expected a list of mappings, got a mapping",
            'write a list of items such as {name: FOO, value: "bar"}',
        ),
        (
            container("env: [FOO=bar]"),
            "expected a mapping, got the text 'FOO=bar'",
            'write {name: FOO, value: "bar"}',
        ),
        (
            leaf("inputs: {parameters: [repo]}, container: {image: busybox}"),
            "expected a mapping, got the text 'repo'",
            "write {name: repo}",
        ),
        (
            container("command: 8"),
            "expected a list of text, got the number 8",
            'put it into a list: ["8"]',
        ),
        (
            steps('[{name: a, template: generate, withItems: "[1, 2]"}]'),
            "expected a list, got the text '[1, 2]'",
            "leave the quotes out",
        ),
        (
            steps("[{name: a, template: generate, withParam: [1, 2]}]"),
            "expected text, got a list",
            "a list that is known goes into `withItems`",
        ),
        (
            steps("[{name: a, templateRef: tools/render}]"),
            "expected a mapping, got the text 'tools/render'",
            "write {name: tools, template: render}",
        ),
        (
            leaf("resource: {action: create, manifest: {kind: Pod}}"),
            "expected text, got a mapping",
            "write it as a text: `manifest: |`, and all of it further in below",
        ),
        (
            leaf("script: echo"),
            "expected a mapping, got the text 'echo'",
            "write {image: …, command: […], source: …}, with this as its source",
        ),
        (
            dag(
                "{name: a, template: generate}",
                "{name: b, template: generate}",
                "{name: c, template: generate, depends: [a, b]}",
            ),
            "expected text, got a list",
            'write "a && b", or leave the list to `dependencies`',
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_told_once_with_a_remedy(
    manifest: dict[str, Any], message: str, hint: str | None
) -> None:
    (finding,) = lint(manifest)
    assert (finding.code, finding.message, finding.hint) == ("HL001", message, hint)


def test_another_mistake_beside_a_value_of_the_wrong_type_is_told_as_well() -> None:
    manifest = workflow("[{name: main, container: [{}]}, {name: other, container: {}}]")
    assert "templates.other.container.image may not be empty" in " ".join(told(manifest))


def test_a_boolean_for_a_name_is_quoted_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "flow.yaml"
    file.write_text(
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: a}\n"
        "spec:\n  entrypoint: main\n  templates:\n  - name: main\n    steps:\n"
        "    - - {name: a, template: p, arguments: {parameters: [{name: n, value: '1'}]}}\n"
        "  - name: p\n    inputs: {parameters: [{name: n}]}\n"
        "    container: {image: busybox, args: ['{{inputs.parameters.n}}']}\n"
    )
    (result,) = lint_paths([file], jobs=1)
    message = "expected text, got `n`, which is read as the boolean false"
    found = [each.finding for each in result.findings]
    assert [(each.message, each.hint) for each in found] == [
        (message, 'write it in quotes: "n"'),
        (message, 'write it in quotes: "n"'),
    ]


@pytest.mark.parametrize(
    ("when", "why", "hint"),
    [
        (
            "steps.gen.outputs.result == 'yes'",
            "'steps.gen.outputs.result' is no variable without braces",
            "write '{{steps.gen.outputs.result}}'",
        ),
        (
            "steps.flip-coin.outputs.result == heads",
            "'steps.flip-coin.outputs.result' is no variable without braces",
            "write '{{steps.flip-coin.outputs.result}}'",
        ),
        (
            "${{workflow.name}} == yes",
            "'$' is no operator",
            "write a variable as {{…}}, without $",
        ),
    ],
)
def test_a_variable_of_a_condition_stands_in_braces(when: str, why: str, hint: str) -> None:
    (finding,) = lint(steps(f'[{{name: a, template: generate, when: "{when}"}}]'))
    assert finding.message.endswith(why)
    assert finding.hint == hint


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        ("pod.nmae", "of its pod a template knows pod.name only"),
        ("workflow.failures", "it is known in exit handlers only"),
        ("workflow.priority", "the workflow has no `priority`"),
        ("workflow.cronScheduleTime", "write {{workflow.scheduledTime}}"),
        ("workflow.foo", "no variable 'workflow.foo'"),
        ("workflow.labels.foo", "the workflow has no label 'foo'"),
        ("inputs.artifacts", "write which one: inputs.artifacts.NAME"),
    ],
)
def test_no_variable_is_named_that_nobody_means(tag: str, why: str) -> None:
    (finding,) = lint(container(f'args: ["{{{{{tag}}}}}"]'))
    assert finding.message == f"templates.main: failed to resolve {{{{{tag}}}}}: {why}"


def test_what_a_node_has_beside_its_outputs_is_found() -> None:
    manifest = dag(
        "{name: a, template: generate}",
        '{name: b, template: generate, depends: a, when: "{{tasks.a.outputs.exitCode}} == 0"}',
    )
    (found,) = told(manifest)
    assert found.endswith("task 'a' has no 'outputs.exitCode'; did you mean 'exitCode'?")


def test_a_template_that_stands_inline_sees_its_own_inputs_only() -> None:
    inline = "inline: {container: {image: busybox, args: ['{{steps.a.outputs.result}}']}}"
    (found,) = told(steps("[{name: a, template: generate}]", f"[{{name: b, {inline}}}]"))
    assert found.endswith("knows its own inputs only: pass the value as an argument")


def test_what_a_wrong_name_calls_is_not_told_to_be_uncalled() -> None:
    manifest = workflow(f"[{{name: main, steps: [[{{name: a, template: genrate}}]]}}, {GENERATE}]")
    (found,) = told(manifest)
    assert found.startswith("HL403")
    assert found.endswith("did you mean 'generate'?")


def test_a_step_that_runs_later_is_told_once() -> None:
    later = "{name: a, template: say, " + text("{{steps.b.outputs.result}}") + "}"
    (found,) = told(steps(f"[{later}, {{name: b, template: generate}}]"))
    assert found.startswith("HL701")


def test_words_for_operators_in_depends() -> None:
    manifest = dag(
        "{name: a, template: generate}",
        "{name: b, template: generate}",
        "{name: c, template: generate, depends: a and b}",
    )
    assert "write && for and, || for or, ! for not" in hints(manifest)


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("activeDeadlineSeconds: 10m, container: {image: busybox}", "write seconds: 600"),
        (
            "container: {image: busybox, resources: {limits: {memory: 1GB}}}",
            "write 1Gi (powers of 1024) or 1G (of 1000)",
        ),
        (
            "container: {image: busybox, resources: {limits: {memory: 512 kb}}}",
            "write 512Ki (powers of 1024) or 512k (of 1000)",
        ),
    ],
)
def test_amounts_and_durations_as_they_are_to_be_written(fields: str, hint: str) -> None:
    assert hints(leaf(fields)) == [hint]


def test_what_is_gone_may_be_for_an_older_argo() -> None:
    manifest = cron(schedules=None, schedule="0 * * * *")
    assert hints(manifest) == [
        'write schedules: ["0 * * * *"], or lint for an older Argo: --argo 3.7'
    ]
    assert told(manifest, argo="3.7") == ["HL812 `schedule` is deprecated, and gone in 4.0"]
    locked = leaf("container: {image: busybox}", synchronization=read("{mutex: {name: a}}"))
    assert hints(locked) == ["write `mutexes`, a list, or lint for an older Argo: --argo 3.7"]


def test_a_field_that_a_release_has_not_is_named() -> None:
    manifest = cron(stopStrategy={"expression": "false"}, schedules=None, schedule="0 * * * *")
    (found,) = told(manifest, argo="3.5")
    assert found.startswith("HL810 v3.5.15 has no `stopStrategy` in CronWorkflowSpec")
