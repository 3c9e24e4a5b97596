"""What type checkers say of right and wrong uses of the models, the client and the facade.

The snippets in ``typing/accept`` are right: no checker finds anything, and they run. Those in
``typing/reject`` are wrong, and say below each wrong line what is found there::

    # error[mypy]: REGEX          one error whose message or rule matches, by each run of mypy
    # error[mypy-strict]: REGEX   the same by one run: pyright, mypy-strict or mypy-plugin
    # silent[mypy-plugin]: REASON nothing is found, and why that cannot be helped

Errors that no comment expects fail as well, anywhere. The facade's, in ``typing/facade``, are
checked as most users check: by pyright at its defaults, where ``a >> b`` may stand by itself.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

_TESTS = Path(__file__).resolve().parent
_REPOSITORY = _TESTS.parent
_TYPING = _TESTS / "typing"
_ACCEPT = sorted([*_TYPING.glob("accept/*.py"), *_TYPING.glob("facade/accept/*.py")])
_REJECT = sorted([*_TYPING.glob("reject/*.py"), *_TYPING.glob("facade/reject/*.py")])

_CHECKERS = ("pyright", "mypy-strict", "mypy-plugin")
_MEANT = {"mypy": ("mypy-strict", "mypy-plugin")} | {name: (name,) for name in _CHECKERS}
_STATED = re.compile(r"# (?P<what>error|silent)\[(?P<who>[a-z-]+)\]: (?P<text>\S.*)")
_PYRIGHT = ["-m", "pyright", "--pythonpath", sys.executable, "--outputjson"]
_VERSIONS = [
    "3.10",
    *(pytest.param(version, marks=pytest.mark.slow) for version in ("3.11", "3.12", "3.13")),
    "3.14",
]


class Place(NamedTuple):
    """A line of a file, the file's path below the repository."""

    path: str
    line: int


class Finding(NamedTuple):
    """What a checker reports: its message, then its rule in brackets."""

    place: Place
    message: str


class Expectation(NamedTuple):
    """What a snippet states of the line above: an error's regular expression, or silence."""

    place: Place
    checker: str
    silent: bool
    text: str


@pytest.mark.parametrize("version", _VERSIONS)
@pytest.mark.parametrize("checker", _CHECKERS)
def test_checker_finds_what_the_snippets_state_and_nothing_else(
    checker: str, version: str, tmp_path: Path
) -> None:
    found = _pyright(version) if checker == "pyright" else _mypy(checker, version, tmp_path)
    expected = [item for path in _REJECT for item in _stated(path) if item.checker == checker]
    told = _disagreements(expected, found)
    assert not told, "\n".join(told)


@pytest.mark.parametrize("snippet", _ACCEPT, ids=lambda path: path.stem)
def test_right_snippet_runs(snippet: Path, tmp_path: Path) -> None:
    # Each in a process of its own, as what one imports could hide what another lacks.
    result = _run(["-W", "error", str(snippet)], cwd=tmp_path)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("snippet", _REJECT, ids=lambda path: path.stem)
def test_wrong_snippet_says_what_each_checker_finds(snippet: Path) -> None:
    stated = list(_stated(snippet))
    speaking: dict[Place, set[str]] = {}
    for item in stated:
        speaking.setdefault(item.place, set()).add(item.checker)
    assert speaking, "nothing is stated"
    assert all(checkers == set(_CHECKERS) for checkers in speaking.values()), speaking


def test_there_are_snippets_of_both_sorts() -> None:
    assert min(len(_ACCEPT), len(_REJECT)) >= 50


@pytest.mark.parametrize(
    ("package", "symbols"), [("hera_models", 500), ("hera_client", 300), ("hera", 2000)]
)
def test_every_exported_symbol_has_a_full_type(package: str, symbols: int, tmp_path: Path) -> None:
    # pyright looks for the package where it is installed, not in the directory it runs in.
    result = _run(
        ["-m", "pyright", "--outputjson", "--verifytypes", package, "--ignoreexternal"],
        cwd=tmp_path,
    )
    report: Any = json.loads(result.stdout)["typeCompleteness"]
    incomplete = [
        f"{symbol['name']}: {diagnostic['message']}"
        for symbol in report["symbols"]
        if symbol["isExported"] and (symbol["isTypeAmbiguous"] or not symbol["isTypeKnown"])
        for diagnostic in symbol["diagnostics"]
    ]
    assert not incomplete, "\n".join(incomplete)
    assert report["exportedSymbolCounts"]["withKnownType"] > symbols
    assert report["completenessScore"] == 1


@pytest.mark.parametrize(
    ("found", "disagreement"),
    [
        ([], "a.py:1: expected 'no field', found nothing"),
        (["no field [x]", "no field [y]"], "a.py:1: unexpected: no field [y]"),
        (["other"], "a.py:1: expected 'no field', found nothing"),
    ],
)
def test_a_disagreement_is_told(found: list[str], disagreement: str) -> None:
    place = Place("a.py", 1)
    expected = [Expectation(place, "pyright", False, "no field")]
    assert disagreement in _disagreements(expected, [Finding(place, text) for text in found])


def test_a_finding_elsewhere_or_where_silence_is_stated_is_a_disagreement() -> None:
    expected = [Expectation(Place("a.py", 1), "pyright", True, "because of x")]
    found = [Finding(Place("a.py", 1), "one"), Finding(Place("b.py", 2), "two")]
    assert _disagreements(expected, found) == [
        "a.py:1: unexpected: one",
        "b.py:2: unexpected: two",
    ]


def _stated(path: Path) -> Iterator[Expectation]:
    """Yield what a snippet's comments state of the nearest line of code above them."""
    place = Place("", 0)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text:
            continue
        if not text.startswith("#"):
            place = Place(path.relative_to(_REPOSITORY).as_posix(), number)
            continue
        match = _STATED.fullmatch(text)
        if match is None or match["who"] not in _MEANT:
            raise ValueError(f"{path.name}:{number}: expected '# error[CHECKER]: REGEX': {text}")
        for checker in _MEANT[match["who"]]:
            yield Expectation(place, checker, match["what"] == "silent", match["text"])


def _disagreements(expected: Iterable[Expectation], found: Iterable[Finding]) -> list[str]:
    """Tell each expected error that was not found, and each finding that was not expected."""
    left = list(found)
    told: list[str] = []
    for place, _, silent, text in expected:
        if silent:
            continue
        hits = [item for item in left if item.place == place and _fits(text, item)]
        if hits:
            left.remove(hits[0])
        else:
            told.append(f"{place.path}:{place.line}: expected {text!r}, found nothing")
    return told + [f"{item.place.path}:{item.place.line}: unexpected: {item[1]}" for item in left]


def _fits(pattern: str, finding: Finding) -> bool:
    return re.search(pattern, finding.message, re.DOTALL) is not None


def _pyright(version: str) -> list[Finding]:
    found = _pyright_by(_TYPING / "pyright.json", version)
    return found + _pyright_by(_TYPING / "pyright_standard.json", version)


def _pyright_by(config: Path, version: str) -> list[Finding]:
    result = _run(
        [*_PYRIGHT, "--project", str(config), "--pythonversion", version],
        cwd=_REPOSITORY,
    )
    assert result.returncode in (0, 1), result.stdout + result.stderr
    return [
        Finding(
            Place(_below_repository(item["file"]), item["range"]["start"]["line"] + 1),
            f"{item['message']} [{item.get('rule', '')}]",
        )
        for item in json.loads(result.stdout)["generalDiagnostics"]
        if item["severity"] == "error"
    ]


def _mypy(checker: str, version: str, cache: Path) -> list[Finding]:
    config = _TYPING / f"{checker.replace('-', '_')}.ini"
    options = [f"--config-file={config}", f"--python-version={version}", f"--cache-dir={cache}"]
    checked = ["tests/typing", "hera_models", "hera_client", "hera", "codegen/hera_codegen"]
    result = _run(["-m", "mypy", *options, "--output=json", *checked], cwd=_REPOSITORY)
    assert result.returncode in (0, 1), result.stdout + result.stderr
    items: list[Any] = [json.loads(line) for line in result.stdout.splitlines()]
    return [
        Finding(
            Place(_below_repository(item["file"]), item["line"]),
            f"{item['message']} [{item['code']}]",
        )
        for item in items
        if item["severity"] == "error"
    ]


def _below_repository(path: str) -> str:
    return (_REPOSITORY / path).relative_to(_REPOSITORY).as_posix()


def _run(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run this interpreter on the checkout's packages."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(_REPOSITORY), str(_REPOSITORY / "codegen")]),
        # With --verifytypes pyright asks the first Python of the path, and no option, for packages.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        # Advice to update would stand before the JSON.
        "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
