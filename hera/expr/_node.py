"""Expressions of Argo, written with Python's operators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from hera.shared._base import ExpressionMixin


class Node(ExpressionMixin):
    """A part of an expression; its text is what ``str`` gives.

    ``f"{node:$}"`` is the text as a simple tag, ``f"{node:=}"`` as an expression tag.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        forms = {"": "{}", "$": "{{{{{}}}}}", "=": "{{{{={}}}}}"}
        if spec not in forms:
            raise ValueError(f"Invalid format spec {spec!r}. Only allowed values are '$' and '='.")
        return forms[spec].format(self._text)

    def __getattr__(self, name: str) -> GetAttr:
        # Copying, pickling and the like ask for these; an expression has none of them.
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self.get(name)

    def get(self, name: Any) -> GetAttr:
        """The attribute of a name, also of one that this class has itself."""
        return GetAttr(f"{self._text}.{name}" if self._text else str(name))

    def __getitem__(self, key: Any) -> GetItem:
        part = key  # what checkers do not take for a slice of unknown parts
        if not isinstance(key, slice):
            index = str(key) if isinstance(key, Node) else repr(key)
            return GetItem(f"{self._text}[{index}]")
        if part.step is not None:
            raise ValueError("Only slices with a step size of 1 are allowed")
        bounds = ("" if bound is None else str(bound) for bound in (part.start, part.stop))
        return GetItem(f"{self._text}[{':'.join(bounds)}]")

    def __iter__(self) -> NoReturn:
        # Python would ask for [0], [1], … for ever.
        raise TypeError(f"cannot loop over the expression {self._text}; use .map() or .filter()")

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __invert__(self) -> UnaryOp:
        return UnaryOp(f"!{self._text}")

    def __neg__(self) -> UnaryOp:
        return UnaryOp(f"-{self._text}")

    def __pos__(self) -> UnaryOp:
        return UnaryOp(f"+{self._text}")

    def __add__(self, other: Any) -> BinaryOp:
        return self._with("+", other)

    def __sub__(self, other: Any) -> BinaryOp:
        return self._with("-", other)

    def __mul__(self, other: Any) -> BinaryOp:
        return self._with("*", other)

    def __truediv__(self, other: Any) -> BinaryOp:
        return self._with("/", other)

    def __mod__(self, other: Any) -> BinaryOp:
        return self._with("%", other)

    def __pow__(self, other: Any) -> BinaryOp:
        return self._with("**", other)

    def __lt__(self, other: Any) -> BinaryOp:
        return self._with("<", other)

    def __le__(self, other: Any) -> BinaryOp:
        return self._with("<=", other)

    def __gt__(self, other: Any) -> BinaryOp:
        return self._with(">", other)

    def __ge__(self, other: Any) -> BinaryOp:
        return self._with(">=", other)

    def __and__(self, other: Any) -> BinaryOp:
        return self._with("&&", other)

    def __or__(self, other: Any) -> BinaryOp:
        return self._with("||", other)

    def __eq__(self, other: object) -> BinaryOp:  # type: ignore[override]  # an expression too
        return self._with("==", other)

    def __ne__(self, other: object) -> BinaryOp:  # type: ignore[override]  # an expression too
        return self._with("!=", other)

    def in_(self, other: Any) -> BinaryOp:
        """Whether it is one of a list's items, or a map's keys."""
        return self._with("in", other)

    def not_in(self, other: Any) -> BinaryOp:
        """Whether it is none of a list's items, or a map's keys."""
        return self._with("not in", other)

    def contains(self, other: Any) -> BinaryOp:
        """Whether the text holds another."""
        return self._with("contains", other)

    def matches(self, other: Any) -> BinaryOp:
        """Whether the text fits a regular expression."""
        return self._with("matches", other)

    def starts_with(self, other: Any) -> BinaryOp:
        """Whether the text begins with another."""
        return self._with("startsWith", other)

    def ends_with(self, other: Any) -> BinaryOp:
        """Whether the text ends with another."""
        return self._with("endsWith", other)

    def all(self, predicate: Any) -> Builtin:
        """Whether the predicate, written with ``it``, holds for all items."""
        return self._each("all", predicate)

    def any(self, predicate: Any) -> Builtin:
        """Whether the predicate, written with ``it``, holds for an item."""
        return self._each("any", predicate)

    def one(self, predicate: Any) -> Builtin:
        """Whether the predicate, written with ``it``, holds for exactly one item."""
        return self._each("one", predicate)

    def none(self, predicate: Any) -> Builtin:
        """Whether the predicate, written with ``it``, holds for no item."""
        return self._each("none", predicate)

    def map(self, expression: Any) -> Builtin:
        """What the expression, written with ``it``, gives for each item."""
        return self._each("map", expression)

    def filter(self, predicate: Any) -> Builtin:
        """The items for which the predicate, written with ``it``, holds."""
        return self._each("filter", predicate)

    def count(self, predicate: Any) -> Builtin:
        """For how many items the predicate, written with ``it``, holds."""
        return self._each("count", predicate)

    def length(self) -> Builtin:
        """The number of items, or of characters."""
        return Builtin(f"len({self._text})")

    def as_int(self) -> Builtin:
        """The value as a whole number."""
        return Builtin(f"asInt({self._text})")

    def as_float(self) -> Builtin:
        """The value as a number."""
        return Builtin(f"asFloat({self._text})")

    def string(self) -> Builtin:
        """The value as text."""
        return Builtin(f"string({self._text})")

    def to_json(self) -> Builtin:
        """The value as JSON."""
        return Builtin(f"toJson({self._text})")

    def jsonpath(self, path: Any) -> Builtin:
        """What is at a path, such as ``$.key``, of JSON."""
        return Builtin(f"jsonpath({self._text}, {str(path)!r})")

    def check(self, true: Any, false: Any) -> Check:
        """One of two values, whether this holds or not.

        Text goes in as it stands; ``C("text")`` is text in the expression.
        """
        return Check(f"{self._text} ? {true} : {false}")

    def _with(self, operator: str, other: Any) -> BinaryOp:
        return BinaryOp(f"{self._text} {operator} {text_of(other)}")

    def _each(self, function: str, expression: Any) -> Builtin:
        return Builtin(f"{function}({self._text}, {{{text_of(expression)}}})")


class Identifier(Node):
    """A name; attributes and keys lead on from it."""

    def __init__(self, value: str) -> None:
        super().__init__(value)

    @property
    def value(self) -> str:
        """The name."""
        return self._text


class GetAttr(Node):
    """An attribute: ``a.b``."""


class GetItem(Node):
    """An item: ``a['b']``."""


class UnaryOp(Node):
    """An operator before its operand."""


class BinaryOp(Node):
    """An operator between two operands."""


class Builtin(Node):
    """A call of a function."""


class Check(Node):
    """A choice of two values: ``a ? b : c``."""


class Constant(Node):
    """A value of Python as one of the expression language."""

    def __init__(self, value: Any) -> None:
        self.value = value
        super().__init__(text_of(value))


class Parentheses(Node):
    """An expression in parentheses; Python's own do not show in the text."""

    def __init__(self, node: Any) -> None:
        super().__init__(f"({node})")


class Sprig:
    """The functions of Sprig that Argo offers, as attributes."""

    def __getattr__(self, name: str) -> Callable[..., Builtin]:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return lambda *arguments: Builtin(f"sprig.{name}({', '.join(map(text_of, arguments))})")


def text_of(value: Any) -> str:
    """Return how the expression language writes a value."""
    if isinstance(value, Node):
        return str(value)
    if value is None or isinstance(value, bool):
        return {None: "nil", True: "true", False: "false"}[value]
    items = value  # what checkers do not take for a list or a dict of unknown items
    if isinstance(value, list):
        return f"[{', '.join(map(text_of, items))}]"
    if isinstance(value, dict):
        pairs = (f"{text_of(key)}: {text_of(item)}" for key, item in items.items())
        return f"{{{', '.join(pairs)}}}"
    return repr(value)
