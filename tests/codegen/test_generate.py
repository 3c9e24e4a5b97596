"""The models as a whole: complete, deterministic, ready for the next release, safely written."""

from __future__ import annotations

import filecmp
import functools
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from _command import Command
from codegen._next_release import next_release
from hera_codegen import build, generate
from hera_codegen.api import Definition
from hera_codegen.build import Built
from hera_codegen.errors import CodegenError
from hera_codegen.facts import catalogue
from hera_codegen.python_types import file_name

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs"
COUNTS = {
    "v3.4.18": 395,
    "v3.5.15": 397,
    "v3.6.19": 408,
    "v3.7.18": 409,
    "v4.0.10": 416,
    "v4.1.2": 425,
}
NEWEST = "v4.1.2"
AMBIGUOUS = {
    *("LogEntry", "Amount", "ArtifactLocation", "Backoff", "BasicAuth", "Condition", "Container"),
    *("EventSource", "GitArtifact", "Metadata", "S3Artifact", "Template", "Event", "HTTPHeader"),
}


@functools.cache
def built(*wanted: str) -> Built:
    known = catalogue(SPECS)
    return build.build(known, wanted or list(known))


def schemas(tag: str) -> dict[str, Any]:
    document = json.loads((SPECS / f"{tag}.json").read_text("utf-8"))
    found: dict[str, Any] = document["components"]["schemas"]
    return found


def python(
    *arguments: str | Path, path: str | Path, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(path), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def printed(code: str, path: Path) -> str:
    """Run code with generated models on the path; return what it printed."""
    done = python("-W", "error", "-c", code, path=path, cwd=path)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(directory: Path) -> list[str]:
    return sorted(
        str(path.relative_to(directory))
        for path in directory.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def assert_same(one: Path, other: Path) -> None:
    assert files(one) == files(other)
    _, different, unreadable = filecmp.cmpfiles(one, other, files(one), shallow=False)
    assert (different, unreadable) == ([], [])


# --- Complete


@pytest.mark.parametrize("tag", COUNTS)
def test_every_definition_of_a_release_becomes_a_type(tag: str) -> None:
    given = schemas(tag)
    assert len(given) == COUNTS[tag]
    definitions = built(tag).api.definitions
    known = {name for item in definitions.values() for name in (item.name, *item.former)}
    assert given.keys() <= known
    assert len(definitions) == len(given)
    assert len({(item.module, item.python) for item in definitions.values()}) == len(given)
    assert len({(item.module, file_name(item)) for item in definitions.values()}) == len(given)


def test_every_definition_of_any_release_is_in_the_union() -> None:
    definitions = built().api.definitions
    names = {name for item in definitions.values() for name in (item.name, *item.former)}
    assert names == {name for tag in COUNTS for name in schemas(tag)}
    assert len(definitions) == 435
    fields = {
        (name, field.name)
        for item in definitions.values()
        for name in (item.name, *item.former)
        for field in item.fields
    }
    aliases = {
        name
        for item in definitions.values()
        if item.target is not None
        for name in (item.name, *item.former)
    }
    for tag in COUNTS:
        for name, schema in schemas(tag).items():
            if name not in aliases:
                assert {(name, field) for field in schema.get("properties", {})} <= fields


def test_each_type_is_importable_by_its_module_and_name() -> None:
    wrong = [item.name for item in built().api.definitions.values() if not is_there(item)]
    assert wrong == []


def is_there(item: Definition) -> bool:
    """Whether the committed models have a type, under its name and with all its fields."""
    module = importlib.import_module(f"hera_models.{item.module}")
    found = getattr(module, item.python)
    private = importlib.import_module(f"hera_models.{item.module}.{file_name(item)}")
    complete = item.target is not None or (
        found.__name__ == item.python
        and f"``{item.name}``" in found.__doc__
        and {field.python for field in item.fields} == set(found.model_fields)
    )
    return complete and getattr(private, item.python) is found and item.python in dir(module)


def test_what_shares_a_short_name_is_told_apart_by_module() -> None:
    shorts = Counter(name.rpartition(".")[2] for name in schemas(NEWEST))
    assert {name for name, count in shorts.items() if count > 1} == AMBIGUOUS
    for short in AMBIGUOUS:
        found = [item for item in built().api.definitions.values() if item.short == short]
        assert len(found) == shorts[short]
        assert {item.python for item in found} == {short}
        assert len({item.module for item in found}) == len(found)


def test_no_class_is_numbered() -> None:
    for item in built().api.definitions.values():
        assert not item.python[-1].isdigit() or item.short[-1].isdigit(), item.name
        assert item.python in (item.short, "ProtobufAny"), item.name


# --- Deterministic, formatted, up to date


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("0", "4711"):
        done = python(
            *("-m", "hera_codegen", "generate", "--output", seed),
            path=ROOT / "codegen",
            cwd=tmp_path,
            PYTHONHASHSEED=seed,
        )
        assert done.returncode == 0, done.stderr
    assert_same(tmp_path / "0", tmp_path / "4711")
    assert_same(tmp_path / "0" / "hera_models", ROOT / "hera_models")


def test_the_committed_code_is_up_to_date(hera_codegen: Command) -> None:
    done = hera_codegen("check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[:2000]
    assert re.fullmatch(
        r"hera_models: \d+ files, all as generated\nhera_client: \d+ files, all as generated\n"
        r"hera: \d+ files, all as generated\n",
        done.stdout,
    )


def generated_facade() -> list[Path]:
    files_ = generate.facade_files(built(), ROOT)
    return [ROOT / generate.FACADE / path for path in files_]


def test_generated_code_is_formatted(tmp_path: Path) -> None:
    done = python(
        *("-m", "black", "--check", "--quiet", "--config", ROOT / "pyproject.toml"),
        *(ROOT / "hera_models", *generated_facade()),
        path="",
        cwd=tmp_path,
        BLACK_CACHE_DIR=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of this checkout's generator, facts, models, client and facade."""
    copy = tmp_path / "checkout"
    for name in ("codegen", "specs", "hera_models", "hera_client", "hera"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def in_checkout(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "hera_codegen", *arguments, path=checkout / "codegen", cwd=checkout)


def test_code_that_was_altered_is_found_and_put_right(checkout: Path) -> None:
    models = checkout / "hera_models"
    altered = models / "workflows" / "_template.py"
    altered.write_text(altered.read_text("utf-8").replace("STRING", "INTEGER"), "utf-8")
    (models / "core" / "_container.py").unlink()
    stale = models / "core" / "_gone.py"
    stale.write_text('"""Gone, generated by `hera-codegen generate`; do not edit."""\n', "utf-8")
    mine = models / "core" / "_mine.py"
    mine.write_text('"""Written by hand."""\n', "utf-8")

    done = in_checkout(checkout, "check")
    assert done.returncode == 1
    assert "run `hera-codegen generate`" in done.stderr
    names = re.findall(r"^--- (?:a/)?(\S+)", done.stdout, re.MULTILINE)
    assert sorted(names) == [
        "hera_models/core/_container.py",
        "hera_models/core/_gone.py",
        "hera_models/workflows/_template.py",
    ]
    assert re.search(r"^-.*INTEGER", done.stdout, re.MULTILINE)
    assert re.search(r"^\+.*STRING", done.stdout, re.MULTILINE)

    done = in_checkout(checkout, "generate")
    assert done.returncode == 0, done.stderr
    assert "2 written, 1 removed" in done.stdout
    assert mine.exists()
    mine.unlink()
    assert_same(models, ROOT / "hera_models")


# --- One release


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param(tag, marks=() if tag in ("v3.4.18", NEWEST) else pytest.mark.slow)
        for tag in COUNTS
    ],
)
def test_a_release_alone(tag: str, tmp_path: Path, hera_codegen: Command) -> None:
    done = hera_codegen("generate", "--release", tag, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    tests = ROOT / "tests"
    path = os.pathsep.join([str(tmp_path / "out"), str(tests)])
    done = python("-W", "error", "-m", "models._release_alone", tag, path=path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    definitions, classes = map(int, done.stdout.split())
    assert definitions == COUNTS[tag]
    assert COUNTS[tag] - 20 < classes < COUNTS[tag]


def test_a_release_alone_lacks_what_it_lacks(tmp_path: Path, hera_codegen: Command) -> None:
    done = hera_codegen("generate", "--release", "3.4", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    code = """
import hera_models
from hera_models import WorkflowSpec, ModelsError, CronWorkflowSpec
print(hera_models.RELEASES, hasattr(hera_models, "WorkflowLevelArtifactGC"))
print(WorkflowSpec(artifact_gc={"strategy": "Never"}, pod_priority=1).to_dict())
for attempt in (
    lambda: WorkflowSpec(artifact_gc={"forceFinalizerRemoval": True}),
    lambda: CronWorkflowSpec(schedules=["a"], schedule="a", workflow_spec={}),
    lambda: CronWorkflowSpec(workflow_spec={}),
):
    try:
        print(attempt())
    except ModelsError as error:
        print(error)
"""
    assert printed(code, tmp_path).splitlines() == [
        "('v3.4.18',) False",
        "{'artifactGC': {'strategy': 'Never'}, 'podPriority': 1}",
        "WorkflowSpec: artifactGC.forceFinalizerRemoval: no field 'forceFinalizerRemoval' in "
        "ArtifactGC",
        "CronWorkflowSpec: schedules: no field 'schedules' in CronWorkflowSpec; "
        "did you mean 'schedule'?",
        "CronWorkflowSpec: schedule: required, but not given",
    ]


# --- The next release

NEW = """
import hera_models
from hera_models import Template, WorkflowReport, load_all
from hera_models.ice import Template as Ice
from hera_models.workflows import ContinueOn, Cooling
document = {"name": "a", "cooling": {"name": "b", "mode": "Fast", "next": {"name": "c"},
    "from": [["x"], []], "limits": {"k": {"ice": True}}}}
template = Template.from_dict(document)
assert Template.from_yaml(template.to_yaml()) == template and template.to_dict() == document
assert type(template.cooling) is Cooling and type(template.cooling.limits["k"]) is Ice
report = {"apiVersion": "argoproj.io/v1alpha1", "kind": "WorkflowReport", "spec": {"title": "t"}}
assert WorkflowReport(spec={"title": "t"}).to_dict() == report
(found,) = load_all(WorkflowReport(spec={"title": "t"}).to_yaml())
assert type(found) is WorkflowReport
assert ContinueOn(error="x").to_dict() == {"error": "x"}
for wrong in ({"cooling": {}}, {"cooling": {"name": "a", "mode": "fast"}}, {"coolin": {}}):
    try:
        raise SystemExit(repr(Template.from_dict(wrong)))
    except hera_models.ValidationError as error:
        print(error)
"""
REFUSED = [
    "Template: cooling.name: required, but not given",
    "Template: cooling.mode: expected one of 'Slow', 'Fast', got 'fast' (str); did you mean 'Fast'?",
    "Template: coolin: no field 'coolin' in Template; did you mean 'cooling'?",
]
SPANS = """
from hera_models import Template, availability, check_release, RELEASES
def span(what):
    found = availability(what)
    return found.since, found.until
print(RELEASES[-1])
for what in ("Template.cooling", "Template.daemon", "workflows.Cooling", "ice.Template", "Workflow"):
    print(*span(what))
new = Template.from_dict({"name": "a", "cooling": {"name": "b"}})
old = Template.from_dict({"name": "a", "daemon": True})
for release in ("v4.1", "v4.2"):
    for template in (new, old):
        print(*check_release(template, release))
"""


def check_types(directory: Path) -> None:
    done = python(
        *("-m", "mypy", "--strict", "--python-version", "3.10", "--cache-dir", ".cache"),
        "hera_models",
        path="",
        cwd=directory,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_next_release_joins_the_union_without_new_code(
    tmp_path: Path, hera_codegen: Command
) -> None:
    next_release(tmp_path / "specs")
    out = tmp_path / "out"
    done = hera_codegen("generate", "--specs", tmp_path / "specs", "--output", out)
    assert done.returncode == 0, done.stderr
    assert printed(NEW, out).splitlines() == REFUSED
    assert (
        printed("from hera_models import *; print(ContinueOn(error=True))", out) == "error=True\n"
    )
    assert printed(SPANS, out).splitlines() == [
        "v4.2.0",
        "v4.2.0 None",
        "v3.4.18 v4.1.2",
        "v4.2.0 None",
        "v4.2.0 None",
        "v3.4.18 None",
        "cooling: v4.1.2 has no such field of Template (since v4.2.0)",
        "",
        "",
        "daemon: v4.2.0 has no such field of Template (until v4.1.2)",
    ]
    check_types(out)


def test_the_next_release_alone(tmp_path: Path, hera_codegen: Command) -> None:
    next_release(tmp_path / "specs")
    out = tmp_path / "out"
    done = hera_codegen(
        *("generate", "--specs", tmp_path / "specs", "--release", "v4.2.0", "--output", out)
    )
    assert done.returncode == 0, done.stderr
    assert printed(NEW, out).splitlines() == REFUSED
    code = "from hera_models import *; print(RELEASES, 'daemon' in Template.model_fields)"
    assert printed(code, out) == "('v4.2.0',) False\n"
    check_types(out)


# --- Refused


def test_an_override_without_effect_fails_the_run_and_is_named(checkout: Path) -> None:
    enums = checkout / "codegen" / "overrides" / "enums.toml"
    enums.write_text(
        enums.read_text("utf-8")
        + '\n[[enum]]\nat = ["io.argoproj.workflow.v1alpha1.Templat.name"]\n'
        'values = ["a"]\ntags = false\nreason = "A slip."\n',
        "utf-8",
    )
    before = {path: (checkout / path).read_bytes() for path in files(checkout)}
    for arguments in (["generate"], ["check"], ["generate", "--release", "4.1", "--output", "o"]):
        done = in_checkout(checkout, *arguments)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "overrides that no longer apply" in done.stderr
        assert "io.argoproj.workflow.v1alpha1.Templat.name matches nothing" in done.stderr
        assert "the nearest is io.argoproj.workflow.v1alpha1.Template.name" in done.stderr
        assert "Traceback" not in done.stderr
    assert {path: (checkout / path).read_bytes() for path in files(checkout)} == before


def test_one_release_needs_a_place(hera_codegen: Command, tmp_path: Path) -> None:
    done = hera_codegen("generate", "--release", "v4.1.2")
    assert done.returncode == 2
    assert "--release needs --output DIR" in done.stderr
    assert files(tmp_path) == []


def test_an_unknown_release_is_refused(hera_codegen: Command, tmp_path: Path) -> None:
    done = hera_codegen("generate", "--release", "v9.9.9", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "release 'v9.9.9' is not known; known are v3.4.18" in done.stderr
    assert files(tmp_path) == []


def test_a_package_of_someone_else_is_left_alone(hera_codegen: Command, tmp_path: Path) -> None:
    package = tmp_path / "hera_models"
    package.mkdir()
    (package / "__init__.py").write_text('"""Mine."""\n', "utf-8")
    (package / "data.txt").write_text("mine\n", "utf-8")
    done = hera_codegen("generate", "--release", "4.1", "--output", tmp_path)
    assert done.returncode == 2
    assert "holds a package that is not generated; give another --output" in done.stderr
    assert files(tmp_path) == ["hera_models/__init__.py", "hera_models/data.txt"]
    assert (package / "__init__.py").read_text("utf-8") == '"""Mine."""\n'


def test_files_of_the_users_are_never_overwritten(hera_codegen: Command, tmp_path: Path) -> None:
    # No __init__.py, and yet what is there is not the generator's to replace.
    mine = tmp_path / "hera_models" / "workflows" / "_template.py"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine = True\n", "utf-8")
    done = hera_codegen("generate", "--release", "4.1", "--output", tmp_path)
    assert done.returncode == 2
    assert "_template.py" in done.stderr
    assert mine.read_text("utf-8") == "mine = True\n"


@pytest.mark.parametrize("place", ["a file", "below a file"])
def test_a_place_that_cannot_be_written(place: str, hera_codegen: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine\n", "utf-8")
    if place == "a file":
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "hera_models").write_text("mine\n", "utf-8")
        output = tmp_path / "out"
    else:
        output = tmp_path / "file" / "out"
    before = files(tmp_path)
    done = hera_codegen("generate", "--release", "4.1", "--output", output)
    assert done.returncode == 2
    assert re.match(r"hera-codegen: .*--output", done.stderr)
    assert "Traceback" not in done.stderr
    assert files(tmp_path) == before
    assert (tmp_path / "file").read_text("utf-8") == "mine\n"


def test_a_failure_while_writing_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = generate.generated_files(built("v3.4.18"))
    few = {path: made[path] for path in ("__init__.py", "_index.py", "core/_container.py")}
    generate.write(tmp_path, few)
    before = {path: (tmp_path / path).read_bytes() for path in files(tmp_path)}
    replaced: list[object] = []
    replace = os.replace

    def failing(source: Path, target: Path) -> None:
        replaced.append(target)
        if len(replaced) == 2:
            raise OSError(28, "No space left on device", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(CodegenError, match="No space left on device"):
        generate.write(tmp_path, {path: f"{text}# new\n" for path, text in few.items()})
    assert {path: (tmp_path / path).read_bytes() for path in files(tmp_path)} == before
