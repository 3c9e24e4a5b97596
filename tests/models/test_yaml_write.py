"""What is written means the same to this package, to PyYAML (YAML 1.1) and to ruamel (YAML 1.2)."""

from __future__ import annotations

import enum
import io
import math
import subprocess
import sys
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
import yaml
from _shared import shared
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from hera_models._runtime.errors import ModelsError, WriteError, WriteTypeError
from hera_models._runtime.yaml_read import read_documents
from hera_models._runtime.yaml_write import write, write_all

Reader: TypeAlias = Callable[[str], Any]


def read(text: str) -> object:
    (document,) = read_documents(text)
    return document


def read_yaml_1_2(text: str) -> object:
    reader: Any = YAML(typ="safe", pure=True)  # its types are incomplete
    reader.version = (1, 2)
    value: object = reader.load(
        io.StringIO(text)
    )  # pyright: ignore[reportUnknownMemberType]  # untyped
    return value


READERS: list[Reader] = [read, yaml.safe_load, read_yaml_1_2]


def assert_means_the_same_to_all(value: object) -> None:
    text = write(value)
    assert text.endswith("\n")
    for reader in READERS:
        # repr tells 1 from 1.0 and True, 0.0 from -0.0, and knows the order of keys
        assert repr(reader(text)) == repr(value), (reader, text)


WORKFLOW = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Workflow",
    "metadata": {"generateName": "hello-", "labels": {}, "annotations": {"on": "yes", "1": "2"}},
    "spec": {
        "entrypoint": "main",
        "parallelism": 5,
        "suspend": False,
        "ttlStrategy": None,
        "volumes": [],
        "templates": [
            {
                "name": "main",
                "steps": [[{"name": "a", "template": "run"}, {"name": "b"}], [{"name": "c"}], []],
            },
            {
                "name": "run",
                "inputs": {"parameters": [{"name": "message", "value": "{{item}}"}]},
                "script": {
                    "image": "python:3.12-alpine",
                    "command": ["python", "-u", "--flag", "/bin/sh", "100Mi", "1e3", "a: b"],
                    "source": "import sys\n\nprint('hi')\n",
                },
                "weight": 0.5,
            },
        ],
    },
}
WRITTEN = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: hello-
  labels: {}
  annotations:
    "on": "yes"
    "1": "2"
spec:
  entrypoint: main
  parallelism: 5
  suspend: false
  ttlStrategy: null
  volumes: []
  templates:
  - name: main
    steps:
    - - name: a
        template: run
      - name: b
    - - name: c
    - []
  - name: run
    inputs:
      parameters:
      - name: message
        value: "{{item}}"
    script:
      image: python:3.12-alpine
      command:
      - python
      - -u
      - --flag
      - /bin/sh
      - 100Mi
      - "1e3"
      - "a: b"
      source: |
        import sys

        print('hi')
    weight: 0.5
"""


def test_the_form_of_a_manifest() -> None:
    assert write(WORKFLOW) == WRITTEN
    assert_means_the_same_to_all(WORKFLOW)


TRICKY = [
    *["", " ", "  a", "a ", "\t", "y", "Y", "n", "yes", "No", "on", "OFF", "true", "False", "null"],
    *["Null", "~", "0", "1", "-1", "+1", "1_000", "0o14", "014", "08", "0x1f", "0b1", "12:30:45"],
    *["1:30", ".5", "-.5", "1.", "1e3", "e-1", "-e1", "E5", ".inf", "-.INF", ".nan", "inf", "NaN"],
    *["2020-01-01", "2020-01-01T00:00:00Z", "=", "<<", "-", "--", "---", "...", "- a", "-_1", "-a"],
    *[
        "?",
        "? a",
        ":",
        ": a",
        "a:",
        "a: b",
        "a:b",
        "a :b",
        "#",
        "# a",
        "a #b",
        "a#b",
        "[",
        "]",
        "{",
    ],
    *["}", "{}", "[]", ",", "a, b", "&a", "*a", "!a", "!!int 1", "|", ">", "|-", "%a", "@a", "`a"],
    *["'", '"', "''", "\\", "\\n", "it's", 'say "a"', "{{inputs.parameters.x}}", "=sum", "a=b"],
    *["\0", "\x07", "\x1b", "\x7f", "\x80", "\x85", "\x9f", "\xa0", "\u2028", "\u2029", "\ufeff"],
    *["\ufdd0", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff", "\U0001f600", "é", "日本", "\r"],
    *[
        "\n",
        "\n\n",
        " \n",
        "\n ",
        "a\n",
        "a\n\n",
        "a\n\n\n",
        "\na",
        "\n\na",
        "\n a",
        " a\nb",
        "\ta\nb",
    ],
    *["a\n b\n", "a \nb", "a\n  ", "a\n \n", "a\n\t\n", "a\n\nb", "a\r\nb\r\n", "a\rb", "a\x85b\n"],
    *[
        "# a\nb",
        "---\na\n",
        "...\n",
        "- a\n- b\n",
        "a: b\n",
        "%a\nb",
        "é\n😀\n",
        "a\n\x07",
        "\ufeffa\n",
    ],
    *[
        "k" * 1100,
        "k k" * 600,
        "é" * 1030,
        "100Mi",
        "10m",
        "5s",
        "1d",
        "2h",
        "1e",
        "0x",
        "/a",
        "./a",
    ],
]
POSITIONS: list[Callable[[str], object]] = [
    lambda text: text,
    lambda text: {"key": text},
    lambda text: {text: "value"},
    lambda text: {text: {text: [text]}},
    lambda text: [text, text],
    lambda text: [[text], {text: text, "next": text}, {"a": [[text, {text: [{text: 1}]}]]}],
]


@pytest.mark.parametrize("text", TRICKY, ids=ascii)
def test_tricky_text(text: str) -> None:
    for position in POSITIONS:
        assert_means_the_same_to_all(position(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\nb", "|-\n  a\n  b\n"),
        ("a\nb\n", "|\n  a\n  b\n"),
        ("a\n\nb\n\n\n", "|+\n  a\n\n  b\n\n\n"),
        (" a\nb\n", "|2\n   a\n  b\n"),
        ("\n\ta", "|2-\n\n  \ta\n"),
        ("a \nb\n", "|\n  a \n  b\n"),
        (
            "a\n\x07\x7f\x85\u2028\ufeff\U0001fffe",
            '"a\\n\\u0007\\x7f\\x85\\u2028\\ufeff\\U0001FFFE"\n',
        ),
        ("\n", '"\\n"\n'),
        ("😀é", '"😀é"\n'),
    ],
)
def test_the_form_of_text(text: str, written: str) -> None:
    assert write({"key": text}) == f"key: {written}"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (-5, "-5"),
        (2**64 - 1, "18446744073709551615"),
        (-(2**63), "-9223372036854775808"),
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (1e16, "1.0e+16"),
        (1.5e300, "1.5e+300"),
        (1e-7, "1.0e-07"),
        (5e-324, "5.0e-324"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_the_form_of_other_scalars(number: object, written: str) -> None:
    assert write([number]) == f"- {written}\n"
    assert_means_the_same_to_all([number])


TEXT = st.one_of(
    st.text(),
    st.sampled_from(TRICKY),
    st.lists(st.sampled_from(TRICKY), max_size=4).map("".join),
    st.text(alphabet="yYnNoO~.0123456789xXbeE_+-:TZ=<", max_size=8),
    st.text(alphabet="a \t\n#-:\"'\\", max_size=12),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_any_value_means_the_same_to_all(value: object) -> None:
    assert_means_the_same_to_all(value)


@settings(max_examples=50, deadline=None)
@given(st.lists(VALUES, max_size=4))
def test_any_documents_are_read_back(documents: list[object]) -> None:
    text = write_all(documents)
    assert repr(read_documents(text)) == repr(documents)
    assert repr(list(yaml.safe_load_all(text))) == repr(documents)


def test_the_form_of_documents() -> None:
    assert write_all([]) == ""
    assert write_all([{"a": 1}]) == "a: 1\n"
    documents: list[object] = [{"a": 1}, {"b": "x\n\n"}, []]
    assert write_all(iter(documents)) == "a: 1\n---\nb: |+\n  x\n\n---\n[]\n"


def test_manifests_survive_reading_and_writing() -> None:
    repeats_a_key = "k8s-patch-json-workflow.yaml"
    found = shared("corpus", "examples").rglob("*.yaml")
    paths = sorted(path for path in found if path.name != repeats_a_key)
    assert len(paths) > 100
    for path in paths:
        documents = read_documents(path.read_bytes())
        text = write_all(documents)
        assert repr(read_documents(text)) == repr(documents), path.name
        assert repr(list(yaml.load_all(text, yaml.CSafeLoader))) == repr(documents), path.name


class Colour(str, enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


class Shouting(str):
    def __str__(self) -> str:
        return self.upper()

    def __format__(self, spec: str) -> str:
        return self.upper()


class Number(float):
    def __repr__(self) -> str:
        return "a number"


class Mapping(dict[str, object]):
    pass


class Items(list[object]):
    pass


def test_subclasses_are_written_as_what_they_are() -> None:
    value = Mapping(
        colour=Colour.RED,
        level=Level.HIGH,
        items=Items([Colour.RED, Shouting("a\nb"), Mapping(), Items()]),
        number=Number(1.5),
    )
    value[Shouting("key")] = Shouting("value")
    assert read(write(value)) == {
        "colour": "red",
        "level": 3,
        "items": ["red", "a\nb", {}, []],
        "number": 1.5,
        "key": "value",
    }
    assert write(Shouting("text")) == "text\n"


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def test_200_levels_are_written_and_read_back() -> None:
    assert read(write(nested(200))) == nested(200)
    mapping: dict[str, Any] = {"k": 1}
    for _ in range(199):
        mapping = {"k": mapping}
    assert read(write(mapping)) == mapping


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (math.nan, WriteError, "nan has no counterpart in JSON"),
        ({"a": [1, {"b": math.inf}]}, WriteError, "a[1].b: inf has no counterpart in JSON"),
        ({"a": 2**64}, WriteError, "a: the integer is beyond 64 bits"),
        ([-(2**63) - 1], WriteError, "[0]: the integer is beyond 64 bits"),
        ({"a": "x\ud800"}, WriteError, "a: the text holds U+D800"),
        ({"a": "x\n\udfff"}, WriteError, "a: the text holds U+DFFF"),
        ({"\ud800": 1}, WriteError, "the text holds U+D800"),
        ({"a": {1: "x"}}, WriteTypeError, "a: a key must be text, not 1 of type int"),
        ({None: "x"}, WriteTypeError, "a key must be text, not None of type NoneType"),
        ({"a": {"b": {1}}}, WriteTypeError, "a.b: set cannot be written as YAML"),
        ((1, 2), WriteTypeError, "tuple cannot be written as YAML"),
        ([b"x"], WriteTypeError, "[0]: bytes cannot be written as YAML"),
        (nested(202), WriteError, "nested over 200 levels deep"),
    ],
)
def test_what_is_refused(value: object, error: type[WriteError], message: str) -> None:
    with pytest.raises(WriteError) as caught:
        write(value)
    assert type(caught.value) is error
    assert message in str(caught.value)
    assert str(caught.value).encode()  # the message itself can be printed
    assert isinstance(caught.value, ModelsError)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, TypeError) == (error is WriteTypeError)


def test_data_inside_itself_is_refused() -> None:
    value: dict[str, Any] = {}
    value["self"] = [value]
    with pytest.raises(WriteError, match="levels deep, or inside itself"):
        write(value)


def test_no_recursion_error_from_deep_in_the_stack() -> None:
    def at_the_bottom() -> str:
        try:
            return at_the_bottom()
        except RecursionError:
            return write(nested(150))

    with pytest.raises(WriteError, match="what is left of Python's stack"):
        at_the_bottom()


def test_writing_loads_neither_yaml_nor_typing() -> None:
    """Both cost more time to import than the writer needs for a manifest."""
    code = (
        "import sys, hera_models._runtime.yaml_write\n"
        "print(sorted({'yaml', 'typing', 'pydantic'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert (result.stdout, result.stderr) == ("[]\n", "")
