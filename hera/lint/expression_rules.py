"""What is wrong with expressions."""

from __future__ import annotations

import re

from .expressed import Expression, OpenExpression
from .expressions.functions import BUILTIN, SPRIG
from .expressions.tree import functions
from .near import near
from .registry import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .expressions.tree import Node, Variable
    from .registry import Say

# What stands right after a name if the name was meant to have hyphens.
_HYPHENED = re.compile(r"(?:-[\w$]+)+(?:\.[\w$]+(?:-[\w$]+)*)*")
_IDENTIFIER = re.compile(r"[^\W0-9][\w$]*")
_COMPUTING = ("+", "-", "*", "/", "%", "**", "^")
_ORDERING = ("<", "<=", ">", ">=")
_SHOWN = 60


@rule("HL710", Expression, "Expressions can be read")
def readable(view: Expression, say: Say) -> None:
    """An expression, in `{{=…}}` or in a field of its own, follows the language's grammar.

    The language is that of expr-lang.org. A tag ends at the first `}}`, and there are no tags
    within it.

    ```yaml
    args: ["{{=asInt(inputs.parameters.count + 1}}"]
    ```

    Correct the expression at the place that the message shows: `asInt(inputs.parameters.count) + 1`.
    """
    if view.trouble and not view.spare:
        say(view.path, _told(view), hint=_hint(view), at=view.source)


@rule("HL711", Expression, "Expressions whose failure is hidden can be read", "warning")
def readable_though_hidden(view: Expression, say: Say) -> None:
    """An output whose expression nobody can read always has its default; one among a workflow's own
    fields fails where that is used.

    In a workflow event binding, the metadata of what is submitted is evaluated, too.

    ```yaml
    outputs:
      parameters:
      - name: chosen
        valueFrom: {expression: "tasks.a.outputs.result ==", default: none}
    ```

    Correct the expression at the place that the message shows.
    """
    if view.trouble and view.spare:
        say(view.path, f"{_told(view)}; {view.spare}", hint=_hint(view))


def _told(view: Expression) -> str:
    at, why = view.trouble or (0, "")
    shown = view.source
    if len(shown) > _SHOWN:
        start = max(0, at - _SHOWN // 2)
        shown = f"…{shown[start : start + _SHOWN]}…" if start else f"{shown[:_SHOWN]}…"
    return f"cannot read the expression {shown!r}: at character {at + 1}: {why}"


def _hint(view: Expression) -> str | None:
    if "{{" in view.source:
        return "within {{=…}} write names as they are, without braces"
    at, _ = view.trouble or (0, "")
    if view.after.lstrip(" )]").startswith("}") and at >= len(view.source.rstrip()):
        return "the tag ends at the first }}: put a space between the braces of the expression"
    return None


@rule("HL718", OpenExpression, "Expression tags end")
def closed_expression(view: OpenExpression, say: Say) -> None:
    """After `{{=` and an expression comes `}}`.

    ```yaml
    args: ["{{=inputs.parameters.text}"]
    ```

    Add the brace.
    """
    say(view.path, "the tag {{= does not end in the same text", hint="close it with }}")


@rule("HL712", Expression, "Expressions use variables that are there", "warning")
def variables_known(view: Expression, say: Say) -> None:
    """What an expression names is known where it stands; else its tag stays as it is, or it fails.

    A name with other characters than letters, digits and `_` goes into brackets, as a hyphen
    subtracts.

    ```yaml
    when: "{{=tasks.flip-coin.outputs.result == 'heads'}}"
    ```

    Correct the name: `tasks['flip-coin'].outputs.result`.
    """
    done = 0
    for used in view.variables:
        if used.start < done:
            continue
        rest = _hyphened(view, used)
        if rest:
            done = used.end + len(rest)
            shown = view.source[used.start : done]
            told = f"{shown!r} subtracts, as a hyphen is no part of a name here"
            say(view.path, told, hint=f"write {_bracketed(used.name + rest)}", at=shown)
            continue
        keys = used.keys[:-1] if used.spare and len(used.keys) > 1 else used.keys
        why = view.names.why_not(keys)
        if why:
            say(
                view.path,
                f"{used.name!r} is not known in the expression: {why}",
                at=view.source[used.start : used.end],
            )


def _hyphened(view: Expression, used: Variable) -> str:
    """Return what follows a variable and belongs to its name, as the writer meant it."""
    match = _HYPHENED.match(view.source, used.end)
    if match is None:
        return ""
    meant = tuple((used.name + match[0]).split("."))
    if len(used.keys) == 1 or not (view.names.why_not(used.keys) or not view.names.why_not(meant)):
        return ""
    return match[0] if not match[0][1:].isdecimal() or not view.names.why_not(meant) else ""


def _bracketed(name: str) -> str:
    first, *rest = name.split(".")
    keys = [f".{key}" if _IDENTIFIER.fullmatch(key) else f"['{key}']" for key in rest]
    return first + "".join(keys)


@rule("HL713", Expression, "Expressions call functions that are there", "warning")
def functions_known(view: Expression, say: Say) -> None:
    """A function is one of the language, `asInt`, `asFloat`, `jsonpath` or `toJson`.

    Those of sprig are called with that name: `sprig.trim(…)`. Conditions of cron workflows, events
    and responses know those of the language only.

    ```yaml
    args: ["{{=asint(inputs.parameters.count) + 1}}"]
    ```

    Correct the name: `asInt`.
    """
    if view.tree is None:
        return
    known = BUILTIN | view.names.functions
    for call in functions(view.tree):
        if call.value not in known:
            told = f"no function {call.value!r}"
            if view.names.functions and call.value in SPRIG:
                say(view.path, told, hint=f"write sprig.{call.value}(…)", at=call.value)
            else:
                say(view.path, told + near(call.value, known), at=call.value)


@rule("HL717", Expression, "Expressions compare and compute with what they can", "warning")
def types_fit(view: Expression, say: Say) -> None:
    """A condition is true or false; parameters and results are texts, also where they look else.

    ```yaml
    when: "{{=inputs.parameters.count > 3}}"
    ```

    Make a number of the text: `asInt(inputs.parameters.count) > 3`.
    """
    if view.tree is None:
        return
    if view.condition and _is_no_condition(view.tree):
        say(view.path, "the expression is neither true nor false", at=view.source)
    for node in view.tree.walk():
        if node.kind == "binary" and node.value in (*_COMPUTING, *_ORDERING, "==", "!="):
            _check_text(view, node, say)


def _is_no_condition(tree: Node) -> bool:
    if tree.kind == "literal":
        return tree.text or tree.value not in ("true", "false")
    return tree.kind in ("list", "map") or (tree.kind == "binary" and tree.value in _COMPUTING)


def _check_text(view: Expression, node: Node, say: Say) -> None:
    for text, number in (node.parts, node.parts[::-1]):
        name = _name_of_text(text)
        if (
            name
            and number.kind == "literal"
            and not number.text
            and number.value[0] in "0123456789."
        ):
            shown = view.source[text.start : text.end]
            told = f"{shown} is a text, which "
            told += "never equals a number" if node.value in ("==", "!=") else "is no number"
            say(view.path, told, hint=f"write asInt({shown}), or asFloat", at=shown)


def _name_of_text(node: Node) -> str:
    keys: list[str] = []
    while node.kind == "member":
        if not node.parts[1].text:
            return ""
        keys.append(node.parts[1].value)
        node = node.parts[0]
    keys.reverse()
    name = ".".join([node.value, *keys]) if node.kind == "name" else ""
    return name if _TEXTS.fullmatch(name) else ""


_TEXTS = re.compile(
    r"(?:inputs|workflow)\.parameters\.(?!json$)[^.]+|retries|lastRetry\.\w+"
    r"|(?:tasks|steps)\.[^.]+\.(?:exitCode|outputs\.(?:result|parameters\.[^.]+))"
)
