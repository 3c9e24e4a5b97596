"""What an expression is made of."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal, TypeAlias

    Kind: TypeAlias = Literal[
        "literal",  # true, false, nil, a number or a text
        "name",
        "local",  # a name that `let` binds
        "element",  # `#`, what a predicate looks at
        "member",  # a part of something: the owner, and what asks for it
        "slice",
        "call",  # the name of a function, or the member that is called, and its arguments
        "unary",
        "binary",
        "choice",  # `?:` or `if`
        "let",
        "sequence",
        "list",
        "map",
        "predicate",
    ]


class Node:
    """A part of an expression.

    Attributes:
        kind: What it is.
        value: The name, operator, or literal's spelling; for a text its content.
        start: Where it begins in the source; for an operator, where that stands.
        end: Where a name or member ends.
        parts: What it is made of, in order.
        text: Whether it is a literal text, so that as the last part of a member it names a key.
    """

    __slots__ = ("end", "kind", "parts", "start", "text", "value")

    def __init__(
        self,
        kind: Kind,
        value: str,
        start: int,
        end: int,
        parts: tuple[Node, ...] = (),
        *,
        text: bool = False,
    ) -> None:
        self.kind: Kind = kind
        self.value: str = value
        self.start: int = start
        self.end: int = end
        self.parts: tuple[Node, ...] = parts
        self.text: bool = text

    def walk(self) -> Iterator[Node]:
        """Yield the node and all that it is made of, without recursion: chains may be long."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.parts))


class Variable:
    """A use of a variable: the keys from its root on, as far as they are written out.

    Attributes:
        keys: The keys.
        start: Where it begins.
        end: Where the last key ends.
        spare: Whether the last key may be missing, as something else is taken then (`??`).
    """

    __slots__ = ("end", "keys", "spare", "start")

    def __init__(self, keys: tuple[str, ...], start: int, end: int, *, spare: bool) -> None:
        self.keys: tuple[str, ...] = keys
        self.start: int = start
        self.end: int = end
        self.spare: bool = spare

    @property
    def name(self) -> str:
        """The name as plain tags have it: ``tasks.a.outputs.result``."""
        return ".".join(self.keys)


def variables(tree: Node) -> list[Variable]:
    """Return the variables that an expression uses, in their order."""
    found: list[Variable] = []
    within: set[int] = set()
    spare: set[int] = set()
    for node in tree.walk():
        if node.kind == "binary" and node.value == "??":
            spare.add(id(node.parts[0]))
        if id(node) in within or node.kind not in ("name", "member"):
            continue
        used = _variable(node, within, spare=id(node) in spare)
        if used is not None:
            found.append(used)
    return found


def _variable(node: Node, within: set[int], *, spare: bool) -> Variable | None:
    # From the outermost member inwards to the root; members on the way are part of this use.
    chain = [node]
    while chain[-1].kind == "member":
        chain.append(chain[-1].parts[0])
    if chain[-1].kind != "name":
        return None
    within.update(id(inner) for inner in chain)
    keys = [chain[-1].value]
    end = chain[-1].end
    for member in reversed(chain[:-1]):
        key = member.parts[1]
        # What is asked for with `?.` may be missing.
        if not key.text or member.value == "?.":
            break
        keys.append(key.value)
        end = member.end
    spare = spare and len(keys) == len(chain)
    return Variable(tuple(keys), chain[-1].start, end, spare=spare)


def functions(tree: Node) -> list[Node]:
    """Return the calls of functions that are named, not of members of something."""
    return [node for node in tree.walk() if node.kind == "call" and node.value]
