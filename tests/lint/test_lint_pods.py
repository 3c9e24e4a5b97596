"""What Argo lets pass and fails with later: volumes, images, numbers, labels, locks, patches."""

from __future__ import annotations

from typing import Any

import pytest
from e2e.judge_fixtures import ArgoSubstitute
from lint._manifests import cron, leaf, read, steps, workflow

from hera.lint import Finding, lint

BUSYBOX = "container: {image: busybox}"
MOUNT = "volumeMounts: [{name: work, mountPath: /work}]"
MOUNTING = f"{{name: main, container: {{image: busybox, {MOUNT}}}}}"
WORK = read("[{name: work, emptyDir: {}}]")


def codes(manifest: dict[str, Any], **options: Any) -> list[str]:
    return [finding.code for finding in lint(manifest, **options)]


def only(manifest: dict[str, Any], **options: Any) -> Finding:
    (finding,) = lint(manifest, **options)
    return finding


@pytest.mark.parametrize(
    "spec",
    [
        {"volumes": WORK},
        {"volumeClaimTemplates": read("[{metadata: {name: work}, spec: {accessModes: [x]}}]")},
        {"templateDefaults": {"volumes": WORK}},
        {"volumes": read("[{name: '{{workflow.parameters.v}}', emptyDir: {}}]")},
    ],
)
def test_volumes_of_the_workflow_can_be_mounted(spec: dict[str, Any]) -> None:
    arguments = read("{parameters: [{name: v, value: work}]}")
    assert "HL436" not in codes(workflow(f"[{MOUNTING}]", arguments=arguments, **spec))
    assert "HL436" in codes(workflow(f"[{MOUNTING}]", arguments=arguments))


@pytest.mark.parametrize(
    "fields",
    [
        f"script: {{image: python, source: '1', {MOUNT}}}",
        f"{BUSYBOX}, sidecars: [{{name: a, image: busybox, {MOUNT}}}]",
        f"{BUSYBOX}, initContainers: [{{name: a, image: busybox, {MOUNT}}}]",
        f"containerSet: {{containers: [{{name: a, image: busybox}}], {MOUNT}}}",
    ],
)
def test_every_container_is_looked_at(fields: str) -> None:
    finding = only(leaf(fields))
    assert (finding.code, finding.path[-2:]) == ("HL436", (0, "name"))
    assert finding.message == "volume 'work' not found in workflow spec"
    assert lint(leaf(f"volumes: [{{name: work, emptyDir: {{}}}}], {fields}")) == []


def test_a_workflow_template_may_get_volumes_from_its_user() -> None:
    kind = "WorkflowTemplate"
    assert lint(workflow(f"[{MOUNTING}]", kind)) == []
    near = read("[{name: works, emptyDir: {}}]")
    assert codes(workflow(f"[{MOUNTING}]", kind, volumes=near)) == ["HL436"]


def test_of_a_template_elsewhere_only_the_caller_s_volumes_count() -> None:
    library = {
        **workflow(f"[{MOUNTING}]", "WorkflowTemplate", volumes=WORK),
        "metadata": {"name": "library"},
    }
    call = steps("[{name: a, templateRef: {name: library, template: main}}]")
    finding = only(call, templates=[library])
    assert finding.code == "HL436"
    assert "volume 'work' that template 'main' mounts not found" in finding.message
    call["spec"]["volumes"] = WORK
    assert lint(call, templates=[library]) == []
    whole = {
        **call,
        "spec": {"workflowTemplateRef": {"name": "library"}},
    }
    assert lint(whole, templates=[library]) == []


@pytest.mark.parametrize(
    "image",
    [
        "busybox",
        "python:3.12-slim",
        "ghcr.io/acme/tools/train__gpu:v1.0_rc.1",
        "localhost:5000/a.b-c:latest",
        "[2001:db8::1]:5000/busybox",
        "Registry.example.COM/team/image",
        "busybox@sha256:" + 64 * "a",
        "{{inputs.parameters.image}}:Latest one",
        "gcr.io/k8s-staging/x@sha256:" + 64 * "A",
    ],
)
def test_images_are_images(image: str) -> None:
    inputs = "inputs: {parameters: [{name: image, value: x}]}"
    assert lint(leaf(f"{inputs}, container: {{image: '{image}'}}")) == []


@pytest.mark.parametrize(
    ("image", "why"),
    [
        ("python 3.12", "there is a space in it"),
        ("busybox ", "there is a space in it"),
        ("Busybox:1.36", "lower case"),
        ("busybox:1.36:1", "more than one tag"),
        ("docker.io/Library/busybox", "lower case"),
        ("https://ghcr.io/acme/train", "without a scheme"),
        ("busybox@sha256:abc", "digest"),
        ("busybox:", "expected"),
        ("-busybox", "expected"),
        ("busybox:-1", "expected"),
        ("a" * 2000, "too long"),
    ],
)
def test_others_are_not(image: str, why: str) -> None:
    finding = only(leaf(f"container: {{image: '{image}'}}"))
    assert finding.code == "HL437"
    assert why in finding.message


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("retryStrategy: {limit: '3.5'}", ["'3.5' is no whole number"]),
        ("retryStrategy: {limit: '{{inputs.parameters.n}}'}", []),
        ("retryStrategy: {backoff: {maxDuration: 1h}}", ["no base duration specified"]),
        ("retryStrategy: {backoff: {duration: '10', cap: 1h30m, maxDuration: 1.5h}}", []),
        ("retryStrategy: {backoff: {duration: 1d}}", ["'1d' is no duration"]),
        ("retryStrategy: {backoff: {duration: 5s, factor: two}}", ["'two' is no whole number"]),
        ("timeout: 10 minutes", ["'10 minutes' is no duration"]),
        (
            "memoize: {key: a, maxAge: '60', cache: {configMap: {name: a}}}",
            ["write the unit, 60s"],
        ),
    ],
)
def test_numbers_and_durations(fields: str, told: list[str]) -> None:
    inputs = "inputs: {parameters: [{name: n, value: '1'}]}"
    found = lint(leaf(f"{inputs}, {fields}, {BUSYBOX}"))
    assert [one.code for one in found] == ["HL438"] * len(told)
    assert all(text in one.message for text, one in zip(told, found, strict=True))


def test_a_suspend_s_duration_may_be_bare_seconds() -> None:
    assert lint(leaf("suspend: {duration: '20'}")) == []
    assert codes(leaf("suspend: {duration: 20 seconds}")) == ["HL438"]


def test_defaults_of_templates_are_looked_at() -> None:
    defaults = read(
        "{retryStrategy: {limit: x}, podSpecPatch: '[]', metadata: {labels: {a: b c}},"
        " synchronization: {mutexes: [{}]}}"
    )
    found = lint(leaf(BUSYBOX, templateDefaults=defaults))
    assert sorted(one.code for one in found) == ["HL118", "HL120", "HL121", "HL122"]
    assert {one.path[:2] for one in found} == {("spec", "templateDefaults")}


@pytest.mark.parametrize(
    "form",
    [
        "%d",
        "%02d",
        "0x%04X",
        "%[1]d-%[1]d",
        "%d-%[1]d",
        "d%%",
        "%d%%",
        "%s",
        "%5.1f",
        "x",
        "%d-%d",
        "%[1]d-%d",
        "%",
        "%[2]d",
        "%q",
        "%T",
    ],
)
def test_formats_are_judged_as_argo_shows_them(argo_substitute: ArgoSubstitute, form: str) -> None:
    loop = {"start": "64", "count": "2", "format": form}
    task = {"name": "a", "template": "generate", "withSequence": loop}
    shown = [one["name"] for one in argo_substitute.loop("task", task)]
    bad = any("%!" in name for name in shown)
    found = codes(steps(f"[{{name: a, template: generate, withSequence: {loop}}}]"))
    assert found == (["HL513"] if bad else []), shown


@pytest.mark.parametrize("count", ["ten", " 5", "1_0", "+3", "7"])
def test_counts_are_judged_as_argo_reads_them(argo_substitute: ArgoSubstitute, count: str) -> None:
    task = {"name": "a", "template": "generate", "withSequence": {"count": count}}
    try:
        refused = not argo_substitute.loop("task", task)
    except ValueError:
        refused = True
    manifest = steps(f"[{{name: a, template: generate, withSequence: {{count: '{count}'}}}}]")
    assert codes(manifest) == (["HL513"] if refused else [])


def test_labels_of_a_cron_workflow_s_workflows_are_looked_at() -> None:
    finding = only(cron(workflowMetadata={"labels": {"team": "a b"}}))
    assert (finding.code, finding.path) == ("HL116", ("spec", "workflowMetadata", "labels", "team"))


def test_what_belongs_into_a_cron_workflow_s_workflow_is_told_so() -> None:
    found = lint(cron(entrypoint="main", schedule_s="x"))
    assert [(one.code, one.path, one.hint) for one in found] == [
        ("HL001", ("spec", "entrypoint"), "put it into workflowSpec"),
        ("HL001", ("spec", "schedule_s"), None),
    ]


@pytest.mark.parametrize(
    ("labels", "good"),
    [
        ({"example.com/part-of": "a_b.c"}, True),
        ({"empty": ""}, True),
        ({"long": "x" * 63}, True),
        ({"long": "x" * 64}, False),
        ({"x" * 64: ""}, False),
        ({"Example.com/a": ""}, False),
        ({"a/b/c": ""}, False),
        ({"a": "-b"}, False),
        ({"a": "{{workflow.name}}"}, False),
    ],
)
def test_labels(labels: dict[str, str], good: bool) -> None:
    manifest = leaf(BUSYBOX)
    manifest["metadata"]["labels"] = labels
    assert codes(manifest) == ([] if good else ["HL116"])


def test_annotations_hold_any_text() -> None:
    manifest = leaf(BUSYBOX)
    manifest["metadata"]["annotations"] = {"Example.com/a": "x y\n{{z}}" * 50}
    assert lint(manifest) == []


@pytest.mark.parametrize("spec", [{}, {"serviceAccountName": "argo"}, None])
def test_a_part_of_a_manifest_needs_no_name(spec: dict[str, Any] | None) -> None:
    part = {"apiVersion": "argoproj.io/v1alpha1", "kind": "WorkflowTemplate", "spec": spec}
    assert "HL117" not in codes(part)


def test_plain_data_that_is_no_whole_object_needs_no_name() -> None:
    assert lint({"kind": "Workflow", "spec": leaf(BUSYBOX)["spec"]}) == []


@pytest.mark.parametrize(
    ("patch", "told"),
    [
        ("terminationGracePeriodSeconds: 3", ""),
        ('{"containers": [{"name": "main"}]}', ""),
        ("{{inputs.parameters.n}}", ""),
        ("{{inputs.parameters.n}}\nhostNetwork: true", ""),
        ('containers: {{=toJson([{"name": "main"}])}}', ""),
        ("someFieldOfTomorrow: 1", ""),
        ("[]", "it is no mapping but a list"),
        ("hostNetwork", "it is no mapping but a value"),
        ("containers: [", "it is no YAML"),
        ("toleration: []", "did you mean 'tolerations'?"),
        ("spec: {hostNetwork: true}", "write the fields of its spec alone"),
    ],
)
def test_patches(patch: str, told: str) -> None:
    manifest = leaf(f"inputs: {{parameters: [{{name: n, value: '1'}}]}}, {BUSYBOX}")
    manifest["spec"]["templates"][0]["podSpecPatch"] = patch
    found = lint(manifest)
    assert [one.code for one in found] == (["HL439"] if told else [])
    assert told in "".join(one.message for one in found)


@pytest.mark.parametrize(
    ("lock", "good"),
    [
        ("semaphores: [{configMapKeyRef: {name: a, key: b}}]", True),
        ("semaphores: [{database: {key: a}}]", True),
        ("semaphores: [{configMapKeyRef: {name: a, key: b}, database: {key: a}}]", False),
        ("semaphores: [{}]", False),
        ("mutexes: [{name: a}]", True),
        ("mutexes: [{database: true}]", False),
    ],
)
def test_locks(lock: str, good: bool) -> None:
    found = codes(leaf(f"synchronization: {{{lock}}}, {BUSYBOX}"))
    assert found == ([] if good else ["HL440"])


@pytest.mark.parametrize(
    ("memoize", "told"),
    [
        ("{key: a-1, maxAge: 1h, cache: {configMap: {name: a}}}", ""),
        ("{key: '{{=inputs.parameters.n}}', maxAge: 1h, cache: {configMap: {name: a}}}", ""),
        ("{key: '{{inputs.parameters.n}}_b', maxAge: 1h, cache: {configMap: {name: a}}}", "key"),
        ("{key: '', maxAge: 1h, cache: {configMap: {name: a}}}", "it has no key"),
        ("{key: a, maxAge: 1h, cache: {configMap: {name: ''}}}", "it has no cache"),
    ],
)
def test_memoize(memoize: str, told: str) -> None:
    inputs = "inputs: {parameters: [{name: n, value: '1'}]}"
    found = lint(leaf(f"{inputs}, memoize: {memoize}, {BUSYBOX}"))
    assert [one.code for one in found] == (["HL441"] if told else [])
    assert told in "".join(one.message for one in found)


def test_artifacts_and_parameters_have_global_names_apart() -> None:
    outputs = (
        "{parameters: [{name: a, globalName: g, valueFrom: {path: /a}}],"
        " artifacts: [{name: b, globalName: g, path: /b}]}"
    )
    assert lint(leaf(f"outputs: {outputs}, {BUSYBOX}")) == []


EXPRESSIONS = [
    "{{asInt(inputs.parameters.n)}}",
    "{{sprig.trim(' a')}}",
    "{{upper(workflow.name)}}",
    "{{ toJson(inputs.parameters) }}",
]
FOREIGN = [
    "{{ name | default(1) }}",
    "{{ range(3) }}",
    "{{ .Values.name }}",
    "{{ toJson(github) }}",
    "{{ user.age + 1 }}",
    "{{ items[0] }}",
    "{{a-b}}",
    "{{ 1 + 1 }}",
]


def _argument(text: str) -> dict[str, Any]:
    manifest = leaf(f"inputs: {{parameters: [{{name: n, value: '1'}}]}}, {BUSYBOX}")
    manifest["spec"]["templates"][0]["container"]["args"] = [text]
    return manifest


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_in_a_plain_tag_is_told(argo_substitute: ArgoSubstitute, text: str) -> None:
    manifest = _argument(text)
    finding = only(manifest)
    assert finding.code == "HL722"
    assert finding.hint == f"write {{{{={text[2:-2].strip()}}}}}"
    template = manifest["spec"]["templates"][0]
    made = argo_substitute(template, known={"workflow.name": "w"})
    assert made["container"]["args"] == [text]


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_for_another_program_is_left_alone(text: str) -> None:
    assert lint(_argument(text)) == []


def test_where_argo_refuses_it_the_hint_says_how_to_write_it() -> None:
    finding = only(_argument("{{inputs.parameters.n + 1}}"))
    assert finding.code == "HL701"
    assert finding.hint == "an expression is written {{=inputs.parameters.n + 1}}"
