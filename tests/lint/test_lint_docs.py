"""What docs/lint.md shows is so, and docs/rules.md says what the rules say."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
import yaml
from _markdown import REPOSITORY, Section, section, sections
from click.testing import CliRunner

from hera._cli.commands import group
from hera._cli.lint import lint
from hera.lint.project.config import load

GUIDE = {part.title: part for part in sections() if part.document == "lint.md"}
COMMANDS = [part for part in GUIDE.values() if any(not each.language for each in part.blocks)]


def blocks(part: Section, language: str) -> list[str]:
    """Return the texts of a section's blocks in a language."""
    return [each.text for each in part.blocks if each.language == language]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with the files that the guide's commands name."""
    monkeypatch.setenv("HERA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    (build,) = blocks(GUIDE[""], "yaml")
    here = tmp_path / "project"
    for name in ("flows", "shared/templates"):
        (here / name).mkdir(parents=True)
    (here / "build.yaml").write_text(build)
    (here / "flows" / "build.yaml").write_text(build)
    monkeypatch.chdir(here)
    return here


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("part", COMMANDS, ids=lambda part: part.title or "opening")
def test_commands_of_the_guide_run(part: Section) -> None:
    for text in blocks(part, ""):
        for line in text.splitlines():
            first, _, command = line.rpartition("| ")
            name, *arguments = shlex.split(command, comments=True)
            stdin = Path(first.split()[1]).read_text() if first else None
            assert name == "hera", line
            result = CliRunner().invoke(group, arguments, input=stdin)
            assert isinstance(result.exception, SystemExit | None), line
            # Nothing is misuse.
            assert (result.exit_code in (0, 1), result.stderr.count("hera:")) == (True, 0), line


@pytest.mark.usefixtures("folder")
def test_the_guide_shows_what_is_told() -> None:
    (told,) = blocks(GUIDE[""], "text")
    assert CliRunner().invoke(group, ["lint", "build.yaml"]).stdout == told


def test_settings_of_the_guide_are_all_that_there_are(tmp_path: Path) -> None:
    (table,) = blocks(GUIDE["Settings"], "toml")
    (tmp_path / "pyproject.toml").write_text(table)
    (tmp_path / "shared" / "templates").mkdir(parents=True)
    config = load(tmp_path / "pyproject.toml")
    empty = type(config)()
    same = [name for name in vars(config) if getattr(config, name) == getattr(empty, name)]
    assert same == []


@pytest.mark.usefixtures("folder")
def test_json_has_the_fields_of_the_guide() -> None:
    (shown,) = blocks(GUIDE["Formats"], "json")
    told = CliRunner().invoke(group, ["lint", "build.yaml", "--format", "json"]).stdout
    expected, document = json.loads(shown), json.loads(told)
    assert document.keys() == expected.keys()
    assert document["files"] == expected["files"]
    assert document["summary"].keys() == expected["summary"].keys()
    found = {each["code"]: each for each in document["findings"]}
    (example,) = expected["findings"]
    same = found[example["code"]]
    assert same.keys() == example.keys()
    open_ = ("message", "argo", "hint")
    assert {**same, **dict.fromkeys(open_)} == {**example, **dict.fromkeys(open_)}


def test_comments_of_the_guide_silence(folder: Path) -> None:
    (comments,) = blocks(GUIDE["Silencing rules"], "yaml")
    head = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: x-}\n"
    templates = "  templates: [{name: a, suspend: {}}]\n"
    bare = "".join(f"{line.partition('#')[0].rstrip()}\n" for line in comments.splitlines())
    codes: list[list[str]] = []
    for text in (bare, comments):
        (folder / "flow.yaml").write_text(head + text + templates)
        told = CliRunner().invoke(group, ["lint", "flow.yaml", "--format", "json"]).stdout
        codes.append([each["code"] for each in json.loads(told)["findings"] if each["line"] < 8])
    assert codes == [["HL403", "HL403"], []]


def test_examples_for_ci_call_what_there_is() -> None:
    workflow, hooks = map(yaml.safe_load, blocks(GUIDE["In CI"], "yaml"))
    steps = workflow["jobs"]["lint"]["steps"]
    (command,) = (each["run"] for each in steps if each.get("run", "").startswith("hera"))
    options = {each for each in shlex.split(command) if each.startswith("--")}
    assert options <= {name for each in lint.params for name in each.opts}
    (repository,) = hooks["repos"]
    (known,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    assert [each["id"] for each in repository["hooks"]] == [known["id"]]


def test_the_list_of_rules_is_up_to_date() -> None:
    told = CliRunner().invoke(group, ["lint", "--explain", "all"]).stdout
    there = (REPOSITORY / "docs" / "rules.md").read_text()
    assert there == told, "run: hera lint --explain all --output docs/rules.md"


@pytest.mark.usefixtures("folder")
def test_commands_of_the_readme_run() -> None:
    (text,) = blocks(section("README.md", "Linting"), "")
    for line in text.splitlines():
        name, *arguments = shlex.split(line, comments=True)
        assert name == "hera", line
        result = CliRunner().invoke(group, arguments)
        assert isinstance(result.exception, SystemExit | None), line
        assert result.exit_code in (0, 1), result.stderr
