"""A workflow may have no status yet, and metadata no name."""

from hera_client import ArgoClient, AsyncArgoClient


def phase(argo: ArgoClient) -> None:
    print(argo.workflows.get("etl").status.phase)
    # error[pyright]: "phase" is not a known attribute of "None"
    # error[mypy]: "WorkflowStatus . None" has no attribute "phase"
    for event in argo.workflows.watch(name="etl"):
        print(event.object.kind)
        # error[pyright]: "kind" is not a known attribute of "None"
        # error[mypy]: "Workflow . None" has no attribute "kind"


async def name(argo: AsyncArgoClient) -> str:
    return (await argo.workflows.get("etl")).metadata.name
    # error[pyright]: "name" is not a known attribute of "None"
    # error[pyright]: "str . None" is not assignable to return type "str"|"None" is not assignable to "str"
    # error[mypy]: "ObjectMeta . None" has no attribute "name"
    # error[mypy]: Incompatible return value type
