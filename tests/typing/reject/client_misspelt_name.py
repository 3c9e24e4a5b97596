"""Services, verbs and keywords are those that exist."""

from hera_client import ArgoClient, AsyncArgoClient


def call(argo: ArgoClient) -> None:
    argo.workflow.get("etl")
    # error[pyright]: Type of "workflow" is unknown
    # error[pyright]: Type of "get" is unknown
    # error[pyright]: Cannot access attribute "workflow" for class "ArgoClient"
    # error[mypy]: "ArgoClient" has no attribute "workflow"
    argo.workflows.fetch("etl")
    # error[pyright]: Type of "fetch" is unknown
    # error[pyright]: Cannot access attribute "fetch" for class "Workflows"
    # error[mypy]: "Workflows" has no attribute "fetch"
    argo.workflows.list(label_selectors="team=a")
    # error[pyright]: No parameter named "label_selectors"
    # error[mypy]: Unexpected keyword argument "label_selectors" for "list" of "Workflows"
    argo.workflows.logs("etl", folow=True)
    # error[pyright]: No parameter named "folow"
    # error[mypy]: Unexpected keyword argument "folow" for "logs" of "Workflows"
    argo.with_options(timout=5)
    # error[pyright]: No parameter named "timout"
    # error[mypy]: Unexpected keyword argument "timout" for "with_options"


async def call_later(argo: AsyncArgoClient) -> None:
    await argo.workflows.get("etl", namspace="ml")
    # error[pyright]: No parameter named "namspace"
    # error[mypy]: Unexpected keyword argument "namspace" for "get" of "AsyncWorkflows"


ArgoClient("argo.example.com", token="abc")
# error[pyright]: No parameter named "token"
# error[mypy]: Unexpected keyword argument "token" for "ArgoClient"
