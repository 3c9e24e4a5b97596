"""When a node pulls an image."""

from enum import Enum

__all__ = ["ImagePullPolicy"]


class ImagePullPolicy(str, Enum):
    """When a node pulls an image."""

    Always = "Always"
    IfNotPresent = "IfNotPresent"
    Never = "Never"
