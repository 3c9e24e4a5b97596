"""What is asynchronous is iterated and entered so, and what blocks is not."""

from hera_client import ArgoClient, AsyncArgoClient


async def loop(argo: AsyncArgoClient) -> None:
    for _ in argo.workflows.watch(name="etl"):
        # error[pyright]: Type of "_" is unknown
        # error[pyright]: "AsyncWatch.WorkflowWatchEvent." is not iterable
        # error[mypy]: "AsyncWatch.WorkflowWatchEvent." has no attribute "__iter__"
        break
    for _ in argo.workflows.logs("etl"):
        # error[pyright]: Type of "_" is unknown
        # error[pyright]: "AsyncLogs.LogEntry." is not iterable
        # error[mypy]: "AsyncLogs.LogEntry." has no attribute "__iter__"
        break
    for _ in argo.workflows.list():
        # error[pyright]: Type of "_" is unknown
        # error[pyright]: "AsyncPages.WorkflowList, Workflow." is not iterable
        # error[mypy]: "AsyncPages.WorkflowList, Workflow." has no attribute "__iter__"
        break


async def loop_over_what_blocks(argo: ArgoClient) -> None:
    async for _ in argo.workflows.watch(name="etl"):
        # error[pyright]: Type of "_" is unknown
        # error[pyright]: "Watch.WorkflowWatchEvent." is not iterable
        # error[mypy]: "Watch.WorkflowWatchEvent." has no attribute "__aiter__"
        break


async def enter() -> None:
    with AsyncArgoClient("argo.example.com"):
        # error[pyright]: cannot be used with "with".*__enter__.*Did you mean "async with"
        # error[pyright]: cannot be used with "with".*__exit__
        # error[mypy]: "AsyncArgoClient" has no attribute "__enter__"
        # error[mypy]: "AsyncArgoClient" has no attribute "__exit__"
        pass
