"""What is wrong with uses of the facade, and who tells: type checkers, or the build.

`MISTAKES` is the table. The snippets that checkers reject lie in ``typing/facade/reject``, and
``test_typing.py`` proves them; those that no checker can know to be wrong lie in
``typing/facade/build``. These run here, and say below the line that is to blame what comes out::

    # build: REGEX   a warning at this line, or an error raised here, that matches
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

MISTAKES = {
    "another_class_read": "checkers",
    "argument_of_another_type": "build",
    "argument_that_is_missing": "build",
    "argument_that_the_template_lacks": "build",
    "call_with_a_misspelt_option": "checkers",
    "call_with_a_template": "checkers",
    "configuration_of_the_wrong_type": "checkers",
    "contexts_taken_for_another": "checkers",
    "coroutine_taken_for_its_result": "checkers",
    "cycle": "build",
    "entrypoint_that_does_not_exist": "build",
    "environment_as_text": "checkers",
    "field_of_the_wrong_type": "checkers",
    "first_api_used_wrongly": "checkers",
    "function_without_a_template": "checkers",
    "illegal_name": "build",
    "inputs_as_text": "checkers",
    "items_that_do_not_fit": "build",
    "method_that_does_not_exist": "checkers",
    "missing_field": "checkers",
    "misspelt_field": "checkers",
    "misspelt_reference": "checkers",
    "model_constructed_wrongly": "checkers",
    "name_that_does_not_travel": "build",
    "operator_on_steps": "checkers",
    "options_of_the_decorator": "checkers",
    "options_of_the_wrong_type": "checkers",
    "output_that_the_template_lacks": "build",
    "positional_argument": "checkers",
    "positional_argument_in_a_dag": "build",
    "reference_to_nothing": "build",
    "result_taken_for_another_type": "checkers",
    "script_called_by_another_name": "checkers",
    "script_called_with_another_type": "checkers",
    "script_called_with_too_much": "checkers",
    "service_called_wrongly": "checkers",
    "step_that_depends": "checkers",
    "task_before_something_else": "checkers",
    "task_in_steps": "build",
    "task_taken_for_a_step": "checkers",
    "template_called_outside": "build",
    "template_called_wrongly": "checkers",
    "templates_of_another_class": "checkers",
    "tuple_of_tasks": "checkers",
    "two_scripts_with_one_name": "build",
    "two_tasks_with_one_name": "build",
    "unknown_name": "checkers",
    "value_and_source_of_a_parameter": "build",
    "volumes_of_another_class": "checkers",
    "wrong_value_of_an_enum": "checkers",
}

_TESTS = Path(__file__).resolve().parent
_SNIPPETS = _TESTS / "typing" / "facade"
_BUILD = sorted(_SNIPPETS.glob("build/*.py"))
_STATED = re.compile(r" *# build: (?P<text>\S.*)")
_WARNING = re.compile(r"(?P<file>\S+\.py):(?P<line>\d+): (?P<text>\w+: .*)")
_FRAME = re.compile(r' +File "(?P<file>[^"]+)", line (?P<line>\d+), in .*')


def test_the_table_says_of_each_mistake_who_tells() -> None:
    who = {path.stem: "checkers" for path in _SNIPPETS.glob("reject/*.py")}
    who |= {path.stem: "build" for path in _BUILD}
    assert who == MISTAKES
    assert min(list(MISTAKES.values()).count(teller) for teller in ("checkers", "build")) >= 12
    assert len(MISTAKES) >= 25


@pytest.mark.parametrize("snippet", _BUILD, ids=lambda path: path.stem)
def test_the_build_tells_of_the_mistake_and_where_it_is(snippet: Path, tmp_path: Path) -> None:
    told = list(_told(_stderr_of(snippet, tmp_path), snippet))
    stated = list(_stated(snippet))
    assert stated, "nothing is stated"
    assert [line for line, _ in told] == [line for line, _ in stated], told
    for (_, text), (_, pattern) in zip(told, stated, strict=True):
        assert re.match(pattern, text), text


def _stated(snippet: Path) -> Iterator[tuple[int, str]]:
    """Yield what the comments state, each with the number of the line above it."""
    for number, line in enumerate(snippet.read_text(encoding="utf-8").splitlines(), 1):
        match = _STATED.fullmatch(line)
        if match:
            yield number - 1, match["text"]


def _told(stderr: str, snippet: Path) -> Iterator[tuple[int, str]]:
    """Yield the warnings and the error that a snippet ended with, with the lines they name."""
    raised = 0
    for line in stderr.splitlines():
        warning, frame = _WARNING.fullmatch(line), _FRAME.fullmatch(line)
        if warning and Path(warning["file"]) == snippet:
            yield int(warning["line"]), warning["text"]
        if frame and Path(frame["file"]) == snippet:
            raised = int(frame["line"])
    if raised:
        yield raised, stderr.rstrip().rpartition("\n")[2].rpartition("exceptions.")[2]


def _stderr_of(snippet: Path, folder: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(_TESTS.parent)}
    result = subprocess.run(
        [sys.executable, "-W", "always", str(snippet)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert result.returncode in (0, 1), result.stderr
    return result.stderr
