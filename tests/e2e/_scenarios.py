"""The scenarios: workflows of suspended templates, and how their nodes are answered.

A file `scenarios/NAME.yaml` holds the Workflow, then the WorkflowTemplates that it refers to, then
a last document::

    answers:                 # by the node's name less the workflow's, or by its display name
      A: {phase: Failed, message: broken}
      entrypoint: {}                  # the node that has the workflow's name
      gen: {outputs: {items: '["a", "b"]'}}
      again: [{phase: Failed}, {}]    # the first time, and from the second time on
      nap: wait                       # none, ever: it ends by itself
    actions:                 # instead of an answer, once, in this order
      - {at: A, call: stop}           # while A waits; `nothing`: while no node waits
    end: Succeeded           # the workflow's phase; Running, if it is stuck for good

A node without an answer here succeeds. What needs a pod is not here: `.Daemoned` in `depends`,
`outputs.result`, exit codes, artifacts, and limits that count pods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from hera_models import ObjectMeta, Workflow, WorkflowTemplate

SCENARIOS: Final = Path(__file__).parent / "scenarios"
NOTHING: Final = "nothing"
ENTRYPOINT: Final = "entrypoint"

Verb = Literal["stop", "terminate", "suspend", "resume"]


@dataclass(frozen=True)
class Answer:
    """What a suspended node is told; `None` in its place leaves the node alone."""

    phase: Literal["Succeeded", "Failed", "Error"] = "Succeeded"
    outputs: Mapping[str, str] = field(default_factory=dict[str, str])
    message: str | None = None


@dataclass(frozen=True)
class Action:
    """What is done to the whole workflow while the node `at` waits."""

    at: str
    call: Verb


@dataclass(frozen=True)
class Scenario:
    """One file."""

    name: str
    workflow: Workflow
    templates: tuple[WorkflowTemplate, ...]
    answers: Mapping[str, tuple[Answer | None, ...]]
    actions: tuple[Action, ...]
    end: Literal["Succeeded", "Failed", "Error", "Running"]

    @property
    def template_names(self) -> list[str]:
        """The names of the WorkflowTemplates."""
        return [str(each.metadata and each.metadata.name) for each in self.templates]

    def named(self, name: str) -> Workflow:
        """Return the workflow under a name of its own."""
        metadata = (self.workflow.metadata or ObjectMeta()).model_copy(update={"name": name})
        return self.workflow.model_copy(update={"metadata": metadata})


def names() -> list[str]:
    """Return the names of all scenarios."""
    return sorted(path.stem for path in SCENARIOS.glob("*.yaml"))


def load(name: str) -> Scenario:
    """Read a scenario.

    Raises:
        ValueError: the file is not what this module's docstring says.
    """
    path = SCENARIOS / f"{name}.yaml"
    first, *others, last = path.read_text(encoding="utf-8").split("\n---\n")
    told: dict[str, Any] = yaml.safe_load(last)
    unknown = told.keys() - {"answers", "actions", "end"}
    if unknown or "end" not in told:
        raise ValueError(f"{path}: the last document has answers, actions and end; got {told}")
    workflow = Workflow.from_yaml(first)
    if workflow.metadata is None or workflow.metadata.name != name:
        raise ValueError(f"{path}: the workflow's name is not {name!r}")
    return Scenario(
        name,
        workflow,
        tuple(WorkflowTemplate.from_yaml(text) for text in others),
        {node: _answers(given) for node, given in (told.get("answers") or {}).items()},
        tuple(Action(**given) for given in told.get("actions") or ()),
        told["end"],
    )


def _answers(given: Any) -> tuple[Answer | None, ...]:
    each = given if isinstance(given, list) else [given]
    return tuple(None if answer == "wait" else Answer(**answer) for answer in each)
