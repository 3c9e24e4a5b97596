"""The table `[tool.hera.lint]`: what may stand in it, where it is looked for, what it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint._results import located, result

from hera.lint.project.config import Config, ConfigError, find, load
from hera.lint.project.settings import options


def wrote(folder: Path, text: str, name: str = "pyproject.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


EVERYTHING = """\
[project]
name = "x"

[tool.hera.lint]
mode = "validate"
argo = "3.6"
profile = "production"
missing = "error"
select = ["HL7", "hl403"]
ignore = ["HL701"]
exclude = ["generated", "charts/*/templates"]
templates = ["shared/templates"]
workflow-defaults = "defaults.yaml"
strict = true
programs = false

[tool.hera.lint.per-file-ignores]
"tests/*" = ["HL4"]
"""


def test_every_key_is_read_and_paths_count_from_the_file(tmp_path: Path) -> None:
    file = wrote(tmp_path, EVERYTHING)
    (tmp_path / "shared/templates").mkdir(parents=True)
    assert load(file) == Config(
        mode="validate",
        argo="3.6",
        profile="production",
        missing="error",
        select=("HL7", "HL403"),
        ignore=("HL701",),
        exclude=("generated", f"{tmp_path}/charts/*/templates"),
        templates=(tmp_path / "shared/templates",),
        workflow_defaults=tmp_path / "defaults.yaml",
        strict=True,
        programs=False,
        per_file_ignores={"tests/*": ("HL4",)},
        folder=tmp_path,
    )


def test_the_nearest_file_with_the_table_counts(tmp_path: Path) -> None:
    wrote(tmp_path, "[tool.hera.lint]\nargo = '3.5'\n")
    wrote(tmp_path / "a", "[tool.black]\n")
    wrote(tmp_path / "b", "[tool.hera.lint]\nargo = '3.7'\n")
    assert find(tmp_path / "a" / "flows").argo == "3.5"
    assert find(tmp_path / "b" / "flow.yaml").argo == "3.7"
    assert find(tmp_path / "b" / "flow.yaml").folder == tmp_path / "b"


def test_without_a_table_nothing_is_settled(tmp_path: Path) -> None:
    wrote(tmp_path, "[tool.other]\nhera = 1\n")
    # Folders above the test's own have no such table.
    assert find(tmp_path) == Config()


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("moed = 'lint'", "no key 'moed' in [tool.hera.lint]; did you mean 'mode'?"),
        ("workflow_defaults = 'x'", "did you mean 'workflow-defaults'?"),
        ("mode = 'lnt'", "mode: expected one of 'validate', 'lint', 'submit', got 'lnt'"),
        ("argo = 3.6", 'argo: expected a text such as "3.6", got 3.6'),
        ("strict = 'yes'", "strict: expected true or false, got 'yes'"),
        ("select = 'HL7'", "select: expected a list of texts, got 'HL7'"),
        ("select = [7]", "select: expected a list of texts, got [7]"),
        ("templates = 'x'", "templates: expected a list of texts, got 'x'"),
        ("workflow-defaults = ['x']", "workflow-defaults: expected a text, got ['x']"),
        ("per-file-ignores = ['x']", "per-file-ignores: expected a table of lists of texts"),
        ("per-file-ignores = {x = 'HL4'}", "per-file-ignores: expected a table of lists of texts"),
        ("ignore = ['HL9999']", "ignore: no rule's code begins with 'HL9999'"),
        (
            "per-file-ignores = {x = ['HL4O3']}",
            "no rule's code begins with 'HL4O3'; did you mean 'HL4",
        ),
        ("argo = 'x'", "argo: no release 'x'; write it as 4.1"),
        ("argo = '3.2'", "argo: release '3.2' is not supported"),
        ("templates = ['nope']", "nope: no such file or folder"),
        ("mode = ", "Invalid value (at line 2, column 8)"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(tmp_path: Path, table: str, problem: str) -> None:
    file = wrote(tmp_path, f"[tool.hera.lint]\n{table}\n")
    with pytest.raises(ConfigError) as caught:
        find(tmp_path)
    assert str(caught.value).startswith(f"{file}: ")
    assert problem in str(caught.value)


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    wrote(tmp_path, "[tool.hera]\nlint = true\n")
    with pytest.raises(ConfigError, match=r"tool\.hera\.lint: expected a table, got True"):
        find(tmp_path)


def test_a_file_that_is_named_must_have_the_table(tmp_path: Path) -> None:
    file = wrote(tmp_path, "[tool.black]\n", "other.toml")
    with pytest.raises(ConfigError, match=r"other\.toml: no table \[tool\.hera\.lint\]"):
        load(file)
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file"):
        load(tmp_path / "none.toml")


def test_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_bytes(b"[tool.hera.lint]\nmode = '\xff'\n")
    with pytest.raises(ConfigError, match="'utf-8' codec can't decode byte 0xff"):
        load(file)


@pytest.mark.parametrize(
    ("glob", "file", "told"),
    [
        ("tests/*", "tests/a/flow.yaml", False),
        ("tests", "tests/a/flow.yaml", False),
        ("tests/", "tests/a/flow.yaml", False),
        ("flow.yaml", "a/flow.yaml", False),
        ("*.gen.yaml", "a/x.gen.yaml", False),
        ("tests/*", "mytests/flow.yaml", True),
        ("tests/*", "flow.yaml", True),
    ],
)
def test_findings_of_some_files_are_not_told(
    tmp_path: Path, glob: str, file: str, told: bool
) -> None:
    config = load(wrote(tmp_path, f"[tool.hera.lint.per-file-ignores]\n'{glob}' = ['HL4']\n"))
    path = tmp_path / file
    other = located(path, code="HL701")
    (one,) = config.without_ignored([result(located(path, code="HL403"), other)])
    assert [each.finding.code for each in one.findings] == ["HL403"] * told + ["HL701"]


def test_what_is_given_goes_before_what_is_settled(tmp_path: Path) -> None:
    (tmp_path / "shared/templates").mkdir(parents=True)
    config = load(wrote(tmp_path, EVERYTHING.replace('workflow-defaults = "defaults.yaml"\n', "")))
    chosen = options(config, {"argo": "3.7", "select": ("HL5",), "ignore": ()})
    assert (chosen.argo, chosen.select, chosen.ignore) == ("3.7", ("HL5",), ("HL701",))
    assert (chosen.mode, chosen.profile, chosen.missing) == ("validate", "production", "error")
    assert chosen.templates == (tmp_path / "shared/templates",)


def test_workflow_defaults_are_read(tmp_path: Path) -> None:
    wrote(tmp_path, "spec:\n  entrypoint: main\n", "defaults.yaml")
    config = Config(workflow_defaults=tmp_path / "defaults.yaml")
    assert options(config, {}).defaults == {"spec": {"entrypoint": "main"}}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- 1\n", "expected one manifest with the workflow defaults"),
        ("a: 1\n", "expected one manifest with the workflow defaults"),
        ("spec: {}\n---\nspec: {}\n", "expected one manifest with the workflow defaults"),
        ("spec: [\n", "line 2"),
    ],
)
def test_workflow_defaults_that_are_none_are_told(tmp_path: Path, text: str, problem: str) -> None:
    file = wrote(tmp_path, text, "defaults.yaml")
    with pytest.raises(ConfigError) as caught:
        options(Config(), {"workflow_defaults": file})
    assert str(caught.value).startswith(f"{file}: ")
    assert problem in str(caught.value)
