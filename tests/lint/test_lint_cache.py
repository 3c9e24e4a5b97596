"""What earlier runs found is known again, and never where it would be another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lint._project import PROGRAM, caller, template, told, workflow, write

from hera.lint.project.cache import default_folder, digest_of
from hera.lint.project.model import FileResult, Options
from hera.lint.project.run import lint_paths

ROOT = Path(__file__).resolve().parents[2]
WRONG = workflow(value="{{inputs.parameters.x}}")


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _known(results: list[FileResult]) -> dict[str, bool]:
    return {result.file: result.cached for result in results}


def _equal(known: list[FileResult], fresh: list[FileResult]) -> bool:
    return [(one.file, one.findings, one.objects) for one in known] == [
        (one.file, one.findings, one.objects) for one in fresh
    ]


def test_what_did_not_change_is_known(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=WRONG, b_yaml=caller("known"), c__t_yaml=template("known"))
    write(inside, d_yaml="kind: [ # argoproj.io", e_yaml=workflow().replace("image:", "imag:"))
    write(inside, f_yaml=caller("unknown"), g_json="{}")
    first = lint_paths(["."], cache=cache)
    assert not any(_known(first).values())
    second = lint_paths(["."], cache=cache)
    assert all(_known(second).values())
    assert len(told(second)) >= 4
    assert _equal(second, first)
    assert _equal(second, lint_paths(["."]))


def test_a_changed_file_is_judged_anew(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=WRONG, b_yaml=WRONG)
    lint_paths(["."], cache=cache)
    before = os.stat("a.yaml")
    write(inside, a_yaml=WRONG.replace("inputs.parameters.x", "inputs.parameters.y"))
    os.utime("a.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    results = lint_paths(["."], cache=cache)
    assert _known(results) == {"a.yaml": False, "b.yaml": True}
    assert "parameters.y" in results[0].findings[0].finding.message
    assert all(_known(lint_paths(["."], cache=cache)).values())


def test_files_are_known_under_any_name(inside: Path, cache: Path) -> None:
    write(inside, a__b_yaml=WRONG)
    lint_paths(["."], cache=cache)
    for path in ("a", "./a/b.yaml", str(inside / "a")):
        (result,) = lint_paths([path], cache=cache)
        assert result.cached
        assert result.findings[0].file == result.file


def test_a_changed_template_judges_its_callers_anew(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=caller("known"), b_yaml=workflow(), c__t_yaml=template("known"))
    assert told(lint_paths(["."], cache=cache)) == []
    write(inside, c__t_yaml=template("known", uses="massage"))
    results = lint_paths(["."], cache=cache)
    assert _known(results) == {"a.yaml": False, "b.yaml": True, "c/t.yaml": False}
    assert told(results) == ["c/t.yaml:9 HL701"]


def test_a_template_that_comes_or_goes_judges_its_callers_anew(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=caller("known"), b_yaml=workflow())
    assert told(lint_paths(["."], cache=cache)) == ["a.yaml:11 HL406"]
    write(inside, c_yaml=template("known"))
    results = lint_paths(["."], cache=cache)
    assert (_known(results)["a.yaml"], _known(results)["b.yaml"], told(results)) == (
        False,
        True,
        [],
    )
    os.unlink("c.yaml")
    results = lint_paths(["."], cache=cache)
    assert (_known(results)["a.yaml"], told(results)) == (False, ["a.yaml:11 HL406"])


def test_a_nearer_template_judges_its_callers_anew(inside: Path, cache: Path) -> None:
    write(inside, a__w_yaml=caller("known"), b__t_yaml=template("known"))
    assert told(lint_paths(["."], cache=cache)) == []
    write(inside, a__t_yaml=template("known", uses="massage"))
    results = lint_paths(["."], cache=cache)
    assert _known(results) == {"a/t.yaml": False, "a/w.yaml": False, "b/t.yaml": True}
    assert told(results) == ["a/t.yaml:9 HL701"]


def test_what_a_template_refers_to_counts_as_well(inside: Path, cache: Path) -> None:
    step = caller("inner").replace("kind: Workflow\n", "kind: WorkflowTemplate\n")
    outer = step.replace("generateName: calling-", "name: outer")
    write(inside, a_yaml=caller("outer", template="main"), o_yaml=outer)
    write(inside, i_yaml=template("inner"))
    lint_paths(["."], cache=cache)
    write(inside, i_yaml=template("inner", uses="massage"))
    results = lint_paths(["."], cache=cache)
    assert _known(results) == {"a.yaml": False, "i.yaml": False, "o.yaml": False}
    assert _equal(results, lint_paths(["."]))


def test_templates_given_besides_count_as_well(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=caller("known"), t__t_yaml=template("known"))
    options = Options(templates=(inside / "t",))
    lint_paths(["a.yaml"], options, cache=cache)
    assert all(_known(lint_paths(["a.yaml"], options, cache=cache)).values())
    write(inside, t__t_yaml=template("known", uses="massage"))
    assert told(lint_paths(["a.yaml"], options, cache=cache)) == ["a.yaml:11 HL701"]
    assert told(lint_paths(["a.yaml"], cache=cache)) == ["a.yaml:11 HL406"]


def test_a_template_that_another_file_defines_as_well_is_told(inside: Path, cache: Path) -> None:
    write(inside, b_yaml=template("one"))
    assert told(lint_paths(["."], cache=cache)) == []
    write(inside, a_yaml=template("one"))
    assert told(lint_paths(["."], cache=cache)) == ["b.yaml:4 HL407"]
    os.unlink("a.yaml")
    assert told(lint_paths(["."], cache=cache)) == []


@pytest.mark.parametrize(
    "options",
    [
        Options(mode="submit"),
        Options(missing="error"),
        Options(argo="3.6"),
        Options(profile="production"),
        Options(select=("HL7",)),
        Options(ignore=("HL7",)),
        Options(defaults={"spec": {"workflowMetadata": {"labels": {"a": "b"}}}}),
    ],
    ids=lambda options: repr(options)[8:40],
)
def test_other_options_judge_anew(inside: Path, cache: Path, options: Options) -> None:
    write(inside, a_yaml=WRONG)
    lint_paths(["."], cache=cache)
    assert _known(lint_paths(["."], options, cache=cache)) == {"a.yaml": False}
    assert _known(lint_paths(["."], options, cache=cache)) == {"a.yaml": True}
    assert _known(lint_paths(["."], cache=cache)) == {"a.yaml": True}


def test_wrong_options_are_refused_with_a_cache_as_well(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=workflow())
    for _ in range(2):
        with pytest.raises(ValueError, match="HLX"):
            lint_paths(["."], Options(select=("HLX",)), cache=cache)


def test_programs_and_given_contents_are_judged_each_time(inside: Path, cache: Path) -> None:
    write(inside, a_py=PROGRAM, b_yaml=workflow())
    contents = {"-": workflow().encode(), "b.yaml": WRONG.encode()}
    for _ in range(2):
        results = lint_paths([".", "-"], contents=contents, cache=cache)
        assert _known(results) == {"a.py": False, "b.yaml": False, "-": False}
    assert _known(lint_paths(["b.yaml"], cache=cache)) == {"b.yaml": False}


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"{}", None], ids=repr)
def test_a_cache_that_is_none_of_ours_is_as_none(
    inside: Path, cache: Path, content: bytes | None
) -> None:
    write(inside, a_yaml=WRONG)
    lint_paths(["."], cache=cache)
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes().replace(b"HL701", b"HL702") if content is None else content)
    results = lint_paths(["."], cache=cache)
    assert (_known(results), told(results)) == ({"a.yaml": False}, ["a.yaml:11 HL701"])
    assert _known(lint_paths(["."], cache=cache)) == {"a.yaml": True}


def test_a_cache_that_cannot_be_written_is_as_none(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=WRONG)
    cache.write_text("a file where a folder is wanted")
    for _ in range(2):
        results = lint_paths(["."], cache=cache)
        assert (_known(results), told(results)) == ({"a.yaml": False}, ["a.yaml:11 HL701"])
    assert cache.read_text() == "a file where a folder is wanted"


def test_what_is_old_or_gone_is_dropped(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=WRONG, gone_yaml=workflow())
    lint_paths(["."], cache=cache)
    (first,) = cache.iterdir()
    stranger = cache / "stranger.txt"
    stranger.write_text("not ours")
    for path in (first, stranger):
        os.utime(path, (0, 0))
    os.unlink("gone.yaml")
    lint_paths(["a.yaml"], Options(mode="submit"), cache=cache)
    assert first not in cache.iterdir()
    assert stranger in cache.iterdir()
    assert b"gone.yaml" not in b"".join(file.read_bytes() for file in cache.iterdir())


def test_files_of_other_runs_stay_known(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=WRONG, b_yaml=workflow())
    lint_paths(["a.yaml"], cache=cache)
    lint_paths(["b.yaml"], cache=cache)
    assert _known(lint_paths(["."], cache=cache)) == {"a.yaml": True, "b.yaml": True}


def test_runs_at_the_same_time_leave_a_whole_cache(inside: Path, cache: Path) -> None:
    for number in range(20):
        write(inside, **{f"w{number}_yaml": WRONG})
    script = (
        "import sys; from hera.lint.project.run import lint_paths\n"
        "assert len(lint_paths(['.'], cache=sys.argv[1])) == 20\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, str(cache)]
    running = [subprocess.Popen(command, env=environment) for _ in range(4)]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert len(list(cache.iterdir())) == 1
    assert all(_known(lint_paths(["."], cache=cache)).values())


def test_what_is_known_loads_nothing_of_the_linter(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=WRONG, b_yaml=caller("known"), t_yaml=template("known"))
    script = (
        "import sys; from hera.lint.project.run import lint_paths\n"
        "found = lint_paths(['.'], cache=sys.argv[1])\n"
        "print(len(found), *({'pydantic', 'yaml', 'hera_models', 'hera.lint.engine'} & {*sys.modules}))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, str(cache)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout == "3\n"


def test_another_linter_judges_anew(inside: Path, cache: Path, tmp_path: Path) -> None:
    write(inside, a_yaml=WRONG)
    for package in ("hera", "hera_models", "hera_client"):
        shutil.copytree(ROOT / package, tmp_path / "lib" / package)
    script = (
        "import sys; from hera.lint.project.run import lint_paths\n"
        "print(lint_paths(['.'], cache=sys.argv[1])[0].cached)\n"
    )

    def is_known() -> str:
        return subprocess.run(
            [sys.executable, "-c", script, str(cache)],
            env={**os.environ, "PYTHONPATH": str(tmp_path / "lib")},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert [is_known(), is_known()] == ["False\n", "True\n"]
    with open(tmp_path / "lib/hera/lint/near.py", "a") as file:
        file.write("# changed\n")
    assert [is_known(), is_known()] == ["False\n", "True\n"]


def test_the_usual_folder_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HERA_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_folder() == "/home/someone/Library/Caches/hera"
    monkeypatch.setattr(sys, "platform", "linux")
    assert default_folder() == "/home/someone/.cache/hera"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert default_folder() == "/home/someone/.cache/hera"
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/caches")
    assert default_folder() == "/var/caches/hera"
    monkeypatch.setenv("HERA_CACHE_DIR", "here")
    assert default_folder() == "here"


def test_nobody_else_may_read_it(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=WRONG)
    lint_paths(["."], cache=cache)
    (kept,) = cache.iterdir()
    assert (kept.stat().st_mode & 0o777, cache.stat().st_mode & 0o777) == (0o600, 0o700)


def test_one_that_holds_something_else_is_as_none(inside: Path, cache: Path) -> None:
    write(inside, a_yaml=WRONG)
    first = lint_paths(["."], cache=cache)
    (kept,) = cache.iterdir()
    head = kept.read_bytes().partition(b"\n")[0].rpartition(b" ")[0]
    kept.write_bytes(head + b" " + digest_of(b"[]").encode() + b"\n[]")
    assert _equal(lint_paths(["."], cache=cache), first)
