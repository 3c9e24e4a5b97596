"""At the place that is told for a path stands what the data has there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hera.lint.project import Span
from hera.lint.project.positions import Positions
from hera_models import dump_all, load_all

Path = tuple["str | int", ...]

_TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\u2028\u2029\ufffe"),
    max_size=12,
) | st.sampled_from(["yes", "a: b", "# no", "- x", "{{x}}", "two\nlines\n", "\ttab", "😀 ☃", "a.b"])
_SCALARS = st.none() | st.booleans() | st.integers(-99, 10**6) | _TEXTS
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)
_DOCUMENTS = st.lists(
    st.dictionaries(_TEXTS, _VALUES, min_size=1, max_size=4), min_size=1, max_size=3
)


def _by_pyyaml(**options: Any) -> Callable[[list[Any]], str]:
    def dump(documents: list[Any]) -> str:
        dumped: Any = yaml.safe_dump_all  # whose result depends on the options
        text: str = dumped(documents, sort_keys=False, **options)
        return text

    return dump


def _json_in_a_row(documents: list[Any]) -> str:
    return "\n".join(json.dumps(each, ensure_ascii=True) for each in documents)


def _json_list(documents: list[Any]) -> str:
    return json.dumps(documents, ensure_ascii=False, indent="\t").replace("\n", "\r\n")


def _with_marks(documents: list[Any]) -> str:
    return "\ufeff# head\r\n" + dump_all(documents).replace("\n", "\r\n")


_STYLES = {
    "ours": dump_all,
    "marked": _with_marks,
    "block": _by_pyyaml(default_flow_style=False, allow_unicode=True),
    "mixed": _by_pyyaml(default_flow_style=None, width=20, explicit_start=True),
    "flow": _by_pyyaml(default_flow_style=True, width=15, allow_unicode=True),
    "double": _by_pyyaml(default_style='"', indent=6, width=30),
    "single": _by_pyyaml(default_style="'", allow_unicode=True, explicit_end=True),
    "literal": _by_pyyaml(default_style="|", allow_unicode=True),
    "folded": _by_pyyaml(default_style=">", width=10),
    "carriage": _by_pyyaml(line_break="\r", allow_unicode=True),
    "json": _json_in_a_row,
    "json-list": _json_list,
}


def _paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, value
    parts: Any = value  # what checkers do not take for a collection of unknown items
    if isinstance(value, dict):
        for key, item in parts.items():
            yield from _paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(parts):
            yield from _paths(item, (*path, index))


def _cut(text: str, span: Span) -> str:
    """Return what stands at a place, counted by hand: lines end with CR, LF or both."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first = lines[span.line - 1][span.column - 1 :]
    last = lines[span.end_line - 1][: span.end_column - 1]
    return "\n".join([first, *lines[span.line : span.end_line - 1], last])


def _means(shown: str, value: Any, *, is_json: bool) -> bool:
    """Tell whether a scalar as it stands in a text is a value."""
    if is_json:
        return bool(json.loads(shown) == value)
    if re.match(r"(!!\w+ )?[|>]", shown):
        # How far it is indented is said by what it lies in.
        words = value if isinstance(value, str) else json.dumps(value)
        return shown.partition("\n")[2].split() == words.split()
    item = shown.replace("\n", "\n  ")
    return bool(list(load_all(f"x:\n- {item}")) == [{"x": [value]}])


def _names(shown: str, key: str, *, is_json: bool) -> bool:
    """Tell whether what stands in a text is a key."""
    if is_json or re.match(r"[|>]", shown):
        return _means(shown, key, is_json=is_json)
    item = shown.replace("\n", "\n  ")
    return list(load_all(f"? {item}\n: 1")) == [{key: 1}]


@pytest.mark.parametrize("style", _STYLES)
@settings(max_examples=25, deadline=None)
@given(documents=_DOCUMENTS)
def test_at_the_place_of_a_path_stands_its_value_or_key(style: str, documents: list[Any]) -> None:
    text, is_json = _STYLES[style](documents), style.startswith("json")
    positions = Positions(text)
    # As they are read: to Kubernetes, y without quotes is true.
    for number, document in enumerate(load_all(text, allow_duplicate_keys=True)):
        for path, value in _paths(document):
            span = positions.span(number, path)
            assert span is not None
            shown = _cut(text, span)
            if not isinstance(value, (dict, list)):
                assert _means(shown, value, is_json=is_json), (path, span, shown)
            elif path and isinstance(path[-1], str) and shown[:1] not in "{[":
                assert _names(shown, path[-1], is_json=is_json), (path, span, shown)
            else:
                # Of what has no key the first line.
                assert shown.strip(" \t\r\n") == shown != "", (path, span, shown)


@pytest.mark.parametrize("style", _STYLES)
@settings(max_examples=10, deadline=None)
@given(documents=_DOCUMENTS)
def test_keys_have_places_of_their_own(style: str, documents: list[Any]) -> None:
    text, is_json = _STYLES[style](documents), style.startswith("json")
    positions = Positions(text)
    for number, document in enumerate(load_all(text, allow_duplicate_keys=True)):
        for path, _ in _paths(document):
            if path and isinstance(path[-1], str):
                span = positions.span(number, path, key=True)
                assert span is not None
                assert _names(_cut(text, span), path[-1], is_json=is_json), (path, span)


def _at(text: str, *path: str | int, key: bool = False, document: int = 0) -> tuple[int, str]:
    span = Positions(text).span(document, path, key=key)
    assert span is not None
    return span.line, _cut(text, span)


def test_what_is_not_there_is_looked_for_above() -> None:
    text = "spec:\n  dag:\n    tasks:\n    - name: a # first\n      x: 1\n"
    assert _at(text, "spec", "dag", "tasks", 0, "template") == (4, "name: a # first")
    assert _at(text, "spec", "dag", "tasks", 7) == (3, "tasks")
    assert _at(text, "spec", "entrypoint", 3, "x") == (1, "spec")
    assert _at(text, "metadata") == (1, "spec:")
    assert Positions(text).node(0, ("spec", "dag", "tasks", 7)) is None
    assert Positions(text).span(1, ()) is None


def test_an_alias_is_pointed_at_itself_and_what_is_in_it_at_its_anchor() -> None:
    text = "a: &x\n  b: 1\nc: *x\nd: &y text\ne:\n  - *y\nf: *y # same\n"
    assert _at(text, "c") == (3, "*x")
    assert _at(text, "c", "b") == (2, "1")
    assert _at(text, "f") == (7, "*y")
    assert _at(text, "e", 0) == (4, "&y text")
    positions = Positions(text)
    shared = [positions.place(0, path) for path in (("c", "b"), ("e", 0), ("a", "b"), ("d",))]
    assert [place and place.shared for place in shared] == [True, True, False, False]


def test_merged_keys_are_where_they_were_written() -> None:
    text = "a: &x {b: 1, c: 2}\nd: &y {b: 3}\ne:\n  <<: [*y, *x]\n  c: 4\n"
    assert _at(text, "e", "b") == (2, "3")
    assert _at(text, "e", "c") == (5, "4")
    place = Positions(text).place(0, ("e", "b"))
    assert place is not None
    assert place.shared


def test_keys_may_hold_dots_and_be_no_text() -> None:
    text = "labels:\n  a.b/c: x\n  1: y\n  on: z\n"
    assert _at(text, "labels", "a.b/c") == (2, "x")
    assert _at(text, "labels", "1") == (3, "y")
    assert _at(text, "labels", "true") == (4, "z")


def test_columns_count_characters_and_no_byte_order_mark() -> None:
    span = Positions('\ufeffa: {"😀": "☃", b: x}\r\n').span(0, ("a", "b"))
    assert span == Span(1, 18, 1, 19)


def test_json_has_places_where_yaml_refuses_it() -> None:
    text = '[{"a":\t"\\ud83d\\ude00"},\n {"' + "k" * 2000 + '": [1, {"b": null}]}]'
    assert _at(text, "a") == (1, '"\\ud83d\\ude00"')
    assert _at(text, "k" * 2000, 1, "b", document=1) == (2, "null")


def test_documents_are_numbered_with_the_broken_ones() -> None:
    text = "a: 1\n---\n# nothing\n---\nb: [\n---\nc: {1\nc: 2\n---\n" + "[" * 5000 + "\n---\nd: x\n"
    positions = Positions(text)
    assert positions.span(0, ("a",)) == Span(1, 4, 1, 5)
    assert [positions.span(number, ()) for number in (1, 2, 3)] == [None, None, None]
    assert positions.span(4, ("d",)) == Span(12, 4, 12, 5)


def test_nodes_are_those_of_the_text() -> None:
    text = "a:\n- b: 'x'\n"
    found = Positions(text).node(0, ("a", 0, "b"))
    assert found is not None
    key, value = found
    assert key is not None
    assert text[key.start_mark.index : value.end_mark.index] == "b: 'x'"
