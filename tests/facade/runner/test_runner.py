"""``python -m hera.workflows.runner``: what reaches the function, and what leaves it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from facade.runner._runs import CASES, HERE, PEER, RECORDED, Case, Runs, batch, command, key_of

# Where Hera 7.1 ends in an error and a value fits the annotation all the same.
OURS_ALONE = {
    'text_or_whole {"a": "1.5"}': "'1.5'\n",
    'text_or_whole {"a": "[1, 2]"}': "'[1, 2]'\n",
    'text_or_whole {"a": "null"}': "'null'\n",
    'text_or_whole {"a": "{\\"x\\": 1}"}': "'{\"x\": 1}'\n",
}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    return batch(CASES, tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("case", CASES, ids=key_of)
def test_does_what_hera_does(case: Case, ours: Runs) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    key = key_of(case)
    if key in OURS_ALONE:
        assert recorded[key]["status"] == 1
        assert ours[key] == {"status": 0, "printed": OURS_ALONE[key], "files": {}}
    else:
        assert ours[key] == recorded[key]


@pytest.mark.slow
def test_the_record_is_what_hera_does(tmp_path: Path) -> None:
    if not PEER.exists():
        pytest.skip("Hera 7.1 is not installed below .bench; `make compare` does that")
    assert batch(CASES, tmp_path, PEER) == json.loads(RECORDED.read_text(encoding="utf-8"))


# Prints what a template of this Python's library runs.
_TEMPLATES = """
import json, warnings
warnings.simplefilter("ignore")
import entrypoints
from hera.workflows import RunnerScriptConstructor, Script, Workflow

constructor = RunnerScriptConstructor(outputs_directory="DIRECTORY", pydantic_mode=2)
with Workflow(name="w", entrypoint="two-outputs") as workflow:
    for name in ("named", "two_outputs", "ordered"):
        Script(name=name, source=getattr(entrypoints, name), constructor=constructor)
print(json.dumps([t["script"] for t in workflow.to_dict()["spec"]["templates"]]))
"""


@pytest.mark.slow
def test_templates_and_images_of_both_libraries_go_together(tmp_path: Path) -> None:
    if not PEER.exists():
        pytest.skip("Hera 7.1 is not installed below .bench; `make compare` does that")
    pythons = [Path(sys.executable), PEER]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "json").write_text('{"x": 5}', encoding="utf-8")
    code = _TEMPLATES.replace("DIRECTORY", str(tmp_path / "out"))
    base = {"RUNNER_TEST_BASE": str(tmp_path)}
    made = [command("-c", code, python=python, environment=base).stdout for python in pythons]
    assert json.loads(made[0]) == json.loads(made[1])
    values = [{"count": "3", "b": "4"}, {}, {"count": "2", "the-name": "7", "options": "null"}]
    for given, template in zip(values, json.loads(made[0]), strict=True):
        file = tmp_path / "source"
        parameters = [{"name": key, "value": value} for key, value in given.items()]
        file.write_text(
            template["source"].replace("{{inputs.parameters}}", json.dumps(parameters)),
            encoding="utf-8",
        )
        environment = {**base, **{item["name"]: item["value"] for item in template["env"]}}
        arguments = [*template["args"], str(file)]
        done = [command(*arguments, environment=environment, python=p) for p in pythons]
        assert (done[0].returncode, done[0].stdout) == (done[1].returncode, done[1].stdout)
        assert done[0].returncode == (3 if "the-name" in given else 0)


def run(
    entrypoint: str, tmp_path: Path, values: dict[str, Any] | str = "", **environment: str
) -> tuple[int, str, str]:
    """Run an entrypoint of `ours` or, with a colon, any; return status, output and errors."""
    file = tmp_path / "parameters"
    if not isinstance(values, str):
        values = json.dumps([{"name": key, "value": value} for key, value in values.items()])
    file.write_text(values, encoding="utf-8")
    entrypoint = entrypoint if ":" in entrypoint else f"ours:{entrypoint}"
    environment = {"hera__outputs_directory": str(tmp_path / "out"), **environment}
    done = command(
        "-m", "hera.workflows.runner", "-e", entrypoint, str(file), environment=environment
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("entrypoint", "values", "printed"),
    [
        ("later", {"a": "3"}, "4\n"),
        ("by_position", {"a": "1", "b": "2", "c": "false"}, "1 '2' False\n"),
        ("by_position", {"a": "1"}, "1 'x' True\n"),
        ("unknown_type", {"a": "[1]", "named": "four"}, "[1] 4\n"),
        ("optional_text", {"a": "null"}, "None\n"),
        ("optional_text", {"a": "12"}, "'12'\n"),
        ("optional_text", {}, "None\n"),
        ("zero", {}, "0\n"),
        ("zero", "null", "0\n"),
        ("both", {}, "entrypoints.py\n"),
        ("given", {"a": "5", "b": "null"}, "Given(a=5, b=None)\n"),
        ("given", {}, "Given(a=4, b=None)\n"),
        ("Tools.static", {"a": "4"}, "8\n"),
        ("static", {"a": "4"}, "8\n"),
        ("deep", {}, "deep\n"),
        ("Tools.Deeper.deep", {}, "deep\n"),
        ("OtherTools.shared", {}, "OtherTools\n"),
        ("decorated", {"a": "2"}, "4\n"),
        ("given_by_default", {"b": "x"}, "Given(a=8, b='x')\n"),
        ("given", {"a": 6}, "Given(a=6, b=None)\n"),
    ],
)
def test_goes_beyond_hera(
    entrypoint: str, values: dict[str, Any] | str, printed: str, tmp_path: Path
) -> None:
    assert run(entrypoint, tmp_path, values) == (0, printed, "")


@pytest.mark.parametrize(
    ("entrypoint", "values", "message"),
    [
        ("ours:", "", "the entrypoint is module:function; got 'ours:'"),
        ("nowhere:f", "", "the entrypoint 'nowhere:f' needs a module 'nowhere'"),
        ("nowhere.deep:f", "", "needs a module 'nowhere'"),
        ("absent", "", "the entrypoint 'ours:absent' names no function of"),
        ("shared", "", "write one of ours:Tools.shared, ours:OtherTools.shared"),
        ("NUMBER", "", "a script's source is a function"),
        ("Tools", "", "a script's source is a function"),
        ("zero", "not json", "does not hold the template's parameters"),
        ("zero", '{"a": 1}', "does not hold the template's parameters"),
        ("later", {"b": "1"}, "parameter 'a' has no value; the parameters given: b"),
        ("later", {"a": "x"}, "input 'a' does not fit its annotation"),
        ("given", {"a": "x"}, "input 'a' does not fit its annotation"),
        ("breaks_promise", {}, "the function is annotated to return Promised; it returned"),
    ],
)
def test_says_what_is_wrong(
    entrypoint: str, values: dict[str, Any] | str, message: str, tmp_path: Path
) -> None:
    status, printed, errors = run(entrypoint, tmp_path, values)
    assert (status, printed) == (1, "")
    assert errors.startswith("error: ")
    assert message in errors
    assert "Traceback" not in errors


def test_the_users_own_errors_keep_their_traceback(tmp_path: Path) -> None:
    status, printed, errors = run("entrypoints:raises", tmp_path)
    assert (status, printed) == (1, "before\n")
    assert "Traceback" in errors
    assert 'raise ValueError("boom")' in errors
    status, _, errors = run("broken_import:f", tmp_path)
    assert status == 1
    assert "Traceback" in errors
    assert "No module named 'a_module_that_is_not_there'" in errors


def test_no_file_of_parameters(tmp_path: Path) -> None:
    absent = str(tmp_path / "absent")
    done = command("-m", "hera.workflows.runner", "-e", "ours:zero", absent)
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot read the parameters")
    assert command("-m", "hera.workflows.runner", "-e", "ours:zero").returncode == 2


def test_writes_where_the_annotation_says(tmp_path: Path) -> None:
    file = tmp_path / "parameters"
    file.write_text("[]", encoding="utf-8")
    environment = {"hera__outputs_directory": "out", "PYTHONPATH": f"{HERE.parents[2]}:{HERE}"}
    for name, path, content in [
        ("own_path", "own/path", b"text"),
        ("copies_file", "out/artifacts/copy", RECORDED.read_bytes()),
        ("binary", "out/artifacts/raw", b"\xff\x00"),
    ]:
        arguments = ["-m", "hera.workflows.runner", "-e", f"ours:{name}", str(file)]
        done = command(*arguments, environment=environment, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / path).read_bytes() == content


def test_the_first_pydantic_checks_where_told_so(tmp_path: Path) -> None:
    values = {"a": "2.0"}
    # pydantic 1 cuts a float off, pydantic 2 takes it where nothing is lost.
    assert run("later", tmp_path, values)[:2] == (0, "3\n")
    first = run("later", tmp_path, {"a": "2.5"}, hera__pydantic_mode="1", PYTHONWARNINGS="ignore")
    assert first[:2] == (0, "3\n")
    assert run("later", tmp_path, {"a": "2.5"}, hera__pydantic_mode="2")[0] == 1
