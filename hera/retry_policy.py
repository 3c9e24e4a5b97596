"""After which failures a task is tried again."""

from enum import Enum

__all__ = ["RetryPolicy"]


class RetryPolicy(str, Enum):
    """After which failures a task is tried again."""

    Always = "Always"
    OnError = "OnError"
    OnFailure = "OnFailure"
    OnTransientError = "OnTransientError"
