"""What a script hands over: its result, outputs and artifacts."""

# The functions are users', who annotate as they like.
# mypy: disable-error-code="no-untyped-def, no-untyped-call, name-defined, import-not-found"
# ruff: noqa: UP045

from __future__ import annotations

import dataclasses
import datetime
import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Optional

import pytest
from facade.scripts._pods import Pod, run, run_with, source_of
from facade.scripts.argo_model import substitute

from hera.workflows import Artifact, Input, Output, Parameter


class Mood(str, Enum):
    GOOD = "good"


@dataclasses.dataclass
class Row:
    when: datetime.date
    moods: set[Mood]


def result(text: str, kind: str):
    import subprocess

    print("a print")
    subprocess.run(["echo", "a child"], check=True)
    values: dict[str, Any] = {"text": text, "json": [text, 1, None], "none": None, "bool": True}
    return values[kind]


RESULTS = [
    ("text", "é {{workflow.name}}\n", "é {{workflow.name}}\n"),
    ("json", "é{{{x}}}", '["\\u00e9{\\u007b{x}}}", 1, null]'),
    ("none", "", "null"),
    ("bool", "", "true"),
]


@pytest.mark.parametrize(("kind", "text", "printed"), RESULTS)
def test_a_returned_value_is_printed_alone(kind: str, text: str, printed: str) -> None:
    pod = run_with(result, {"text": text.replace("{{workflow.name}}", "{{other}}"), "kind": kind})
    assert pod.result == printed.replace("{{workflow.name}}", "{{other}}")
    assert sorted(pod.err.split("\n")) == ["", "a child", "a print"]


def test_a_looped_result_is_json() -> None:
    values = {"text": "a\n", "kind": "text"}
    assert run_with(result, values, looped=True).result == '"a\\n"'
    assert run_with(result, {**values, "kind": "bool"}, looped=True).result == "true"


def test_what_json_does_not_know() -> None:
    def made():
        return [Row(datetime.date(2024, 1, 2), {Mood.GOOD}), Path("/p"), datetime.time(1)]

    pod = run_with(made, include=[Row, Mood])
    assert json.loads(pod.result) == [
        {"when": "2024-01-02", "moods": ["good"]},
        "/p",
        "01:00:00",
    ]


def test_an_enum_of_texts_is_its_text() -> None:
    def made():
        return Mood.GOOD

    assert run_with(made, include=[Mood]).result == "good"


def test_what_has_no_json_is_told() -> None:
    def made():
        return [object()]

    pod = run_with(made)
    assert pod.code == 1
    assert "hera: a object has no JSON" in pod.err


def test_a_function_that_returns_none_by_its_annotation_prints_itself() -> None:
    def made() -> None:
        return print("said")

    assert run_with(made).out == "said\n"


def loads_it(text: str) -> str:
    return text.upper()


def files(
    text: Annotated[str, Artifact(name="text")],
    raw: Annotated[bytes, Artifact(name="raw")],
    path: Annotated[Path, Artifact(name="path")],
    data: Annotated[dict[str, int], Artifact(name="data")],
    number: Annotated[int, Parameter(name="the-number")],
    own: Annotated[str, Artifact(name="own", loads=loads_it)],
    written: Annotated[Path, Artifact(name="written", output=True)],
    said: Annotated[Path, Parameter(name="said", output=True)],
    missing: Annotated[Optional[str], Artifact(name="missing", optional=True)] = None,
) -> tuple[
    Annotated[str, Parameter(name="r")],
    Annotated[dict[str, Any], Parameter(name="j")],
    Annotated[bytes, Artifact(name="b")],
    Annotated[Path, Artifact(name="p")],
    Annotated[list[int], Artifact(name="l", dumps=json.dumps)],
]:
    print("seen")
    written.write_text(text + own)
    said.write_text(str(number))
    return path.read_text(), {"d": data, "m": missing}, raw, path, [number]


def test_artifacts_and_outputs(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs" / "artifacts"
    inputs.mkdir(parents=True)
    for name, content in [("text", b"\xc3\xa9"), ("raw", b"\xff"), ("path", b"p"), ("own", b"o")]:
        (inputs / name).write_bytes(content)
    (inputs / "data").write_text('{"a": 1}')
    pod = run_with(files, {"the-number": "7"}, files=str(tmp_path))
    assert (pod.code, pod.out) == (0, "seen\n"), pod.err
    outputs = {
        str(path.relative_to(tmp_path / "outputs")): path.read_bytes()
        for path in (tmp_path / "outputs").rglob("*")
        if path.is_file()
    }
    assert outputs == {
        "artifacts/written": b"\xc3\xa9O",
        "parameters/said": b"7",
        "parameters/r": b"p",
        "parameters/j": b'{"d": {"a": 1}, "m": null}',
        "artifacts/b": b"\xff",
        "artifacts/p": b"p",
        "artifacts/l": b"[7]",
    }


class Given(Input):
    count: int
    label: Annotated[str, Parameter(name="the-label")] = "x"


class Made(Output):
    doubled: int
    label: Annotated[str, Artifact(name="a-label")] = "none"


def doubles(given: Given) -> Made:
    print(given.label)
    made = Made(doubled=2 * given.count, result="r")
    made.exit_code = 3
    return made


def test_input_and_output_models_need_no_pydantic(tmp_path: Path) -> None:
    pod = run_with(doubles, {"count": "2", "the-label": "5"}, files=str(tmp_path))
    assert (pod.code, pod.out) == (3, "5\nr\n"), pod.err
    assert (tmp_path / "outputs" / "parameters" / "doubled").read_text() == "4"
    assert (tmp_path / "outputs" / "artifacts" / "a-label").read_text() == "none"


def test_an_artifact_that_does_not_fit_is_told(tmp_path: Path) -> None:
    def made(data: Annotated[list[int], Artifact(name="data")]):
        print(data)

    folder = tmp_path / "inputs" / "artifacts"
    folder.mkdir(parents=True)
    (folder / "data").write_text("no")
    pod = run_with(made, files=str(tmp_path))
    assert pod.code == 1
    assert pod.err.startswith("hera: the artifact in ")
    assert "does not fit the annotation" in pod.err


def test_packages_are_installed_first(tmp_path: Path) -> None:
    def made():
        import fetched

        return fetched.name

    # A stand-in for pip, which installs what it is asked for by writing it.
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "__init__.py").write_text("")
    (tmp_path / "pip" / "__main__.py").write_text(
        "import os, sys\nprint('installing')\n"
        "open(os.path.join(os.path.dirname(__file__), '..', 'fetched.py'), 'w')"
        ".write('name = %r' % sys.argv[-1])\n"
    )
    pod = _with_folder(source_of(made, packages=["fetched==1.0"]), tmp_path)
    assert pod.result == "fetched==1.0"
    assert pod.err == "installing\n"
    pod = _with_folder(source_of(made, packages=["--wrong", "x"]).replace("-m", "-q"), tmp_path)
    assert pod.code == 1
    assert "hera: pip could not install --wrong x" in pod.err


def _with_folder(source: str, folder: Path) -> Pod:
    lines = f"sys.path.append({str(folder)!r}); os.environ['PYTHONPATH'] = {str(folder)!r}\n"
    return run(
        [
            substitute(source, {})
            .replace("_hera_install(", "_hera_install(", 1)
            .replace("sys.path.append(os.getcwd())\n", lines, 1)
        ]
    )[0]
