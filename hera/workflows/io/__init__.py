"""Models of what a function takes and gives, in place of long lists of arguments."""

from .v2 import Input, Output

__all__ = ["Input", "Output"]
