"""Whole workflows, driven by the real controller, against what it was recorded to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from hera_client import ArgoClient, AsyncArgoClient

from . import _record
from ._cluster import NAMESPACE, start
from ._drive import CONTROLLER, Run, drive, drive_async
from ._scenarios import load, names

# Seconds: the first where the record says that more follows, the second where it says that nothing
# does.
LONG, SHORT = 20.0, 0.1
# … and once the run has left the record, whatever follows.
ASTRAY = 2.0

NAMES = names()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server beside a controller that looks at a workflow again at once."""
    with start(tmp_path_factory.mktemp("argo"), environment=CONTROLLER) as cluster:
        yield cluster.open.url


@pytest.mark.parametrize("name", [name for place, name in enumerate(NAMES) if place % 3])
def test_the_controller_does_what_was_recorded(name: str, url: str) -> None:
    with ArgoClient(url, namespace=NAMESPACE) as argo:
        run = drive(argo, load(name), Expecting(name))
    check(run)


@pytest.mark.parametrize("name", NAMES[::3])
def test_and_when_driven_by_the_asynchronous_client(name: str, url: str) -> None:
    async def work() -> Run:
        async with AsyncArgoClient(url, namespace=NAMESPACE) as argo:
            return await drive_async(argo, load(name), Expecting(name))

    check(asyncio.run(work()))


def test_every_scenario_is_recorded() -> None:
    assert sorted(path.stem for path in _record.RECORDED.glob("*.json")) == NAMES


def check(run: Run) -> None:
    made, recorded = _record.record(run), _record.read(run.scenario.name)
    recorded.pop("argo")  # Another release that does the same is right.
    assert _record.lines(made).splitlines() == _record.lines(recorded).splitlines()
    assert made["workflow"]["phase"] == run.scenario.end
    assert run.unused() == []
    nodes: dict[str, Any] = run.workflow["status"].get("nodes", {})
    for node_id, node in nodes.items():
        assert node_id == node["id"] == expected_id(run.name, node["name"])


def expected_id(workflow: str, node: str) -> str:
    """Return the id that Argo gives to a node: the workflow's name and the 32-bit FNV-1a hash."""
    if node == workflow:
        return workflow
    value = 0x811C9DC5
    for byte in node.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{workflow}-{value}"


class Expecting:
    """Waits for what the record says, however slow the machine; else only for a short time."""

    def __init__(self, name: str) -> None:
        self._order: list[Any] = _record.read(name)["order"]

    def __call__(self, run: Run) -> float:
        order = [{"done": step.done, "updates": step.waves} for step in run.steps]
        expected = self._order[: len(order)]
        if order == expected:
            return SHORT
        last, wanted = order[-1], expected[-1]
        known = last["updates"] == wanted["updates"][: len(last["updates"])]
        so_far = order[:-1] == expected[:-1] and last["done"] == wanted["done"]
        return LONG if so_far and known else ASTRAY
