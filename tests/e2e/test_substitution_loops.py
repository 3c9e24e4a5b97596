"""What tasks and steps a loop makes, by Argo's own substitution."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models._examples import examples

from .judge_fixtures import ArgoSubstitute

KNOWN = {"workflow.name": "wf"}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


class Loop:
    """Asks which tasks a loop makes of one, each with its argument."""

    def __init__(self, substitute: ArgoSubstitute) -> None:
        self._substitute = substitute

    def __call__(self, argument: str, kind: str = "task", **loop: Any) -> list[tuple[str, str]]:
        parameters = [{"name": "p", "value": argument}]
        asked = {"name": "A", "template": "t", "arguments": {"parameters": parameters}, **loop}
        made = self._substitute.loop(kind, asked, known=KNOWN)
        return [(each["name"], each["arguments"]["parameters"][0]["value"]) for each in made]

    def value(self, argument: str, item: Any) -> str:
        ((_, value),) = self(argument, withItems=[item])
        return value


@pytest.fixture
def loop(argo_substitute: ArgoSubstitute) -> Loop:
    return Loop(argo_substitute)


@pytest.mark.parametrize("kind", ["task", "step"])
def test_children_are_named_by_index_and_item(loop: Loop, kind: str) -> None:
    items = ["a", 1, 1.5, True, "1", "a(b)c", ""]
    made = loop("{{item}}", kind, withItems=items)
    values = ["a", "1", "1.5", "true", "1", "a(b)c", ""]
    names = [f"A({place}:{value})" for place, value in enumerate(values)]
    names[5] = "A(5:abc)"
    assert made == list(zip(names, values, strict=True))


def test_maps_are_named_by_their_sorted_entries(loop: Loop) -> None:
    made = loop("{{item}} {{item.b}}", withItems=[{"b": 2, "a": "(x)"}])
    assert made == [("A(0:a:x,b:2)", '{"a":"(x)","b":2} 2')]


@pytest.mark.parametrize("text", ['a"b\nc', "é日🧪", "back\\slash", "<&>", "\u2028", "true"])
def test_a_text_arrives_as_it_is(loop: Loop, text: str) -> None:
    assert loop.value("{{item}}", text) == text
    assert loop.value("{{=item}}", text) == text


@pytest.mark.parametrize("text", ["\x1b", "\x7f", "\a"])
def test_what_go_quotes_unlike_json_is_an_error(loop: Loop, text: str) -> None:
    with pytest.raises(ValueError, match="in string escape code"):
        loop.value("{{item}}", text)
    assert loop.value("{{=item}}", text) == text


@given(text=TEXTS)
@examples(150)
def test_any_text_arrives_encoded(argo_substitute: ArgoSubstitute, text: str) -> None:
    encoded = Loop(argo_substitute).value("{{=sprig.b64enc(item)}}", text)
    assert base64.b64decode(encoded).decode() == text


@pytest.mark.parametrize(
    ("text", "arrives"),
    [('a"b\nc', 'a\\"b\\nc'), ("\\", "\\\\"), ("\x1b", "\\u001b"), ("é<&>", "é<&>")],
)
@pytest.mark.parametrize("tag", ["{{item.k}}", "{{=item.k}}", "{{=item['k']}}"])
def test_an_entry_keeps_the_escapes_of_json(loop: Loop, tag: str, text: str, arrives: str) -> None:
    # By expression tags too: the entries are the JSON text less its outer quotes.
    assert loop.value(tag, {"k": text}) == arrives


@pytest.mark.parametrize("tag", ["{{item.k}}", "{{=item.k}}"])
def test_an_entry_is_spelt_as_the_json_of_with_param_spells_it(loop: Loop, tag: str) -> None:
    items = [{"k": "é"}]
    for text, arrives in (
        (json.dumps(items), "\\u00e9"),
        (json.dumps(items, ensure_ascii=False), "é"),
    ):
        ((_, value),) = loop(tag, withParam=text)
        assert value == arrives


def test_a_text_of_with_param_is_not(loop: Loop) -> None:
    assert [value for _, value in loop("{{item}}", withParam='["\\u00e9"]')] == ["é"]


@pytest.mark.parametrize(
    ("value", "arrives"),
    [(1, "1"), (True, "true"), (None, "null"), ([1, 'x"'], '[1,"x\\""]'), ({"n": 1}, '{"n":1}')],
)
def test_an_entry_that_is_no_text_is_json(loop: Loop, value: Any, arrives: str) -> None:
    assert loop.value("{{item.k}}", {"k": value}) == arrives


def test_a_whole_map_is_json_and_its_expression_has_texts(loop: Loop) -> None:
    item = {"k": 'a"b', "n": 1}
    assert json.loads(loop.value("{{item}}", item)) == item
    assert json.loads(loop.value("{{=toJson(item)}}", item)) == {"k": 'a\\"b', "n": "1"}


def test_tags_in_an_item_are_not_replaced_yet(loop: Loop) -> None:
    for text in ("{{workflow.name}}", "{{=1+1}}", "{{item}}"):
        assert loop.value("{{item}}", text) == text
    assert loop("{{workflow.name}}", withItems=["a"]) == [("A(0:a)", "wf")]


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("{{item.k}}", "failed to resolve {{item.k}}"),
        ("{{=item.k}}", "item.k is missing"),
        ("{{tasks.Z.outputs.result}}", "failed to resolve {{tasks.Z.outputs.result}}"),
        ("{{inputs.parameters.z}}", "failed to resolve {{inputs.parameters.z}}"),
    ],
)
def test_undefined_tags_are_errors_in_a_loop(loop: Loop, tag: str, told: str) -> None:
    with pytest.raises(ValueError, match=told.replace("{", r"\{")):
        loop.value(tag, "a")


@pytest.mark.parametrize(
    ("sequence", "values"),
    [
        ({"count": "3"}, ["0", "1", "2"]),
        ({"start": "5", "count": "2"}, ["5", "6"]),
        ({"start": "1", "end": "3"}, ["1", "2", "3"]),
        ({"start": "3", "end": "1"}, ["3", "2", "1"]),
        ({"start": 2, "end": 2}, ["2"]),
        ({"count": 0}, []),
        ({"count": "2", "format": "%03d"}, ["000", "001"]),
    ],
)
def test_sequences(loop: Loop, sequence: dict[str, Any], values: list[str]) -> None:
    made = loop("{{item}}", withSequence=sequence)
    assert made == [(f"A({place}:{value})", value) for place, value in enumerate(values)]


@pytest.mark.parametrize(
    ("sequence", "told"),
    [({}, "neither end nor count"), ({"start": "x", "end": "3"}, 'parsing "x": invalid syntax')],
)
def test_sequences_that_are_none(loop: Loop, sequence: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        loop("{{item}}", withSequence=sequence)


def test_with_param_is_a_list_in_json(loop: Loop) -> None:
    made = loop("{{item}}", withParam='["a", {"k": 1}, [2]]')
    assert made == [("A(0:a)", "a"), ("A(1:k:1)", '{"k":1}'), ("A(2:[2])", "[2]")]
    assert loop("{{item}}", withParam="[]") == []


@pytest.mark.parametrize("text", ["no", '{"a": 1}', "'a'"])
def test_with_param_that_is_none(loop: Loop, text: str) -> None:
    with pytest.raises(ValueError, match="withParam value could not be parsed as a JSON list"):
        loop("{{item}}", withParam=text)
    # Where the task is not to run, no one looks.
    assert loop("{{item}}", withParam=text, when="1 == 2") == []


def test_a_list_without_items_is_no_loop(loop: Loop) -> None:
    assert loop("{{item}}", withItems=[]) == [("A", "{{item}}")]
