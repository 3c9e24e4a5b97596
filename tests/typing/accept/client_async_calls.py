"""Calls of the asynchronous client are awaited; its iterators are asynchronous."""

import asyncio
from pathlib import Path

from typing_extensions import assert_type

from hera_client import AsyncArgoClient, Response
from hera_models import LogEntry, Workflow, WorkflowList, WorkflowWatchEvent


async def call(argo: AsyncArgoClient, workflow: Workflow) -> list[Workflow]:
    assert_type(await argo.workflows.create(workflow, server_dry_run=True), Workflow)
    assert_type(await argo.workflows.raw.get("etl"), Response[Workflow])
    return await asyncio.gather(*(argo.workflows.get(name) for name in ("a", "b")))


async def iterate(argo: AsyncArgoClient) -> None:
    async for workflow in argo.workflows.list(label_selector="team=a"):
        assert_type(workflow, Workflow)
    async for page in argo.workflows.list().pages():
        assert_type(page, WorkflowList)
    async with argo.workflows.watch(name="etl") as events:
        async for event in events:
            assert_type(event, WorkflowWatchEvent)
    async for line in argo.workflows.logs("etl"):
        assert_type(line, LogEntry)


async def help_out(argo: AsyncArgoClient) -> None:
    assert_type(await argo.workflows.wait("etl", timeout=60), Workflow)
    artifact = argo.artifacts.open("etl", "etl-1", "report", direction="inputs")
    assert_type(await artifact.save("report.csv"), Path)
    assert_type(await artifact.read(), bytes)
    # Nothing waits to know the address.
    assert_type(argo.workflows.link("etl"), str)


async def main() -> None:
    async with AsyncArgoClient("argo.example.com", namespace="ml") as argo:
        assert_type(argo, AsyncArgoClient)


asyncio.run(main())
