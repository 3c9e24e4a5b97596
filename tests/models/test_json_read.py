"""JSON that is no YAML, or beyond what is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from hera_models import Container, Parameter, ParseError, ValidationError, Workflow, load_all


def first(text: str | bytes) -> Any:
    return next(load_all(text, lenient=True))


@pytest.mark.parametrize(
    "number", ["1e400", "-1E+309", "9" * 210 + "e99", "9" * 400 + ".5", "1" + "0" * 309 + "e0"]
)
@pytest.mark.parametrize("after", ["}}", " }}", ", 1]}}", "\n]}}"])
def test_a_number_beyond_a_float_is_refused_with_its_place(number: str, after: str) -> None:
    text = '{"spec":{"new":' + ("[" if "]" in after else "") + number + after
    readers: tuple[Callable[[str], object], ...] = (
        first,
        lambda text: Workflow.from_json(text, lenient=True),
    )
    for read in readers:
        with pytest.raises(ParseError, match=r"^spec\.new.*: the number is beyond what a float"):
            read(text)


@pytest.mark.parametrize(
    "value", ["1e400", "x 1e400, 2e500 y", 1e308, -1e300, 1e-310, 10**308, "9" * 400]
)
def test_what_only_resembles_such_a_number_is_read(value: object) -> None:
    document = {"spec": {"new": [value]}}
    assert Workflow.from_json(json.dumps(document), lenient=True).to_dict() == document


@pytest.mark.parametrize(
    "strings", [["}", "{", "[", "]"], ['"', '\\"{', "\\"], ["\\\\", "\u2028}\n"]]
)
def test_brackets_in_text_do_not_end_a_document(strings: list[str]) -> None:
    documents: list[object] = [{"a": strings}, [strings], {text: {} for text in strings}]
    text = "".join(json.dumps(document, ensure_ascii=False) for document in documents)
    assert list(load_all(text)) == documents
    assert list(load_all(text.encode())) == documents


def test_json_over_the_limit_is_called_json() -> None:
    with pytest.raises(
        ParseError, match=r"^the JSON text has 7 bytes, more than 6; raise max_bytes"
    ):
        list(load_all('{"a":1}', max_bytes=6))


@pytest.mark.parametrize("times", [1, 2])
def test_json_beyond_a_limit_is_not_tried_as_yaml(times: int) -> None:
    deep = "[" * 300 + "]" * 300
    for text in (deep, '{"a":' + "9" * 5000 + "}"):
        with pytest.raises(
            ParseError,
            match=r"^line 1, column [0-9]+: not JSON: (recursion limit|number out of range)",
        ):
            list(load_all(text * times))


@pytest.mark.parametrize("read", [first, Container.from_json])
def test_a_byte_order_mark_is_left_out(read: Callable[[Any], Any]) -> None:
    for text in ('\ufeff{"image":"x"}', '\ufeff{"image":"x"}'.encode()):
        found = read(text)
        assert (found if isinstance(found, dict) else found.to_dict()) == {"image": "x"}


def test_the_last_of_equal_keys_wins_in_json() -> None:
    assert Container.from_json('{"image":"x","image":"y"}').image == "y"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({1: "x"}, "[1]: expected text as a key, got 1 (int)"),
        ({"env": [{2: "x"}]}, "env[0][2]: expected text as a key, got 2 (int)"),
    ],
)
def test_a_key_that_is_no_text_is_told(data: dict[Any, Any], told: str) -> None:
    for lenient in (False, True):
        with pytest.raises(ValidationError) as caught:
            Container.from_dict(data, lenient=lenient)
        assert told in str(caught.value)


def test_a_wrong_value_is_shown_in_brief() -> None:
    nested: object = 1
    for _ in range(100_000):
        nested = [nested]
    values: list[object] = [nested, list(range(10**6)), 10**5000, {"a": {"b": {"c": {"d": 1}}}}]
    for value in values:
        with pytest.raises(ValidationError) as caught:
            Parameter.from_dict({"name": value})
        assert "name: expected text, got " in str(caught.value)
        assert len(str(caught.value)) < 150
