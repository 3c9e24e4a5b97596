"""Mistakes in templates of other objects are told once, and where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint._project import caller, template, told, workflow, write

from hera.lint import lint
from hera.lint.project import Options, lint_paths

WRONG = template("known", uses="massage")
BESIDES = Options(templates=(Path("t.yaml"),))


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_linted_itself_is_told_there_alone(inside: Path) -> None:
    write(inside, a_yaml=caller("known"), b_yaml=caller("known") + "---\n" + caller("known"))
    write(inside, t_yaml=WRONG)
    for _ in range(2):
        results = lint_paths(["."], cache=inside / ".cache")
        assert told(results) == ["t.yaml:9 HL701"]
    # What the template's own file silences is silent for who calls it, too.
    silent = WRONG.replace("}}]}\n", "}}]}  # hera: ignore[HL701]\n")
    (inside / "t.yaml").write_text(silent.replace('"]}\n', '"]}  # hera: ignore[HL701]\n'))
    assert told(lint_paths(["."], cache=inside / ".cache")) == []


def test_what_is_not_linted_itself_is_told_once_by_each_object_that_refers_to_it(
    inside: Path,
) -> None:
    twice = caller("known")
    twice += twice[twice.index("    - - name: hello") :].replace("hello", "again", 1)
    write(inside, a_yaml=twice, t_yaml=WRONG)
    for _ in range(2):
        (result,) = lint_paths(["a.yaml"], BESIDES, cache=inside / ".cache")
        assert told([result]) == ["a.yaml:11 HL701"]
        message = result.findings[0].finding.message
        assert message.startswith("in WorkflowTemplate known: templates.print: failed to resolve ")
    # The same run's cache does not hide it where it is linted.
    assert told(lint_paths(["."], BESIDES, cache=inside / ".cache")) == ["t.yaml:9 HL701"]
    assert told(lint_paths(["a.yaml"], BESIDES, cache=inside / ".cache")) == ["a.yaml:11 HL701"]


def test_what_only_the_caller_does_wrong_stays_with_the_caller(inside: Path) -> None:
    given = "        arguments: {parameters: [{name: message, value: hello}]}\n"
    write(inside, a_yaml=caller("known").replace(given, ""), t_yaml=template("known"))
    assert [line.split(":")[0] for line in told(lint_paths(["."]))] == ["a.yaml"]
    head = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\n"
    whole = head + "spec: {workflowTemplateRef: {name: known}, entrypoint: print}\n"
    write(inside, a_yaml=whole, t_yaml=WRONG)
    found = lint_paths(["."])
    # That the workflow gives no message is its own mistake.
    assert told(found)[-1] == "t.yaml:9 HL701"
    assert [line.split()[0] for line in told(found)[:-1]] == ["a.yaml:4"]
    assert "message was not supplied" in found[0].findings[0].finding.message


def test_a_library_that_is_asked_for_one_manifest_says_all(inside: Path) -> None:
    import yaml

    found = lint(yaml.safe_load(caller("known")), templates=[yaml.safe_load(WRONG)])
    assert [(one.code, one.within) for one in found] == [("HL701", "WorkflowTemplate known")]
    assert found[0].message.startswith("templates.print: failed to resolve ")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "t.yaml:0 HL014"),
        ("kind: ConfigMap\n", "t.yaml:0 HL014"),
        ("a: [\n", "t.yaml:0 HL014"),
        (template("other") + "---\na: [\n", "t.yaml:11 HL014"),
        (workflow(), "t.yaml:0 HL014"),
    ],
)
def test_what_is_given_for_its_templates_and_has_none_is_told(
    inside: Path, text: str, place: str
) -> None:
    write(inside, a_yaml=workflow(), t_yaml=text)
    for _ in range(2):
        assert told(lint_paths(["a.yaml"], BESIDES, cache=inside / ".cache")) == [place]
    (inside / "folder").mkdir()
    assert told(lint_paths(["a.yaml"], Options(templates=(Path("folder"),)))) == ["folder:0 HL014"]
    assert (
        told(lint_paths(["a.yaml"], Options(templates=(Path("t.yaml"),), ignore=("HL014",)))) == []
    )
