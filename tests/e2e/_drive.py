"""Drives a scenario through a client: creates it, watches it, and answers its suspended nodes.

`Run` decides and knows no client; `drive` and `drive_async` do what it says. Nodes are answered one
at a time, each only when the controller has come to rest, so that what it did is the same each
time.
"""

from __future__ import annotations

import asyncio
import json
import queue
import secrets
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

from hera_client import ArgoClient, AsyncArgoClient, NotFoundError
from hera_models import ObjectMeta, Workflow

from ._scenarios import ENTRYPOINT, NOTHING, Answer, Scenario

CONTROLLER: Final = {"DEFAULT_REQUEUE_TIME": "100ms"}
"""Variables to start the controller with: left to itself it looks at a workflow every 10 s only."""

# Seconds that a whole run may take.
LIMIT: Final = 60.0

_POSTPONED = "Workflow processing has been postponed because too many workflows"
_FINAL = ("Succeeded", "Failed", "Error")


@dataclass
class Step:
    """What was done to the workflow, and the changes that followed, update by update."""

    done: str
    waves: list[list[str]] = field(default_factory=list[list[str]])


@dataclass(frozen=True)
class Call:
    """A call of `workflows.<verb>` with the workflow's name."""

    verb: str
    arguments: dict[str, Any]


Patience = Callable[["Run"], float]
"""How many seconds of silence, after what was seen so far, mean that the controller is at rest."""


class Run:
    """One run of a scenario: what was seen of it, and what to do next."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.name = f"{scenario.name}-{secrets.token_hex(3)}"
        self.steps = [Step("create")]
        self.workflow: dict[str, Any] = {}
        # The update in which each node was seen first, counted through all steps.
        self.first_seen: dict[str, int] = {}
        self._phases: dict[str, str] = {}
        self._answered: dict[str, int] = {}
        self._actions = list(scenario.actions)
        self._version = 0
        self._began = monotonic()

    def see(self, workflow: Workflow) -> None:
        """Take note of a new state of the workflow."""
        self.workflow = workflow.to_dict()
        phases = dict(self._current())
        for key in phases:
            self.first_seen.setdefault(key, sum(len(step.waves) for step in self.steps))
        changed = [change for key, change in phases.items() if self._phases.get(key) != change]
        self._phases = phases
        if changed:
            self.steps[-1].waves.append(sorted(changed))

    def called(self, answer: Workflow) -> None:
        """Take note of a call's answer: nothing more is done until that state was seen."""
        self._version = max(self._version, _version(answer.to_dict()))

    @property
    def is_over(self) -> bool:
        """Whether the workflow has ended."""
        return self.workflow.get("status", {}).get("phase") in _FINAL

    def next_call(self) -> Call | None:
        """Return what to do now that the controller is at rest; None to wait for it.

        Raises:
            TimeoutError: the run takes too long.
        """
        if monotonic() - self._began > LIMIT:
            raise TimeoutError(f"{self.name} did not end within {LIMIT:.0f} s: {self.steps}")
        if self._is_behind():
            return None
        waiting = sorted(self._waiting(), key=lambda found: found[0])
        at = {name for names, _ in waiting for name in names} or {NOTHING}
        for action in self._actions:
            if action.at in at:
                self._actions.remove(action)
                self.steps.append(Step(f"{action.call} at {action.at}"))
                return Call(action.call, {})
        for names, node in waiting:
            answer = self._answer(names)
            if answer is not None:
                self.steps.append(Step(f"answer {self.shown(node['name'])}: {answer.phase}"))
                return Call("set", _setting(node["id"], answer))
        return None

    def is_stuck(self) -> bool:
        """Tell whether the scenario says that nothing happens any more."""
        return self.scenario.end == "Running" and not self._actions and not self._is_behind()

    def unused(self) -> list[str]:
        """Return the answers and actions of the scenario that no node has called for."""
        given = self.scenario.answers.items()
        answers = [key for key, each in given if each != (None,) and key not in self._answered]
        return answers + [f"{action.call} at {action.at}" for action in self._actions]

    def shown(self, text: str) -> str:
        """Return text with the scenario's name in the place of the run's."""
        return text.replace(self.name, self.scenario.name)

    def _is_behind(self) -> bool:
        """Tell whether the effect of the last call is still to be seen."""
        return _version(self.workflow) < self._version

    def _current(self) -> Iterator[tuple[str, str]]:
        """Yield the phase of the workflow and of each node; with its reason, where it is pending."""
        status = self.workflow.get("status", {})
        # The controller may get to a new workflow before its own queue has admitted it.
        postponed = str(status.get("message")).startswith(_POSTPONED)
        if "phase" in status and not postponed:
            yield "", _told("workflow", status)
        for node in status.get("nodes", {}).values():
            yield node["id"], self.shown(_told(node["name"], node))

    def _waiting(self) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
        """Yield each suspended node under its display name and its name."""
        for node in self.workflow.get("status", {}).get("nodes", {}).values():
            if node["type"] == "Suspend" and node.get("phase") == "Running":
                name = node["name"].removeprefix(self.name).lstrip(".") or ENTRYPOINT
                yield (node["displayName"], name), node

    def _answer(self, names: tuple[str, str]) -> Answer | None:
        display, name = names
        key = name if name in self.scenario.answers else display
        answers = self.scenario.answers.get(key, (Answer(),))
        count = self._answered.get(key, 0)
        answer = answers[min(count, len(answers) - 1)]
        if answer is not None:
            self._answered[key] = count + 1
        return answer


def drive(argo: ArgoClient, scenario: Scenario, patience: Patience) -> Run:
    """Run a scenario to its end through the blocking client.

    Raises:
        TimeoutError: it does not end.
        ArgoError: the server refuses something.
    """
    run = Run(scenario)
    with _templates(argo, scenario), _states(argo, run) as states:
        while not run.is_over:
            try:
                run.see(states.get(timeout=patience(run)))
                continue
            except queue.Empty:
                call = run.next_call()
            if call is not None:
                verb = getattr(argo.workflows, call.verb)
                run.called(verb(run.name, **call.arguments))
            elif run.is_stuck():
                break
    return run


@contextmanager
def _templates(argo: ArgoClient, scenario: Scenario) -> Iterator[None]:
    names = scenario.template_names
    try:
        for name, template in zip(names, scenario.templates, strict=True):
            with suppress(NotFoundError):
                argo.workflow_templates.delete(name)
            argo.workflow_templates.create(template)
        yield
    finally:
        for name in names:
            with suppress(NotFoundError):
                argo.workflow_templates.delete(name)


@contextmanager
def _states(argo: ArgoClient, run: Run) -> Iterator[queue.Queue[Workflow]]:
    """Create the workflow, put each of its states into a queue, and delete it in the end."""
    states: queue.Queue[Workflow] = queue.Queue()
    made = argo.workflows.create(run.scenario.named(run.name))
    states.put(made)

    def read() -> None:
        with argo.workflows.watch(**watching(made)) as watch:
            for event in watch:
                if event.object is not None:
                    states.put(event.object)
                # Another thread cannot close a stream that is being read.
                if event.type == "DELETED":
                    return

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield states
    finally:
        argo.workflows.delete(run.name)
        reader.join()


async def drive_async(argo: AsyncArgoClient, scenario: Scenario, patience: Patience) -> Run:
    """Run a scenario to its end through the asynchronous client; see `drive`."""
    run = Run(scenario)
    async with _templates_async(argo, scenario), _states_async(argo, run) as states:
        while not run.is_over:
            try:
                run.see(await asyncio.wait_for(states.get(), patience(run)))
                continue
            except asyncio.TimeoutError:
                call = run.next_call()
            if call is not None:
                verb = getattr(argo.workflows, call.verb)
                run.called(await verb(run.name, **call.arguments))
            elif run.is_stuck():
                break
    return run


@asynccontextmanager
async def _templates_async(argo: AsyncArgoClient, scenario: Scenario) -> AsyncIterator[None]:
    names = scenario.template_names
    try:
        for name, template in zip(names, scenario.templates, strict=True):
            with suppress(NotFoundError):
                await argo.workflow_templates.delete(name)
            await argo.workflow_templates.create(template)
        yield
    finally:
        for name in names:
            with suppress(NotFoundError):
                await argo.workflow_templates.delete(name)


@asynccontextmanager
async def _states_async(argo: AsyncArgoClient, run: Run) -> AsyncIterator[asyncio.Queue[Workflow]]:
    states: asyncio.Queue[Workflow] = asyncio.Queue()
    made = await argo.workflows.create(run.scenario.named(run.name))
    await states.put(made)

    async def read() -> None:
        async with argo.workflows.watch(**watching(made)) as watch:
            async for event in watch:
                if event.object is not None:
                    await states.put(event.object)

    reader = asyncio.create_task(read())
    try:
        yield states
    finally:
        await argo.workflows.delete(run.name)
        reader.cancel()
        with suppress(asyncio.CancelledError):
            await reader


def watching(made: Workflow) -> dict[str, Any]:
    """Return the arguments of a watch of all that follows on a workflow's creation."""
    metadata = made.metadata or ObjectMeta()
    return {
        "name": metadata.name,
        "resource_version": metadata.resource_version,
        "timeout_seconds": int(LIMIT),
    }


def _setting(node: str, answer: Answer) -> dict[str, Any]:
    arguments: dict[str, Any] = {"node_field_selector": f"id={node}", "phase": answer.phase}
    if answer.outputs:
        arguments["output_parameters"] = json.dumps(answer.outputs)
    if answer.message:
        arguments["message"] = answer.message
    return arguments


def _told(name: str, status: dict[str, Any]) -> str:
    phase = status.get("phase") or "none"
    reason = status.get("message")
    return f"{name}: {phase} ({reason})" if reason and phase == "Pending" else f"{name}: {phase}"


def _version(workflow: dict[str, Any]) -> int:
    return int(workflow.get("metadata", {}).get("resourceVersion", 0))
