"""Reading gives the class that it was asked of, and no other."""

from hera.workflows import CronWorkflow, Workflow, WorkflowTemplate


def read(text: str) -> None:
    one: CronWorkflow = Workflow.from_yaml(text)
    # error[pyright]: Type "Workflow" is not assignable to declared type "CronWorkflow"
    # error[mypy]: Incompatible types in assignment .expression has type "Workflow", variable
    two: WorkflowTemplate = CronWorkflow.from_file(text)
    # error[pyright]: Type "CronWorkflow" is not assignable to declared type "WorkflowTemplate"
    # error[mypy]: Incompatible types in assignment .expression has type "CronWorkflow",
    print(one, two)
    Workflow.from_yaml(3)
    # error[pyright]: Argument of type "Literal.3." cannot be assigned to parameter "yaml_str" of
    # error[mypy]: Argument 1 to "from_yaml" of "WorkflowBase" has incompatible type "int"
    Workflow.from_dict(text)
    # error[pyright]: Argument of type "str" cannot be assigned to parameter "model_dict" of type
    # error[mypy]: Argument 1 to "from_dict" of "WorkflowBase" has incompatible type "str"
