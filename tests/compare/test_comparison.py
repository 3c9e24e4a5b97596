"""The comparison itself: what it finds, what it leaves out, and how programs are kept apart."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .differing import ABSENT, Difference, differences, merged, settled, unequal
from .ledger import LedgerError, Listed, judge, read
from .runs import programs

_CHILD = Path(__file__).with_name("child.py")
_LIBRARY = '''\
"""A library that is as small as can be, in the place of `hera`."""
class Workflow:
    kind = "Workflow"
    def __init__(self, **spec): self.spec = spec
    def to_dict(self): return dict(self.spec)
    def to_yaml(self): return repr(self.spec)
class Configuration: pass
global_config = Configuration()
'''


def _result(document: Any, **more: Any) -> dict[str, Any]:
    return {"dict": {"w": document}, "yaml": {"w": document}, **more}


def _found(theirs: Any, ours: Any, *, sources: bool = False) -> list[Difference]:
    return merged(list(differences("area/x", _result(theirs), _result(ours), sources=sources)))


def test_equal_manifests_do_not_differ() -> None:
    document = {"spec": {"templates": [{"name": "a", "n": 1}]}}
    assert _found(document, {"spec": {"templates": [{"n": 1, "name": "a"}]}}) == []


@pytest.mark.parametrize(
    ("theirs", "ours", "path", "shown"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 2}}, "w.a.b", ("1", "2")),
        ({"a": 1}, {"a": True}, "w.a", ("1", "True")),
        ({"a": 1}, {"a": 1.0}, "w.a", ("1", "1.0")),
        ({"a": 1}, {"a": "1"}, "w.a", ("1", "'1'")),
        ({"a": 1}, {}, "w.a", ("1", "(absent)")),
        ({}, {"a": None}, "w.a", ("(absent)", "None")),
        ({"a": [1, 2]}, {"a": [2, 1]}, "w.a[0]", ("1", "2")),
        ({"a": [1]}, {"a": [1, 2]}, "w.a", ("[1]", "[1, 2]")),
        ({"a": {"x/y": 1}}, {"a": {"x/y": 2}}, "w.a['x/y']", ("1", "2")),
        ({"a": {}}, {"a": []}, "w.a", ("{}", "[]")),
    ],
)
def test_a_planted_difference_is_found(
    theirs: Any, ours: Any, path: str, shown: tuple[str, str]
) -> None:
    found = _found(theirs, ours)
    assert [(d.path, (d.theirs, d.ours)) for d in found][:1] == [(path, shown)]
    assert found[0].views == ("dict", "yaml")


def test_a_difference_of_one_view_says_so() -> None:
    theirs = {"dict": {"w": {"a": 1}}, "yaml": {"w": {"a": 1}}}
    ours = {"dict": {"w": {"a": 1}}, "yaml": {"w": {"a": 2}}}
    found = list(differences("area/x", theirs, ours, sources=False))
    assert [d.line() for d in found] == ["area/x  w.a  theirs: 1  ours: 2  [yaml]"]


def test_long_values_are_cut_to_where_they_differ() -> None:
    found = Difference("a/x", "w", "x" * 500 + "1" + "y" * 500, "x" * 500 + "2", ("dict",))
    assert len(found.line()) < 600
    assert "x1yyy" in found.line()
    assert "x2" in found.line()
    assert Difference("a/x", "w", "1" * 200, "2", ("dict",)).line().count("1") == 200


def test_what_is_observed_is_compared() -> None:
    theirs, ours = ({"observed": {"is equal": value}} for value in (True, False))
    found = list(differences("area/x", theirs, ours, sources=False))
    assert [(d.path, d.views) for d in found] == [("is equal", ("observed",))]


def test_a_source_is_compared_where_it_is_to_be_theirs() -> None:
    theirs, ours = ({"script": {"source": text, "image": "i"}} for text in ("a", "b"))
    assert _found(theirs, ours) == []
    assert [d.path for d in _found(theirs, ours, sources=True)] == ["w.script.source"]
    assert [d.path for d in _found(theirs, {"script": {"image": "i"}})] == ["w.script.source"]


def test_names_that_are_made_up_are_numbered() -> None:
    one, other = "01b13c73-f26e-47ae-a59f-4bac2eb43dd0", "88893e89-5b47-41c6-93eb-ca84a4b23250"
    document = {"volumes": [{"name": one}, {"name": other}], "mounts": [{"name": other}]}
    assert settled(document, sources=True) == {
        "mounts": [{"name": "uuid#1"}],
        "volumes": [{"name": "uuid#2"}, {"name": "uuid#1"}],
    }
    swapped = {"volumes": [{"name": other}, {"name": one}], "mounts": [{"name": other}]}
    assert [d.path for d in _found(document, swapped)] == ["w.volumes[0].name", "w.volumes[1].name"]


def test_exceptions_are_compared_by_their_class() -> None:
    def raised(name: str) -> dict[str, Any]:
        return {"raised": name, "message": f"it said {name}"}

    assert not list(differences("a/x", raised("KeyError"), raised("KeyError"), sources=False))
    found = list(differences("a/x", raised("KeyError"), _result({}), sources=True))
    assert [(d.path, d.ours, d.views) for d in found] == [
        ("raised", "nothing raised", ("raised (hera source)",))
    ]
    assert "it said KeyError" in found[0].theirs


def test_an_exception_of_one_workflow_is_compared_by_its_class() -> None:
    theirs = {"!raised": "ValueError", "!message": "theirs"}
    assert _found(theirs, {**theirs, "!message": "ours"}) == []
    assert [d.path for d in _found(theirs, {**theirs, "!raised": "TypeError"})] == ["w['!raised']"]


def test_an_exception_on_one_side_is_one_difference() -> None:
    found = _found({"!raised": "ValueError", "!message": "theirs"}, {"kind": "a", "spec": {}})
    assert [(d.path, d.theirs) for d in found] == [("w", "{'!raised': 'ValueError'}")]


def test_views_are_named_once_where_sources_make_no_difference() -> None:
    found = [
        *differences("a/x", _result(1), _result(2), sources=False),
        *differences("a/x", _result(1), _result(2), sources=True),
    ]
    assert merged(found)[0].line().endswith("[dict, yaml]")
    assert found[2].line().endswith("[dict (hera source)]")


def test_absent_and_none_are_not_the_same() -> None:
    assert list(unequal("", {"a": None}, {})) == [("a", None, ABSENT)]


def test_listed_differences_are_no_failure_and_stale_ones_are() -> None:
    found = [Difference("a/x", "w.spec.a[0].b", "1", "2", ("dict",))]
    right = Listed("a/x", "w.spec.a", "they drop it")
    other = Listed("a/x", "w.spec.ab", "they drop it")
    elsewhere = Listed("a/y", "w", "not run")
    assert judge(found, [], ["a/x"]) == (found, [])
    assert judge(found, [right, other, elsewhere], ["a/x"]) == ([], [other])


@pytest.mark.parametrize(
    "text",
    [
        "[[difference]]\nprogram = 'a/x'\npath = 'w'",
        "[[difference]]\nprogram = 'a/x'\npath = 'w'\nreason = ''",
        "[[difference]]\nprogram = 'a/x'\npath = 'w'\nreason = 'r'\nmode = 'x'",
        "[[difference]]\nprogram = 1\npath = 'w'\nreason = 'r'",
        "[[difference",
    ],
)
def test_an_entry_must_be_whole(tmp_path: Path, text: str) -> None:
    file = tmp_path / "differences.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"differences\.toml"):
        read(file)


def test_the_list_names_programs_that_exist() -> None:
    assert {entry.program for entry in read()} <= programs().keys()


def _run_child(directory: Path, mode: str, **texts: str) -> dict[str, dict[str, Any]]:
    package = directory / "library" / "hera"
    package.mkdir(parents=True)
    for name in ("__init__", "workflows", "shared"):
        (package / f"{name}.py").write_text(_LIBRARY, encoding="utf-8")
    files = [directory / f"{name}.py" for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(_CHILD), mode, *map(str, files)],
        env={"PYTHONPATH": str(directory / "library")},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    entries = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(entry["file"]).stem: entry for entry in entries}


def test_a_program_s_workflows_are_collected_and_its_crash_is_its_own(tmp_path: Path) -> None:
    head = "from hera.workflows import Workflow\n"
    results = _run_child(
        tmp_path,
        "plain",
        crashing="import os\nos.abort()",
        raising="raise LookupError('planned')",
        leaving="raise SystemExit(0)",
        one=head + "print('noise')\nw = Workflow(a=1, b=(1, None))\nsomething = 5",
        several=head + "workflows = [Workflow(a=1), Workflow(a=2)]\nobserved = {'x': Workflow}",
        failing=head + "w = Workflow()\nw.to_dict = lambda: 1 / 0",
        warning="import warnings\nwarnings.warn('x', FutureWarning)",
    )
    assert "ended with status" in results["crashing"]["raised"]
    assert (results["raising"]["raised"], results["raising"]["message"]) == (
        "LookupError",
        "planned",
    )
    assert results["leaving"]["raised"] == "SystemExit"
    assert results["one"]["dict"] == {"w": {"a": 1, "b": [1, None]}}
    assert list(results["several"]["dict"]) == ["workflows[0]", "workflows[1]"]
    assert results["several"]["observed"]["x"].keys() == {"!type"}
    assert results["failing"]["dict"]["w"]["!raised"] == "ZeroDivisionError"
    assert results["warning"]["warnings"] == {"FutureWarning": 1}


def test_nothing_passes_from_one_program_to_the_next(tmp_path: Path) -> None:
    text = (
        "import sys\nfrom hera.shared import global_config\n"
        "observed = {'seen': getattr(global_config, 'image', None), 'mode': "
        "getattr(global_config, 'script_source', None), 'modules': 'first' in sys.modules}\n"
        "global_config.image = 'changed'"
    )
    results = _run_child(tmp_path, "hera", first=text, second=text)
    assert results["first"]["observed"] == {"seen": None, "mode": "hera", "modules": True}
    assert results["second"]["observed"] == {"seen": None, "mode": "hera", "modules": False}
