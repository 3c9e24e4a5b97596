"""Workflows such as people write, drawn with a seed: all kinds, nested, with data passed between.

Nothing is wrong with them, so what the linter says of one is wrong itself.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lint import _around
from lint._leaves import LEAVES, VOLUMES, Leaf, inline
from lint._mutations import walk

KINDS = ("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow")
_ARGUMENTS = ("region", "batch-size", "log_level", "dry-run")


class Case(NamedTuple):
    """A manifest with the templates of other objects that it refers to."""

    manifest: dict[str, Any]
    others: list[dict[str, Any]]

    @property
    def spec_path(self) -> tuple[str, ...]:
        """The place of the workflow's specification."""
        cron = self.manifest["kind"] == "CronWorkflow"
        return ("spec", "workflowSpec") if cron else ("spec",)

    @property
    def spec(self) -> dict[str, Any]:
        """The workflow's specification."""
        found: Any = self.manifest
        for key in self.spec_path:
            found = found[key]
        return dict[str, Any](found)


@dataclass
class _Node:
    """A step or task that was made, with what others may take from it."""

    name: str
    leaf: Leaf
    looped: bool
    waits: set[str] = field(default_factory=set[str])


def generate(seed: int | str) -> Case:
    """Return the workflow of a seed: the same each time."""
    return _Builder(random.Random(f"workflow {seed}")).case()


class _Builder:
    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._kind = draw.choice(KINDS)
        self._templates: list[dict[str, Any]] = []
        self._made: list[Leaf] = []
        self._shared: list[dict[str, Any]] = []
        self._arguments = draw.sample(_ARGUMENTS, draw.randrange(1, len(_ARGUMENTS) + 1))

    def case(self) -> Case:
        draw, kind = self._draw, self._kind
        for index in range(draw.randrange(2, 5)):
            self._make_leaf(f"{draw.choice(_around.WORDS)}-{index}")
        for index in range(draw.randrange(0, 3)):
            self._make_inner(f"{draw.choice(_around.PHASES)}-{index}")
        self._make_inner("main")
        spec = self._spec()
        if kind == "Workflow" and draw.random() < 0.15:
            return self._by_reference(spec)
        return Case(self._object(kind, spec), self._shared)

    def _object(self, kind: str, spec: dict[str, Any]) -> dict[str, Any]:
        draw = self._draw
        metadata: dict[str, Any] = {"name": "nightly-report"}
        if kind == "Workflow" and draw.random() < 0.5:
            metadata = {"generateName": "nightly-report-"}
        if kind != "ClusterWorkflowTemplate" and draw.random() < 0.2:
            metadata["namespace"] = "argo"
            # Argo looks for templates in the same namespace only.
            for other in self._shared:
                if other["kind"] == "WorkflowTemplate":
                    other["metadata"]["namespace"] = "argo"
        if draw.random() < 0.3:
            metadata["labels"] = {"team": "data"}
            metadata["annotations"] = {"workflows.argoproj.io/description": "Reports, each night."}
        head = {"apiVersion": "argoproj.io/v1alpha1", "kind": kind, "metadata": metadata}
        if kind != "CronWorkflow":
            return {**head, "spec": spec}
        return {**head, "spec": {**_around.cron(draw), "workflowSpec": spec}}

    def _by_reference(self, spec: dict[str, Any]) -> Case:
        template: dict[str, Any] = {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "WorkflowTemplate",
            "metadata": {"name": "nightly"},
            "spec": spec,
        }
        self._shared.append(template)
        own: dict[str, Any] = {"workflowTemplateRef": {"name": "nightly"}}
        if self._draw.random() < 0.5:
            name = self._draw.choice(self._arguments)
            own["arguments"] = {"parameters": [{"name": name, "value": "info"}]}
        return Case(self._object("Workflow", own), self._shared)

    def _spec(self) -> dict[str, Any]:
        draw = self._draw
        spec: dict[str, Any] = {"entrypoint": "main", "arguments": self._workflow_arguments()}
        for key, value in _around.OF_WORKFLOWS.items():
            if draw.random() < 0.12:
                spec[key] = value
        if draw.random() < 0.25:
            spec["onExit"] = "clean-up"
            self._templates.append(_around.exit_handler())
        if draw.random() < 0.15:
            spec["hooks"] = {"running": {"template": "tell", "expression": _around.RUNNING}}
            self._once(_around.tell())
        spec["volumes"] = list(VOLUMES)
        spec["templates"] = _called(self._templates, spec)
        return spec

    def _workflow_arguments(self) -> dict[str, Any]:
        draw = self._draw
        parameters: list[dict[str, Any]] = []
        for name in self._arguments:
            parameter: dict[str, Any] = {
                "name": name,
                "value": draw.choice(["info", "7", "eu", ""]),
            }
            if draw.random() < 0.2:
                parameter["enum"] = [parameter["value"], "other"]
            elif draw.random() < 0.2:
                reference = {"name": "settings", "key": name}
                parameter = {"name": name, "valueFrom": {"configMapKeyRef": reference}}
            if draw.random() < 0.2:
                parameter["description"] = "What it is for."
            parameters.append(parameter)
        return {"parameters": parameters}

    def _make_leaf(self, name: str) -> None:
        draw = self._draw
        leaf = draw.choice(LEAVES)(draw, name)
        self._made.append(leaf)
        if draw.random() < 0.15:
            # Argo's linter ends in a panic where a cluster's template calls one of a namespace.
            cluster = self._kind == "ClusterWorkflowTemplate" or draw.random() < 0.4
            self._share(leaf, cluster=cluster)
        else:
            self._templates.append(leaf.template)

    def _share(self, leaf: Leaf, *, cluster: bool) -> None:
        holder = f"shared-{len(self._shared)}"
        leaf.reference = {"name": holder, "template": leaf.name}
        if cluster:
            leaf.reference["clusterScope"] = True
        spec: dict[str, Any] = {"templates": [leaf.template]}
        if leaf.kind == "container":
            spec["volumes"] = list(VOLUMES)
        self._shared.append(
            {
                "apiVersion": "argoproj.io/v1alpha1",
                "kind": "ClusterWorkflowTemplate" if cluster else "WorkflowTemplate",
                "metadata": {"name": holder},
                "spec": spec,
            }
        )

    def _make_inner(self, name: str) -> None:
        draw = self._draw
        known = list(self._made)
        count = draw.randrange(1, 5)
        # The outermost calls what was made last, so that most templates are reached.
        called = [*known[-2:], *draw.choices(known, k=count)]
        draw.shuffle(called)
        inputs: list[dict[str, Any]] = []
        if draw.random() < 0.5 and name != "main":
            inputs.append({"name": "target"})
        if draw.random() < 0.5:
            inputs.append({"name": "mode", draw.choice(["value", "default"]): "full"})
        own = [item["name"] for item in inputs]
        kind = draw.choice(["steps", "dag"])
        made, nodes = self._steps(called, own) if kind == "steps" else self._dag(called, own)
        template: dict[str, Any] = {"name": name, kind: made}
        if inputs:
            template["inputs"] = {"parameters": inputs}
        leaf = Leaf(name, kind, template, [i["name"] for i in inputs if len(i) == 1])
        self._add_outputs(template, leaf, nodes, kind)
        if draw.random() < 0.2:
            template["parallelism"] = 3
        self._made.append(leaf)
        self._templates.append(template)

    def _add_outputs(
        self, template: dict[str, Any], leaf: Leaf, nodes: Sequence[_Node], kind: str
    ) -> None:
        draw, root = self._draw, "tasks" if kind == "dag" else "steps"
        for node in nodes:
            if node.looped or draw.random() < 0.5 or leaf.outputs:
                continue
            outputs = template.setdefault("outputs", {})
            if node.leaf.outputs:
                given = f"{root}.{node.name}.outputs.parameters.{node.leaf.outputs[0]}"
                inside = f"{root}['{node.name}'].outputs.parameters['{node.leaf.outputs[0]}']"
                source = draw.choice([{"parameter": f"{{{{{given}}}}}"}, {"expression": inside}])
                outputs["parameters"] = [{"name": "summary", "valueFrom": source}]
                leaf.outputs = ["summary"]
            if node.leaf.made:
                given = f"{{{{{root}.{node.name}.outputs.artifacts.{node.leaf.made[0]}}}}}"
                outputs["artifacts"] = [{"name": "bundle", "from": given}]
                leaf.made = ["bundle"]
            if not outputs:
                del template["outputs"]

    def _steps(
        self, called: Sequence[Leaf], own: Sequence[str]
    ) -> tuple[list[list[Any]], list[_Node]]:
        draw = self._draw
        done: list[_Node] = []
        group: list[dict[str, Any]] = []
        now: list[_Node] = []
        groups = [group]
        for index, leaf in enumerate(called):
            if group and draw.random() < 0.6:
                done += now
                now, group = [], []
                groups.append(group)
            name = f"{_around.step_name(draw, leaf.name)}-{index}"
            raw, node = self._call(leaf, name, done, own, "steps")
            group.append(raw)
            now.append(node)
        return groups, done + now

    def _dag(
        self, called: Sequence[Leaf], own: Sequence[str]
    ) -> tuple[dict[str, Any], list[_Node]]:
        draw = self._draw
        style = draw.choice(["dependencies", "depends"])
        done: list[_Node] = []
        tasks: list[dict[str, Any]] = []
        for index, leaf in enumerate(called):
            waits = draw.sample(done, min(len(done), draw.randrange(0, 3)))
            above = {name for one in waits for name in {one.name, *one.waits}}
            usable = [one for one in done if one.name in above]
            name = f"{_around.step_name(draw, leaf.name)}-{index}"
            raw, node = self._call(leaf, name, usable, own, "tasks")
            node.waits = above
            if waits and style == "dependencies":
                raw["dependencies"] = [one.name for one in waits]
                if draw.random() < 0.1:
                    raw["continueOn"] = {"failed": True}
            elif waits:
                raw["depends"] = _depends(draw, waits)
            tasks.append(raw)
            done.append(node)
        dag: dict[str, Any] = {"tasks": draw.sample(tasks, len(tasks))}
        if draw.random() < 0.15:
            dag["target"] = " ".join(task["name"] for task in tasks)
        if draw.random() < 0.15:
            dag["failFast"] = False
        return dag, done

    def _call(
        self, leaf: Leaf, name: str, done: Sequence[_Node], own: Sequence[str], root: str
    ) -> tuple[dict[str, Any], _Node]:
        draw = self._draw
        raw: dict[str, Any] = {"name": name}
        if draw.random() < 0.05:
            leaf = inline(draw)
            raw["inline"] = leaf.template
        elif leaf.reference:
            raw["templateRef"] = dict(leaf.reference)
        else:
            raw["template"] = leaf.name
        item = self._loop(raw, done, root)
        arguments: dict[str, Any] = {}
        names = [*leaf.required, *(one for one in leaf.optional if draw.random() < 0.5)]
        if names:
            arguments["parameters"] = [
                {"name": one, "value": self._value(done, own, item, root)} for one in names
            ]
        if leaf.takes:
            arguments["artifacts"] = [
                {"name": one, **self._artifact(done, root)} for one in leaf.takes
            ]
        if arguments:
            raw["arguments"] = arguments
        if draw.random() < 0.2:
            raw["when"] = self._when(done, own, item, root)
        if draw.random() < 0.08:
            raw["hooks"] = {"exit": _around.hook()}
            self._once(_around.tell_of())
        elif draw.random() < 0.05:
            raw["onExit"] = "tell"
            self._once(_around.tell())
        return raw, _Node(name, leaf, bool(item))

    def _once(self, template: dict[str, Any]) -> None:
        if template not in self._templates:
            self._templates.append(template)

    def _loop(self, raw: dict[str, Any], done: Sequence[_Node], root: str) -> list[str]:
        """Add a loop, perhaps, and return the tags that its items have."""
        draw = self._draw
        if draw.random() < 0.7:
            return []
        lists = [
            f"{{{{{root}.{one.name}.outputs.result}}}}"
            for one in done
            if one.leaf.result and not one.looped
        ]
        loops: list[tuple[str, Any, list[str]]] = [
            ("withItems", ["a", "b", 3], ["{{item}}"]),
            ("withItems", [{"os": "debian", "tag": 12}], ["{{item.os}}", "{{item.tag}}"]),
            ("withItems", [["a", "b"]], ["{{item}}"]),
            ("withParam", '[{"os": "debian"}, {"os": "alpine"}]', ["{{item.os}}"]),
            ("withParam", draw.choice([*lists, "[1, 2]"]), ["{{item}}"]),
            ("withSequence", {"count": draw.choice(["3", 3])}, ["{{item}}"]),
            ("withSequence", {"start": "1", "end": "4", "format": "%02d"}, ["{{item}}"]),
        ]
        key, value, tags = draw.choice(loops)
        raw[key] = value
        return tags

    def _value(
        self, done: Sequence[_Node], own: Sequence[str], item: Sequence[str], root: str
    ) -> Any:
        draw = self._draw
        known: list[Any] = ["plain", "", "7", 3, True, "a: b, {c}", "{{workflow.name}}", "é\n x"]
        known += [f"{{{{workflow.parameters.{name}}}}}" for name in self._arguments] * 2
        known += [f"{{{{=workflow.parameters['{name}']}}}}" for name in self._arguments]
        known += [f"{{{{inputs.parameters.{name}}}}}" for name in own] * 3
        known += [f"pre-{{{{ inputs.parameters.{name} }}}}-post" for name in own]
        known += [*item] * 5
        for one in done:
            if one.leaf.result:
                known += [f"{{{{{root}.{one.name}.outputs.result}}}}"] * 4
            for output in one.leaf.outputs:
                known += [f"{{{{{root}.{one.name}.outputs.parameters.{output}}}}}"] * 4
            known.append(f"{{{{{root}.{one.name}.id}}}} {{{{{root}.{one.name}.finishedAt}}}}")
        return draw.choice(known)

    def _artifact(self, done: Sequence[_Node], root: str) -> dict[str, Any]:
        draw = self._draw
        known: list[dict[str, Any]] = [
            {"raw": {"data": "x"}},
            {"s3": {"key": "in/{{workflow.name}}.csv"}},
            {"http": {"url": "https://example.com/in.csv"}},
            {"git": {"repo": "https://example.com/it.git", "revision": "main"}},
        ]
        for one in done:
            for name in one.leaf.made if not one.looped else ():
                known += [{"from": f"{{{{{root}.{one.name}.outputs.artifacts.{name}}}}}"}] * 5
        return dict(draw.choice(known))

    def _when(
        self, done: Sequence[_Node], own: Sequence[str], item: Sequence[str], root: str
    ) -> str:
        known = [f"{{{{workflow.parameters.{name}}}}} != none" for name in self._arguments]
        known += [f"{{{{inputs.parameters.{name}}}}} == full" for name in own]
        known += [f'"{{{{inputs.parameters.{name}}}}}" == "full"' for name in own]
        known += [f"{{{{=inputs.parameters['{name}'] == 'full'}}}}" for name in own]
        known += [f"{tag} != 2" for tag in item]
        known += [f"{{{{{root}.{one.name}.status}}}} == Succeeded" for one in done]
        return self._draw.choice(known)


def _depends(draw: random.Random, waits: Sequence[_Node]) -> str:
    terms = [
        draw.choice([one.name, f"{one.name}.Succeeded", f"({one.name}.Succeeded)"]) for one in waits
    ]
    for index, one in enumerate(waits):
        if one.looped and draw.random() < 0.3:
            terms[index] = f"{one.name}.AnySucceeded"
    return " && ".join(terms)


def _called(templates: Sequence[dict[str, Any]], spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the templates that are reached from the specification."""
    by_name = {template["name"]: template for template in templates}
    waiting = ["main", *_names_in({key: spec[key] for key in ("onExit", "hooks") if key in spec})]
    reached: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in reached:
            reached[name] = None
            waiting += _names_in(by_name[name])
    return [template for template in templates if template["name"] in reached]


def _names_in(value: Any) -> list[str]:
    return [str(one) for path, one in walk(value) if path and path[-1] in ("template", "onExit")]
