"""The command `hera lint`, as it is called and what it answers."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from hera._cli import lint as command
from hera._cli.commands import group
from hera.lint import lint_paths, rules

Hera: TypeAlias = Callable[..., Result]
Real: TypeAlias = Callable[..., "subprocess.CompletedProcess[str]"]

REPOSITORY = Path(__file__).resolve().parents[2]
CLEAN = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: hello-}
spec:
  entrypoint: main
  templates:
  - name: main
    container: {image: "busybox:1.36", command: [echo, hello]}
"""
BROKEN = CLEAN.replace("entrypoint: main", "entrypoint: mian")
# A workflow template that is in no file.
REFERRING = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: hello-}
spec:
  workflowTemplateRef: {name: shared}
"""
# A task takes what another one gives, and does not wait for it.
HASTY = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: hasty-}
spec:
  entrypoint: main
  templates:
  - name: main
    dag:
      tasks:
      - {name: first, template: run}  # comes first
      - {name: wait, template: run}
      - name: second
        template: take
        dependencies: [wait]
        arguments:
          parameters: [{name: text, value: "{{tasks.first.outputs.result}}"}]
  - name: run
    script: {image: "busybox:1.36", command: [sh], source: "echo 1"}
  - name: take
    inputs: {parameters: [{name: text}]}
    container: {image: "busybox:1.36", command: [echo, "{{inputs.parameters.text}}"]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: an empty one, with a cache of its own."""
    monkeypatch.setenv("HERA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    here = tmp_path / "project"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def hera(folder: Path) -> Hera:
    """Return what calls the command in this process."""

    def call(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(group, ["lint", *map(str, arguments)], input=stdin)
        # A traceback is nothing that users should see.
        assert isinstance(result.exception, SystemExit | None), result.exception
        return result

    return call


@pytest.fixture
def real(folder: Path) -> Real:
    """Return what calls the command in a process of its own."""

    def call(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hera", "lint", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **{"env": environment(), **options},
        )

    return call


def environment(**more: str) -> dict[str, str]:
    """Return this process's variables, with which the command finds this checkout."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), **more}


def codes(result: Result) -> list[str]:
    """Return the codes of what was found."""
    return re.findall(r"^\S+: (?:error|warning) (HL\d+):", result.stdout, re.MULTILINE)


# What is found, and the exit status


def test_a_clean_file(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(CLEAN)
    result = hera("flow.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "No findings; looked at 1 object in 1 file\n"


def test_an_error_has_its_place_and_its_line(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(BROKEN)
    result = hera("flow.yaml")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("flow.yaml:5:15: error HL403: ")
    assert "5 |   entrypoint: mian\n  |               ^^^^\n" in result.stdout
    assert result.stdout.endswith("\n1 error in 1 of 1 file\n")


def test_by_default_the_current_folder_is_linted(hera: Hera, folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "flow.yaml").write_text(BROKEN)
    (folder / "clean.yaml").write_text(CLEAN)
    result = hera()
    assert result.stdout.startswith("a/flow.yaml:5:15: error HL403: ")
    assert result.stdout.endswith("\n1 error in 1 of 2 files\n")


def test_warnings_fail_only_where_that_is_asked_for(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(REFERRING)
    assert (hera("flow.yaml").exit_code, codes(hera("flow.yaml"))) == (0, ["HL406"])
    assert hera("flow.yaml", "--strict").exit_code == 1
    (folder / "pyproject.toml").write_text("[tool.hera.lint]\nstrict = true\n")
    assert hera("flow.yaml").exit_code == 1
    assert hera("flow.yaml", "--no-strict").exit_code == 0


def test_templates_of_other_files_are_known(hera: Hera, folder: Path) -> None:
    template = CLEAN.replace("Workflow", "WorkflowTemplate").replace(
        "generateName: hello-", "name: shared"
    )
    (folder / "flow.yaml").write_text(REFERRING)
    (folder / "shared").mkdir()
    (folder / "shared" / "template.yaml").write_text(template)
    assert codes(hera("flow.yaml")) == ["HL406"]
    assert hera("flow.yaml", "--missing", "error").exit_code == 1
    assert codes(hera("flow.yaml", "--templates", "shared")) == []
    assert codes(hera(".")) == []


def test_codes_are_chosen_by_their_beginnings(hera: Hera, folder: Path) -> None:
    text = BROKEN.replace("echo, hello", 'echo, "{{inputs.parameters.x}}"')
    (folder / "flow.yaml").write_text(text)
    assert codes(hera("flow.yaml")) == ["HL403", "HL701"]
    assert codes(hera("flow.yaml", "--select", "HL7")) == ["HL701"]
    assert codes(hera("flow.yaml", "--select", "hl7")) == ["HL701"]
    assert codes(hera("flow.yaml", "--ignore", "HL7")) == ["HL403"]
    both = hera("flow.yaml", "--ignore", "HL701, HL403")
    assert (both.exit_code, codes(both)) == (0, [])
    assert codes(hera("flow.yaml", "--ignore", "HL701", "--ignore", "HL403")) == []


def test_the_mode_changes_the_verdict(hera: Hera, folder: Path) -> None:
    arguments = "  arguments: {parameters: [{name: x}]}\n  entrypoint: main\n"
    (folder / "flow.yaml").write_text(CLEAN.replace("  entrypoint: main\n", arguments))
    assert codes(hera("flow.yaml")) == []
    assert codes(hera("flow.yaml", "--mode", "validate")) == ["HL301"]


def test_workflow_defaults_give_labels(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(CLEAN.replace("hello]", '"{{workflow.labels.team}}"]'))
    (folder / "defaults.yaml").write_text("spec: {workflowMetadata: {labels: {team: ml}}}\n")
    assert codes(hera("flow.yaml")) == ["HL701"]
    assert codes(hera("flow.yaml", "--workflow-defaults", "defaults.yaml")) == []


def test_advice_is_given_where_it_is_asked_for(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(CLEAN.replace("busybox:1.36", "busybox"))
    assert codes(hera("flow.yaml")) == []
    (advice,) = codes(hera("flow.yaml", "--profile", "production"))
    assert codes(hera("flow.yaml", "--select", advice)) == [advice]


def test_the_release_changes_the_verdict(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(
        CLEAN.replace("  - name: main\n", "  - name: main\n    priority: 3\n")
    )
    assert hera("flow.yaml", "--argo", "3.6").exit_code == 0
    assert hera("flow.yaml", "--argo", "4.1").exit_code == 1


def test_standard_input_is_called_as_asked_for(hera: Hera, folder: Path) -> None:
    assert hera("-", stdin=BROKEN).stdout.startswith("-:5:15: error HL403: ")
    named = hera("-", "--stdin-filename", "flow.yaml", stdin=BROKEN)
    assert named.stdout.startswith("flow.yaml:5:15: error HL403: ")
    assert "5 |   entrypoint: mian\n" in named.stdout


def test_quiet_leaves_the_findings(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(BROKEN)
    assert hera("flow.yaml", "--quiet").stdout.endswith("spec.entrypoint\n\n")
    (folder / "flow.yaml").write_text(CLEAN)
    assert hera("flow.yaml", "-q").stdout == ""


def test_what_was_found_is_known_the_next_time(hera: Hera, folder: Path, tmp_path: Path) -> None:
    (folder / "flow.yaml").write_text(BROKEN)
    first = hera("flow.yaml", "--no-cache").stdout
    assert not (tmp_path / "cache").exists()
    assert hera("flow.yaml").stdout == first
    assert list((tmp_path / "cache").iterdir()) != []
    assert hera("flow.yaml").stdout == first


# Misuse


@pytest.mark.parametrize("codes", ["", ",", "HL4,"])
def test_no_code_where_one_is_expected(hera: Hera, codes: str) -> None:
    result = hera("--select", codes, ".")
    assert result.exit_code == 2
    assert "expected codes with commas between them, such as HL4,HL701" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["none.yaml"], "none.yaml: no such file or folder"),
        (["--argo", "2.1", "."], "release '2.1' is not supported"),
        (["--select", "HL7O1", "."], "no rule's code begins with 'HL7O1'; did you mean 'HL7"),
        (["--ignore", "x", "."], "no rule's code begins with 'x'"),
        (["--workflow-defaults", "none.yaml", "."], "none.yaml: cannot be read: No such file"),
        (["--config", "none.toml", "."], "none.toml: cannot be read: No such file"),
        (["--config", "other.toml", "."], "other.toml: no table [tool.hera.lint]"),
        (["--explain", "HL4O3"], "no rule 'HL4O3'; did you mean 'HL4"),
        (["empty"], "found nothing to lint in 0 files of empty; --allow-empty is"),
        (["other.yaml"], "found nothing to lint in 1 file of other.yaml; --allow-empty is"),
        (
            ["--output", "none/out.txt", "."],
            "none/out.txt: cannot be written: No such file or directory",
        ),
        (["--templates", "none", "."], "none: no such file or folder"),
    ],
)
def test_misuse_is_told_in_a_line(
    hera: Hera, folder: Path, arguments: list[str], problem: str
) -> None:
    (folder / "flow.yaml").write_text(CLEAN)
    (folder / "other.yaml").write_text("kind: ConfigMap\n")
    (folder / "other.toml").write_text("")
    (folder / "empty").mkdir()
    result = hera(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"hera: {problem}")
    assert result.stderr.count("\n") == 1


def test_unknown_options_are_misuse(hera: Hera) -> None:
    assert hera("--mode", "lnt").exit_code == 2
    assert hera("--nix").exit_code == 2


def test_nothing_to_lint_may_be_right(hera: Hera) -> None:
    result = hera("--allow-empty")
    assert (result.exit_code, result.stdout) == (0, "No findings; looked at 0 objects in 0 files\n")


def test_a_broken_file_is_a_finding(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text("a: [\n")
    result = hera("flow.yaml")
    assert (result.exit_code, codes(result)) == (1, ["HL004"])


def test_an_interrupt_is_no_traceback(
    hera: Hera, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "lint_paths", interrupted)
    result = hera(".")
    assert (result.exit_code, result.stderr) == (130, "hera: interrupted\n")


# Formats and files


@pytest.mark.parametrize(
    ("name", "begins"), [("json", "{"), ("sarif", "{"), ("github", "::error title=HL403,")]
)
def test_formats_for_programs_are_alone_on_stdout(
    hera: Hera, folder: Path, name: str, begins: str
) -> None:
    (folder / "flow.yaml").write_text(BROKEN)
    result = hera("flow.yaml", "--format", name)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith(begins)
    if begins == "{":
        assert json.loads(result.stdout)


def test_files_are_named_from_the_repository(hera: Hera, folder: Path) -> None:
    (folder.parent / ".git").mkdir()
    (folder / "flow.yaml").write_text(BROKEN)
    assert ",file=project/flow.yaml," in hera("flow.yaml", "--format", "github").stdout


def test_output_goes_to_a_file(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(BROKEN)
    result = hera("flow.yaml", "--format", "json", "--output", "out.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "1 error in 1 of 1 file\n"
    assert json.loads((folder / "out.json").read_text())["summary"]["errors"] == 1
    assert hera("none.yaml", "--output", "out.json").exit_code == 2
    # Nothing is lost where nothing can be told.
    assert json.loads((folder / "out.json").read_text())["summary"]["errors"] == 1
    assert sorted(each.name for each in folder.iterdir()) == ["flow.yaml", "out.json"]


# Mending


def test_fix_mends_the_file_and_tells_what(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(HASTY)
    assert hera("flow.yaml").exit_code == 1
    result = hera("flow.yaml", "--fix")
    assert result.exit_code == 0
    assert result.stdout == "No findings; looked at 1 object in 1 file\n"
    assert re.match(r"flow\.yaml:\d+:\d+: mended: HL(512|704): ", result.stderr)
    mended = HASTY.replace("[wait]", "[wait, first]")
    assert (folder / "flow.yaml").read_text() == mended
    assert [each.name for each in folder.iterdir()] == ["flow.yaml"]


def test_diff_shows_it_and_writes_nothing(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(HASTY)
    result = hera("flow.yaml", "--diff")
    assert result.exit_code == 1
    assert "-        dependencies: [wait]\n+        dependencies: [wait, first]\n" in result.stdout
    assert result.stdout.startswith("--- flow.yaml\n+++ flow.yaml\n@@ ")
    assert ": would be mended: HL" in result.stderr
    assert (folder / "flow.yaml").read_text() == HASTY
    (folder / "flow.yaml").write_text(CLEAN)
    clean = hera("flow.yaml", "--diff")
    assert (clean.exit_code, clean.stdout, clean.stderr) == (0, "", "")


def test_what_is_mended_on_standard_input_goes_to_stdout(hera: Hera) -> None:
    text = HASTY.replace("entrypoint: main", "entrypoint: mian").replace("\n", "\r\n")
    result = hera("-", "--fix", stdin=text.encode())
    assert result.exit_code == 1
    assert result.stdout_bytes == text.replace("[wait]", "[wait, first]").encode()
    assert "-:5:15: error HL403: " in result.stderr


def test_what_is_silenced_is_not_mended(hera: Hera, folder: Path) -> None:
    (folder / "flow.yaml").write_text(HASTY)
    assert hera("flow.yaml", "--fix", "--ignore", "HL512,HL704").stderr == ""
    assert (folder / "flow.yaml").read_text() == HASTY


def test_a_file_that_changes_meanwhile_is_left(
    hera: Hera, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "flow.yaml").write_text(HASTY)

    def slow(*arguments: Any, contents: dict[str, bytes], **options: Any) -> Any:
        if contents:
            (folder / "flow.yaml").write_text(CLEAN)
        return lint_paths(*arguments, contents=contents, **options)

    monkeypatch.setattr(command, "lint_paths", slow)
    result = hera("flow.yaml", "--fix")
    assert result.exit_code == 2
    assert result.stderr == "hera: flow.yaml: was changed meanwhile, and is left as it is\n"
    assert (folder / "flow.yaml").read_text() == CLEAN


# The rules


def test_a_rule_is_explained_in_markdown(hera: Hera) -> None:
    result = hera("--explain", "hl403")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("### HL403: Templates that are called are there\n\n**Error.** ")
    (rule,) = (each for each in rules() if each.code == "HL403")
    assert result.stdout.endswith(f"{rule.about}\n")


def test_rules_are_listed(hera: Hera) -> None:
    lines = hera("--rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in rules()]
    kinds = {line.split()[1] for line in lines}
    assert kinds == {"error", "warning", "advice"}


# Settings


def test_settings_come_from_the_project(hera: Hera, folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.hera.lint]\nignore = ['HL403']\n")
    (folder / "flow.yaml").write_text(BROKEN)
    (folder / "other.toml").write_text("[tool.hera.lint]\nselect = ['HL5']\n")
    assert codes(hera()) == []
    assert codes(hera("--isolated")) == ["HL403"]
    assert codes(hera("--ignore", "HL5")) == ["HL403"]
    assert codes(hera("--config", "other.toml")) == []


def test_settings_belong_to_the_first_path(hera: Hera, folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "pyproject.toml").write_text(
        "[tool.hera.lint.per-file-ignores]\n'flow.yaml' = ['HL4']\n"
    )
    for name in ("a/flow.yaml", "a/b.yaml"):
        (folder / name).write_text(BROKEN)
    assert codes(hera()) == ["HL403", "HL403"]
    assert hera("a").stdout.startswith("a/b.yaml:")
    assert hera("a").stdout.endswith("\n1 error in 1 of 2 files\n")


def test_wrong_settings_are_misuse(hera: Hera, folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.hera.lint]\nargos = '3.6'\n")
    (folder / "flow.yaml").write_text(CLEAN)
    result = hera()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"hera: {folder}/pyproject.toml: no key 'argos' in [tool.hera.lint]; did you mean 'argo'?\n"
    )


# Real processes


def on_a_terminal(folder: Path, *arguments: str, **more: str) -> str:
    """Run the command on a terminal, and return what that shows."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "hera", "lint", *arguments],
        cwd=folder,
        env={**environment(**more), "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        parts: list[bytes] = []
        # At the end of the process Linux fails, where macOS reads nothing.
        try:
            while part := os.read(ours, 1 << 16):
                parts.append(part)
        except OSError:
            pass
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


def test_a_terminal_shows_colours_and_a_pipe_does_not(real: Real, folder: Path) -> None:
    (folder / "flow.yaml").write_text(BROKEN)
    plain = real("flow.yaml").stdout
    colourful = on_a_terminal(folder, "flow.yaml")
    assert "\x1b[1;31merror HL403\x1b[0m" in colourful
    assert re.sub(r"\x1b\[[0-9;]*m", "", colourful) == plain
    assert on_a_terminal(folder, "flow.yaml", NO_COLOR="1") == plain
    assert "\x1b[" in on_a_terminal(folder, "--explain", "HL403")


def test_a_terminal_shows_how_far_a_run_is_that_takes_its_time(folder: Path) -> None:
    for name in ("a.py", "b.py"):
        (folder / name).write_text("import time\n\nimport hera\n\ntime.sleep(1)\n")
    shown = on_a_terminal(folder, "--allow-empty", "--jobs", "1")
    assert re.search(r"2/2.*b\.py", shown)
    # It goes, and leaves the cursor as it was.
    assert shown.endswith("\x1b[2KNo findings; looked at 0 objects in 2 files; ran 2 programs\n")
    assert "\x1b[?25h" in shown
    assert on_a_terminal(folder, "--allow-empty", "--quiet") == ""


def test_a_reader_may_stop_reading(folder: Path) -> None:
    # More than a pipe holds.
    text = "\n---\n".join([BROKEN] * 1000)
    (folder / "flow.yaml").write_text(text)
    with subprocess.Popen(
        [sys.executable, "-m", "hera", "lint", "flow.yaml"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"flow.yaml:5:15: error HL403: ")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_poor_terminal_gets_escapes(real: Real, folder: Path) -> None:
    (folder / "flow.yaml").write_text(BROKEN.replace("mian", "mäin"))
    result = real("flow.yaml", env=environment(PYTHONIOENCODING="ascii"))
    assert (result.returncode, result.stderr) == (1, "")
    assert "entrypoint: m\\xe4in" in result.stdout


def test_what_is_known_is_told_without_loading_much(folder: Path) -> None:
    (folder / "flow.yaml").write_text(BROKEN)
    program = (
        "import sys\nfrom hera._cli.main import main\n"
        "sys.argv = ['hera', 'lint', 'flow.yaml']\n"
        "try:\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    loaded: list[set[str]] = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stdout.startswith("flow.yaml:5:15: error HL403: ")
        loaded.append(set(done.stderr.split()))
    first, second = loaded
    assert {"yaml", "hera.lint.engine"} <= first
    heavy = {"yaml", "pydantic", "rich", "black", "hera.lint.engine", "hera.workflows", "email"}
    assert second & heavy == set()
