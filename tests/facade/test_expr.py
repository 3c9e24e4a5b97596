"""Expressions: their exact text."""

from __future__ import annotations

import copy
import itertools

import pytest
from facade._peer import ask_peer

from hera.expr import C, Identifier, P, Sprig, g, it, sprig

RECORDED = {
    "g.a.b.c": "a.b.c",
    "g.inputs.parameters['my-name']": "inputs.parameters['my-name']",
    "g.a.get('in_')": "a.in_",
    "g.a[0]": "a[0]",
    "g.a[g.b]": "a[b]",
    "g.a[1:2]": "a[1:2]",
    "g.a[:]": "a[:]",
    "g.a['it\\'s']": 'a["it\'s"]',
    "C(1)": "1",
    "C('x')": "'x'",
    "C(True)": "true",
    "C(None)": "nil",
    "C([1, 'a', g.b])": "[1, 'a', b]",
    "C({'a': [None, {'b': False}]})": "{'a': [nil, {'b': false}]}",
    "C(1).value": "1",
    "it": "#",
    "it.x": "#.x",
    "g.a + 1": "a + 1",
    "g.a ** 2": "a ** 2",
    "g.a % 'x'": "a % 'x'",
    "g.a == None": "a == nil",
    "g.a != g.b": "a != b",
    "1 < g.a": "a > 1",
    "(g.a > 1) & (g.b <= 2)": "a > 1 && b <= 2",
    "g.a | True": "a || true",
    "~g.a": "!a",
    "-g.a": "-a",
    "+g.a": "+a",
    "P(g.a + 1) * 2": "(a + 1) * 2",
    "g.a.map(it * 2)": "map(a, {# * 2})",
    "g.a.filter(it.x > 1)": "filter(a, {#.x > 1})",
    "g.a.all(it)": "all(a, {#})",
    "g.a.any(it)": "any(a, {#})",
    "g.a.one(it)": "one(a, {#})",
    "g.a.none(it)": "none(a, {#})",
    "g.a.count(it)": "count(a, {#})",
    "g.a.length()": "len(a)",
    "g.a.as_int()": "asInt(a)",
    "g.a.as_float()": "asFloat(a)",
    "g.a.string()": "string(a)",
    "g.a.to_json()": "toJson(a)",
    "g.a.jsonpath('$.x')": "jsonpath(a, '$.x')",
    "g.a.in_([1])": "a in [1]",
    "g.a.not_in([1])": "a not in [1]",
    "g.a.contains('x')": "a contains 'x'",
    "g.a.matches('x')": "a matches 'x'",
    "g.a.starts_with('x')": "a startsWith 'x'",
    "g.a.ends_with('x')": "a endsWith 'x'",
    "(g.a > 1).check(C('yes'), g.b)": "a > 1 ? 'yes' : b",
    "sprig.trim(sprig.lower(g.a))": "sprig.trim(sprig.lower(a))",
    "sprig.list(1, 'a', None)": "sprig.list(1, 'a', nil)",
    "f'{g.a + 1}'": "a + 1",
    "f'{g.a + 1:$}'": "{{a + 1}}",
    "f'{g.a + 1:=}'": "{{=a + 1}}",
    "repr(g.a)": "a",
}
OPERATORS = ["+", "-", "*", "/", "%", "**", "<", ">", "<=", ">=", "==", "!=", "&", "|"]
VALUES = ["g.b", "1", "1.5", "'x'", "True", "None", "[1, 'a']", "{'k': g.c}", "(g.b + 1)", "P(g.b)"]
GENERATED = [
    *(f"g.a {operator} {value}" for operator, value in itertools.product(OPERATORS, VALUES)),
    *(f"P(g.a {one} g.b) {two} C('x')" for one, two in itertools.product(OPERATORS, OPERATORS)),
]
PEER = """
import json, sys
from hera.expr import C, P, g, it, sprig
print(json.dumps([str(eval(text)) for text in json.load(sys.stdin)]))
"""


def text_of(expression: str) -> str:
    return str(eval(expression, {"C": C, "P": P, "g": g, "it": it, "sprig": sprig}))


@pytest.mark.parametrize("expression", RECORDED)
def test_an_expression_reads_as_recorded(expression: str) -> None:
    assert text_of(expression) == RECORDED[expression]


def test_every_expression_reads_as_the_peer_s() -> None:
    expressions = [*RECORDED, *GENERATED]

    theirs = ask_peer(PEER, expressions)

    ours = [text_of(expression) for expression in expressions]
    assert dict(zip(expressions, ours, strict=True)) == dict(zip(expressions, theirs, strict=True))


def test_other_formats_and_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="Invalid format spec 'd'"):
        format(g.a, "d")
    with pytest.raises(ValueError, match="step size of 1"):
        g.a[::2]


def test_looping_over_an_expression_ends_at_once() -> None:
    with pytest.raises(TypeError, match=r"cannot loop over the expression a\.b; use \.map"):
        list(g.a.b)


def test_expressions_can_be_copied() -> None:
    copies = [copy.deepcopy(g.a.b), copy.copy(it), Identifier("x")]

    assert [str(item) for item in copies] == ["a.b", "#", "x"]
    assert str(Sprig().upper("x")) == "sprig.upper('x')"
