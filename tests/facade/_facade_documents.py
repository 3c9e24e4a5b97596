"""Manifests to read: those of the corpus, and some that have what the corpus lacks."""

from __future__ import annotations

from functools import cache
from typing import Any

from _shared import shared

from hera_models import dump_all, load_all

KINDS = (
    "Workflow",
    "WorkflowTemplate",
    "ClusterWorkflowTemplate",
    "CronWorkflow",
    "WorkflowEventBinding",
)


@cache
def corpus() -> list[tuple[str, str]]:
    """Return each document of our kinds in the corpus, as YAML, with its file's name."""
    found = [
        (path.name, dump_all([model]))
        for path in sorted(shared("corpus", "examples").rglob("*.yaml"))
        for model in load_all(path.read_bytes(), allow_duplicate_keys=True)
        if type(model).__name__ in KINDS
    ]
    assert len(found) > 100
    return found


def manifest(text: str) -> dict[str, Any]:
    """Return the manifest in a YAML text."""
    data: dict[str, Any] = next(load_all(text)).to_dict()
    return data


def same(one: Any, other: Any) -> bool:
    """Tell whether plain data is equal type for type: True is not 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def workflow(templates: str, spec: str = "entrypoint: main") -> str:
    """Return a workflow with these templates; both texts are YAML at the left margin."""
    lines = [
        "apiVersion: argoproj.io/v1alpha1",
        "kind: Workflow",
        "metadata: {name: own}",
        "spec:",
        *(f"  {line}" for line in spec.strip().splitlines()),
        "  templates:",
        *(f"  {line}" for line in templates.strip().splitlines()),
    ]
    return "\n".join(lines) + "\n"


CONTAINER_SET = workflow("""
- name: main
  containerSet:
    containers:
    - {name: a, image: i}
    - {name: b, image: i, dependencies: [a]}
    - {name: c, image: i, dependencies: [a]}
    - {name: main, image: i, dependencies: [b, c]}
""")
FORWARD_AND_BACK = workflow("""
- name: print
  inputs: {parameters: [{name: text}]}
  container: {image: i, args: ["{{inputs.parameters.text}}"]}
- name: main
  dag:
    tasks:
    - {name: class, template: print, arguments: {parameters: [{name: text, value: "1"}]}}
    - {name: 1st, template: later, depends: class}
    - {name: print, template: print, depends: class && 1st,
       arguments: {parameters: [{name: text, value: "{{tasks.1st.status}}"}]}}
    - {name: odd, template: later, depends: class&&print}
    - {name: either, template: later, depends: class || print.Failed}
    - {name: old, template: later, dependencies: [class]}
- name: later
  suspend: {duration: "5"}
""")
STEPS = workflow("""
- {name: one, suspend: {}}
- name: main
  steps:
  - - {name: a, template: one}
  - - {name: b, template: one}
    - {name: c, template: main, when: "1 == 2"}
  - - {name: one, template: one}
""")
VOLUMES = workflow(
    """
- name: main
  volumes:
  - {name: secret, secret: {secretName: s}}
  - {name: unused, emptyDir: {}}
  - {name: twice, emptyDir: {medium: Memory}}
  - {name: map, configMap: {name: map, items: [{key: a, path: b}]}}
  container:
    image: i
    volumeMounts:
    - {name: twice, mountPath: /1}
    - {name: twice, mountPath: /2}
    - {name: secret, mountPath: /secret, readOnly: true}
    - {name: map, mountPath: /map}
    env:
    - {name: PLAIN, value: x}
    - {name: NONE}
    - {name: NUL, value: null}
    - {name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}
    - {name: MAP, valueFrom: {configMapKeyRef: {name: m, key: k, optional: false}}}
    - {name: FIELD, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}}
    envFrom:
    - {prefix: A, secretRef: {name: s}}
    - {configMapRef: {name: m}}
    resources: {requests: {cpu: "1", memory: 1Gi}, limits: {cpu: 2, example.com/x: "1"}}
""",
    """
entrypoint: main
volumeClaimTemplates:
- metadata: {name: claim}
  spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
""",
)
LEAVES = workflow("""
- name: main
  plugin: {hello: {deep: [1, 2.5, true, null, {}]}}
- name: data
  data:
    source: {artifactPaths: {name: files, s3: {key: k, bucket: b}}}
    transformation: [{expression: "filter(data, {# endsWith 'x'})"}]
- name: resource
  resource: {action: create, manifest: "a: 1\\nb: |\\n  x\\\\n\\n"}
- name: http
  http: {url: u, headers: [{name: a, value: b}], timeoutSeconds: 3}
- name: none
- name: texts
  script:
    image: i
    source: "a = '''x'''\\nb = \\"\\"\\"y\\"\\"\\"\\n\\tc\\n"
- name: texts2
  script: {image: i, command: [sh], source: "echo \\\\\\n  end\\r\\nx\\n\\u200b"}
- name: quotes
  script: {image: i, command: [sh], source: "one\\nsay \\"\\"\\"hi\\"\\"\\"\\nit's \\\\d\\""}
""")
EMPTY = workflow(
    """
- name: main
  inputs: {}
  outputs: {parameters: []}
  metadata: {}
  container: {image: i, resources: {}, env: [], command: null}
- name: numbers
  inputs: {parameters: [{name: a, value: 5}, {name: b, value: true}, {name: c, value: null}]}
  suspend: {}
""",
    """
entrypoint: main
arguments: {parameters: []}
volumes: []
nodeSelector: {}
podGC: null
metrics: {}
""",
)
FAIL_FAST = workflow("""
- name: main
  dag: {failFast: false, tasks: [{name: a, template: b}]}
- name: b
  metrics:
    prometheus:
    - {name: m, help: h, gauge: {value: "1", realtime: true}, labels: [{key: a, value: b}]}
    - {name: second, help: h, histogram: {value: "1", buckets: [1, 2.5]}}
  suspend: {}
""")
NO_SPEC_CHANGES = """
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: t, labels: {}}
spec: {templates: []}
"""
CRON = """
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: c}
spec:
  schedule: "* * * * *"
  suspend: false
  workflowMetadata: {labels: {a: b}}
  workflowSpec:
    entrypoint: main
    suspend: true
    templates:
    - {name: main, container: {image: i}}
"""
BINDING = """
apiVersion: argoproj.io/v1alpha1
kind: WorkflowEventBinding
metadata: {name: b, namespace: events}
spec:
  event: {selector: "payload.x == 1"}
  submit: {workflowTemplateRef: {name: t}, metadata: {generateName: x-}}
"""
OWN = {
    "container set": CONTAINER_SET,
    "forward and back": FORWARD_AND_BACK,
    "steps": STEPS,
    "volumes": VOLUMES,
    "leaves": LEAVES,
    "empty": EMPTY,
    "fail fast": FAIL_FAST,
    "no templates": NO_SPEC_CHANGES,
    "cron": CRON,
    "binding": BINDING,
}
