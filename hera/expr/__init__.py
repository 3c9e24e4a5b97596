"""Expressions of Argo, written in Python.

    f"{g.inputs.parameters.size.as_int() > 3:=}"  # {{=asInt(inputs.parameters.size) > 3}}

``g`` leads to every name, ``C`` makes a constant, ``P`` puts parentheses, ``it`` is the item within
``map``, ``filter`` and the like, ``sprig`` has Sprig's functions.
"""

from ._node import Constant as C
from ._node import Identifier, Sprig
from ._node import Parentheses as P

__all__ = ["C", "Identifier", "P", "Sprig", "g", "it", "sprig"]

g: Identifier = Identifier("")
it: Identifier = Identifier("#")
sprig: Sprig = Sprig()
