"""Arguments have types: a time is no number of unknown unit, a token is no bytes."""

from hera_client import ArgoClient


def call(argo: ArgoClient) -> None:
    argo.workflows.logs("etl", since=60)
    # error[pyright]: "Literal.60." is not assignable to "timedelta"
    # error[mypy]: Argument "since" to "logs" of "Workflows" has incompatible type "int"
    argo.workflows.list(created_after=1769860800)
    # error[pyright]: "Literal.1769860800." is not assignable to "str"
    # error[mypy]: Argument "created_after" to "list" of "Workflows" has incompatible type "int"
    argo.workflows.get()
    # error[pyright]: Argument missing for parameter "name"
    # error[mypy]: Missing positional argument "name" in call to "get" of "Workflows"
    argo.workflows.list("ml")
    # error[pyright]: Expected 0 positional arguments
    # error[mypy]: Too many positional arguments for "list" of "Workflows"
    argo.workflows.watch(name="etl", on_error=lambda error: "ignore")
    # error[pyright]: parameter "on_error".*Type "Literal..ignore...+ is not assignable
    # error[mypy]: Argument "on_error" to "watch" of "Workflows" has incompatible type
    # error[mypy]: Incompatible return value type .got "Literal..ignore..
    argo.workflows.submit_from("template", kind="Workflow")
    # error[pyright]: "Literal..Workflow.." is not assignable
    # error[mypy]: Argument "kind" to "submit_from" of "WorkflowHelpers" has incompatible type


ArgoClient("argo.example.com", auth=b"abc")
# error[pyright]: "Literal.b.abc...+ is not assignable to "str"
# error[mypy]: Argument "auth" to "ArgoClient" has incompatible type "bytes"
