"""Whole runs: references between files, programs, and processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest
from lint._project import PROGRAM, caller, template, told, workflow, write

from hera.lint.project.model import Options
from hera.lint.project.run import lint_paths

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_results_come_in_the_order_of_files_and_findings_in_that_of_places(inside: Path) -> None:
    wrong = workflow(value="{{inputs.parameters.x}}")
    write(inside, b_yaml=wrong + "---\n" + wrong, a__c_yaml=workflow(), d_json="{}")
    results = lint_paths(["b.yaml", "."])
    assert [result.file for result in results] == ["b.yaml", "a/c.yaml", "d.json"]
    assert [result.objects for result in results] == [2, 1, 0]
    assert told(results) == ["b.yaml:11 HL701", "b.yaml:23 HL701"]
    located = results[0].findings[1]
    assert (located.subject, located.document) == ("Workflow hello-", 1)


def test_templates_of_all_files_may_be_referred_to(inside: Path) -> None:
    write(inside, a_yaml=caller("known"), z__t_yaml=template("known"))
    write(inside, b_yaml=caller("wide", cluster=True))
    write(inside, z__c_yaml=template("wide", kind="ClusterWorkflowTemplate"))
    assert told(lint_paths(["."])) == []
    assert told(lint_paths(["a.yaml", "b.yaml"])) == ["a.yaml:11 HL406", "b.yaml:11 HL406"]


def test_templates_given_besides_are_not_judged(inside: Path) -> None:
    write(inside, a_yaml=caller("known"), z__t_yaml=template("known"), z__w_yaml="kind: [")
    write(inside, z__wrong_yaml=template("wrong", uses="massage"))
    results = lint_paths(["a.yaml"], Options(templates=(Path("z"),)))
    assert [(result.file, result.findings) for result in results] == [("a.yaml", ())]


def test_what_is_wrong_in_a_template_is_told_where_it_is_called(inside: Path) -> None:
    write(inside, a_yaml=caller("known", template="prnt"), t_yaml=template("known"))
    assert told(lint_paths(["."])) == ["a.yaml:11 HL403"]


def test_of_several_templates_with_one_name_the_nearest_is_meant(inside: Path) -> None:
    wrong, right = template("known", uses="massage"), template("known")
    write(inside, a__t_yaml=wrong, b__t_yaml=right, b__c__w_yaml=caller("known"))
    write(inside, a__w_yaml=caller("known"))
    assert told(lint_paths([".", "b/c"])) == [
        "a/t.yaml:9 HL701",
    ]
    write(inside, b__c__w_yaml=caller("known") + "---\n" + wrong)
    assert "b/c/w.yaml:22 HL701" in told(lint_paths(["."]))


def test_what_is_laid_over_a_template_does_not_hide_it(inside: Path) -> None:
    patch = "apiVersion: argoproj.io/v1alpha1\nkind: WorkflowTemplate\nmetadata: {name: known}\n"
    write(inside, base__t_yaml=template("known"), over__w_yaml=caller("known"))
    write(inside, over__t_yaml=patch + "spec: {priority: 3}\n")
    assert [line for line in told(lint_paths(["."])) if "w.yaml" in line] == []


def test_the_own_namespace_counts_before_what_is_near(inside: Path) -> None:
    named = "  name: known\n"
    mine = template("known").replace(named, named + "  namespace: mine\n")
    wrong = template("known", uses="massage").replace(named, named + "  namespace: other\n")
    call = caller("known").replace("metadata:\n", "metadata:\n  namespace: mine\n")
    write(inside, a__t_yaml=mine, b__t_yaml=wrong, b__w_yaml=call)
    assert [line for line in told(lint_paths(["."])) if "w.yaml" in line] == []


def test_a_template_that_a_folder_defines_twice_is_told(inside: Path) -> None:
    write(inside, a_yaml=template("one"), b_yaml=template("one"), c__a_yaml=template("one"))
    results = lint_paths(["."])
    assert told(results) == ["b.yaml:4 HL407"]
    assert "also in a.yaml" in results[1].findings[0].finding.message
    write(inside, b_yaml=template("two") + "---\n" + template("two"))
    assert told(lint_paths(["."])) == ["b.yaml:14 HL407"]
    write(inside, b_yaml=template("one", kind="ClusterWorkflowTemplate"))
    assert told(lint_paths(["."])) == []


def test_codes_and_their_beginnings_choose(inside: Path) -> None:
    write(inside, a_yaml=workflow(value="{{inputs.parameters.x}}") + "---\n" + caller("known"))
    assert told(lint_paths(["."])) == ["a.yaml:11 HL701", "a.yaml:23 HL406"]
    assert told(lint_paths(["."], Options(select=("HL4",)))) == ["a.yaml:23 HL406"]
    assert told(lint_paths(["."], Options(ignore=("HL4",)))) == ["a.yaml:11 HL701"]
    assert told(lint_paths(["."], Options(select=("HL7", "HL4"), ignore=("HL",)))) == []


def test_advice_is_given_where_it_is_asked_for(inside: Path) -> None:
    write(inside, a_yaml=workflow("busybox:latest", value="{{inputs.parameters.x}}"))
    production = Options(profile="production")
    assert told(lint_paths(["a.yaml"])) == ["a.yaml:11 HL701"]
    advice = [line for line in told(lint_paths(["a.yaml"], production)) if "HL82" in line]
    assert len(advice) == 1
    assert told(lint_paths(["a.yaml"], Options(select=("HL82",)))) == advice


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (Options(select=("HL77",)), "no rule's code begins with 'HL77'; did you mean 'HL7"),
        (Options(ignore=("",)), "no rule's code begins with ''"),
        (Options(mode="all"), "no mode 'all'"),  # type: ignore[arg-type]  # as a user may
        (Options(profile="all"), "no profile 'all'"),  # type: ignore[arg-type]  # likewise
        (Options(argo="new"), "'new'"),
    ],
)
def test_options_that_there_are_not_are_refused(
    inside: Path, options: Options, complaint: str
) -> None:
    write(inside, a_yaml=workflow())
    for paths in (["a.yaml"], []):
        with pytest.raises(ValueError, match=complaint):
            lint_paths(paths, options)


def test_misuse_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="missing"):
        lint_paths(["missing"])
    with pytest.raises(ValueError, match="jobs"):
        lint_paths(["."], jobs=0)
    with pytest.raises(ValueError, match="standard input"):
        lint_paths(["-"])


def test_contents_stand_for_files_and_standard_input(inside: Path) -> None:
    write(inside, a_yaml=workflow())
    contents = {"-": caller("known").encode(), "a.yaml": template("known").encode()}
    results = lint_paths(["-", "a.yaml"], contents=contents)
    assert [(result.file, result.objects, result.findings) for result in results] == [
        ("-", 1, ()),
        ("a.yaml", 1, ()),
    ]


def test_a_file_that_cannot_be_read_is_told_and_stops_no_other(inside: Path) -> None:
    write(inside, a_yaml=workflow(value="{{inputs.parameters.x}}"))
    os.mkfifo(inside / "pipe")
    assert told(lint_paths(["pipe", "a.yaml"])) == ["pipe:0 HL003", "a.yaml:11 HL701"]


def test_progress_is_told_once_for_each_file(inside: Path) -> None:
    write(inside, a_yaml=caller("known"), b_yaml=template("known"), c_yaml=workflow())
    write(inside, d_py=PROGRAM, e_py="print('nothing of ours')\n")
    seen: list[tuple[int, int, str]] = []
    lint_paths(["."], progress=lambda *told: seen.append(told))
    assert [number for number, _, _ in seen] == [1, 2, 3, 4]
    assert {total for _, total, _ in seen} == {4}
    assert {name for _, _, name in seen} == {"a.yaml", "b.yaml", "c.yaml", "d.py"}


def test_programs_are_judged_at_their_lines(inside: Path) -> None:
    write(inside, a_py=PROGRAM, b_py="raise SystemExit(3)\n", c_txt=PROGRAM)
    assert told(lint_paths(["."])) == ["a.py:4 HL701"]


def test_a_program_may_use_templates_of_files_and_define_such_for_them(inside: Path) -> None:
    program = """
        from hera.workflows import Container, Step, Steps, Workflow, WorkflowTemplate
        from hera.workflows.models import TemplateRef

        with WorkflowTemplate(name="from-program") as t:
            Container(name="print", image="busybox:1", inputs=[Parameter(name="message")])
        with Workflow(generate_name="hello-", entrypoint="main") as w:
            with Steps(name="main"):
                Step(name="a", template_ref=TemplateRef(name="known", template="prnt"))
    """
    imported = "from hera.workflows import Parameter\n"
    write(inside, p_py=imported + dedent(program), a_yaml=caller("from-program"))
    write(inside, t_yaml=template("known"))
    found = told(lint_paths(["."]))
    assert found == ["p.py:10 HL403"]


def test_a_program_changes_nothing_for_the_next(inside: Path) -> None:
    change = "import os\nos.environ['CHANGED'] = 'yes'\nos.chdir('/')\n"
    first = PROGRAM + change + "from hera.shared import global_config\nglobal_config.image = 'x'\n"
    second = "import os\nimage = os.environ.get('CHANGED', 'busybox:1')\n" + PROGRAM
    write(inside, a_py=first, b_py=second.replace('"busybox:1"', "image"))
    results = lint_paths(["a.py", "b.py"], jobs=1)
    assert told(results) == ["a.py:4 HL701", "b.py:6 HL701"]
    assert "CHANGED" not in os.environ


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("import os; os._exit(3)", "ended the process that it was judged in, with status 3"),
        ("import os; os._exit(0)", "ended the process that it was judged in, with status 0"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
            "ended the process that it was judged in, with SIGSEGV",
        ),
        ("while True: pass", "ran for more than 2 seconds"),
        ("import time, threading; threading.Event().wait()", "ran for more than 2 seconds"),
    ],
)
def test_a_program_that_ends_its_process_or_never_ends_is_given_up(
    inside: Path, end: str, message: str
) -> None:
    write(inside, a_py=f"import hera.workflows\n{end}\n", b_py=PROGRAM, c_yaml=caller("known"))
    results = lint_paths(["."], Options(program_timeout=2), jobs=1)
    assert told(results) == ["a.py:0 HL011", "b.py:4 HL701", "c.yaml:11 HL406"]
    assert message in results[0].findings[0].finding.message


def test_several_processes_find_the_same(inside: Path) -> None:
    padding = "# " + "x" * 2**20 + "\n"
    for number in range(8):
        text = caller("known") if number % 2 else workflow(value="{{inputs.parameters.x}}")
        write(inside, **{f"w{number}_yaml": text + padding, f"p{number}_py": PROGRAM})
    write(inside, t_yaml=template("known", uses="massage") + padding)
    alone = lint_paths(["."], jobs=1)
    assert len(told(alone)) == 8 + 4 + 1
    assert lint_paths(["."], jobs=4) == alone


def test_a_plain_script_may_lint_with_several_processes(inside: Path) -> None:
    write(inside, a__a_py=PROGRAM, a__b_py=PROGRAM)
    script = "from hera.lint.project.run import lint_paths\nprint(len(lint_paths(['a'], jobs=2)))\n"
    write(inside, script_py=script)
    done = subprocess.run(
        [sys.executable, "script.py"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


def test_an_interrupt_ends_all_at_once(inside: Path) -> None:
    program = "import os, time\nimport hera.workflows\nopen(f'{os.getpid()}.pid', 'w').close()\n"
    write(inside, a_py=program + "time.sleep(600)\n", b_py=program + "while True: pass\n")
    script = "from hera.lint.project.run import lint_paths\nlint_paths(['a.py', 'b.py'], jobs=8)\n"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        while not (running := list(inside.glob("*.pid"))):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert "KeyboardInterrupt" in errors
    assert "Exception in thread" not in errors
    for file in running:
        with pytest.raises(ProcessLookupError):
            _wait_for_end(int(file.stem))


def _wait_for_end(process: int) -> None:
    """Wait until a process is gone, which raises an error then."""
    for _ in range(600):
        os.kill(process, 0)
        time.sleep(0.05)


def test_what_two_programs_share_is_told_once_where_it_is(inside: Path) -> None:
    imports = "import hera\nfrom b import w\n"
    write(inside, a_py=imports, b_py=PROGRAM, c_py=imports)
    found = {each.file: [one.file for one in each.findings] for each in lint_paths(["."])}
    assert found == {"a.py": [], "b.py": ["b.py"], "c.py": []}
    # Where the module is not linted itself, it is told all the same.
    (only,) = lint_paths(["a.py"])
    assert [(one.file, one.finding.code) for one in only.findings] == [("b.py", "HL701")]
