"""YAML is read as sigs.k8s.io/yaml reads it, and whatever cannot be read ends in a ParseError.

The expected values of `test_scalar` and `test_key` were taken from sigs.k8s.io/yaml v1.4.0.
"""

from __future__ import annotations

import math
import pickle
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from _shared import shared
from hypothesis import given, settings
from hypothesis import strategies as st

from hera_models._runtime.errors import ModelsError, ParseError
from hera_models._runtime.yaml_read import read_documents


@pytest.fixture(params=["libyaml", "pure Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with each of PyYAML's parsers: not every installation has libyaml."""
    if request.param == "pure Python":
        monkeypatch.setattr("hera_models._runtime.yaml_read._Loader", yaml.SafeLoader)
    else:
        assert yaml.__with_libyaml__, "this installation of PyYAML lacks libyaml"


def read(text: str | bytes) -> object:
    """The one document of a text."""
    (document,) = read_documents(text)
    return document


def error_of(text: str | bytes) -> ParseError:
    with pytest.raises(ParseError) as caught:
        read_documents(text)
    return caught.value


def same(one: object, other: object) -> bool:
    return repr(one) == repr(other)  # tells 1 from 1.0 and True, and 0.0 from -0.0


NULLS = ["", "~", "null", "Null", "NULL", "!!null ''"]
TRUES = ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE", "!!bool 'y'"]
FALSES = ["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"]
NUMBERS: dict[str, int | float] = {
    "0": 0,
    "00": 0,
    "-0": 0,
    "+1": 1,
    "1_000": 1000,
    "1__0_": 10,
    "010": 8,
    "-010": -8,
    "0o14": 12,
    "0O14": 12,
    "0x1F": 31,
    "-0x_1f": -31,
    "0b101": 5,
    "+0b1": 1,
    "0b-101": -5,
    "08": 8.0,
    "1e3": 1000.0,
    "1E+3": 1000.0,
    "1.": 1.0,
    "1.5": 1.5,
    "-0.0": -0.0,
    "1_0.2_5": 10.25,
    ".5": 0.5,
    ".5_5": 0.55,
    "-.5": -0.5,
    ".5e1": 5.0,
    "9223372036854775807": 2**63 - 1,
    "-9223372036854775808": -(2**63),
    "-9223372036854775809": -9223372036854775808.0,
    "9223372036854775808": 2**63,
    "+9223372036854775808": 9223372036854775808.0,
    "18446744073709551615": 2**64 - 1,
    "18446744073709551616": 18446744073709551616.0,
    "0xffffffffffffffff": 2**64 - 1,
    "!!int '7'": 7,
    "!!float 1": 1.0,
    "!!float '1.5'": 1.5,
}
TEXTS = [
    "yEs",
    "tRUE",
    "nULL",
    "_1",
    "-_",
    "+",
    "0x",
    "0b2",
    "0o8",
    "0b",
    "0x10000000000000000",
    "1e999",
    ".5e999",
    ".5__5",
    ".5_",
    "._5",
    ".e1",
    ".",
    "1.2.3",
    "12:30:45",
    "1:30",
    "2020-01-01",
    "2020-01-01T00:00:00Z",
    "2020-1-1 10:00:00.5",
    "<<",
    "=",
    "١",
    "NaN",
    "inf",
    "1" + "0" * 5000,
    "0" + "8" * 5000,
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, None) for text in NULLS),
        *((text, True) for text in TRUES),
        *((text, False) for text in FALSES),
        *NUMBERS.items(),
        # 5,000 digits are out of a float's range or, with a leading zero, text as well
        *((text, text) for text in TEXTS),
        *((f"'{text}'", text) for text in ["", "~", "y", "010", "1.5", ".inf", "<<"]),
        *((f'"{text}"', text) for text in ["null", "on", "0x1f", ".5", "12:30:45"]),
        *((f"!!str {text}", text) for text in ["null", "yes", "1", ""]),
        ("|-\n  010", "010"),
        (">-\n  yes", "yes"),
        ("! 12", "12"),
        ("!own 12", "12"),
        ("!!timestamp 2020-01-01", "2020-01-01"),
        ("!!binary aMOp", "hé"),
        ("!!binary |\n  aM\n  Op\n", "hé"),
        ('"\\u00e9\\U0001F600\\x41\\0"', "é😀A\0"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_scalar(text: str, value: object) -> None:
    assert same(read(f"key: {text}"), {"key": value})
    assert same(read(f"- {text}\n- {text}"), [value, value])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1", "1"),
        ("0x1f", "31"),
        ("010", "8"),
        ("true", "true"),
        ("on", "true"),
        ("n", "false"),
        ("1.5", "1.5"),
        ("1.10", "1.1"),
        ("-2.50", "-2.5"),
        ("100000.0", "100000"),
        ("1000000.0", "1e+06"),
        ("123456789.0", "1.2345679e+08"),
        ("0.0001", "0.0001"),
        ("0.00001", "1e-05"),
        ("0.1", "0.1"),
        ("-0.0", "-0"),
        ("1e300", ".inf"),
        ("2020-01-01", "2020-01-01"),
        ("'1.50'", "1.50"),
        ("'<<'", "<<"),
        ("!!str 1", "1"),
        ("&anchor 7", "7"),
        ("? |-\n  a\n  b\n", "a\nb"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_key(text: str, key: str) -> None:
    assert read(f"{text}: value") == {key: "value"}


@pytest.mark.usefixtures("parser")
def test_a_key_that_is_an_alias() -> None:
    assert read("a: &x name\n*x : value") == {"a": "name", "name": "value"}


DOCUMENTS: list[tuple[str, list[object]]] = [
    ("", []),
    ("# only a comment\n", []),
    ("---\n---\n...\n", []),
    ("a: 1\n---\n# nothing\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
    ("--- null\n--- ~\n--- ''\n", [None, None, ""]),
    ("{}\n---\n[]\n", [{}, []]),
    ("a: &x 1\n---\nb: &x 2\nc: *x\n", [{"a": 1}, {"b": 2, "c": 2}]),
]


@pytest.mark.parametrize(("text", "documents"), DOCUMENTS)
@pytest.mark.usefixtures("parser")
def test_documents(text: str, documents: list[object]) -> None:
    assert read_documents(text) == documents


@pytest.mark.parametrize(
    "data",
    [
        "name: é😀\n".encode(),
        "\ufeffname: é😀\n".encode(),
        "name: é😀\r\n".encode("utf-16"),
        "\ufeffname: é😀\n".encode("utf-16-be"),
        "\ufeffname: é😀\n",
    ],
)
def test_encodings(data: str | bytes) -> None:
    assert read(data) == {"name": "é😀"}


MERGES = """
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
one:
  b: own
  <<: *base
two:
  <<: [*more, *base]
three:
  <<: {d: 5}
"""


@pytest.mark.usefixtures("parser")
def test_merge_keys() -> None:
    document = read(MERGES)
    assert isinstance(document, dict)
    assert document["one"] == {"a": 1, "b": "own"}
    assert document["two"] == {"a": 1, "b": 3, "c": 4}
    assert document["three"] == {"d": 5}


def test_aliases_are_independent_copies() -> None:
    document = read("a: &x {list: [1, {}]}\nb: *x\nc: *x\nd: {<<: *x}\n")
    assert isinstance(document, dict)
    document["a"]["list"][1]["new"] = True
    assert document["b"] == document["c"] == document["d"] == {"list": [1, {}]}
    assert document["b"]["list"] is not document["c"]["list"]
    assert document["b"]["list"] is not document["d"]["list"]


def test_an_anchor_may_be_given_again() -> None:
    assert read("[&x 1, *x, &x 2, *x, &x [&x 3, *x], *x]") == [1, 1, 2, 2, [3, 3], [3, 3]]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nb: 2\n'a': 3\n", 3, 1, "the key 'a' is given twice, first at line 1, column 1"),
        ("é: 1\n1: a\n'1': b\n", 3, 1, "the key '1' is given twice, first at line 2, column 1"),
        ("{a: 1, b: 2, a: 3}", 1, 14, "first at line 1, column 2"),
        ("{<<: {}, <<: {}}", 1, 10, '"<<" is given twice, first at line 1, column 2'),
        ("<<: [1]", 1, 1, '"<<" takes a mapping or a list of mappings'),
        ("a: .inf", 1, 4, ".inf has no counterpart in JSON"),
        ("a: !!float '-.Inf'", 1, 4, "-.Inf has no counterpart in JSON"),
        ("- .NaN", 1, 3, ".NaN has no counterpart in JSON"),
        ("a: !!int 1.5", 1, 4, "'1.5' is tagged !!int but is no int"),
        ("a: !!bool 1", 1, 4, "'1' is tagged !!bool but is no bool"),
        ("a: !!null x", 1, 4, "'x' is tagged !!null but is no null"),
        ("a: !!binary '?'", 1, 4, "!!binary holds no valid base64"),
        ("a: !!binary /w==", 1, 4, "!!binary holds bytes that are not UTF-8 text"),
        ("a: 1\n~: 2", 2, 1, "a key must be text, not null"),
        ("? [a]\n: 1", 1, 3, "a key must be text, not a list"),
        ("{a: 1}: 1", 1, 1, "a key must be text, not a mapping"),
        ("a: *b", 1, 4, "the alias 'b' has no anchor of its name before it"),
        ("a: &x 1\n--- *x", 2, 5, "the alias 'x' has no anchor of its name before it"),
        ("a: &x [1, *x]", 1, 11, "the alias 'x' is inside its own anchor"),
        ("a: b\x00", 1, 5, "the character U+0000 is not allowed in YAML"),
        ("é: \x07", 1, 4, "the character U+0007 is not allowed in YAML"),
        ("a:\n  \ud800", 2, 3, "the character U+D800 is not allowed in YAML"),
        (b"a: 1\nb: \xc3\xa9\xff", 2, 5, "the bytes are not UTF-8"),
        (b"\xff\xfea", 1, 1, "the bytes are not UTF-16"),
        ("a: [1,\n 2\n", 3, 1, "that starts at line 1, column 4"),
        ("a: 'x", 1, 6, "while scanning a quoted scalar"),
        ("a: !x!y z", 1, 4, "undefined tag handle"),
        ("a:\n  - b\n c: d\n", 3, 2, "while parsing a block mapping"),
        ("[" * 201, 1, 201, "nested over 200 levels deep"),
        ("- " * 201 + "a", 1, 401, "nested over 200 levels deep"),
        ("[\n" * 1_000_000, 201, 1, "nested over 200 levels deep"),
        ("{" * 1_000_000, 1, 201, "nested over 200 levels deep"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_what_is_refused(text: str | bytes, line: int, column: int, words: str) -> None:
    error = error_of(text)
    assert words in str(error)
    assert (error.line, error.column) == (line, column)
    assert str(error).startswith(f"line {line}, column {column}: ")


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\ud83d\\ude00"', '!!str "\\udfff"'])
@pytest.mark.usefixtures("parser")
def test_escaped_surrogates_are_refused(text: str) -> None:
    assert error_of(f"a: {text}").line == 1


@pytest.mark.parametrize("text", ['a: "\\U00110000"', "a: !%ED%A0%80 x", "%YAML 2.0\n--- a"])
@pytest.mark.usefixtures("parser")
def test_what_the_parsers_refuse_in_different_words(text: str) -> None:
    assert str(error_of(text))


def test_an_error_is_the_packages_own_and_survives_pickling() -> None:
    error = error_of("a: 1\na: 2")
    assert isinstance(error, ModelsError)
    assert isinstance(error, ValueError)
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.line, copy.column) == (str(error), 2, 1)


def test_a_message_stays_short_and_on_one_line() -> None:
    key = '"' + "a\\n" * 100_000 + '"'
    message = str(error_of(f"? {key}\n: 1\n? {key}\n: 2\n"))
    assert len(message) < 250
    assert "\n" not in message


def test_a_column_counts_characters_and_a_line_any_line_break() -> None:
    assert error_of("é: 1\r😀é: [}").column == 6
    assert error_of("a: 1\rb: 2\r\nb: 3").line == 3
    assert "first at line 2, column 1" in str(error_of("a: 1\rb: 2\r\nb: 3"))


def test_200_levels_are_read() -> None:
    value: Any = read("[" * 200 + "]" * 200)
    for _ in range(199):
        (value,) = value
    assert value == []


def test_an_alias_counts_with_the_levels_it_stands_in() -> None:
    half = "[" * 120 + "]" * 120
    text = f"a: &x {half}\nb: {'[' * 100}*x{']' * 100}"
    assert "the alias nests over 200 levels deep" in str(error_of(text))


def test_no_recursion_error_from_deep_in_the_stack() -> None:
    def at_the_bottom() -> list[object]:
        try:
            return at_the_bottom()
        except RecursionError:
            return read_documents("[" * 150 + "]" * 150)

    with pytest.raises(ParseError, match="what is left of Python's stack"):
        at_the_bottom()


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]")
    return "\n".join(lines)


@pytest.mark.parametrize("padding", [0, 1_000_000])
@pytest.mark.parametrize("levels", [8, 100])
def test_an_alias_bomb_is_refused(levels: int, padding: int) -> None:
    text = bomb(levels) + "\n#" + "x" * padding
    assert "the aliases expand to far more than the text" in str(error_of(text))


def test_an_alias_bomb_over_many_documents_is_refused() -> None:
    text = "\n---\n".join([bomb(4)] * 20)
    assert "the aliases expand to far more than the text" in str(error_of(text))


def test_much_honest_aliasing_is_read() -> None:
    document = read("a: &x {k: [1, 2, 3]}\nb:\n" + "- *x\n" * 2000)
    assert isinstance(document, dict)
    assert document["b"] == [{"k": [1, 2, 3]}] * 2000


def test_many_tag_directives_are_refused() -> None:
    text = "".join(f"%TAG !{n}! tag:\n" for n in range(200_000)) + "--- a"
    assert "%TAG directives" in str(error_of(text))
    assert read(text[-200:].partition("\n")[2]) == "a"


@pytest.mark.parametrize(
    ("text", "size"), [("a: bc", 5), (b"a: bc", 5), ("a: é😀", 9), ("a: \ud800", 6)]
)
def test_a_text_over_the_limit_is_refused(text: str | bytes, size: int) -> None:
    with pytest.raises(
        ParseError, match=f"YAML of {size} bytes is over the limit of {size - 1}; raise max_bytes"
    ):
        read_documents(text, max_bytes=size - 1)


@pytest.mark.parametrize("text", ["a: bc", b"a: bc", "a: é😀"])
def test_a_text_at_the_limit_is_read(text: str | bytes) -> None:
    size = len(text.encode() if isinstance(text, str) else text)
    assert len(read_documents(text, max_bytes=size)) == 1


@pytest.mark.parametrize("value", [None, 1, ["a: 1"], bytearray(b"a: 1"), Path("a.yaml")])
def test_other_types_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match=f"str or bytes, not from {type(value).__name__}"):
        read_documents(value)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # the point of the test


# Fuzzing: any result will do, if it is plain data or a ParseError.

PIECES = [
    *[
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "\t",
        "- ",
        ": ",
        "? ",
        ", ",
        "#",
        "---\n",
        "...\n",
        "%TAG ! x\n",
    ],
    *["&a ", "*a", "<<: *a", "<<: ", "!!int ", "!!binary ", "!", "!<x> ", "|", "|2-\n", ">+\n"],
    *["'", '"', "\\", "\\u", "\\xff", "{", "}", "[", "]", "@", "`", "\r", "\x85", "\u2028"],
    *[
        "\ufeff",
        "\ud800",
        "\0",
        "é",
        "😀",
        "a",
        "b",
        "1",
        "0x",
        "1.5",
        ".inf",
        "~",
        "y",
        "2020-01-01",
    ],
]


def assert_plain_or_refused(text: str | bytes) -> None:
    try:
        documents = read_documents(text)
    except ParseError:
        return
    assert_plain(documents)


def assert_plain(value: Any) -> None:
    kind: type[Any] = value.__class__
    if kind is dict:
        for key, item in value.items():
            assert type(key) is str
            assert_plain(item)
    elif kind is list:
        for item in value:
            assert_plain(item)
    elif kind is float:
        assert math.isfinite(value)
    else:
        assert value is None or kind in (str, int, bool)


@settings(deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    assert_plain_or_refused(text)


@settings(deadline=None)
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    assert_plain_or_refused(data)
    assert_plain_or_refused(b"\xff\xfe" + data)


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@settings(max_examples=300, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_sequence_of_yaml_tokens(loader: str, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hera_models._runtime.yaml_read._Loader", getattr(yaml, loader))
        assert_plain_or_refused(text)


def manifests() -> list[Path]:
    return sorted(shared("corpus").rglob("*.yaml"))


def test_mutated_manifests() -> None:
    generator = random.Random(20240229)
    for path in manifests():
        text = path.read_text(encoding="utf-8")[:3000]
        for _ in range(8):
            start = generator.randrange(len(text))
            end = start + generator.randrange(12)
            text = text[:start] + generator.choice(PIECES) + text[end:]
            assert_plain_or_refused(text)


def test_manifests_are_read_as_pyyaml_reads_them() -> None:
    """On Argo's own manifests, which hold none of the scalars on which the readers differ."""
    refused: list[str] = []
    paths = manifests()
    assert len(paths) > 200
    for path in paths:
        text = path.read_text(encoding="utf-8")
        expected = [d for d in yaml.load_all(text, yaml.CSafeLoader) if d is not None]
        try:
            documents = read_documents(text)
        except ParseError:
            refused.append(path.name)
        else:
            assert same(documents, expected), path.name
    # It gives metadata.annotations twice.
    assert refused == ["k8s-patch-json-workflow.yaml"]
