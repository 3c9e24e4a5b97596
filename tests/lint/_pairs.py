"""For each rule a manifest that it must flag, with the place, and a near miss that it must not."""

from __future__ import annotations

from typing import Any

from lint import _pairs_amounts, _pairs_beyond, _pairs_expressions, _pairs_gaps, _pairs_more
from lint._manifests import cron, dag, leaf, read, steps, text, workflow
from lint._pair import Pair

BUSYBOX = "container: {image: busybox}"


def _named(name: str, manifest: dict[str, Any]) -> dict[str, Any]:
    return {**manifest, "metadata": {"name": name}}


def _dag_with_output(source: str) -> dict[str, Any]:
    outputs = f"outputs: {{parameters: [{{name: r, {source}}}]}}"
    return workflow(
        f"[{{name: main, {outputs}, dag: {{tasks: [{{name: a, template: x}}]}}}},"
        " {name: x, script: {image: python, source: pass}}]"
    )


def _hdfs(fields: str) -> dict[str, Any]:
    inputs = f"inputs: {{artifacts: [{{name: data, path: /d, hdfs: {{{fields}}}}}]}}"
    return leaf(f"{inputs}, {BUSYBOX}")


def _inputs(artifact: str) -> dict[str, Any]:
    return leaf(f"inputs: {{artifacts: [{{name: data, {artifact}}}]}}, {BUSYBOX}")


def _called_with_input(artifact: str) -> dict[str, Any]:
    inputs = f"inputs: {{artifacts: [{{name: data, path: /d, {artifact}}}]}}"
    called = f"{{name: x, {inputs}, container: {{image: busybox}}}}"
    return workflow(f"[{{name: main, steps: [[{{name: a, template: x}}]]}}, {called}]")


def _outputs(parameter: str) -> dict[str, Any]:
    return leaf(f"outputs: {{parameters: [{{name: r, {parameter}}}]}}, {BUSYBOX}")


def _argument(parameter: str) -> dict[str, Any]:
    return leaf(BUSYBOX, arguments=read(f"{{parameters: [{{name: p, {parameter}}}]}}"))


def _artifact_argument(artifact: str) -> dict[str, Any]:
    return leaf(BUSYBOX, arguments=read(f"{{artifacts: [{{name: p, {artifact}}}]}}"))


def _plugin(container: str) -> dict[str, Any]:
    sidecar = f"{{sidecar: {{container: {{name: p, image: p, {container}}}}}}}"
    return leaf(BUSYBOX, executorPlugins=read(f"[{{metadata: {{name: p}}, spec: {sidecar}}}]"))


def _metric(fields: str) -> dict[str, Any]:
    return leaf(f"{BUSYBOX}, metrics: {{prometheus: [{{name: m, {fields}}}]}}")


def _resource(fields: str) -> dict[str, Any]:
    return leaf(f"resource: {{{fields}}}")


def _set(*containers: str) -> dict[str, Any]:
    return leaf(f"containerSet: {{containers: [{', '.join(containers)}]}}")


def _mounted(path: str) -> dict[str, Any]:
    mount = f"{{image: busybox, volumeMounts: [{{name: v, mountPath: {path}}}]}}"
    inputs = "inputs: {artifacts: [{name: data, path: /d, raw: {data: x}}]}"
    return leaf(f"{inputs}, container: {mount}, volumes: [{{name: v, emptyDir: {{}}}}]")


_TEMPLATE = ("spec", "templates", 0)
_TASKS = (*_TEMPLATE, "dag", "tasks")
_STEP = (*_TEMPLATE, "steps", 0, 0)
_A = f"{{name: a, template: say, {text('x')}}}"
_AT = "{{tasks.a.outputs.result}}"
_METRIC = (*_TEMPLATE, "metrics", "prometheus", 0)
_PORTS = "ports: [{containerPort: 1}], resources: {requests: {}, limits: {}}"
_GENERATE = "{name: a, template: generate}"

PAIRS: dict[str, Pair] = (
    {
        "HL001": Pair(
            leaf("container: {imag: x, image: y}"), (*_TEMPLATE, "container", "imag"), leaf(BUSYBOX)
        ),
        "HL002": Pair(
            leaf("container: {image: x, volumeMounts: [{mountPath: /d}]}"),
            (*_TEMPLATE, "container", "volumeMounts", 0, "name"),
            leaf("container: {image: x, volumeMounts: [{name: v, mountPath: /d}]}"),
        ),
        "HL101": Pair(
            _named("n" * 64, leaf(BUSYBOX)), ("metadata", "name"), _named("n" * 63, leaf(BUSYBOX))
        ),
        "HL102": Pair(
            leaf(BUSYBOX, entrypoint=""),
            ("spec",),
            leaf(BUSYBOX, entrypoint="", kind="WorkflowTemplate"),
        ),
        "HL103": Pair(
            leaf(BUSYBOX, workflowTemplateRef={"name": "other"}),
            ("spec", "templates"),
            workflow("[]", workflowTemplateRef={"name": "other"}),
        ),
        "HL104": Pair(
            leaf(BUSYBOX, hooks=read("{running: {template: main}}")),
            ("spec", "hooks", "running"),
            leaf(BUSYBOX, hooks=read("{exit: {template: main}}")),
        ),
        "HL105": Pair(
            leaf(BUSYBOX, podGC={"strategy": "{{a}}OnSuccess"}),
            ("spec", "podGC", "strategy"),
            leaf(BUSYBOX, podGC={"strategy": "OnPodSuccess"}),
        ),
        "HL106": Pair(
            leaf(
                BUSYBOX, podGC=read("{labelSelector: {matchExpressions: [{key: k, operator: In}]}}")
            ),
            ("spec", "podGC", "labelSelector"),
            leaf(
                BUSYBOX,
                podGC=read("{labelSelector: {matchExpressions: [{key: k, operator: Exists}]}}"),
            ),
        ),
        "HL108": Pair(
            _plugin(_PORTS),
            ("spec", "executorPlugins", 0),
            _plugin(f"{_PORTS}, securityContext: {{}}"),
        ),
        "HL110": Pair(cron(schedules=None, schedule="@daily"), ("spec", "schedule"), cron()),
        "HL111": Pair(
            cron(schedules=["* * * * *", "0 24 * * *"]),
            ("spec", "schedules", 1),
            cron(schedules=["*/5 0-23/2,1 ? JAN mon-fri", "@every 1h30m", "TZ=UTC 0 0 1 1 0"]),
        ),
        "HL112": Pair(
            cron(timezone="Europe/Berln"), ("spec", "timezone"), cron(timezone="Europe/Berlin")
        ),
        "HL113": Pair(
            cron(concurrencyPolicy="{{x}}"),
            ("spec", "concurrencyPolicy"),
            cron(concurrencyPolicy="Forbid"),
        ),
        "HL114": Pair(
            cron(startingDeadlineSeconds=-1),
            ("spec", "startingDeadlineSeconds"),
            cron(startingDeadlineSeconds=0),
        ),
        "HL201": Pair(
            workflow(f"[{{name: main, {BUSYBOX}}}, {{{BUSYBOX}}}]"),
            ("spec", "templates", 1),
            steps(f"[{{name: a, inline: {{{BUSYBOX}}}}}]"),
        ),
        "HL202": Pair(
            dag("{name: a_b, template: generate}"),
            (*_TASKS, 0, "name"),
            leaf(f"inputs: {{parameters: [{{name: a_b, default: x}}]}}, {BUSYBOX}"),
        ),
        "HL203": Pair(
            dag(_A, _A), (*_TASKS, 1, "name"), dag(_A, f"{{name: A, template: say, {text('x')}}}")
        ),
        "HL301": Pair(
            steps("[{name: a, template: say, arguments: {parameters: [{name: text}]}}]"),
            (*_STEP, "arguments", "parameters", 0),
            _argument("description: later"),
        ),
        "HL302": Pair(
            _argument("valueFrom: {path: /x}"),
            ("spec", "arguments", "parameters", 0, "valueFrom"),
            _argument("valueFrom: {configMapKeyRef: {name: m, key: k}, default: x}"),
        ),
        "HL303": Pair(
            _argument("value: x, enum: []"),
            ("spec", "arguments", "parameters", 0, "enum"),
            _argument("value: x, enum: [x]"),
        ),
        "HL304": Pair(
            _argument("value: reed, enum: [red]"),
            ("spec", "arguments", "parameters", 0, "value"),
            _argument("value: 1, enum: ['1']"),
        ),
        "HL305": Pair(
            _artifact_argument("s3: {bucket: b}"),
            ("spec", "arguments", "artifacts", 0),
            _artifact_argument("s3: {key: k}"),
        ),
        "HL306": Pair(
            _artifact_argument("from: '{{x}}', fromExpression: x"),
            ("spec", "arguments", "artifacts", 0),
            _artifact_argument("from: '{{x}}'"),
        ),
        "HL307": Pair(dag("{name: a, template: say}"), (*_TASKS, 0), dag(_A)),
        "HL308": Pair(
            _inputs("path: /d"), ("spec", "entrypoint"), _inputs("path: /d, optional: true")
        ),
        "HL309": Pair(
            dag("{name: a, template: generate, arguments: {parameters: [{name: t, value: x}]}}"),
            (*_TASKS, 0, "arguments", "parameters", 0, "name"),
            _argument("value: x"),
        ),
        "HL401": Pair(workflow("[{name: main}]"), _TEMPLATE, leaf("suspend: {}")),
        "HL402": Pair(leaf(f"{BUSYBOX}, suspend: {{}}"), _TEMPLATE, leaf("suspend: {}")),
        "HL403": Pair(
            steps("[{name: a, template: generat}]"),
            (*_STEP, "template"),
            steps("[{name: a, template: generate}]"),
        ),
        "HL404": Pair(
            steps("[{name: a, templateRef: {name: other}}]"),
            (*_STEP, "templateRef"),
            steps("[{name: a, templateRef: {name: other, template: x}}]"),
        ),
        "HL405": Pair(
            leaf(
                "inputs: {parameters: [{name: n}]}, steps: "
                "[[{name: a, templateRef: {name: 'x-{{inputs.parameters.n}}', template: t}}]]",
                kind="WorkflowTemplate",
            ),
            (*_STEP, "templateRef"),
            steps(
                "[{name: a, templateRef: {name: '{{item.x}}', template: t}, withItems: [{x: 1}]}]"
            ),
        ),
        "HL406": Pair(
            steps("[{name: a, templateRef: {name: other, template: x}}]"),
            (*_STEP, "templateRef"),
            steps("[{name: a, template: generate}]"),
        ),
        "HL408": Pair(
            leaf(f"{BUSYBOX}, retryStrategy: {{retryPolicy: '{{{{x}}}}'}}"),
            (*_TEMPLATE, "retryStrategy", "retryPolicy"),
            leaf(f"{BUSYBOX}, retryStrategy: {{retryPolicy: OnTransientError}}"),
        ),
        "HL409": Pair(
            leaf("suspend: {}, pendingTimeout: 5s"),
            (*_TEMPLATE, "pendingTimeout"),
            leaf(f"{BUSYBOX}, timeout: 5s, pendingTimeout: 5s"),
        ),
        "HL410": Pair(
            leaf(f"{BUSYBOX}, timeout: '30'"),
            (*_TEMPLATE, "timeout"),
            leaf(f"{BUSYBOX}, timeout: 30s"),
        ),
        "HL412": Pair(
            leaf("activeDeadlineSeconds: 5, steps: [[{name: a, inline: {suspend: {}}}]]"),
            (*_TEMPLATE, "activeDeadlineSeconds"),
            leaf(f"{BUSYBOX}, activeDeadlineSeconds: 5"),
        ),
        "HL413": Pair(
            leaf(f"{BUSYBOX}, activeDeadlineSeconds: 5m"),
            (*_TEMPLATE, "activeDeadlineSeconds"),
            leaf(
                f"{BUSYBOX}, activeDeadlineSeconds: '{{{{workflow.parameters.x}}}}'",
                kind="WorkflowTemplate",
            ),
        ),
        "HL414": Pair(
            leaf(f"{BUSYBOX}, parallelism: 1"),
            (*_TEMPLATE, "parallelism"),
            leaf("parallelism: 1, steps: [[{name: a, inline: {suspend: {}}}]]"),
        ),
        "HL415": Pair(
            leaf(f"{BUSYBOX}, initContainers: [{{image: x}}]"),
            (*_TEMPLATE, "initContainers", 0),
            leaf(f"{BUSYBOX}, initContainers: [{{name: i, image: x}}]"),
        ),
        "HL416": Pair(
            leaf("suspend: {}, podResources: {limits: {cpu: '1'}}"),
            (*_TEMPLATE, "podResources"),
            leaf(f"{BUSYBOX}, podResources: {{limits: {{cpu: '1'}}}}"),
        ),
        "HL417": Pair(
            leaf(BUSYBOX, podResources=read("{requests: {nvidia.com/gpu: '1'}}")),
            ("spec", "podResources", "requests", "nvidia.com/gpu"),
            leaf(BUSYBOX, podResources=read("{requests: {hugepages-2Mi: '1', memory: 1Gi}}")),
        ),
        "HL418": Pair(
            _metric("help: h, gauge: {realtime: true, value: '{{resourcesDuration.cpu}}'}"),
            _METRIC,
            _metric("help: h, gauge: {value: '{{resourcesDuration.cpu}}'}"),
        ),
        "HL421": Pair(
            leaf("script: {source: x}", templateDefaults=read("{container: {image: x}}")),
            (*_TEMPLATE, "script"),
            leaf("script: {source: x}", templateDefaults=read("{script: {image: x}}")),
        ),
        "HL422": Pair(
            _mounted("/d"), (*_TEMPLATE, "inputs", "artifacts", 0, "path"), _mounted("/e")
        ),
        "HL423": Pair(
            _set(
                "{name: a, image: x, dependencies: [b]}", "{name: b, image: x, dependencies: [a]}"
            ),
            (*_TEMPLATE, "containerSet", "containers"),
            _set("{name: a, image: x, dependencies: [b]}", "{name: b, image: x}"),
        ),
        "HL424": Pair(
            leaf(f"{BUSYBOX}, sidecars: [{{name: wait, image: x}}]"),
            (*_TEMPLATE, "sidecars", 0, "name"),
            _set("{name: main, image: x}"),
        ),
        "HL425": Pair(
            _resource("action: '{{x}}'"),
            (*_TEMPLATE, "resource", "action"),
            _resource("action: get"),
        ),
        "HL426": Pair(
            _resource("action: create"), (*_TEMPLATE, "resource"), _resource("action: delete")
        ),
        "HL428": Pair(
            _resource("action: create, manifest: 'a: {{x}}'"),
            (*_TEMPLATE, "resource", "manifest"),
            _resource("action: create, manifest: 'a: {{=x}} # {{workflow.name}}'"),
        ),
        "HL429": Pair(
            leaf("inputs: {artifacts: [{name: d, path: /d, optional: true}]}, suspend: {}"),
            (*_TEMPLATE, "inputs", "artifacts", 0, "path"),
            leaf("inputs: {artifacts: [{name: d, optional: true}]}, suspend: {}"),
        ),
        "HL430": Pair(
            _inputs("path: /tmp/../etc, raw: {data: x}"),
            (*_TEMPLATE, "inputs", "artifacts", 0),
            _inputs("path: /tmp/x/./etc, raw: {data: x}"),
        ),
        "HL431": Pair(
            _inputs("path: /d, from: x, raw: {data: x}"),
            (*_TEMPLATE, "inputs", "artifacts", 0, "from"),
            _inputs("path: /d, raw: {data: x}"),
        ),
        "HL432": Pair(
            _inputs("path: /d, optional: true, git: {repo: ''}"),
            (*_TEMPLATE, "inputs", "artifacts", 0, "git"),
            _inputs("path: /d, git: {repo: 'https://example.com/r'}"),
        ),
        "HL433": Pair(
            _hdfs("addresses: [a], path: /p"),
            (*_TEMPLATE, "inputs", "artifacts", 0, "hdfs"),
            _hdfs("addresses: [a], path: /p, hdfsUser: root"),
        ),
        "HL501": Pair(dag(), (*_TEMPLATE, "dag"), dag(_A)),
        "HL502": Pair(
            dag(_A, "{name: b, template: generate, depends: a && c}"),
            (*_TASKS, 1, "depends"),
            dag(_A, "{name: b, template: generate, depends: a && (a.Failed || a)}"),
        ),
        "HL503": Pair(
            dag(
                "{name: a, template: generate, depends: b}",
                "{name: b, template: generate, depends: a}",
            ),
            (*_TASKS, 0),
            dag("{name: a, template: generate, depends: b}", "{name: b, template: generate}"),
        ),
        "HL504": Pair(
            dag(
                _A,
                "{name: b, template: generate, depends: a}",
                "{name: c, template: generate, dependencies: [b]}",
            ),
            (*_TASKS, 2, "dependencies"),
            dag(_A, "{name: b, template: generate, dependencies: [a]}"),
        ),
        "HL505": Pair(
            dag(
                "{name: a, template: generate, continueOn: {failed: true}}",
                "{name: b, template: generate, depends: a}",
            ),
            (*_TASKS, 0, "continueOn"),
            dag(
                "{name: a, template: generate, continueOn: {failed: true}}",
                "{name: b, template: generate, dependencies: [a]}",
            ),
        ),
        "HL506": Pair(
            dag(_A, "{name: b, template: generate, depends: a.Completed}"),
            (*_TASKS, 1, "depends"),
            dag(_A, "{name: b, template: generate, depends: a.Daemoned}"),
        ),
        "HL507": Pair(
            dag(_A, "{name: b, template: generate, depends: a.AllFailed}"),
            (*_TASKS, 1, "depends"),
            dag(
                "{name: a, template: generate, withItems: [1]}",
                "{name: b, template: generate, depends: a.AllFailed}",
            ),
        ),
        "HL508": Pair(
            dag("{name: 1a, template: generate}", "{name: b, template: generate, depends: 1a}"),
            (*_TASKS, 0, "name"),
            dag("{name: 1a, template: generate}"),
        ),
        "HL509": Pair(
            dag(_A, extra="target: a b,"),
            (*_TEMPLATE, "dag", "target"),
            dag(_A, extra="target: a,"),
        ),
        "HL510": Pair(
            steps("[{name: a, template: generate, withItems: [1], withParam: '[1]'}]"),
            (*_STEP, "withParam"),
            steps("[{name: a, template: generate, withItems: [], withParam: '[1]'}]"),
        ),
        "HL511": Pair(
            steps("[{name: a, template: generate, withSequence: {count: 1, end: 1}}]"),
            (*_STEP, "withSequence"),
            steps("[{name: a, template: generate, withSequence: {start: 1, end: 1}}]"),
        ),
        "HL512": Pair(
            dag(_GENERATE, f"{{name: b, template: say, {text(_AT)}}}"),
            (*_TASKS, 1, "arguments", "parameters", 0, "value"),
            dag(
                _GENERATE,
                "{name: m, template: generate, depends: a}",
                f"{{name: b, template: say, depends: m, {text(_AT)}}}",
            ),
        ),
        "HL601": Pair(
            _outputs("value: x, valueFrom: {path: /r}"),
            (*_TEMPLATE, "outputs", "parameters", 0),
            _outputs("valueFrom: {path: /r}"),
        ),
        "HL602": Pair(
            _outputs("valueFrom: {path: /r, expression: x}"),
            (*_TEMPLATE, "outputs", "parameters", 0, "valueFrom"),
            _outputs("valueFrom: {path: /r, default: x}"),
        ),
        "HL603": Pair(
            _dag_with_output("valueFrom: {path: /r}"),
            (*_TEMPLATE, "outputs", "parameters", 0, "valueFrom"),
            _dag_with_output(f"valueFrom: {{parameter: '{_AT}'}}"),
        ),
        "HL604": Pair(
            _outputs("valueFrom: {path: /r}, globalName: a.b"),
            (*_TEMPLATE, "outputs", "parameters", 0, "globalName"),
            _outputs("valueFrom: {path: /r}, globalName: 'a-{{workflow.name}}'"),
        ),
        "HL701": Pair(
            leaf("container: {image: busybox, args: ['{{inputs.parameters.x}}']}"),
            (*_TEMPLATE, "container", "args", 0),
            leaf("container: {image: busybox, args: ['{{ workflow.name }} {{=x}} {{x.y}}']}"),
        ),
        "HL702": Pair(
            leaf("container: {image: busybox, args: ['{{workflow.name}']}"),
            (*_TEMPLATE, "container", "args", 0),
            leaf("container: {image: busybox, args: ['a {{ b', '${{x}']}"),
        ),
        "HL703": Pair(
            steps(
                f"[{{name: a, template: say, {text('{{item.k}}')}, withItems: [{{k: 1}}, {{l: 1}}]}}]"
            ),
            (*_STEP, "arguments", "parameters", 0, "value"),
            steps(
                f"[{{name: a, template: say, {text('{{item.k}}')}, withItems: [{{k: 1}}, {{k: 1, l: 1}}]}}]"
            ),
        ),
        "HL704": Pair(
            dag(_GENERATE, f"{{name: b, template: generate, when: '{_AT} == x'}}"),
            (*_TASKS, 1, "when"),
            dag(_GENERATE, f"{{name: b, template: generate, depends: a, when: '{_AT} == x'}}"),
        ),
        "HL705": Pair(
            _called_with_input("s3: {key: '{{workflow.parameters.k}}'}"),
            ("spec", "templates", 1, "inputs", "artifacts", 0, "s3", "key"),
            _called_with_input("s3: {key: '{{workflow.name}}'}"),
        ),
        "HL706": Pair(
            steps(
                f"[{{name: a, template: say, {text('{{workflow.parameters.p}}')}}}]", p="\x1b[1m"
            ),
            (*_STEP, "arguments", "parameters", 0, "value"),
            steps(
                f"[{{name: a, template: say, {text('{{=workflow.parameters.p}} {{workflow.parameters.q}}')}}}]",
                p="\x1b[1m",
                q='a\n\t"\\ \x85\u2028🚀',
            ),
        ),
    }
    | _pairs_amounts.PAIRS
    | _pairs_beyond.PAIRS
    | _pairs_expressions.PAIRS
    | _pairs_gaps.PAIRS
    | _pairs_more.PAIRS
)
