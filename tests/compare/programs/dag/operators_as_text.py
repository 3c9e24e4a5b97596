"""The texts of Operator, TaskResult and WorkflowStatus."""

from hera.workflows import Operator, TaskResult, WorkflowStatus

observed = {
    "operators": [f"{operator}" for operator in Operator],
    "values": [operator.value for operator in Operator],
    "results": [result.value for result in TaskResult],
    "results as text": [f"{result}" for result in TaskResult],
    "statuses": [f"{status}" for status in WorkflowStatus],
}
