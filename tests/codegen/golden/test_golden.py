"""Small documents with one quirk each, and the code that the generator makes of them.

Each directory here holds the documents of one or more releases, the overrides, what is generated
(``expected.txt``), and documents that the generated classes take or refuse (``documents.json``).
``HERA_UPDATE_GOLDEN=1 pytest tests/codegen/golden`` writes ``expected.txt`` anew, to be reviewed.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hera_codegen import build, generate
from hera_codegen.facts import catalogue

HERE = Path(__file__).resolve().parent
CASES = sorted(path.name for path in HERE.iterdir() if (path / "documents.json").is_file())


def generated(case: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Run the generator on a case's documents and overrides."""
    monkeypatch.setattr(build, "overrides_directory", lambda: HERE / case / "overrides")
    tags = [path.stem for path in (HERE / case).glob("v*.json")]
    known = {tag: item for tag, item in catalogue(HERE / case).items() if tag in tags}
    return generate.generated_files(build.build(known, list(known)))


def shown(case: str, files: Mapping[str, str]) -> str:
    """Return generated files as one text. Those of packages are shown for one case alone."""
    return "".join(
        f"=== {path}\n{text}"
        for path, text in sorted(files.items())
        if case == "packages" or not path.endswith(("__init__.py", "__init__.pyi", "py.typed"))
    )


@pytest.fixture
def package(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ModuleType]:
    """Import the package that is generated for a case, under a name of its own."""
    name = f"golden_{request.param}"
    files = generated(request.param, monkeypatch) | generate.runtime_files()
    generate.write(tmp_path / name, files)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module(name)
    for module in [item for item in sys.modules if item.partition(".")[0] == name]:
        del sys.modules[module]


def documents(case: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((HERE / case / "documents.json").read_text("utf-8"))
    return found


def test_there_are_cases() -> None:
    assert len(CASES) >= 11


@pytest.mark.parametrize("case", CASES)
def test_the_code_is_as_expected(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = shown(case, generated(case, monkeypatch))
    path = HERE / case / "expected.txt"
    if os.environ.get("HERA_UPDATE_GOLDEN") == "1":
        path.write_text(made, "utf-8")
    assert path.read_text("utf-8") == made


@pytest.mark.parametrize(
    ("package", "case"), [(case, case) for case in CASES], indirect=["package"]
)
def test_the_classes_take_and_refuse_what_they_should(package: ModuleType, case: str) -> None:
    cases = documents(case)
    assert any("refused" not in item for item in cases)
    for item in cases:
        module, _, name = item["type"].partition(".")
        model = getattr(importlib.import_module(f"{package.__name__}.{module}"), name)
        if "refused" in item:
            with pytest.raises(package.ValidationError) as caught:
                model.from_dict(item["document"])
            assert [str(problem) for problem in caught.value.problems] == item["refused"]
            continue
        read = model.from_dict(item["document"])
        assert read.to_dict() == item["document"]
        assert model.from_json(read.to_json()) == read
        assert model.from_yaml(read.to_yaml()).to_dict() == item["document"]


def test_the_types_are_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for case in CASES:
        files = generated(case, monkeypatch) | generate.runtime_files()
        generate.write(tmp_path / f"golden_{case}", files)
    command = "mypy --strict --python-version 3.10 --cache-dir .cache ."
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("package", ["fields_between_releases"], indirect=True)
def test_the_classes_know_the_releases(package: ModuleType) -> None:
    def span(what: str, value: str | None = None) -> tuple[str, str | None]:
        found = package.availability(what, value=value)
        return found.since, found.until

    assert package.RELEASES == ("v1.0.0", "v1.1.0", "v2.0.0")
    assert span("Thing") == ("v1.0.0", None)
    assert span("Thing.removed") == ("v1.0.0", "v1.0.0")
    assert span("Thing.sometimes") == ("v1.1.0", None)
    assert span("Thing.added") == ("v2.0.0", None)
    assert span("New") == ("v1.1.0", "v1.1.0")
    assert span("Thing.policy", "B") == ("v1.1.0", None)
    assert span("Thing.text", "x") == ("v1.0.0", None)  # older releases state no enum

    thing = package.Thing.from_dict({"always": "a", "removed": "b"})
    told = {
        tag: [str(item) for item in package.check_release(thing, tag)] for tag in ("1.0", "1.1")
    }
    assert told == {
        "1.0": [],
        "1.1": [
            "sometimes: required by v1.1.0",
            "removed: v1.1.0 has no such field of Thing (until v1.0.0)",
        ],
    }


@pytest.mark.parametrize("package", ["packages"], indirect=True)
def test_a_short_name_of_two_packages_is_told_apart(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=r"use others\.Container or things\.Container"):
        _ = package.Container
    assert package.Only is importlib.import_module(f"{package.__name__}.things").Only
    assert "Job" not in dir(package)  # its module is not among those that the root exports


@pytest.mark.parametrize("package", ["kinds"], indirect=True)
def test_the_kinds_are_known_by_name(package: ModuleType) -> None:
    text = "kind: Job\napiVersion: example.org/v1\nmetadata: {}\nspec: {}\n---\nkind: Reference\n"
    job, other = package.load_all(text)
    assert type(job) is package.Job
    assert other == {"kind": "Reference"}
    assert package.Job(metadata={}, spec={}).to_dict() == {
        "apiVersion": "example.org/v1",
        "kind": "Job",
        "metadata": {},
        "spec": {},
    }
    assert package.Claim().to_dict() == {}
