"""What is found in a program: which workflows, run how, told at which lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from hera._cli.commands import group
from hera.lint import FileResult, Options, lint, lint_paths
from hera.workflows import DAG, Container, Task, Workflow

# A workflow that is wrong where it begins.
_IMPORTS = "from hera.workflows import *\nfrom hera.workflows import models as m\n"
_WRONG = """\
    with Workflow(generate_name="a-", entrypoint="mian") as w:
        Container(name="main", image="busybox:1")
"""


def _result(text: str, folder: Path, **options: str) -> FileResult:
    (folder / "a.py").write_text(_IMPORTS + dedent(text))
    (result,) = lint_paths([folder / "a.py"], Options(**options))  # type: ignore[arg-type]  # plain texts
    return result


def _told(text: str, folder: Path, **options: str) -> list[str]:
    """Return the codes of what is found, with the text of the line where it is."""
    found = _result(text, folder, **options).findings
    lines = (folder / "a.py").read_text().splitlines()
    return [
        f"{each.finding.code} {lines[each.span.line - 1].strip() if each.span else ''}"
        for each in found
    ]


def _hera(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(group, arguments, input=stdin)


_ENTRY = 'HL403 with Workflow(generate_name="a-", entrypoint="mian") as w:'


@pytest.mark.parametrize(
    "ending",
    [
        "all_ = [make()]",
        "all_ = {'a': (make(),)}",
        "all_ = {make()} if False else frozenset([1]), [make()]",
        "class Flows: ...\nflows = Flows()\nflows.first = make()",
        "make().to_yaml()",
        "make().to_dict()",
        "make().to_json()",
        "make().build()",
        "make().to_file('there')",
        "made = make()\nagain = [made]\nmade.to_yaml()",
    ],
)
def test_what_a_function_makes_is_judged_where_it_is_kept_or_built(
    ending: str, tmp_path: Path
) -> None:
    text = f"def make():\n{_WRONG}    return w\n{ending}\n"
    assert _told(text, tmp_path) == [_ENTRY]
    assert _result(text, tmp_path).objects == 1


def test_a_workflow_that_would_be_sent_is_judged(tmp_path: Path) -> None:
    text = f"def make():\n{_WRONG}    w.create()\nmake()\n"
    entry, sending = _told(text, tmp_path)
    assert (entry, sending) == (_ENTRY, "HL008 w.create()")
    message = _result(text, tmp_path).findings[1].finding.message
    assert message.endswith("what comes after this was not read")


def test_a_workflow_in_a_manifest_of_another_one_is_its_part(tmp_path: Path) -> None:
    text = """\
    def inner():
        container = m.Container(image="{{inputs.parameters.image}}")
        return Workflow(
            generate_name="b-", entrypoint="c", templates=[m.Template(name="c", container=container)]
        )
    with Workflow(generate_name="a-", entrypoint="main") as w:
        Resource(
            name="main", action="create", manifest=inner(),
            inputs=[Parameter(name="image", value="busybox:1")],
        )
    w.to_yaml()
    """
    assert _told(text, tmp_path) == []
    assert _result(text, tmp_path).objects == 1


def test_one_of_the_earlier_api_is_judged_once(tmp_path: Path) -> None:
    text = (
        "from hera.workflow import Workflow as Earlier\n"
        "w = Earlier('a')\nprint(w.to_yaml(), w.to_dict())\n"
    )
    assert _told(text, tmp_path) == ["HL501 w = Earlier('a')"]


def test_what_an_exception_cut_short_is_not_judged(tmp_path: Path) -> None:
    text = """\
    with Workflow(generate_name="a-", entrypoint="mian") as whole:
        Container(name="main", image="busybox:1")
    with Workflow(generate_name="b-", entrypoint="main") as w, DAG(name="main"):
        Task(name="a", template="run")
        raise OSError("no")
        Container(name="run", image="busybox:1")
    """
    assert _told(text, tmp_path) == [
        'HL403 with Workflow(generate_name="a-", entrypoint="mian") as whole:',
        'HL005 raise OSError("no")',
    ]


def test_nothing_is_written_while_a_program_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "there"
    text = f"def make():\n{_WRONG}    print(w.to_file({str(folder)!r}))\nmake()\n"
    assert _told(text, tmp_path) == [_ENTRY]
    assert not folder.exists()
    subprocess.run([sys.executable, tmp_path / "a.py"], check=True, capture_output=True)
    assert [path.name for path in folder.iterdir()] == ["a.yaml"]


def _package(folder: Path) -> Path:
    inner = folder / "flows" / "inner"
    inner.mkdir(parents=True)
    (folder / "flows" / "__init__.py").write_text("ORDER = ['flows']\n")
    (folder / "flows" / "names.py").write_text("ENTRY = 'mian'\n")
    (inner / "__init__.py").write_text("from .. import ORDER\nORDER.append('inner')\n")
    (inner / "flow.py").write_text(
        "from hera.workflows import Container, Workflow\n"
        "from .. import ORDER\nfrom ..names import ENTRY\nfrom flows.names import ENTRY as SAME\n"
        "assert (__name__, ORDER) == ('flows.inner.flow', ['flows', 'inner'])\n"
        "with Workflow(generate_name='a-', entrypoint=ENTRY) as w:\n"
        "    Container(name='main', image='busybox:1')\n"
    )
    return inner


def test_a_file_in_a_package_is_run_as_its_module(tmp_path: Path) -> None:
    inner = _package(tmp_path)
    (result,) = lint_paths(inner / "flow.py")
    assert [each.finding.code for each in result.findings] == ["HL403"]
    (inner.parent / "names.py").write_text("ENTRY = 'main'\n")
    generated = _hera("generate", "yaml", str(inner / "flow.py"))
    assert generated.exit_code == 0, generated.output
    assert "entrypoint: main\n" in generated.stdout
    assert "flows" not in sys.modules


def test_what_a_package_imports_itself_is_run_once(tmp_path: Path) -> None:
    inner = _package(tmp_path)
    (inner / "__init__.py").write_text(
        "from .. import ORDER\nORDER.append('inner')\nfrom . import flow\n"
    )
    for name in ("flow.py", "__init__.py"):
        (result,) = lint_paths(inner / name)
        found = [(Path(each.file).name, each.finding.code) for each in result.findings]
        # The package has the module, not its workflow.
        assert found == ([("flow.py", "HL403")] if name == "flow.py" else [])


def test_steps_side_by_side_are_told_at_their_lines(tmp_path: Path) -> None:
    text = """\
    with Workflow(generate_name="a-", entrypoint="main") as w:
        with Steps(name="main") as s:
            Step(name="first", template="nowhere")
            with s.parallel():
                Step(name="second", template="nowhere")
                Step(name="third", template="nowhere")  # hera: ignore[HL403]
                Step(name="fourth", template="nowhere")
    """
    lines = ["first", "second", "fourth"]
    assert _told(text, tmp_path) == [f'HL403 Step(name="{n}", template="nowhere")' for n in lines]
    run = [sys.executable, str(tmp_path / "a.py")]
    (tmp_path / "a.py").write_text((tmp_path / "a.py").read_text() + "w.to_yaml()\n")
    told = subprocess.run(run, check=True, capture_output=True, text=True).stderr
    assert [f"a.py:{line}: HeraWarning: HL403" in told for line in range(5, 10)] == [
        *(True, False, True, True, True),
    ]


def test_what_is_wrong_in_a_function_is_told_at_its_line(tmp_path: Path) -> None:
    text = """\
    @script(image="python:3.12")
    def main():
        \"\"\"Greets {{ user.name }}.\"\"\"
        print("Hello {{ user.name }}", "{{}}".format(1), f"{{{1}}}")
        print("{{= 1 }}")
        elsewhere()
    with Workflow(generate_name="a-", entrypoint="main", templates=[main.template]) as w:
        pass
    """
    assert _told(text, tmp_path) == ['HL009 print("{{= 1 }}")', "HL009 elsewhere()"]
    messages = [each.finding.message for each in _result(text, tmp_path).findings]
    assert not any(str(tmp_path) in each for each in messages)


@pytest.mark.parametrize(
    "comment", ["# type: ignore  # hera: ignore[HL403]", "# noqa: E501  # hera: ignore"]
)
def test_a_comment_may_stand_behind_those_of_other_tools(comment: str, tmp_path: Path) -> None:
    line = 'w = Workflow(generate_name="a-", entrypoint="main")'
    assert _told(f"{line}\n", tmp_path) != []
    assert _told(f"{line}  {comment}\n", tmp_path) == []
    assert _told(f"{comment}\n{line}\n", tmp_path) == []


@pytest.mark.parametrize("number", range(6))
def test_a_comment_may_stand_at_any_line_of_a_call(number: int, tmp_path: Path) -> None:
    lines = """\
with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    Task(name="a", template="nowhere")
    Task(
        name="b",
        template="nowhere",
    )
""".splitlines()
    lines[number] += "  # hera: ignore[HL403]"
    told = [each.rstrip("(") for each in _told("\n".join(lines), tmp_path)]
    first, second = 'HL403 Task(name="a", template="nowhere")', "HL403 Task"
    unused = f"HL006 {lines[0]}"
    expected = {0: [unused, first, second], 1: [second]}.get(number, [first])
    assert told == expected


def test_a_file_is_ignored_below_its_docstring(tmp_path: Path) -> None:
    program = f'"""A program.\n\nMore about it.\n"""\n\n# hera: ignore-file[HL403]\n{_IMPORTS}'
    (tmp_path / "b.py").write_text(f"{program}if True:\n{_WRONG}")
    (tmp_path / "c.py").write_text(f"{_IMPORTS}# hera: ignore-file[HL403]\nif True:\n{_WRONG}")
    ignored, told = lint_paths(tmp_path)
    assert ignored.findings == ()
    assert {each.finding.code for each in told.findings} == {"HL403", "HL006"}


def test_templates_of_inline_tasks_are_told_once_and_at_their_lines(tmp_path: Path) -> None:
    text = """\
    with Workflow(generate_name="a-", entrypoint="main") as w:
        with DAG(name="main"):
            Task(name="a", inline=Container(image="busybox:1", command=["true"]))
        with DAG(name="other"):
            Task(name="b", template="nowhere")
    """
    assert _told(text, tmp_path) == [
        'HL434 with DAG(name="other"):',
        'HL403 Task(name="b", template="nowhere")',
    ]
    assert _told(f'{dedent(text)}    Container(image="busybox:1")\n', tmp_path)[-1].startswith(
        "HL2"
    )


def test_what_a_release_has_not_is_told_without_follow_ups(tmp_path: Path) -> None:
    text = """\
    stop = m.StopStrategy(expression="cronworkflow.failed >= 3")
    w = CronWorkflow(name="a", schedules=["@daily"], stop_strategy=stop, entrypoint="main",
        templates=[Container(name="main", image="busybox:1")])
    """
    found = _result(text, tmp_path, argo="3.5").findings
    assert [(each.finding.code, each.finding.path) for each in found] == [
        ("HL810", ("spec", "stopStrategy"))
    ]
    several = text.replace('["@daily"], stop_strategy=stop', '["@daily", "@hourly"]')
    found = _result(several, tmp_path, argo="3.5").findings
    assert [(each.finding.code, each.finding.path) for each in found] == [
        ("HL810", ("spec", "schedules"))
    ]


def test_where_a_program_hangs_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"{_IMPORTS}def wait():\n    while True: ...\nwait()\n")
    result = _hera("lint", "--no-cache", "--program-timeout", "5", str(tmp_path / "a.py"))
    assert result.exit_code == 1
    assert "ran for more than 5 seconds; it was at " in result.stdout
    assert "a.py:4, in wait\n" in result.stdout


def test_where_functions_are_not_called_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"{_IMPORTS}def make():\n{_WRONG}    return w\n")
    result = _hera("lint", "--no-cache", str(tmp_path / "a.py"))
    assert result.exit_code == 2
    assert "functions are not called" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_program_is_not_read_from_standard_input() -> None:
    result = _hera("lint", "-", "--stdin-filename", "a.py", stdin=_IMPORTS)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "hera: standard input is read as YAML or JSON: name the file of a program"
    ]


def test_one_path_needs_no_list(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"{_IMPORTS}if True:\n{_WRONG}")
    for path in (tmp_path / "a.py", str(tmp_path / "a.py")):
        (result,) = lint_paths(path)
        assert [each.finding.code for each in result.findings] == ["HL403"]


def test_a_value_that_an_option_has_not_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    given: dict[str, str] = {"missing": "x"}
    with pytest.raises(ValueError, match="missing: expected 'error' or 'warning', got 'x'"):
        lint_paths(tmp_path / "a.py", Options(**given))  # type: ignore[arg-type]  # wrong on purpose


def test_a_workflow_is_no_manifest() -> None:
    with Workflow(name="a", entrypoint="main") as workflow, DAG(name="main"):
        Task(name="b", inline=Container(image="busybox:1"))
    with pytest.raises(TypeError, match=r"got Workflow: give its to_dict\(\)"):
        lint(workflow)  # type: ignore[arg-type]  # wrong on purpose
    assert [each for each in lint(workflow.to_dict()) if each.severity == "error"] == []
