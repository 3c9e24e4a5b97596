"""The texts that Argo and Kubernetes choose from, as enums."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Text that checkers let stand where the models list the right words.
    from hera_models import Tag as Word
else:
    Word = str


class _Text(Enum):
    """An enum whose members read as their values."""

    def __str__(self) -> str:
        return str(self.value)


class Operator(_Text):
    """An operator of a label selector, a toleration, an expression or a ``when``."""

    does_not_exist = "DoesNotExist"
    exists = "Exists"
    gt = "Gt"
    in_ = "In"
    lt = "Lt"
    not_in = "NotIn"
    equals = "=="
    greater = ">"
    less = "<"
    greater_equal = ">="
    less_equal = "<="
    not_equal = "!="
    or_ = "||"
    and_ = "&&"
    starts_with = "=~"


class WorkflowStatus(str, Enum):
    """The phase of a workflow."""

    pending = "Pending"
    running = "Running"
    succeeded = "Succeeded"
    failed = "Failed"
    error = "Error"
    terminated = "Terminated"

    def __str__(self) -> str:
        return self.value

    @classmethod
    def from_argo_status(cls, s: str) -> WorkflowStatus:
        """Return the member for a phase as Argo writes it, such as ``"Succeeded"``.

        Raises:
            KeyError: there is no such phase.
        """
        for member in cls:
            if member.value == s:
                return member
        known = [member.value for member in cls]
        raise KeyError(f"Unrecognized status {s}. Available Argo statuses are: {known}")


class TaskResult(Enum):
    """What ``depends`` can say of a task."""

    failed = "Failed"
    succeeded = "Succeeded"
    errored = "Errored"
    skipped = "Skipped"
    omitted = "Omitted"
    daemoned = "Daemoned"
    any_succeeded = "AnySucceeded"
    all_failed = "AllFailed"


class RetryPolicy(_Text):
    """After which failures a template is tried again."""

    always = "Always"
    on_failure = "OnFailure"
    on_error = "OnError"
    on_transient_error = "OnTransientError"


class AccessMode(_Text):
    """How nodes may mount a volume."""

    read_write_once = "ReadWriteOnce"
    read_only_many = "ReadOnlyMany"
    read_write_many = "ReadWriteMany"
    read_write_once_pod = "ReadWriteOncePod"


class ArtifactLoader(Enum):
    """How a script takes an artifact: its JSON decoded, or its text."""

    json = "json"
    file = "file"


class ImagePullPolicy(Word, Enum):
    """When a node pulls an image."""

    always = "Always"
    never = "Never"
    if_not_present = "IfNotPresent"


class SyncConfigType(int, Enum):
    """Where a limit of synchronization is kept; bodies carry the number."""

    configmap = 0
    database = 1
