"""Which value reaches a script's function, for which text."""

# The functions are users', who annotate as they like.
# mypy: disable-error-code="no-untyped-def, no-untyped-call, name-defined, import-not-found"
# ruff: noqa: UP007, UP045, RUF013

from __future__ import annotations

import ast
import base64
import datetime
import json
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Optional, Union

import pytest
from e2e.judge_fixtures import ArgoSubstitute
from facade.scripts._models import sized
from facade.scripts._pods import KNOWN, pythons, run, run_file, run_with, source_of
from facade.scripts.argo_model import ArgoError, expanded, substitute
from hypothesis import given
from hypothesis import strategies as st
from models._examples import examples

from hera import literal
from hera.workflows._core.inline import InlineRequest, inline_source
from hera.workflows._core.inline.support import functions
from hera.workflows._core.signature import read_signature


class Color(Enum):
    RED = "red"
    ONE = 1


@dataclass
class Point:
    x: int
    label: Optional[str] = None
    colors: list[Color] = field(default_factory=list)


def texts(x: str, y: Optional[str], z):
    return [x, y, z]


def with_any(x: Any):
    return repr(x)


def case(annotation: Any) -> Any:
    """Return a function whose argument has that annotation, and that shows what it was given."""

    def shown(x):
        return repr(x)

    shown.__annotations__["x"] = annotation
    return shown


CASES: list[tuple[Any, str, str]] = [
    (str, "123", "'123'"),
    (str, "true", "'true'"),
    (str, "null", "'null'"),
    (str, '"q"', "'\"q\"'"),
    (Optional[str], "null", "None"),
    (Optional[str], "123", "'123'"),
    (Optional[str], "'null'", '"\'null\'"'),
    (int, "5", "5"),
    (int, "5.0", "5"),
    (int, "-123456789012345678901", "-123456789012345678901"),
    (Optional[int], "null", "None"),
    (Optional[int], "3", "3"),
    (float, "5", "5.0"),
    (float, "1e-3", "0.001"),
    (bool, "true", "True"),
    (bool, "False", "False"),
    (bytes, "é", "b'\\xc3\\xa9'"),
    (list, '[1, "a"]', "[1, 'a']"),
    (dict, '{"a": 1}', "{'a': 1}"),
    (list[int], "[1, 2]", "[1, 2]"),
    (list[Optional[str]], '["null", null]', "['null', None]"),
    (dict[str, list[float]], '{"a": [1]}', "{'a': [1.0]}"),
    (dict[int, str], '{"1": "a"}', "{1: 'a'}"),
    (tuple[int, str], '[1, "a"]', "(1, 'a')"),
    (tuple[int, ...], "[1, 2]", "(1, 2)"),
    (set[int], "[1, 1]", "{1}"),
    (Union[int, str], "5", "5"),
    (Union[str, int], "five", "'five'"),
    (Union[int, list[int], None], "[5]", "[5]"),
    (Union[int, list[int], None], "null", "None"),
    (Literal["a", 1, "2"], "a", "'a'"),
    (Literal["a", 1, "2"], "1", "1"),
    (Literal["a", 1, "2"], "2", "'2'"),
    (Path, "/a b", "PosixPath('/a b')"),
    (datetime.datetime, "2024-01-02T03:04:05+00:00", "datetime.datetime(2024, 1, 2, 3, 4, 5, "
     "tzinfo=datetime.timezone.utc)"),
    (datetime.datetime, "2024-01-02T03:04:05Z", "datetime.datetime(2024, 1, 2, 3, 4, 5, "
     "tzinfo=datetime.timezone.utc)"),
    (datetime.date, "2024-01-02", "datetime.date(2024, 1, 2)"),
    (Color, "red", "<Color.RED: 'red'>"),
    (Color, "1", "<Color.ONE: 1>"),
    (Point, '{"x": 1, "colors": ["red", 1]}',
     "Point(x=1, label=None, colors=[<Color.RED: 'red'>, <Color.ONE: 1>])"),
    (list[Point], '[{"x": 1, "label": "l"}]', "[Point(x=1, label='l', colors=[])]"),
    (Any, "[1]", "[1]"),
    (Any, "text", "'text'"),
    ("nowhere.Frame", '{"a": 1}', "{'a': 1}"),
]  # fmt: skip


def test_annotations_decide_types() -> None:
    sources = [substitute(source_of(case(each)), {"x": text}) for each, text, _ in CASES]
    shown = [pod.result for pod in run(sources)]
    assert shown == [expected for _, _, expected in CASES]


WRONG: list[tuple[Any, str, str]] = [
    (int, "abc", "should be int, but is 'abc'"),
    (int, "1.5", "should be int, but is '1.5' (not an integer)"),
    (int, "true", "not an integer"),
    (bool, "1", "neither true nor false"),
    (list[int], '["a"]', "should be list[int]"),
    (dict, "[]", "not a dict"),
    (Literal["a", "b"], "c", "known are a, b"),
    (Color, "blue", "known are red, 1"),
    (Point, '{"y": 1}', "should be Point"),
    (datetime.date, "tomorrow", "should be date"),
]


def test_a_value_that_does_not_fit_is_told_on_stderr() -> None:
    sources = [substitute(source_of(case(each)), {"x": text}) for each, text, _ in WRONG]
    for pod, (_, text, told) in zip(run(sources), WRONG, strict=True):
        assert (pod.code, pod.out) == (1, "")
        assert pod.err.startswith("hera: the parameter 'x' ")
        assert told in pod.err, text
        assert "Traceback" not in pod.err


def test_unannotated_parameters_are_json_or_text() -> None:
    found = run_with(texts, {"x": "1", "y": "1", "z": "1"}).result
    assert json.loads(found) == ["1", "1", 1]
    found = run_with(texts, {"x": "[", "y": "null", "z": "["}).result
    assert json.loads(found) == ["[", None, "["]


def test_none_as_default_allows_null() -> None:
    def shown(x: str = None):  # type: ignore[assignment] # as many write it
        return repr(x)

    assert run_with(shown, {"x": "null"}).result == "None"
    assert run_with(shown, {"x": "a"}).result == "'a'"


def test_pydantic_models_are_made_where_the_image_has_pydantic(tmp_path: Path) -> None:
    source = source_of(sized)
    assert "class Size(BaseModel):" in source
    stub = tmp_path / "pydantic.py"
    stub.write_text(
        "class BaseModel:\n    def __init__(self, **k): self.__dict__.update(k)\n"
        "    @classmethod\n    def model_validate(cls, value): return cls(**value)\n"
    )
    done = substitute(source, {"size": '{"width": 3}'})
    # The script's folder is where the stand-in lies.
    assert run_file(done, tmp_path).stdout == "3\n"


# --- any text ---

CHARACTERS = st.characters(exclude_categories=["Cs"])
TOKENS = ["{{", "}}", "{", "}", "'", '"', "\\", "\n", "'''", '"""', "#", "{{workflow.name}}"]
TOKENS += ["{{inputs.parameters.x}}", "{{ item.x }}", "{{=workflow.name}}", "\x1b", "\x7f", "\a"]
TOKENS += [
    "); import os; os._exit(9) #",
    "\r\n",
    "\u2028",
    "👩\u200d👧",
    "\x00",
    "$(HOME)",
    "hera-literal:",
]
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=40), st.lists(st.sampled_from(TOKENS), max_size=6).map("".join)
)
ECHO = source_of(texts)


@given(batch=st.lists(st.tuples(TEXTS, TEXTS), min_size=10, max_size=25))
@examples(12)
def test_any_text_arrives(batch: list[tuple[str, str]]) -> None:
    jobs: list[tuple[dict[str, str], str]] = []
    for x, y in batch:
        values = {"x": x, "y": y, "z": "1"}
        with suppress(ArgoError):
            jobs.append((expanded(values, KNOWN), substitute(ECHO, values, KNOWN)))
    for (values, _), pod in zip(jobs, run([source for _, source in jobs]), strict=True):
        expected_y = None if values["y"] == "null" else values["y"]
        assert json.loads(pod.result) == [values["x"], expected_y, 1]


@given(values=st.lists(TEXTS, min_size=2, max_size=2))
@examples(300)
def test_the_model_is_argos(argo_substitute: ArgoSubstitute, values: list[str]) -> None:
    given_values = {"x": values[0], "y": values[1], "z": "1"}
    script = {"image": "python", "command": ["python"], "source": ECHO}
    parameters = [{"name": name} for name in given_values]
    template = {"name": "t", "inputs": {"parameters": parameters}, "script": script}
    arguments = [{"name": name, "value": value} for name, value in given_values.items()]
    answer = argo_substitute(template, {"parameters": arguments}, known=KNOWN)
    try:
        expected_source = substitute(ECHO, given_values, KNOWN)
    except ArgoError:
        assert "error" in answer
    else:
        assert "error" not in answer, answer["error"]
        assert answer["executed"]["script"]["source"] == expected_source


@given(texts=st.lists(TEXTS.filter(lambda text: text), min_size=10, max_size=25))
@examples(10)
def test_a_literal_arrives_with_its_braces(texts: list[str]) -> None:
    sources = []
    for text in texts:
        argument = literal(text).argument
        assert "{{" not in argument
        sources.append(substitute(ECHO, {"x": argument, "y": "", "z": ""}, KNOWN))
    assert [json.loads(pod.result)[0] for pod in run(sources)] == texts


@pytest.mark.parametrize("text", ["{{=", "{{=1}", "{{workflow.name}}", "{{ item.x }}"])
def test_a_literal_arrives_through_argo(argo_substitute: ArgoSubstitute, text: str) -> None:
    script = {"image": "python", "command": ["python"], "source": source_of(with_any)}
    template = {"name": "t", "inputs": {"parameters": [{"name": "x"}]}, "script": script}
    parameters = [{"name": "x", "value": literal(text).argument}]
    answer = argo_substitute(template, {"parameters": parameters}, known=KNOWN)
    assert run([answer["executed"]["script"]["source"]])[0].result == repr(text)


def test_a_literal_is_its_text() -> None:
    text = literal("{{ x }}")
    assert text == "{{ x }}"
    assert repr(text) == "literal('{{ x }}')"
    assert literal("plain").argument == "plain"
    again = literal(text.argument).argument  # even what looks encoded arrives as it is
    assert base64.b64decode(again.rpartition(":")[2]).decode() == text.argument
    with pytest.raises(TypeError, match=r"hera\.literal\(\) takes a text, and was given int"):
        literal(1)  # type: ignore[arg-type]


def test_a_broken_expression_in_a_value_is_argos_error() -> None:
    with pytest.raises(ArgoError):
        substitute(ECHO, {"x": "{{=", "y": "", "z": ""})


def test_large_values_arrive() -> None:
    value = 'é"\n{ ' * 15_000
    assert json.loads(run_with(texts, {"x": value, "y": "", "z": ""}).result)[0] == value


def test_a_tag_that_was_not_evaluated_is_told() -> None:
    (pod,) = run([ECHO])
    assert pod.code == 1
    assert pod.err.startswith("hera: Argo did not evaluate the tag of the parameter 'x'")
    assert "Traceback" not in pod.err


def test_the_header() -> None:
    lines = ECHO.splitlines()
    assert lines[0] == "#}}"
    assert "{{=sprig.b64enc(inputs.parameters['x'])}}" in ECHO
    assert sum("sprig.b64enc" in line for line in lines) == 3
    assert ECHO.count("{{") == 3


def test_inputs_that_are_no_arguments_are_names_as_under_hera() -> None:
    def uses(x: str):
        return [x, other]  # noqa: F821

    found = run_with(uses, {"x": "a", "other": "[1]"}, input_names=["x", "other"]).result
    assert json.loads(found) == ["a", [1]]


def test_an_argument_without_an_input_keeps_its_default() -> None:
    def shown(x: str, y: int = 3):
        return [x, y]

    assert json.loads(run_with(shown, {"x": "a"}, input_names=["x"]).result) == ["a", 3]


# --- every Python ---


@pytest.mark.parametrize("minor", range(7, 16))
def test_every_python_runs_what_is_added(minor: int) -> None:
    python = pythons().get(f"3.{minor}")
    if python is None:
        pytest.skip(f"no python3.{minor} on this machine")

    def everything(a: str, b: Optional[int], c: Color, d: Point, e: datetime.datetime, f=1):
        return {"a": a, "b": b, "c": c, "d": d, "e": e, "f": f}

    values = {"a": "é", "b": "null", "c": "red", "d": '{"x": 1}', "e": "2024-01-02T03:04:05Z"}
    text, findings = inline_source(InlineRequest(everything, read_signature(everything)))
    assert findings == []
    # `list[Color]` in a class is the user's own, and needs a Python that has it.
    text = text.replace("list[Color]", "list")
    (pod,) = run([substitute(text, {**values, "f": "2"})], python)
    assert json.loads(pod.result) == {
        "a": "é",
        "b": None,
        "c": "red",
        "d": {"x": 1, "label": None, "colors": []},
        "e": "2024-01-02T03:04:05+00:00",
        "f": 2,
    }


def test_all_that_can_be_added_is_python_3_7() -> None:
    for name, text in functions().items():
        tree = ast.parse(text, feature_version=(3, 7))
        assert [getattr(node, "name", None) for node in tree.body] == [name]
        assert "{{" not in text
        assert "}}" not in text
