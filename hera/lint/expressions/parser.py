"""Reading an expression as the language that Argo evaluates (expr-lang) does.

What that language takes is taken here: a refusal is a finding, and none may be wrong. Names and
types are not looked at.
"""

from __future__ import annotations

import re

from .tokens import NotReadable, Token, tokens
from .tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tree import Kind

# How tightly operators bind.
_UNARY = {"not": 50, "!": 50, "-": 90, "+": 90}
_BINARY = {
    **dict.fromkeys(["|"], 0),
    **dict.fromkeys(["or", "||"], 10),
    **dict.fromkeys(["and", "&&"], 15),
    **dict.fromkeys(["==", "!=", "<", ">", ">=", "<="], 20),
    **dict.fromkeys(["in", "matches", "contains", "startsWith", "endsWith"], 20),
    "..": 25,
    **dict.fromkeys(["+", "-"], 30),
    **dict.fromkeys(["*", "/", "%"], 60),
    **dict.fromkeys(["**", "^"], 100),
    "??": 500,
}
_RIGHT = ("**", "^")
_NEGATABLE = ("contains", "matches", "startsWith", "endsWith", "in")

# The functions that take a predicate: e an expression, p a predicate, capital if it may be missing.
PREDICATES = {
    **dict.fromkeys(["all", "none", "any", "one", "filter", "map"], "ep"),
    **dict.fromkeys(["find", "findIndex", "findLast", "findLastIndex", "groupBy"], "ep"),
    **dict.fromkeys(["count", "sum"], "eP"),
    **dict.fromkeys(["sortBy", "reduce"], "epE"),
}

# Each level takes some five calls of Python's, which bounds them; nobody nests so deep by hand.
_DEEPEST = 60

_IDENTIFIER = re.compile(r"[^\W0-9][\w$]*|\$[\w$]*")


class TooDeep(Exception):
    """An expression nested so deep that nothing is said of it."""


def parse(source: str) -> Node:
    """Return what an expression is made of.

    Raises:
        NotReadable: It breaks the rules of the language.
        TooDeep: It may be good or not.
    """
    try:
        return _Parser(source).parse()
    except RecursionError:
        # The caller may stand deep in a chain of templates already.
        raise TooDeep from None


class _Parser:
    def __init__(self, source: str) -> None:
        self._tokens: Iterator[Token] = tokens(source)
        self._stashed: Token | None = None
        self._last = Token("end", "", 0, 0)
        self._now = next(self._tokens)
        self._in_predicate = 0
        self._locals: list[str] = []
        self._depth = 0

    def parse(self) -> Node:
        tree = self._sequence()
        if self._now.kind != "end":
            raise self._unexpected("an operator or the end")
        return tree

    # What follows reads the words one by one.

    def _next(self) -> Token:
        taken = self._now
        if self._stashed is not None:
            self._now, self._stashed = self._stashed, None
        elif taken.kind == "end":
            raise self._unexpected("more")
        else:
            self._now = next(self._tokens)
        self._last = taken
        return taken

    def _is(self, *values: str) -> bool:
        return self._now.kind in ("operator", "bracket") and self._now.value in values

    def _expect(self, value: str) -> Token:
        if not self._is(value):
            raise self._unexpected(repr(value))
        return self._next()

    def _unexpected(self, wanted: str) -> NotReadable:
        after = f" after {self._last.shown()}" if self._last.end else ""
        got = self._now
        told = f"expected {wanted}{after}, got {got.shown()}"
        if got.kind == "operator" and got.value == "=":
            told += "; to compare, write =="
        elif got.kind == "operator" and got.value == "&":
            told += "; write &&"
        return NotReadable(got.start, told)

    def _name(self, what: str) -> Token:
        if self._now.kind != "name":
            raise self._unexpected(what)
        return self._next()

    # What follows reads the parts, from the loosest bound to the tightest.

    def _sequence(self) -> Node:
        nodes = [self._expression()]
        while self._is(";"):
            self._next()
            if self._now.kind == "end":
                break
            nodes.append(self._expression())
        return nodes[0] if len(nodes) == 1 else self._made("sequence", ";", nodes)

    def _made(self, kind: Kind, value: str, parts: list[Node], at: Token | None = None) -> Node:
        start = parts[0].start if at is None else at.start
        return Node(kind, value, start, self._last.end, tuple(parts))

    def _expression(self, tightness: int = 0) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TooDeep
        if tightness:
            node = self._operation(tightness)
        elif self._is("let"):
            node = self._let()
        elif self._is("if"):
            node = self._if()
        else:
            node = self._choice(self._operation(0))
        self._depth -= 1
        return node

    def _let(self) -> Node:
        at = self._next()
        name = self._name("a name")
        self._expect("=")
        value = self._expression()
        self._expect(";")
        self._locals.append(name.value)
        rest = self._sequence()
        self._locals.pop()
        return self._made("let", name.value, [value, rest], at)

    def _if(self) -> Node:
        at = self._next()
        condition = self._expression()
        then = self._block()
        self._expect("else")
        otherwise = self._if() if self._is("if") else self._block()
        return self._made("choice", "if", [condition, then, otherwise], at)

    def _block(self) -> Node:
        self._expect("{")
        node = self._sequence()
        self._expect("}")
        return node

    def _choice(self, node: Node) -> Node:
        while self._is("?"):
            self._next()
            if self._is(":"):
                self._next()
                node = self._made("choice", "?:", [node, self._expression()])
                continue
            then = self._expression()
            self._expect(":")
            node = self._made("choice", "?", [node, then, self._expression()])
        return node

    def _operation(self, tightness: int) -> Node:
        left = self._operand()
        before = ""
        while self._now.kind == "operator":
            operator, negated = self._now, self._is("not")
            if negated:
                self._next()
                if self._now.kind != "operator" or self._now.value not in _NEGATABLE:
                    raise self._unexpected("'in', 'matches', 'contains' or the like")
                if _BINARY[self._now.value] < tightness:
                    self._now, self._stashed = operator, self._now
                    break
                operator = self._now
            binds = _BINARY.get(operator.value, -1)
            if binds < tightness:
                break
            if before == "??" and operator.value not in ("??", "|"):
                told = f"{operator.value!r} after '??' needs parentheses around one of them"
                raise NotReadable(operator.start, told)
            self._next()
            before = operator.value
            if before == "|":
                left = self._call(self._name("a function"), [left])
                continue
            right = self._expression(binds if before in _RIGHT else binds + 1)
            left = self._made("binary", before, [left, right], operator)
            if negated:
                left = self._made("unary", "not", [left], operator)
        return left

    def _operand(self) -> Node:
        now = self._now
        if now.kind == "operator" and now.value in _UNARY:
            self._next()
            inner = self._expression(_UNARY[now.value])
            return self._members(self._made("unary", now.value, [inner], now))
        if self._is("("):
            self._next()
            inner = self._sequence()
            self._expect(")")
            return self._members(inner)
        if self._in_predicate and self._is("#", "."):
            if now.value == "#":
                self._next()
                if self._now.kind == "name":
                    self._next()
            return self._members(Node("element", "#", now.start, now.end))
        if self._is("::"):
            self._next()
            return self._members(self._call(self._name("a function"), []))
        if self._is("["):
            return self._members(self._list())
        if self._is("{"):
            return self._members(self._map())
        if now.kind == "name":
            return self._named()
        if now.kind in ("number", "text"):
            self._next()
            text = now.kind == "text"
            node = Node("literal", now.value, now.start, now.end, text=text)
            return self._members(node) if text else node
        raise self._unexpected("a value")

    def _named(self) -> Node:
        name = self._next()
        if name.value in ("true", "false", "nil"):
            return Node("literal", name.value, name.start, name.end)
        if self._is("("):
            return self._members(self._call(name, []))
        local = name.value in self._locals
        return self._members(Node("local" if local else "name", name.value, name.start, name.end))

    def _call(self, name: Token, given: list[Node]) -> Node:
        if name.value in PREDICATES:
            arguments = self._with_predicate(name, given)
        else:
            arguments = given + self._arguments()
        return self._made("call", name.value, arguments, name)

    def _with_predicate(self, name: Token, given: list[Node]) -> list[Node]:
        self._expect("(")
        arguments = list(given)
        for index, what in enumerate(PREDICATES[name.value][len(given) :]):
            if self._is(")"):
                if what.isupper():
                    break
                wanted = "a predicate such as {# > 1}" if what == "p" else "a value"
                raise self._unexpected(f"{wanted} for {name.value}()")
            if index:
                self._expect(",")
            arguments.append(self._predicate() if what in "pP" else self._expression())
        if self._is(","):
            self._next()
        self._expect(")")
        return arguments

    def _predicate(self) -> Node:
        self._in_predicate += 1
        at = self._now
        if self._is("{"):
            self._next()
            node = self._sequence()
            self._in_predicate -= 1
            self._expect("}")
        else:
            node = self._expression()
            self._in_predicate -= 1
            if self._is(";"):
                raise NotReadable(self._now.start, "several expressions in a predicate need { }")
        return self._made("predicate", "", [node], at)

    def _arguments(self) -> list[Node]:
        self._expect("(")
        return self._items(")")

    def _list(self) -> Node:
        at = self._next()
        return self._made("list", "", self._items("]"), at)

    def _items(self, closing: str) -> list[Node]:
        items: list[Node] = []
        while not self._is(closing):
            if items:
                if not self._is(","):
                    raise self._unexpected(f"',' or {closing!r}")
                self._next()
                if self._is(closing):
                    break
            items.append(self._expression())
        self._next()
        return items

    def _map(self) -> Node:
        at = self._next()
        items: list[Node] = []
        while not self._is("}"):
            if items:
                if not self._is(","):
                    raise self._unexpected("',' or '}'")
                self._next()
                if self._is("}"):
                    break
            if self._is("("):
                items.append(self._expression())
            elif self._now.kind in ("number", "text", "name"):
                key = self._next()
                items.append(Node("literal", key.value, key.start, key.end, text=True))
            else:
                raise self._unexpected("a key: a name, a number, a text, or one in parentheses")
            self._expect(":")
            items.append(self._expression())
        self._next()
        return self._made("map", "", items, at)

    def _members(self, node: Node) -> Node:
        while self._is(".", "?.", "["):
            sign = self._now.value
            if sign != "[":
                self._next()
            # A list or map may come after `?.` as well: `a?.[0]`.
            if sign == "[" or (sign == "?." and self._is("[")):
                node = self._element(node, sign)
            else:
                node = self._member(node, sign)
        return node

    def _member(self, owner: Node, sign: str) -> Node:
        key = self._now
        word = key.kind == "operator" and _IDENTIFIER.fullmatch(key.value)
        if key.kind != "name" and not word:
            raise self._unexpected("a name")
        self._next()
        asked = Node("literal", key.value, key.start, key.end, text=True)
        node = Node("member", sign, owner.start, key.end, (owner, asked))
        if self._is("("):
            return self._made("call", "", [node, *self._arguments()], key)
        return node

    def _element(self, owner: Node, sign: str) -> Node:
        self._next()
        bounds: list[Node] = []
        if not self._is(":"):
            bounds.append(self._expression())
        is_slice = self._is(":")
        if is_slice:
            self._next()
            if not self._is("]"):
                bounds.append(self._expression())
        self._expect("]")
        kind: Kind = "slice" if is_slice else "member"
        return Node(kind, sign, owner.start, self._last.end, (owner, *bounds))
