"""What goes beyond Argo's validator: releases, sizes, advice, mix-ups, and one mistake told once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from e2e._programs import ARGO_RELEASE
from e2e.judge_fixtures import ArgoLint
from lint._manifests import cron, dag, leaf, read, steps, text, workflow
from lint._pairs_beyond import PAIRS

from hera.lint import Finding, lint
from hera_models import availability

BUSYBOX = "container: {image: busybox}"
OLD, BOTH, NEW = ("3.4", "v3.5", "3.5.15"), ("3.6", "v3.6.19", "3.7.18"), ("4.0", "4.1", "v4.1.2")
LATER = ("4.9", "5.0", "v12.1.3")
NODE = ("spec", "templates", 0, "steps", 0, 0)


def told(manifest: dict[str, Any], **options: Any) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in lint(manifest, **options)]


def mended(manifest: dict[str, Any], found: Finding) -> Any:
    """Carry out a finding's edits."""
    data = read(repr(manifest))
    for verb, path, value in found.fix:
        holder = data
        for key in path[:-1]:
            holder = holder[key]
        if verb == "rename":
            holder[value] = holder.pop(path[-1])
        else:
            holder[path[-1]] = [holder[path[-1]]] if verb == "wrap" else value
    return data


def locked(**given: Any) -> dict[str, Any]:
    return leaf(BUSYBOX, synchronization=given)


# --- releases -------------------------------------------------------------------------------------


@pytest.mark.parametrize("argo", [*OLD, *BOTH, *NEW, *LATER])
def test_a_schedule_is_judged_as_the_release_has_it(argo: str) -> None:
    single, several = cron(schedules=None, schedule="@daily"), cron(schedules=["@daily"])
    both, none = cron(schedule="@daily"), cron(schedules=None)
    if argo in OLD:
        expected = [[], ["HL810"], ["HL810"], ["HL110"]]
    elif argo in BOTH:
        expected = [["HL812"], [], ["HL110", "HL812"], []]
    else:
        expected = [["HL110"], [], ["HL810"], ["HL110"]]

    found = [lint(one, argo=argo) for one in (single, several, both, none)]

    assert [sorted(finding.code for finding in one) for one in found] == expected


@pytest.mark.parametrize("argo", [*OLD, *BOTH, *NEW, *LATER])
@pytest.mark.parametrize(("one", "many"), [("mutex", "mutexes"), ("semaphore", "semaphores")])
def test_locks_are_judged_as_the_release_has_them(one: str, many: str, argo: str) -> None:
    value = {"name": "a"} if one == "mutex" else {"configMapKeyRef": {"name": "a", "key": "b"}}
    single, several = locked(**{one: value}), locked(**{many: [value]})
    refused, advised = [("HL810", "error")], [("HL812", "warning")]
    expected = [[], refused] if argo in OLD else [advised, []] if argo in BOTH else [refused, []]

    assert [told(single, argo=argo), told(several, argo=argo)] == expected


@pytest.mark.parametrize(
    ("manifest", "argo"),
    [
        (locked(mutex={"name": "a"}), "4.1"),
        (locked(mutex={"name": "a"}), "3.7"),
        (locked(mutexes=[{"name": "a"}]), "3.5"),
        (cron(schedules=None, schedule="@daily"), "4.0"),
        (cron(schedules=None, schedule="@daily"), "3.6"),
        (cron(schedules=["@daily"]), "3.4"),
        (steps("[{name: a, template: generate, onExit: generate}]"), "4.1"),
    ],
)
def test_the_edits_make_it_what_the_release_has(manifest: dict[str, Any], argo: str) -> None:
    (finding,) = lint(manifest, argo=argo)
    assert finding.fix
    assert lint(mended(manifest, finding), argo=argo) == []


def test_several_values_are_not_made_one() -> None:
    (finding,) = lint(locked(mutexes=[{"name": "a"}, {"name": "b"}]), argo="3.5")
    assert finding.path == ("spec", "synchronization", "mutexes")
    assert (finding.fix, finding.hint) == ((), None)


def test_both_ways_are_not_made_one() -> None:
    found = lint(locked(mutex={"name": "a"}, mutexes=[{"name": "b"}]), argo="4.1")
    assert [(finding.path[-1], finding.fix) for finding in found] == [("mutex", ())]


def test_locks_are_found_wherever_they_stand() -> None:
    lock = "synchronization: {mutex: {name: a}}"
    manifest = steps(f"[{{name: a, inline: {{{BUSYBOX}, {lock}}}}}]")
    manifest["spec"]["templateDefaults"] = read(f"{{{lock}}}")
    found = [finding.path[:-2] for finding in lint(manifest) if finding.code == "HL810"]
    assert found == [("spec", "templateDefaults"), (*NODE, "inline")]


@pytest.mark.parametrize(
    ("manifest", "path", "argo", "parts"),
    [
        (cron(when="{{= true }}"), ("spec", "when"), "3.5", ("v3.5.15", "since v3.6.19")),
        (leaf(BUSYBOX, podPriority=3), ("spec", "podPriority"), "3.7", ("3.7", "podPriority")),
        (leaf(BUSYBOX, podPriority=3), ("spec", "podPriority"), "4.1", ("4.1", "podPriority")),
        (
            leaf(f"{BUSYBOX}, annotations: {{a: b}}"),
            ("spec", "templates", 0, "annotations"),
            "3.6",
            ("v3.6.19 has no `annotations` in Template", "since v3.7.18"),
        ),
    ],
)
def test_what_a_release_has_not_is_told_with_its_path(
    manifest: dict[str, Any], path: tuple[str | int, ...], argo: str, parts: tuple[str, ...]
) -> None:
    found = [finding for finding in lint(manifest, argo=argo) if finding.code == "HL810"]
    assert path in [finding.path for finding in found]
    (finding,) = (finding for finding in found if finding.path == path)
    assert all(part in finding.message for part in parts)


def test_without_the_schema_a_release_is_judged_as_well() -> None:
    manifest = leaf(f"{BUSYBOX}, annotations: {{a: b}}")
    assert told(manifest, argo="3.6", schema=False) == [("HL810", "error")]


@pytest.mark.parametrize("argo", ["2.1", "3.3", "3.8", "v2.12.0"])
def test_a_release_that_is_not_supported(argo: str) -> None:
    with pytest.raises(ValueError, match=r"not supported; supported are .*") as caught:
        lint(leaf(BUSYBOX), argo=argo)
    for release in availability("Workflow").releases:
        assert release.removeprefix("v").rpartition(".")[0] in str(caught.value)


@pytest.mark.parametrize("argo", ["", "x", "4.", "4.x", "3.6.1.2", "latest"])
def test_what_is_no_release(argo: str) -> None:
    with pytest.raises(ValueError, match=r"write it as 4\.1"):
        lint(leaf(BUSYBOX), argo=argo)


def test_a_release_that_is_no_text() -> None:
    number: Any = 3.6
    with pytest.raises(TypeError, match=r"a release is text, such as '3\.6'; got 3\.6"):
        lint(leaf(BUSYBOX), argo=number)


@pytest.mark.parametrize(
    "manifest",
    [
        cron(schedules=None, schedule="@daily"),
        cron(schedule="@daily"),
        cron(schedules=None),
        cron(when="{{= true }}"),
        locked(mutex={"name": "a"}),
        locked(mutexes=[{"name": "a"}]),
        leaf(BUSYBOX, podPriority=3),
        leaf(f"{BUSYBOX}, annotations: {{a: b}}"),
        leaf(f"{BUSYBOX}, pendingTimeout: 5m"),
        leaf(f"{BUSYBOX}, resourceClaims: [{{name: a}}]"),
    ],
    ids=repr,
)
def test_the_release_s_own_linter_says_the_same(
    argo_lint: ArgoLint, manifest: dict[str, Any]
) -> None:
    refused = any(one.severity == "error" for one in lint(manifest, argo=ARGO_RELEASE))
    assert refused != argo_lint(json.dumps(manifest)).good


# --- sizes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("argo", "most"), [("4.1", 90_000), ("3.6", 90_000), ("3.5", 50_000)])
def test_the_arguments_of_a_pod_are_counted_together(argo: str, most: int) -> None:
    say = "{name: say, inputs: {parameters: [{name: a}, {name: b}]}, container: {image: busybox}}"
    half = "x" * (most // 2)

    def calling(more: str) -> dict[str, Any]:
        given = f"[{{name: a, value: {half}}}, {{name: b, value: {more}}}]"
        call = f"{{name: a, template: say, arguments: {{parameters: {given}}}}}"
        return workflow(f"[{{name: main, dag: {{tasks: [{call}]}}}}, {say}]")

    assert lint(calling(half), argo=argo) == []
    (finding,) = lint(calling(f"{half}x"), argo=argo)
    assert (finding.code, finding.severity) == ("HL803", "warning")
    assert f"{most + 1:,} bytes" in finding.message


def test_the_largest_templates_are_named() -> None:
    templates = [
        {"name": f"t{size}", "container": {"image": "busybox", "args": ["x" * size * 1000]}}
        for size in (300, 500, 200, 100)
    ]
    manifest = workflow("[]", entrypoint="t300")
    manifest["spec"]["templates"] = templates
    (message,) = (one.message for one in lint(manifest) if one.code == "HL801")
    assert -1 < message.index("'t500'") < message.index("'t300'") < message.index("'t200'")
    assert "'t100'" not in message


def test_a_cron_workflow_is_measured_as_well() -> None:
    manifest = cron()
    source = "x" * 90_001
    template = {"name": "main", "script": {"image": "python", "source": source}}
    manifest["spec"]["workflowSpec"]["templates"] = [template]
    (finding,) = lint(manifest)
    assert finding.path == ("spec", "workflowSpec", "templates", 0, "script", "source")


# --- mix-ups and references to other objects ------------------------------------------------------

SHARED = workflow(
    "[{name: take, inputs: {parameters: [{name: text}], artifacts: [{name: data, path: /d}]},"
    " container: {image: busybox, args: ['{{inputs.parameters.text}}']}}]",
    kind="WorkflowTemplate",
    entrypoint="take",
)
SHARED["metadata"]["name"] = "shared"
CALL = "templateRef: {name: shared, template: take}"
DATA = "artifacts: [{name: data, raw: {data: x}}]"


def callers(arguments: str) -> list[dict[str, Any]]:
    """Return workflows that call another object's template in each way there is."""
    given = f", arguments: {{{arguments}}}" if arguments else ""
    call = f"{CALL}{given}"
    return [
        steps(f"[{{name: a, {call}}}]"),
        dag(f"{{name: a, {call}}}"),
        leaf(BUSYBOX, hooks=read(f"{{exit: {{{call}}}}}")),
        steps(f"[{{name: a, template: generate, hooks: {{exit: {{{call}}}}}}}]"),
    ]


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("", ["HL307", "HL308"]),
        (DATA, ["HL307"]),
        ("parameters: [{name: text, value: x}]", ["HL308"]),
        (f"parameters: [{{name: text, value: x}}], {DATA}", []),
        # A slip in a name is one mistake.
        (f"parameters: [{{name: txt, value: x}}], {DATA}", ["HL307"]),
        (f"parameters: [{{name: text, value: x}}, {{name: b, value: x}}], {DATA}", ["HL309"]),
        # So is what stands in the wrong list.
        ("parameters: [{name: text, value: x}, {name: data, value: y}]", ["HL308"]),
        ("artifacts: [{name: text, raw: {data: x}}, {name: data, raw: {data: x}}]", ["HL307"]),
    ],
)
def test_arguments_are_judged_by_the_template_elsewhere(
    arguments: str, expected: list[str], which: int
) -> None:
    found = lint(callers(arguments)[which], templates=[SHARED])
    assert [finding.code for finding in found] == expected


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (f"parameters: [{{name: txt, value: x}}], {DATA}", "is it 'txt'?"),
        (
            "parameters: [{name: text, value: x}, {name: data, value: y}]",
            "'data' is given among the parameters, but the input is an artifact",
        ),
        (
            "artifacts: [{name: text, raw: {data: x}}, {name: data, raw: {data: x}}]",
            "'text' is given among the artifacts, but the input is a parameter",
        ),
    ],
)
def test_a_mistake_in_arguments_is_told_with_what_is_given(arguments: str, hint: str) -> None:
    (finding,) = lint(callers(arguments)[0], templates=[SHARED])
    assert finding.text is not None
    assert finding.text.endswith("was not supplied")
    assert finding.message == f"{finding.text}: {hint}"


def test_an_argument_s_name_with_a_slip_is_mended() -> None:
    manifest = callers(f"parameters: [{{name: txt, value: x}}], {DATA}")[0]
    (finding,) = lint(manifest, templates=[SHARED])
    assert lint(mended(manifest, finding), templates=[SHARED]) == []


def submitting(**spec: Any) -> dict[str, Any]:
    """Return a workflow that is made from the shared workflow template."""
    manifest = workflow("[]")
    manifest["spec"] = {"workflowTemplateRef": {"name": "shared"}, **spec}
    return manifest


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, [("HL307", ("spec", "entrypoint")), ("HL308", ("spec", "entrypoint"))]),
        ({"entrypoint": "takes"}, [("HL403", ("spec", "entrypoint"))]),
        (
            {"arguments": read(f"{{parameters: [{{name: txt, value: x}}], {DATA}}}")},
            [("HL307", ("spec", "entrypoint"))],
        ),
        (
            {
                "arguments": read(
                    f"{{parameters: [{{name: text, value: x}}, {{name: other, value: x}}], {DATA}}}"
                )
            },
            [("HL313", ("spec", "arguments", "parameters", 1, "name"))],
        ),
    ],
)
def test_what_is_made_from_a_workflow_template(
    spec: dict[str, Any], expected: list[tuple[str, tuple[str | int, ...]]]
) -> None:
    found = lint(submitting(**spec), templates=[SHARED])
    assert [(finding.code, finding.path) for finding in found] == expected


def test_an_artifact_that_may_be_absent_may_come_from_anywhere() -> None:
    manifest = read(repr(PAIRS["HL310"].bad))
    step = manifest["spec"]["templates"][0]["steps"][1][0]
    step["arguments"]["artifacts"][0]["optional"] = True
    assert lint(manifest) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("steps.a.outputs.artifacts.data", []),  # Argo takes off the braces, where they are
        ("{{steps.a.outputs.result}}", ["HL310"]),
        ("s3://bucket/data", ["HL311"]),
        (" {{steps.a.outputs.artifacts.data}}", ["HL311"]),
        # What these become may be the name of an artifact, which a parameter seldom holds.
        ("{{workflow.parameters.which}}", ["HL315"]),
        ("{{=steps.a.outputs.artifacts.data}}", []),
    ],
)
def test_what_an_artifact_comes_from(source: str, expected: list[str]) -> None:
    manifest = read(repr(PAIRS["HL310"].bad))
    manifest["spec"]["arguments"] = read("{parameters: [{name: which, value: x}]}")
    step = manifest["spec"]["templates"][0]["steps"][1][0]
    step["arguments"]["artifacts"][0]["from"] = source
    assert [one.code for one in lint(manifest) if one.code.startswith("HL31")] == expected


def test_outputs_are_taken_over_as_what_they_are() -> None:
    outputs = (
        "outputs: {artifacts: [{name: x, from: '{{steps.a.outputs.parameters.p}}'}],"
        " parameters: [{name: y, valueFrom: {parameter: '{{steps.a.outputs.artifacts.data}}'}}]}"
    )
    manifest = read(repr(PAIRS["HL310"].good))
    manifest["spec"]["templates"][0] |= read(f"{{{outputs}}}")
    found = [(finding.code, finding.path[3:]) for finding in lint(manifest)]
    assert found == [
        ("HL310", ("outputs", "artifacts", 0, "from")),
        ("HL312", ("outputs", "parameters", 0, "valueFrom", "parameter")),
    ]


@pytest.mark.parametrize(
    ("items", "value"),
    [
        ("[a, b]", "{{item}}"),
        ("[{text: a}, {text: b}]", "{{item.text}}"),
        ("[{t: 1}]", "{{item.t}}"),
    ],
)
def test_a_loop_whose_items_are_not_handed_on(items: str, value: str) -> None:
    (finding,) = lint(steps(f"[{{name: a, template: say, withItems: {items}}}]"))
    assert finding.code == "HL307"
    assert finding.hint == f'hand on the loop\'s item: {{name: text, value: "{value}"}}'


def test_a_template_after_a_step_is_there() -> None:
    manifest = steps("[{name: a, template: generate, onExit: generat}]")
    (finding,) = (one for one in lint(manifest) if one.code == "HL403")
    assert finding.path == (*NODE, "onExit")
    assert finding.message.endswith("did you mean 'generate'?")


# --- templates that nothing calls ------------------------------------------------------------------


@pytest.mark.parametrize(
    "main",
    [
        "steps: [[{name: a, template: other}]]",
        "dag: {tasks: [{name: a, template: other}]}",
        "steps: [[{name: a, template: third, onExit: other}]]",
        "steps: [[{name: a, template: third, hooks: {exit: {template: other}}}]]",
        "steps: [[{name: a, inline: {steps: [[{name: b, template: other}]]}}]]",
        # It may be any.
        "steps: [[{name: a, template: '{{workflow.parameters.which}}'}]]",
    ],
)
def test_a_template_is_called_in_many_ways(main: str) -> None:
    others = f"{{name: other, {BUSYBOX}}}, {{name: third, {BUSYBOX}}}"
    manifest = workflow(
        f"[{{name: main, {main}}}, {others}]",
        arguments=read("{parameters: [{name: which, value: other}]}"),
    )
    unreached = [finding.message for finding in lint(manifest) if finding.code == "HL434"]
    assert "nothing calls template 'other'" not in unreached
    dynamic = "{{" in main
    third = dynamic or "third" in main
    assert unreached == ([] if third else ["nothing calls template 'third'"])


@pytest.mark.parametrize("kind", ["WorkflowTemplate", "ClusterWorkflowTemplate"])
def test_others_may_call_the_templates_of_a_workflow_template(kind: str) -> None:
    manifest = workflow(f"[{{name: main, {BUSYBOX}}}, {{name: other, {BUSYBOX}}}]", kind=kind)
    assert lint(manifest) == []


# --- advice ---------------------------------------------------------------------------------------

SECRETS = {
    "password": ("DB_PASSWORD", "hunter2-hunter2"),
    "token": ("githubToken", "abcdefgh12345678"),
    "key": ("api-key", "0123456789"),
    "number": ("PIN_SECRET", "48151623"),
    "private key": ("PEM", "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA"),
    "aws": ("ID", "AKIAIOSFODNN7EXAMPLE"),
    "github": ("X", "ghp_0123456789abcdefghijABCDEFGHIJ012345"),
    "slack": ("Y", "xoxb-123456789012-abcdefghij"),
}


def holding(name: str, value: str) -> list[dict[str, Any]]:
    """Return workflows that hold a value as a variable, argument, default and text."""
    one = {"name": name, "value": value}
    container = {"image": "busybox:1.36", "args": ["{{inputs.parameters.x}}"]}
    main = {"name": "main", "container": {**container, "args": [], "env": [one]}}
    variable = workflow("[]")
    variable["spec"]["templates"] = [main]
    argument = leaf("container: {image: 'busybox:1.36'}", arguments={"parameters": [one]})
    default = leaf("container: {image: 'busybox:1.36'}")
    inputs = {"parameters": [{"name": name, "default": value}]}
    default["spec"]["templates"][0]["inputs"] = inputs
    return [variable, argument, default]


@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_told_and_never_repeated(secret: str, which: int) -> None:
    name, value = SECRETS[secret]
    manifest = holding(name.replace("_", "-") if which else name, value)[which]
    assert "HL821" not in {finding.code for finding in lint(manifest)}
    (finding,) = (one for one in lint(manifest, profile="production") if one.code == "HL821")
    assert finding.severity == "warning"
    for line in value.splitlines():
        assert line not in f"{finding.message} {finding.hint} {finding}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASSWORD", ""),
        ("PASSWORD", "{{inputs.parameters.password}}"),
        ("PASSWORD", "{{=sprig.env('x')}}"),
        ("PASSWORD", "$(DB_PASSWORD)"),
        ("USE_TOKEN", "true"),
        ("TOKEN_FILE", "/run/secrets/token"),
        ("SECRET_NAME", "database"),
        ("IMAGE_PULL_SECRET", "registry"),
        ("MAX_TOKENS", "4096"),
        ("KEY", "path/in/the/bucket"),
        ("MONKEY", "business"),
    ],
)
def test_what_is_no_secret(name: str, value: str) -> None:
    found = lint(holding(name, value)[0], profile="production")
    assert [finding for finding in found if finding.code == "HL821"] == []


@pytest.mark.parametrize(
    ("image", "advised"),
    [
        ("python", True),
        ("python:latest", True),
        ("registry:5000/python", True),
        ("registry:5000/python:latest", True),
        ("python:3.12", False),
        ("registry:5000/python:3.12", False),
        ("python@sha256:" + 64 * "0", False),
        ("python:{{workflow.parameters.v}}", False),
        ("{{workflow.parameters.v}}", False),
    ],
)
@pytest.mark.parametrize("where", ["container", "script", "initContainers", "sidecars"])
def test_images_say_their_version(image: str, advised: bool, where: str) -> None:
    main: dict[str, Any] = {"name": "main", "container": {"image": "busybox:1.36"}}
    if where == "script":
        main = {"name": "main", "script": {"image": image, "source": "pass"}}
    elif where == "container":
        main["container"]["image"] = image
    else:
        main[where] = [{"name": "other", "image": image}]
    arguments = {"parameters": [{"name": "v", "value": "3.12"}]}
    manifest = workflow("[]", arguments=arguments)
    manifest["spec"]["templates"] = [main]
    assert lint(manifest) == []
    assert told(manifest, profile="production") == ([("HL820", "warning")] if advised else [])


@pytest.mark.parametrize(
    ("container", "advised", "as_json"),
    [
        ({"command": ["sh", "-c"], "args": ["echo {{inputs.parameters.x}}"]}, True, False),
        ({"command": ["/bin/bash", "-ec", "echo {{ inputs.parameters.x }}"]}, True, False),
        ({"command": ["python3", "-c", "print('{{inputs.parameters.x}}')"]}, True, True),
        (
            {"command": ["sh", "-c", 'echo "$X" "$1"', "sh", "{{inputs.parameters.x}}"]},
            False,
            False,
        ),
        ({"command": ["echo"], "args": ["-c", "{{inputs.parameters.x}}"]}, False, False),
        ({"command": ["sh", "-c", "{{=toJson(inputs.parameters.x)}}"]}, False, False),
    ],
)
def test_values_do_not_become_code(container: dict[str, Any], advised: bool, as_json: bool) -> None:
    manifest = leaf("inputs: {parameters: [{name: x, value: a}]}")
    manifest["spec"]["templates"][0]["container"] = {"image": "busybox:1.36", **container}
    assert lint(manifest) == []
    found = lint(manifest, profile="production")
    assert [finding.code for finding in found] == ["HL822"] * advised
    assert all(("toJson(inputs.parameters.x)" in (one.hint or "")) == as_json for one in found)


# --- one mistake is told once ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manifest", "codes"),
    [
        (leaf(f"{BUSYBOX}, retryStrategy: {{retryPolicy: Alway}}"), ["HL408"]),
        (leaf(BUSYBOX, podGC={"strategy": "OnPodSucces"}), ["HL105"]),
        (leaf("resource: {action: ceate, manifest: 'a: b'}"), ["HL425"]),
        (cron(concurrencyPolicy="Forbd"), ["HL113"]),
        (cron(schedules="@daily"), ["HL001"]),
        (leaf("container: {imag: busybox}"), ["HL001"]),
        (leaf(BUSYBOX, entrypoint=5), ["HL001"]),
        (leaf(f"{BUSYBOX}, initContainers: [{{image: busybox}}]"), ["HL415"]),
        (dag("{name: a, template: say, arguments: {parameters: [{name: text}]}}"), ["HL301"]),
        (
            dag("{name: a, template: say, arguments: {parameters: [{name: txt, value: x}]}}"),
            ["HL307"],
        ),
        # Two mistakes are told both.
        (leaf("container: {imag: busybox}, retryStrategy: {retryPolicy: X}"), ["HL001", "HL408"]),
        (
            dag("{name: a, template: say, arguments: {parameters: [{name: b, value: x}]}}"),
            ["HL307", "HL309"],
        ),
    ],
)
def test_one_mistake_is_told_once(manifest: dict[str, Any], codes: list[str]) -> None:
    assert sorted(finding.code for finding in lint(manifest)) == codes


def test_the_nearest_value_is_told_beside_argo_s_text() -> None:
    (finding,) = lint(leaf(f"{BUSYBOX}, retryStrategy: {{retryPolicy: Alway}}"))
    assert finding.text == "Alway is not a valid RetryPolicy"
    assert finding.message == f"{finding.text}: did you mean 'Always'?"


def test_a_text_that_needs_no_artifact_is_left_alone() -> None:
    assert lint(steps(f"[{{name: a, template: say, {text('inputs.artifacts.data')}}}]")) == []


def test_a_template_of_another_namespace_is_not_found() -> None:
    head = {"apiVersion": "argoproj.io/v1alpha1"}
    spec = {"templates": [{"name": "t", "container": {"image": "busybox:1"}}]}
    lib = {**head, "kind": "WorkflowTemplate", "spec": spec}
    reference = {"name": "a", "templateRef": {"name": "lib", "template": "t"}}
    caller = {"entrypoint": "m", "templates": [{"name": "m", "steps": [[reference]]}]}

    def codes(own: dict[str, str], theirs: dict[str, str]) -> list[str]:
        manifest = {**head, "kind": "Workflow", "metadata": {"name": "w", **own}, "spec": caller}
        known = {**lib, "metadata": {"name": "lib", **theirs}}
        return [finding.code for finding in lint(manifest, templates=[known])]

    assert codes({"namespace": "one"}, {"namespace": "two"}) == ["HL406"]
    # Who says none is where the other is.
    assert codes({"namespace": "one"}, {"namespace": "one"}) == []
    assert codes({}, {"namespace": "two"}) == codes({"namespace": "one"}, {}) == codes({}, {}) == []
