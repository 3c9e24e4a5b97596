"""``Operator``, under the name of its module in Hera."""

from ._core.enums import Operator

__all__ = ["Operator"]
