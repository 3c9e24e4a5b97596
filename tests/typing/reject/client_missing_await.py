"""Calls of the asynchronous client do nothing until they are awaited."""

from hera_client import AsyncArgoClient
from hera_models import Workflow


async def call(argo: AsyncArgoClient, new: Workflow) -> None:
    argo.workflows.delete("etl")
    # error[pyright]: not used.*reportUnusedCoroutine
    # error[mypy]: must be used .unused-coroutine.
    workflow = argo.workflows.get("etl")
    print(workflow.metadata)
    # error[pyright]: Type of "metadata" is unknown
    # error[pyright]: Argument type is unknown
    # error[pyright]: Cannot access attribute "metadata" for class "CoroutineType
    # error[mypy]: "Coroutine.Any, Any, Workflow." has no attribute "metadata"
    created: Workflow = argo.workflows.create(new)
    # error[pyright]: "CoroutineType.+" is not assignable to "Workflow"
    # error[mypy]: Incompatible types in assignment
    print(created)
