"""What `hera-codegen diff` finds: between Argo's releases, and rule by rule."""

from __future__ import annotations

import functools
import io
import itertools
import json
import subprocess
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from _shared import shared
from hera_codegen.api import (
    Api,
    Definition,
    Enum,
    EnumValue,
    Field,
    ListOf,
    MapOf,
    OneOf,
    Operation,
    Parameter,
    Ref,
    Scalar,
    Type,
)
from hera_codegen.diff import Change, Report, compare
from hera_codegen.diff_report import print_text, to_json
from hera_codegen.read import read
from rich.console import Console

SPECS = Path(__file__).resolve().parents[2] / "specs"
TAGS = ("v3.4.18", "v3.5.15", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2")
STEPS = tuple(itertools.pairwise(TAGS))
OLD_EVENTS = "io.argoproj.events.v1alpha1"
NEW_EVENTS = "github.com.argoproj.argo_events.pkg.apis.events.v1alpha1"

STRING = Scalar("string")
INTEGER = Scalar("integer")


@functools.cache
def release(tag: str) -> Api:
    return read(json.loads((SPECS / f"{tag}.json").read_text(encoding="utf-8")))


@functools.cache
def between(old: str, new: str) -> Report:
    return compare(release(old), release(new))


# ---------------------------------------------------------------- Argo's releases


def facts(changes: list[Change]) -> dict[str, Any]:
    """Return changes of definitions and operations in the form of the reference file."""
    fields_added: dict[str, dict[str, str]] = defaultdict(dict)
    fields_removed: dict[str, dict[str, str]] = defaultdict(dict)
    retyped: dict[str, dict[str, list[str]]] = defaultdict(dict)
    required: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"added": [], "removed": []})
    for change in changes:
        match change.subject, change.change:
            case "field", "added":
                fields_added[change.owner][change.name] = change.new
                if "required" in change.notes:
                    required[change.owner]["added"].append(change.name)
            case "field", "removed":
                fields_removed[change.owner][change.name] = change.old
            case "field", "retyped":
                retyped[change.owner][change.name] = [change.old, change.new]
            case "field", "required":
                required[change.owner]["added"].append(change.name)
            case "field", "optional":
                required[change.owner]["removed"].append(change.name)
            case _:
                pass
    return {
        "definitions_added": names(changes, "definition", "added"),
        "definitions_removed": names(changes, "definition", "removed"),
        "fields_added": dict(fields_added),
        "fields_removed": dict(fields_removed),
        "type_changes": dict(retyped),
        "required_changes": dict(required),
        "ops_added": routes(changes, "added"),
        "ops_removed": routes(changes, "removed"),
        "params_added": parameters(changes, "added"),
        "params_removed": parameters(changes, "removed"),
    }


def names(changes: list[Change], subject: str, change: str) -> list[str]:
    return [item.owner for item in changes if (item.subject, item.change) == (subject, change)]


def routes(changes: list[Change], change: str) -> dict[str, list[str]]:
    return {
        item.owner: (item.new or item.old).split(" ")
        for item in changes
        if (item.subject, item.change) == ("operation", change)
    }


def parameters(changes: list[Change], change: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for item in changes:
        if (item.subject, item.change) == ("parameter", change):
            found[item.owner].append(item.name)
    return dict(found)


def reference(old: str, new: str) -> dict[str, Any]:
    document = json.loads(shared("reference", "release-diff.json").read_text(encoding="utf-8"))
    step: dict[str, Any] = document[f"{old}..{new}"]
    return step


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_every_change_of_the_reference_is_found_and_no_other(old: str, new: str) -> None:
    report = between(old, new)
    renamed = {item.old: item.new for item in report.renames}
    expected = reference(old, new)
    # The reference knows no renames: it counts a renamed definition as removed and added.
    unrenamed = [change for change in report.changes if change.owner not in renamed.values()]
    found = facts(unrenamed)
    assert sorted(found["definitions_added"] + [*renamed.values()]) == expected["definitions_added"]
    assert sorted(found["definitions_removed"] + [*renamed]) == expected["definitions_removed"]
    for key in ("fields_added", "fields_removed", "required_changes", "ops_added", "ops_removed"):
        assert found[key] == expected[key], key
    assert found["type_changes"] == without_renames(expected["type_changes"], renamed)
    assert not expected["enum_changes"]

    changed = expected["ops_changed"]
    for key in ("params_added", "params_removed"):
        assert found[key] == {
            id_: change[key] for id_, change in changed.items() if key in change
        }, key
    retyped = [
        change for change in report.changes if change.subject in ("operation", "body", "response")
    ]
    assert [change for change in retyped if change.change not in ("added", "removed")] == []
    for id_, change in changed.items():
        assert change.keys() <= {"params_added", "params_removed", "params_changed", "response"}
        if "response" in change:
            was, now = (json.loads(item)["$ref"].rpartition("/")[2] for item in change["response"])
            assert renamed[was] == now, id_
        for name, (before, after) in change.get("params_changed", {}).items():
            found_change = one(report, id_, f"path:{name}")
            assert before[:2] == after[:2]
            assert found_change.old == f"enum({', '.join(before[2])})"
            assert found_change.new == f"enum({', '.join(after[2])})"


def without_renames(
    changes: dict[str, dict[str, list[str]]], renamed: dict[str, str]
) -> dict[str, dict[str, list[str]]]:
    kept = {
        owner: {name: types for name, types in fields.items() if renamed.get(types[0]) != types[1]}
        for owner, fields in changes.items()
    }
    return {owner: fields for owner, fields in kept.items() if fields}


def one(report: Report, owner: str, name: str) -> Change:
    found = [item for item in report.changes if (item.owner, item.name) == (owner, name)]
    assert len(found) == 1
    return found[0]


def test_events_definitions_are_renamed_and_still_compared() -> None:
    report = between("v3.5.15", "v3.6.19")
    expected = reference("v3.5.15", "v3.6.19")["argo_events_after_rename"]
    old_prefix, new_prefix = expected["rename_prefix"]
    assert len(report.renames) == expected["renamed"] == 107
    for item in report.renames:
        assert item.subject == "definition"
        assert item.old.removeprefix(old_prefix) == item.new.removeprefix(new_prefix)

    def short(name: str) -> str:
        return name.removeprefix(old_prefix).removeprefix(new_prefix)

    found = facts([c for c in report.changes if c.owner.startswith((old_prefix, new_prefix))])
    assert [short(name) for name in found["definitions_added"]] == expected["added"]
    assert [short(name) for name in found["definitions_removed"]] == expected["removed"]
    for key in ("fields_added", "fields_removed"):
        assert {short(owner): sorted(fields) for owner, fields in found[key].items()} == {
            owner: sorted(fields) for owner, fields in expected[key].items()
        }
    assert {
        short(owner): {name: [short(text) for text in types] for name, types in fields.items()}
        for owner, fields in found["type_changes"].items()
    } == expected["type_changes"]
    assert found["required_changes"] == expected["required"] == {}


def test_breaking_changes_of_each_step() -> None:
    def subjects(old: str, new: str) -> set[str]:
        return {
            f"{change.owner.rpartition('.')[2]}.{change.name}".rstrip(".")
            for change in between(old, new).breaking
            if change.owner.startswith("io.argoproj.workflow.") and change.subject == "field"
        }

    assert subjects("v3.4.18", "v3.5.15") == {"WorkflowSpec.artifactGC"}
    assert subjects("v3.5.15", "v3.6.19") == {
        "CronWorkflowStatus.failed",
        "CronWorkflowStatus.phase",
        "CronWorkflowStatus.succeeded",
    }
    assert subjects("v3.6.19", "v3.7.18") == {"Template.priority", "WorkflowSpec.podPriority"}
    assert subjects("v3.7.18", "v4.0.10") == {
        "Cache.configMap",
        "CronWorkflowSpec.schedule",
        "CronWorkflowSpec.schedules",
        "Link.target",
        "Synchronization.mutex",
        "Synchronization.semaphore",
    }
    assert between("v4.0.10", "v4.1.2").breaking == ()


def test_a_superset_is_breaking_and_said_to_be_one() -> None:
    change = one(
        between("v3.4.18", "v3.5.15"), "io.argoproj.workflow.v1alpha1.WorkflowSpec", "artifactGC"
    )
    assert change.breaking
    assert change.notes == ("superset",)
    assert change.gained == ("forceFinalizerRemoval", "podSpecPatch")
    cache = one(between("v3.7.18", "v4.0.10"), "io.argoproj.workflow.v1alpha1.Cache", "configMap")
    assert cache.breaking
    assert cache.notes == ()
    assert cache.lost == ("key", "optional")


def test_what_only_responses_hold_is_marked() -> None:
    report = between("v3.7.18", "v4.0.10")
    workflow = "io.argoproj.workflow.v1alpha1"
    assert one(report, f"{workflow}.Link", "target").notes == ("required", "response_only")
    assert one(report, f"{workflow}.NodeStatus", "failedPodRestarts").notes == ("response_only",)
    assert one(report, f"{workflow}.CronWorkflowSpec", "schedules").notes == ()
    unused = one(between("v3.5.15", "v3.6.19"), f"{workflow}.WorkflowTaskSetSpec", "")
    assert unused.notes == ("unused",)


def test_the_kubernetes_enums_that_3_6_no_longer_states() -> None:
    enums = [c for c in between("v3.5.15", "v3.6.19").changes if c.change == "enum"]
    fields = [c for c in enums if c.subject == "field"]
    assert len(fields) == 11
    assert all(c.new == "string" and not c.breaking for c in fields)
    back = [c for c in between("v3.6.19", "v3.5.15").changes if c.change == "enum"]
    assert sum(c.breaking for c in back) == 11
    slips = [c for c in enums if c.subject == "parameter"]
    assert [(c.name, c.breaking) for c in slips] == [("path:idDiscriminator", False)]


@pytest.mark.parametrize("tag", TAGS)
def test_a_release_does_not_differ_from_itself(tag: str) -> None:
    report = between(tag, tag)
    assert report.changes == ()
    assert report.renames == ()


@pytest.mark.parametrize(("old", "new"), [*STEPS, (TAGS[0], TAGS[-1])])
def test_the_way_back_loses_what_the_way_there_adds(old: str, new: str) -> None:
    there, back = between(old, new), between(new, old)
    assert {(item.old, item.new) for item in there.renames} == {
        (item.new, item.old) for item in back.renames
    }
    renamed = {item.old: item.new for item in there.renames}

    def keys(report: Report, kind: str) -> set[tuple[str, str, str]]:
        return {
            (c.subject, renamed.get(c.owner, c.owner), c.name)
            for c in report.changes
            if c.change == kind
        }

    assert keys(there, "added") == keys(back, "removed")
    assert keys(there, "removed") == keys(back, "added")
    assert keys(there, "retyped") == keys(back, "retyped")
    assert keys(there, "enum") == keys(back, "enum")
    assert all(c.breaking for c in back.changes if c.change == "removed")


# ---------------------------------------------------------------- rule by rule


def field(name: str, type_: Type = STRING, *, required: bool = False, null: bool = False) -> Field:
    return Field(name, type_, required=required, nullable=null)


def api(
    *definitions: Definition, operations: tuple[Operation, ...] = (), tag: str = "v1.0.0"
) -> Api:
    return Api(
        (tag,), {item.name: item for item in definitions}, {item.id: item for item in operations}
    )


def enum(*values: str, tag: str = "v1.0.0") -> Enum:
    return Enum(tuple(EnumValue(value, (tag,)) for value in values))


def changes(old: Api, new: Api) -> list[tuple[bool, str, str, str, str]]:
    return [
        (c.breaking, c.subject, c.change, c.owner, c.name)
        for c in compare(old, replace(new, releases=("v2.0.0",))).changes
    ]


OBJECTS = (
    Definition("p.Small", (field("a"),)),
    Definition("p.Large", (field("a"), field("b"))),
    Definition("p.Other", (field("a", INTEGER), field("b"))),
    Definition("p.Demanding", (field("a"), field("b", required=True))),
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (field("f"), None, (True, "removed")),
        (None, field("f"), (False, "added")),
        (None, field("f", required=True), (True, "added")),
        (field("f"), field("f", required=True), (True, "required")),
        (field("f", required=True), field("f"), (False, "optional")),
        (field("f"), field("f", INTEGER), (True, "retyped")),
        (field("f"), field("f", ListOf(STRING)), (True, "retyped")),
        (field("f", ListOf(STRING)), field("f", MapOf(STRING)), (True, "retyped")),
        (field("f"), field("f", null=True), (False, "retyped")),
        (field("f", null=True), field("f"), (True, "retyped")),
        (field("f", enum("A")), field("f", enum("A", tag="v2.0.0")), None),
        (field("f", enum("A")), field("f", enum("A", "B")), (False, "enum")),
        (field("f", enum("A", "B")), field("f", enum("A")), (True, "enum")),
        (field("f", enum("A")), field("f", enum("B")), (True, "enum")),
        (field("f", enum("A", "B")), field("f", enum("B", "A")), None),
        (field("f", enum("A ")), field("f", enum("A")), (False, "enum")),
        (field("f", enum("A")), field("f"), (False, "enum")),
        (field("f"), field("f", enum("A")), (True, "enum")),
        (field("f", ListOf(enum("A"))), field("f", ListOf(enum("B"))), (True, "enum")),
        (field("f", MapOf(enum("A"))), field("f", MapOf(STRING)), (False, "enum")),
        (
            field("f", OneOf((INTEGER, enum("A")))),
            field("f", OneOf((INTEGER, enum("A", "B")))),
            (False, "enum"),
        ),
        (field("f", Ref("p.Small")), field("f", Ref("p.Large")), (True, "retyped")),
    ],
)
def test_fields(old: Field | None, new: Field | None, expected: tuple[bool, str] | None) -> None:
    before = api(Definition("p.D", (old,) if old else ()), *OBJECTS)
    after = api(Definition("p.D", (new,) if new else ()), *OBJECTS)
    found = [] if expected is None else [(expected[0], "field", expected[1], "p.D", "f")]
    assert changes(before, after) == found


def same(type_: Type) -> Type:
    return type_


@pytest.mark.parametrize("wrap", [same, ListOf, MapOf])
@pytest.mark.parametrize(
    ("old", "new", "superset"),
    [
        ("Small", "Large", True),
        ("Large", "Small", False),
        ("Small", "Other", False),
        ("Small", "Demanding", False),
        ("Large", "Demanding", False),
        ("Demanding", "Large", True),
    ],
)
def test_superset(old: str, new: str, superset: bool, wrap: Callable[[Type], Type]) -> None:
    before = api(Definition("p.D", (field("f", wrap(Ref(f"p.{old}"))),)), *OBJECTS)
    after = api(Definition("p.D", (field("f", wrap(Ref(f"p.{new}"))),)), *OBJECTS)
    (change,) = compare(before, after).changes
    assert ("superset" in change.notes) is superset


def test_definitions() -> None:
    thing = Definition("p.Thing", (field("a"),))
    scalar = Definition("p.Thing", target=STRING)
    stays = Definition("p.Stays")
    assert changes(api(thing, stays), api(stays)) == [
        (True, "definition", "removed", "p.Thing", "")
    ]
    assert changes(api(stays), api(thing, stays)) == [(False, "definition", "added", "p.Thing", "")]
    assert changes(api(thing), api(scalar)) == [(True, "definition", "retyped", "p.Thing", "")]
    narrower = Definition("p.Thing", target=enum("A"))
    assert changes(api(scalar), api(narrower)) == [(True, "definition", "enum", "p.Thing", "")]


def operation(**changes: Any) -> Operation:
    return replace(Operation("S_Do", "post", "/do/{a}", "S", response=Ref("p.Small")), **changes)


def parameter(**changes: Any) -> Parameter:
    return replace(Parameter("q", "query", STRING), **changes)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (operation(), None, (True, "operation", "removed", "")),
        (None, operation(), (False, "operation", "added", "")),
        (operation(), operation(path="/other/{a}"), (True, "operation", "route", "")),
        (operation(), operation(method="put"), (True, "operation", "route", "")),
        (
            operation(),
            operation(parameters=(parameter(),)),
            (False, "parameter", "added", "query:q"),
        ),
        (
            operation(),
            operation(parameters=(parameter(required=True),)),
            (True, "parameter", "added", "query:q"),
        ),
        (
            operation(parameters=(parameter(),)),
            operation(),
            (True, "parameter", "removed", "query:q"),
        ),
        (
            operation(parameters=(parameter(),)),
            operation(parameters=(parameter(type=INTEGER),)),
            (True, "parameter", "retyped", "query:q"),
        ),
        (
            operation(parameters=(parameter(),)),
            operation(parameters=(parameter(required=True),)),
            (True, "parameter", "required", "query:q"),
        ),
        (
            operation(parameters=(parameter(required=True),)),
            operation(parameters=(parameter(),)),
            (False, "parameter", "optional", "query:q"),
        ),
        (
            operation(parameters=(parameter(),)),
            operation(parameters=(parameter(multi=True),)),
            (False, "parameter", "retyped", "query:q"),
        ),
        (
            operation(parameters=(parameter(multi=True),)),
            operation(parameters=(parameter(),)),
            (True, "parameter", "retyped", "query:q"),
        ),
        (
            operation(parameters=(parameter(type=enum("A", "B")),)),
            operation(parameters=(parameter(type=enum("A")),)),
            (True, "parameter", "enum", "query:q"),
        ),
        (operation(), operation(body=Ref("p.Small")), (True, "body", "added", "")),
        (operation(body=Ref("p.Small")), operation(), (True, "body", "removed", "")),
        (
            operation(body=Ref("p.Small")),
            operation(body=Ref("p.Large")),
            (True, "body", "retyped", ""),
        ),
        (operation(), operation(response=Ref("p.Large")), (True, "response", "retyped", "")),
        (operation(), operation(shape="stream"), (True, "response", "retyped", "")),
        (operation(), operation(response=None), (True, "response", "removed", "")),
        (operation(response=None), operation(), (False, "response", "added", "")),
    ],
)
def test_operations(
    old: Operation | None, new: Operation | None, expected: tuple[bool, str, str, str]
) -> None:
    breaking, subject, change, name = expected
    before = api(*OBJECTS, operations=(old,) if old else ())
    after = api(*OBJECTS, operations=(new,) if new else ())
    assert changes(before, after) == [(breaking, subject, change, "S_Do", name)]


def test_a_renamed_operation_keeps_its_route_and_is_still_compared() -> None:
    old = operation(parameters=(parameter(),))
    new = operation(id="S_Run", path="/do/{b}", parameters=(parameter(required=True),))
    report = compare(api(*OBJECTS, operations=(old,)), api(*OBJECTS, operations=(new,)))
    assert [(item.subject, item.old, item.new) for item in report.renames] == [
        ("operation", "S_Do", "S_Run")
    ]
    assert [(c.subject, c.change, c.owner, c.name) for c in report.changes] == [
        ("parameter", "required", "S_Run", "query:q")
    ]


def package(prefix: str, *shorts: str, extra: str = "") -> list[Definition]:
    fields = [field("a"), field("next", Ref(f"{prefix}.{shorts[0]}"))]
    if extra:
        fields.append(field(extra))
    return [Definition(f"{prefix}.{short}", tuple(fields)) for short in shorts]


def test_a_package_that_moves_is_renamed_and_its_references_with_it() -> None:
    user = Definition("keep.User", (field("x", ListOf(Ref("org.old.v1.A"))),))
    moved = replace(user, fields=(field("x", ListOf(Ref("com.new.v2.A"))),))
    report = compare(
        api(user, *package("org.old.v1", "A", "B", "C")),
        api(moved, *package("com.new.v2", "A", "B", "D", extra="more")),
    )
    assert {(item.old, item.new) for item in report.renames} == {
        ("org.old.v1.A", "com.new.v2.A"),
        ("org.old.v1.B", "com.new.v2.B"),
    }
    assert {(c.subject, c.change, c.owner, c.name) for c in report.changes} == {
        ("field", "added", "com.new.v2.A", "more"),
        ("field", "added", "com.new.v2.B", "more"),
        ("definition", "removed", "org.old.v1.C", ""),
        ("definition", "added", "com.new.v2.D", ""),
    }


def test_no_rename_without_a_whole_package_that_agrees() -> None:
    old = package("org.old", "A", "B")
    stays = compare(api(*old), api(*old[1:], *package("com.new", "A")))
    assert stays.renames == ()
    others = [Definition(f"com.new.{short}", (field("z"),)) for short in ("A", "B")]
    assert compare(api(*old), api(*others)).renames == ()
    few = package("com.new", "A", "X", "Y")
    assert compare(api(*package("org.old", "A", "B", "C")), api(*few)).renames == ()


def test_of_two_candidates_the_package_that_shares_more_is_the_renamed_one() -> None:
    report = compare(
        api(*package("org.old", "A", "B", "C")),
        api(*package("com.copy", "A", "B"), *package("com.new", "A", "B", "C")),
    )
    assert {item.new for item in report.renames} == {"com.new.A", "com.new.B", "com.new.C"}


# ---------------------------------------------------------------- text and JSON


def text(report: Report, *, terminal: bool = False, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_text(report, Console(file=stream, force_terminal=terminal, width=80))
    stream.flush()
    return raw.getvalue().decode(encoding)


def test_text_sums_up_the_renames_in_one_line() -> None:
    lines = text(between("v3.5.15", "v3.6.19")).splitlines()
    assert lines[0] == "v3.5.15 → v3.6.19: 22 breaking, 127 additive, 107 renamed"
    assert f"  107 definitions renamed {OLD_EVENTS}.* → {NEW_EVENTS}.*" in lines
    assert sum("renamed " in line for line in lines) == 1


def test_text_is_grouped_and_counts_every_change() -> None:
    report = between("v3.7.18", "v4.0.10")
    lines = text(report).splitlines()
    assert lines[0] == "v3.7.18 → v4.0.10: 6 breaking, 18 additive"
    assert lines[2:10] == [
        "Breaking (6)",
        "  workflow (6)",
        "    Cache.configMap: ConfigMapKeySelector → LocalObjectReference, without key, optional",
        "    CronWorkflowSpec.schedule: removed, was string",
        "    CronWorkflowSpec.schedules: now required",
        "    Link.target: added, string (required, in responses only)",
        "    Synchronization.mutex: removed, was Mutex",
        "    Synchronization.semaphore: removed, was SemaphoreRef",
    ]
    assert "    CreateSyncLimit: added, POST /api/v1/sync/{namespace}" in lines
    assert sum(line.startswith("    ") for line in lines) == len(report.changes)


def test_text_qualifies_short_names_that_stand_for_several_definitions() -> None:
    shown = text(between("v3.5.15", "v3.6.19"))
    assert "Template.container: core.Container → events.Container, without args" in shown
    assert "ArtifactLocation.resource: Resource → K8SResource (superset" in shown


def test_text_joins_what_changed_alike_in_several_operations() -> None:
    lines = text(between("v3.5.15", "v3.6.19")).splitlines()
    shown = [line for line in lines if "listOptions.sendInitialEvents" in line]
    assert len(shown) == 1
    assert "query parameter listOptions.sendInitialEvents: added, boolean; 13 op" in shown[0]
    single = "    GetArtifactFile, path parameter idDiscriminator: values, without "
    assert any(line.startswith(single) for line in lines)


def test_a_downgrade_says_so() -> None:
    assert text(between("v4.1.2", "v4.0.10")).startswith(
        "v4.1.2 → v4.0.10 (a downgrade): 35 breaking, 0 additive\n"
    )


def test_no_difference() -> None:
    assert text(between("v4.1.2", "v4.1.2")) == "v4.1.2 → v4.1.2: no difference\n"


def test_colours_and_wrapping_are_for_terminals() -> None:
    report = between("v3.4.18", "v3.5.15")
    assert "\x1b[" not in text(report)
    shown = text(report, terminal=True)
    assert "\x1b[1;31mBreaking (1)\x1b[0m" in shown
    assert "\x1b[1;32mAdditive (16)\x1b[0m" in shown
    assert all(len(line) <= 80 for line in shown.splitlines() if "\x1b" not in line)
    assert "\n        " in shown


def test_a_stream_without_the_arrow_gets_another() -> None:
    shown = text(between("v3.4.18", "v3.5.15"), encoding="ascii")
    assert "WorkflowSpec.artifactGC: ArtifactGC -> WorkflowLevelArtifactGC" in shown


def test_json_holds_everything_in_a_stable_form() -> None:
    report = between("v3.5.15", "v3.6.19")
    document = json.loads(to_json(report))
    assert list(document) == ["old", "new", "renames", "breaking", "additive"]
    assert (document["old"], document["new"]) == ("v3.5.15", "v3.6.19")
    assert len(document["renames"]) == 107
    assert document["renames"][0] == {
        "subject": "definition",
        "old": f"{OLD_EVENTS}.AMQPConsumeConfig",
        "new": f"{NEW_EVENTS}.AMQPConsumeConfig",
    }
    assert len(document["breaking"]) == 22
    assert len(document["additive"]) == 127
    assert {
        "subject": "field",
        "change": "added",
        "owner": "io.argoproj.workflow.v1alpha1.CronWorkflowStatus",
        "name": "phase",
        "old": "",
        "new": "string",
        "gained": [],
        "lost": [],
        "notes": ["required", "response_only"],
    } in document["breaking"]
    assert to_json(report) == to_json(compare(release("v3.5.15"), release("v3.6.19")))


# ---------------------------------------------------------------- the command


Command: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


def test_command_writes_plain_text_into_a_pipe(hera_codegen: Command) -> None:
    done = hera_codegen("diff", "v3.5", "3.6")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == text(between("v3.5.15", "v3.6.19"))


def test_command_writes_json(hera_codegen: Command) -> None:
    done = hera_codegen("diff", "v3.5.15", "3.6.19", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == to_json(between("v3.5.15", "v3.6.19")) + "\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("3.7", "4.0"), 0),
        (("3.7", "4.0", "--exit-code"), 1),
        (("3.7", "4.0", "--exit-code", "--json"), 1),
        (("4.0", "4.1", "--exit-code"), 0),
        (("4.1", "4.1", "--exit-code"), 0),
    ],
)
def test_command_exit_status(
    hera_codegen: Command, arguments: tuple[str, ...], status: int
) -> None:
    done = hera_codegen("diff", *arguments)
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout


@pytest.mark.parametrize("arguments", [("v3.5", "v9.9"), ("9.9", "3.5"), ("main", "3.5")])
def test_command_names_the_known_releases(
    hera_codegen: Command, arguments: tuple[str, str]
) -> None:
    done = hera_codegen("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("hera-codegen: ")
    assert all(tag in done.stderr for tag in TAGS)


def test_command_reads_facts_of_a_directory(hera_codegen: Command, tmp_path: Path) -> None:
    document = json.loads((SPECS / "v4.1.2.json").read_text(encoding="utf-8"))
    document["info"]["version"] = "v4.2.0"
    schemas = document["components"]["schemas"]
    del schemas["io.argoproj.workflow.v1alpha1.Template"]["properties"]["pendingTimeout"]
    (tmp_path / "v4.2.0.json").write_text(json.dumps(document), encoding="utf-8")
    done = hera_codegen("diff", "4.1", "4.2", "--specs", str(tmp_path))
    assert done.stdout.splitlines()[0] == "v4.1.2 → v4.2.0: 1 breaking, 0 additive"
    assert "    Template.pendingTimeout: removed, was string" in done.stdout.splitlines()


def test_command_documents_its_json(hera_codegen: Command) -> None:
    done = hera_codegen("diff", "--help")
    document = json.loads(to_json(between("v3.5.15", "v3.6.19")))
    for key in {*document, *document["breaking"][0]}:
        assert key in done.stdout
