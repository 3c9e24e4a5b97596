"""The methods of services have names and types."""

from hera.workflows import WorkflowsService

WorkflowsService(hots="https://argo.example.com")
# error[pyright]: No parameter named "hots"
# error[mypy]: Unexpected keyword argument "hots" for "WorkflowsService"


def call(service: WorkflowsService) -> None:
    service.get_workfow("a")
    # error[pyright]: Cannot access attribute "get_workfow" for class "WorkflowsService"
    # error[mypy]: "WorkflowsService" has no attribute "get_workfow"
    service.get_workflow(3)
    # error[pyright]: Argument of type "Literal.3." cannot be assigned to parameter "name" of type
    # error[mypy]: Argument 1 to "get_workflow" of "WorkflowsMethods" has incompatible type "int"
    name: str = service.get_workflow("a")
    # error[pyright]: Type "Workflow" is not assignable to declared type "str"
    # error[mypy]: Incompatible types in assignment .expression has type "Workflow", variable
    print(name)
