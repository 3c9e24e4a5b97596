"""The enumerations: their members, values and texts."""

from hera.workflows import (
    AccessMode,
    ArtifactLoader,
    Operator,
    RetryPolicy,
    TaskResult,
    WorkflowStatus,
)
from hera.workflows import models as m


def members(kind):
    return {e.name: [e.value, str(e), f"{e}", isinstance(e, str)] for e in kind}


observed = {
    kind.__name__: members(kind)
    for kind in (AccessMode, ArtifactLoader, Operator, RetryPolicy, TaskResult, WorkflowStatus)
}
observed["pull policy"] = {policy.name: policy.value for policy in m.ImagePullPolicy}
observed["status"] = {
    text: WorkflowStatus.from_argo_status(text).name
    for text in ("Pending", "Running", "Succeeded", "Failed", "Error", "Terminated")
}
try:
    WorkflowStatus.from_argo_status("Odd")
except Exception as error:
    observed["odd"] = type(error).__name__
