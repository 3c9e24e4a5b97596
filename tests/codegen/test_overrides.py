"""Overrides are data: read strictly, applied by pattern, and named when they no longer apply."""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from pathlib import Path

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
    Operation,
    Parameter,
    Ref,
    Scalar,
    Type,
    properties,
)
from hera_codegen.errors import CodegenError
from hera_codegen.merge import Merged, merge
from hera_codegen.override_check import unmatched
from hera_codegen.overrides import Overrides, apply, conflict_choice, identity, load
from hera_codegen.read import read

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "codegen" / "overrides"
WORKFLOW = "io.argoproj.workflow.v1alpha1"
CORE = "io.k8s.api.core.v1"
EVENTS = "github.com.argoproj.argo_events.pkg.apis.events.v1alpha1"
OLD, NEW = "v3.4.18", "v4.1.2"
TEXT = Scalar("string")


def field(name: str, type_: Type = TEXT, *, required: bool = False) -> Field:
    releases = (OLD, NEW)
    return Field(
        name,
        type_,
        required=required,
        releases=releases,
        required_in=releases if required else (),
    )


def definition(name: str, *fields: Field, former: tuple[str, ...] = ()) -> Definition:
    return Definition(name, fields, releases=(OLD, NEW), former=former)


def api(*definitions: Definition, operations: tuple[Operation, ...] = ()) -> Api:
    return Api(
        (OLD, NEW),
        {item.name: item for item in definitions},
        {item.id: item for item in operations},
    )


def given(directory: Path, **files: str) -> Overrides:
    """Write override files, by their name without `.toml`, and load them."""
    for name, text in files.items():
        (directory / f"{name}.toml").write_text(text, "utf-8")
    return load(directory)


def type_of(result: Api, owner: str, name: str) -> Type:
    return properties(result.definitions[owner])[name].type


@functools.cache
def documents() -> tuple[Api, ...]:
    paths = sorted((ROOT / "specs").glob("v*.json"))
    return tuple(read(json.loads(path.read_text("utf-8"))) for path in paths)


@functools.cache
def union() -> Merged:
    return merge(documents(), identity(load(COMMITTED)))


@functools.cache
def corrected() -> Api:
    return apply(union().api, load(COMMITTED))


# --- Types ---


@pytest.mark.parametrize(
    ("pattern", "before", "expression", "after"),
    [
        ("p.A.x", TEXT, "any_string", Scalar("any_string")),
        ("p.A.x", TEXT, "[integer]", ListOf(Scalar("integer"))),
        ("p.A.x", TEXT, "{[time]}", MapOf(ListOf(Scalar("time")))),
        ("p.A.x[]", ListOf(TEXT), "quantity", ListOf(Scalar("quantity"))),
        ("p.A.x{}[]", MapOf(ListOf(TEXT)), "any", MapOf(ListOf(Scalar("any")))),
        ("p.*.x", TEXT, "any", Scalar("any")),
        ("*.A.x*", TEXT, "any", Scalar("any")),
    ],
)
def test_a_type_is_replaced_where_its_pattern_points(
    tmp_path: Path, pattern: str, before: Type, expression: str, after: Type
) -> None:
    overrides = given(
        tmp_path, types=f'[[type]]\nat = ["{pattern}"]\ntype = "{expression}"\nreason = "r"\n'
    )
    source = api(definition("p.A", field("x", before), field("y")))
    result = apply(source, overrides)
    assert type_of(result, "p.A", "x") == after
    assert type_of(result, "p.A", "y") == TEXT
    assert type_of(source, "p.A", "x") == before
    assert unmatched(source, overrides) == ()


def test_a_star_stands_for_no_dot(tmp_path: Path) -> None:
    overrides = given(tmp_path, types='[[type]]\nat = ["p.*"]\ntype = "any"\nreason = "r"\n')
    result = apply(api(definition("p.A", field("x")), definition("p.q.B")), overrides)
    assert result.definitions["p.A"].target == Scalar("any")
    assert result.definitions["p.q.B"].target is None


def test_a_definition_becomes_another_name_for_a_type(tmp_path: Path) -> None:
    overrides = given(
        tmp_path, types='[[type]]\nat = ["p.Amount"]\ntype = "number"\nreason = "r"\n'
    )
    result = apply(api(definition("p.Amount", field("value"))), overrides)
    assert result.definitions["p.Amount"].target == Scalar("number")
    assert result.definitions["p.Amount"].fields == ()


def test_a_former_name_matches_as_well(tmp_path: Path) -> None:
    overrides = given(tmp_path, types='[[type]]\nat = ["old.A.x"]\ntype = "any"\nreason = "r"\n')
    source = api(definition("new.A", field("x"), former=("old.A",)))
    assert type_of(apply(source, overrides), "new.A", "x") == Scalar("any")
    assert unmatched(source, overrides) == ()


def test_a_parameter_of_an_operation_is_corrected(tmp_path: Path) -> None:
    overrides = given(
        tmp_path, types='[[type]]\nat = ["Get.options.limit"]\ntype = "integer"\nreason = "r"\n'
    )
    parameters = (Parameter("options.limit", "query", TEXT), Parameter("name", "path", TEXT))
    source = api(operations=(Operation("Get", "get", "/", "S", parameters),))
    result = apply(source, overrides).operations["Get"].parameters
    assert [item.type for item in result] == [Scalar("integer"), TEXT]
    assert unmatched(source, overrides) == ()


def test_two_types_for_one_place_are_an_error(tmp_path: Path) -> None:
    overrides = given(
        tmp_path,
        types='[[type]]\nat = ["p.A.x"]\ntype = "any"\nreason = "r"\n'
        '[[type]]\nat = ["p.*.x"]\ntype = "time"\nreason = "r"\n',
    )
    with pytest.raises(CodegenError, match=r"types\.toml/type/1: p\.\*\.x .*types\.toml/type/0"):
        apply(api(definition("p.A", field("x"))), overrides)


# --- Enums ---

ENUM = """
[[enum]]
at = ["p.A.x"]
values = ["Old", { value = "New", since = "v4.1.2" }]
tags = false
reason = "r"
"""


def test_an_enum_knows_the_releases_of_its_values(tmp_path: Path) -> None:
    result = apply(api(definition("p.A", field("x"))), given(tmp_path, enums=ENUM))
    expected = (EnumValue("Old", (OLD, NEW)), EnumValue("New", (NEW,)))
    assert type_of(result, "p.A", "x") == Enum(expected, tags=False)


def test_a_release_lacks_the_values_that_came_later(tmp_path: Path) -> None:
    old = replace(field("x"), releases=(OLD,))
    result = apply(api(definition("p.A", old)), given(tmp_path, enums=ENUM))
    assert type_of(result, "p.A", "x") == Enum((EnumValue("Old", (OLD,)),), tags=False)


def test_an_enum_replaces_the_one_that_a_release_states(tmp_path: Path) -> None:
    stated = Enum((EnumValue("Old", (OLD,)), EnumValue("Gone", (OLD,))))
    source = api(definition("p.A", field("x", stated)))
    overrides = given(tmp_path, enums=ENUM)
    result = type_of(apply(source, overrides), "p.A", "x")
    assert isinstance(result, Enum)
    assert [value.value for value in result.values] == ["Old", "New"]
    assert unmatched(source, overrides) == ()


def test_an_enum_does_not_fit_what_is_no_text(tmp_path: Path) -> None:
    source = api(definition("p.A", field("x", Scalar("integer"))))
    overrides = given(tmp_path, enums=ENUM)
    assert type_of(apply(source, overrides), "p.A", "x") == Scalar("integer")
    assert [line.split(" ")[1] for line in unmatched(source, overrides)] == ["p.A.x"]


# --- Required fields and nulls ---


def test_fields_become_optional_and_nullable(tmp_path: Path) -> None:
    overrides = given(
        tmp_path,
        optional='[[optional]]\nfields = ["p.A.x"]\nreason = "r"\n'
        '[[nullable]]\nfields = ["p.A.y"]\nreason = "r"\n',
    )
    source = api(definition("p.A", field("x", required=True), field("y", required=True)))
    result = properties(apply(source, overrides).definitions["p.A"])
    assert (result["x"].required, result["x"].required_in, result["x"].nullable) == (
        False,
        (),
        False,
    )
    assert (result["y"].required, result["y"].nullable) == (True, True)


# --- Names, modules, kinds, documentation and order ---

PACKAGES = """
[[package]]
prefixes = ["new.p.v1", "old.p.v1"]
module = "things"
top_level = true
api_version = "things/v1"
docs = "https://example.org/#{anchor}"
docs_roots = ["new.p.v1.Thing"]
reason = "r"
"""


def test_packages_decide_module_version_and_documentation(tmp_path: Path) -> None:
    source = api(
        definition(
            "new.p.v1.Thing",
            field("apiVersion"),
            field("kind"),
            field("metadata"),
            field("parts", ListOf(Ref("new.p.v1.Part"))),
        ),
        definition("new.p.v1.Part"),
        definition("new.p.v1.Request"),
        definition("old.p.v1.Gone"),
        definition("io.other.v1.Thing", field("apiVersion"), field("kind"), field("metadata")),
    )
    result = apply(source, given(tmp_path, packages=PACKAGES)).definitions
    thing, other = result["new.p.v1.Thing"], result["io.other.v1.Thing"]
    assert (thing.module, thing.python) == ("things", "Thing")
    assert (thing.api_version, thing.kind, thing.embedded) == ("things/v1", "Thing", False)
    assert thing.docs == "https://example.org/#thing"
    assert result["new.p.v1.Part"].docs == "https://example.org/#part"
    assert result["new.p.v1.Part"].kind == ""
    assert result["new.p.v1.Request"].docs == ""
    assert result["old.p.v1.Gone"].module == "things"
    assert (other.module, other.api_version, other.kind) == ("other", "", "")


def test_a_package_is_one_under_all_its_names(tmp_path: Path) -> None:
    identify = identity(given(tmp_path, packages=PACKAGES))
    assert identify("old.p.v1.Thing") == identify("new.p.v1.Thing")
    assert identify("old.p.v1.Thing") != identify("new.p.v1.Part")
    assert identify("io.other.v1.Thing") != identify("new.p.v1.Thing")


def test_a_kind_gets_the_fields_that_the_document_leaves_out(tmp_path: Path) -> None:
    kinds = '[[kind]]\nat = ["new.p.v1.Thing"]\nembedded = true\nreason = "r"\n'
    source = api(definition("new.p.v1.Thing", field("kind"), field("metadata")))
    overrides = given(tmp_path, packages=PACKAGES, kinds=kinds)
    thing = apply(source, overrides).definitions["new.p.v1.Thing"]
    assert [item.name for item in thing.fields] == ["apiVersion", "kind", "metadata"]
    assert properties(thing)["apiVersion"].releases == thing.releases
    assert (thing.kind, thing.embedded) == ("Thing", True)


def test_names_are_given_by_rule_and_by_exception(tmp_path: Path) -> None:
    names = (
        '[[field]]\nwire = "IPv4"\npython = "ipv4"\nreason = "r"\n'
        '[[class]]\ndefinition = "p.Any"\npython = "AnyThing"\nreason = "r"\n'
    )
    source = api(definition("p.Any", field("IPv4"), field("hostIP"), field("from")))
    overrides = given(tmp_path, names=names)
    result = apply(source, overrides).definitions["p.Any"]
    assert result.python == "AnyThing"
    assert {item.name: item.python for item in result.fields} == {
        "IPv4": "ipv4",
        "hostIP": "host_ip",
        "from": "from_",
    }
    assert unmatched(source, overrides) == ()


def test_two_fields_of_one_python_name_are_an_error() -> None:
    source = api(definition("p.A", field("hostIP"), field("host_ip")))
    with pytest.raises(CodegenError, match=r"p\.A: .*host_ip and hostIP .*host_ip .*names\.toml"):
        apply(source, Overrides())


def test_two_classes_of_one_name_in_a_module_are_an_error() -> None:
    source = api(definition("p.thing"), definition("p.Thing"))
    with pytest.raises(CodegenError, match=r"p\.thing and p\.Thing .*Thing in p; .*names\.toml"):
        apply(source, Overrides())


def test_fields_stand_in_the_order_in_which_people_write_them(tmp_path: Path) -> None:
    overrides = given(tmp_path, order='first = ["name", "image"]\nlast = ["status"]\nreason = "r"')
    names = ["zone", "status", "image", "Alpha", "name", "beta"]
    source = api(definition("p.A", *(field(name) for name in names)))
    backwards = api(definition("p.A", *(field(name) for name in reversed(names))))
    result = [item.name for item in apply(source, overrides).definitions["p.A"].fields]
    assert result == ["name", "image", "Alpha", "beta", "zone", "status"]
    assert apply(backwards, overrides) == apply(source, overrides)


# --- Reading ---

REASON = 'reason = "r"'


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("types", f'[[type]]\nat=["p.A"]\n{REASON}', r"types\.toml/type/0: .*'type'"),
        ("types", '[[type]]\nat=["p.A"]\ntype="any"', r"types\.toml/type/0: .*'reason'"),
        ("types", '[[type]]\nat=["p.A"]\ntype="any"\nreason=" "', r"type/0/reason: .*empty"),
        ("types", f'[[type]]\nat=["p.A"]\ntype="text"\n{REASON}', r"type/0/type: 'text' is no"),
        ("types", f'[[type]]\nat=["p.A"]\ntype="[any"\n{REASON}', r"type/0/type: '\[any' is no"),
        ("types", f'[[type]]\nat=[]\ntype="any"\n{REASON}', r"types\.toml/type/0/at: .*none"),
        ("types", f'[[type]]\nat=["a b"]\ntype="any"\n{REASON}', r"type/0/at/0: .*'a b'"),
        ("types", f'[[type]]\nat="p.A"\ntype="any"\n{REASON}', r"type/0/at: .*array.* a text"),
        ("types", f'[[type]]\nat=["p"]\ntype="any"\nx=1\n{REASON}', r"type/0: unknown key 'x'"),
        ("types", f'[[typ]]\nat=["p.A"]\ntype="any"\n{REASON}', r"types\.toml: unknown key 'typ'"),
        ("types", "[[type", r"types\.toml is no TOML"),
        ("enums", f'[[enum]]\nat=["p.A"]\nvalues=[]\ntags=true\n{REASON}', r"enum/0/values"),
        ("enums", f'[[enum]]\nat=["p"]\nvalues=["a","a"]\ntags=true\n{REASON}', r"each once"),
        ("enums", f'[[enum]]\nat=["p"]\nvalues=["a"]\ntags="yes"\n{REASON}', r"enum/0/tags: "),
        (
            "enums",
            f'[[enum]]\nat=["p"]\nvalues=[{{value="a",since="4"}}]\ntags=true\n{REASON}',
            r"'4' is no release tag",
        ),
        ("optional", f'[[optional]]\nfields=["p.A.x[]"]\n{REASON}', r"optional/0/fields/0: "),
        ("conflicts", f'[[conflict]]\nfield="p.A.x"\nchoose="old"\n{REASON}', r"'old'"),
        ("names", f'[[field]]\nwire="x"\npython="1x"\n{REASON}', r"field/0/python: .*'1x'"),
        ("names", f'[[field]]\nwire="x"\npython="from"\n{REASON}', r"field/0/python: .*'from'"),
        ("order", f'first=["a"]\nlast=["a"]\n{REASON}', r"order\.toml: expected each name once"),
        ("order", 'first=["a"]\nlast=["b"]', r"order\.toml: .*'reason'"),
        (
            "packages",
            f'[[package]]\nprefixes=["p"]\nmodule="a"\n{REASON}\n'
            f'[[package]]\nprefixes=["p"]\nmodule="b"\n{REASON}',
            r"packages\.toml/package/1: p already stands in packages\.toml/package/0",
        ),
        ("others", REASON, r"others\.toml: expected one of packages\.toml"),
    ],
)
def test_what_is_no_override_is_an_error_that_names_the_place(
    tmp_path: Path, file: str, text: str, message: str
) -> None:
    with pytest.raises(CodegenError, match=message):
        given(tmp_path, **{file: text})


def test_a_missing_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodegenError, match="nowhere: expected the directory of the overrides"):
        load(tmp_path / "nowhere")


# --- Overrides without effect ---


@pytest.mark.parametrize(
    ("file", "text", "lines"),
    [
        (
            "types",
            f'[[type]]\nat=["p.Thing.nmae", "p.Thing.size", "p.*.gone"]\ntype="integer"\n{REASON}',
            [
                "types.toml/type/0: p.Thing.nmae matches nothing; the nearest is p.Thing.name",
                "types.toml/type/0: p.Thing.size changes nothing",
                "types.toml/type/0: p.*.gone matches nothing",
            ],
        ),
        (
            "types",
            f'[[type]]\nat=["p.Thing.name[]"]\ntype="any"\n{REASON}',
            ["types.toml/type/0: p.Thing.name[] changes nothing"],
        ),
        (
            "optional",
            f'[[optional]]\nfields=["p.Thing.size"]\n{REASON}\n'
            f'[[nullable]]\nfields=["p.Thing.time"]\n{REASON}',
            [
                "optional.toml/optional/0: p.Thing.size changes nothing",
                "optional.toml/nullable/0: p.Thing.time changes nothing",
            ],
        ),
        (
            "conflicts",
            f'[[conflict]]\nfield="p.Thing.name"\nchoose="union"\n{REASON}',
            ["conflicts.toml/conflict/0: p.Thing.name changes nothing"],
        ),
        (
            "names",
            f'[[field]]\nwire="name"\npython="name"\n{REASON}\n'
            f'[[field]]\nwire="gone"\npython="x"\n{REASON}\n'
            f'[[class]]\ndefinition="p.Thing"\npython="Thing"\n{REASON}',
            [
                "names.toml/field/0: name changes nothing",
                "names.toml/field/1: no field is called gone",
                "names.toml/class/0: p.Thing changes nothing",
            ],
        ),
        (
            "kinds",
            f'[[kind]]\nat=["p.Kind"]\n{REASON}\n[[kind]]\nat=["p.X"]\nembedded=true\n{REASON}',
            [
                "kinds.toml/kind/0: p.Kind changes nothing",
                "kinds.toml/kind/1: p.X matches nothing",
            ],
        ),
        (
            "order",
            f'first=["name"]\nlast=["gone"]\n{REASON}',
            ["order.toml: no field is called gone"],
        ),
        (
            "packages",
            f'[[package]]\nprefixes=["p", "q"]\nmodule="m"\ndocs_roots=["p.X"]\n{REASON}',
            [
                "packages.toml/package/0: q is no package of any definition",
                "packages.toml/package/0: p.X matches nothing",
            ],
        ),
    ],
)
def test_each_pattern_without_effect_is_named(
    tmp_path: Path, file: str, text: str, lines: list[str]
) -> None:
    source = api(
        definition(
            "p.Thing",
            field("name"),
            field("size", Scalar("integer")),
            replace(field("time"), nullable=True),
        ),
        definition("p.Kind", field("apiVersion"), field("kind"), field("metadata")),
    )
    found = unmatched(source, given(tmp_path, **{file: text}))
    assert len(found) == len(lines)
    assert [
        line for line, start in zip(found, lines, strict=True) if not line.startswith(start)
    ] == []


# --- The overrides that come with the generator ---


def test_every_committed_override_applies_to_the_known_releases() -> None:
    assert unmatched(union().api, load(COMMITTED)) == ()


def test_the_recorded_choices_are_what_merging_does() -> None:
    overrides = load(COMMITTED)
    made = {(item.definition, item.field): item.choice for item in union().conflicts}
    recorded = {key: conflict_choice(overrides, *key) for key in made}
    assert recorded == made
    assert len(overrides.conflicts) == len(made) == 6
    assert conflict_choice(overrides, f"{WORKFLOW}.Workflow", "spec") is None


def test_each_release_alone_takes_the_overrides() -> None:
    overrides = load(COMMITTED)
    for document in documents():
        result = apply(document, overrides)
        assert result.definitions.keys() == document.definitions.keys()
        assert all(item.module and item.python for item in result.definitions.values())
        assert result.definitions[f"{WORKFLOW}.Workflow"].kind == "Workflow"


def test_the_same_input_gives_the_same_output() -> None:
    assert apply(union().api, load(COMMITTED)) == corrected()


def test_the_kinds_are_those_of_argo_and_those_it_answers_with() -> None:
    argo = ["ClusterWorkflowTemplate", "CronWorkflow", "Workflow", "WorkflowEventBinding"]
    argo += ["WorkflowTemplate", "EventSource", "Sensor"]
    kinds = {item.kind: item for item in corrected().definitions.values() if item.kind}
    lists = [f"{name}List" for name in argo]
    assert set(kinds) == {*argo, *lists, "Event", "PersistentVolumeClaim"}
    assert {kinds[name].api_version for name in argo + lists} == {"argoproj.io/v1alpha1"}
    assert [name for name, item in kinds.items() if item.embedded] == ["PersistentVolumeClaim"]


def test_the_enums_of_the_server_are_all_there() -> None:
    stated = json.loads(shared("reference", "enums-go.json").read_text("utf-8"))["fields"]
    for place, values in stated.items():
        owner, _, name = place.partition(".")
        found = type_of(corrected(), f"{WORKFLOW}.{owner}", name)
        assert isinstance(found, Enum), place
        assert {item.value for item in found.values} == set(values), place


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ("artifactGC.strategy", ["ArtifactGC.strategy", "WorkflowLevelArtifactGC.strategy"]),
        ("gauge.operation", ["Gauge.operation"]),
        ("podGC.strategy", ["PodGC.strategy"]),
        ("resource.action", ["ResourceTemplate.action"]),
        ("resource.mergeStrategy", ["ResourceTemplate.mergeStrategy"]),
        ("retryStrategy.retryPolicy", ["RetryStrategy.retryPolicy"]),
        (
            "s3.addressingStyle",
            ["S3Artifact.addressingStyle", "S3ArtifactRepository.addressingStyle"],
        ),
        ("spec.concurrencyPolicy", ["CronWorkflowSpec.concurrencyPolicy"]),
    ],
)
def test_the_enums_of_the_custom_resources_are_there(rule: str, places: list[str]) -> None:
    stated = json.loads(shared("reference", "enums-crd.json").read_text("utf-8"))
    (values,) = stated[NEW]["enums"][rule]
    for place in places:
        owner, _, name = place.partition(".")
        found = type_of(corrected(), f"{WORKFLOW}.{owner}", name)
        assert isinstance(found, Enum), place
        assert found.tags
        assert {item.value for item in found.values} == set(values), place


def test_the_enums_that_only_old_documents_state_hold_in_every_release() -> None:
    old = documents()[0]
    found = [
        (owner.name, item.name, {value.value for value in item.type.values})
        for owner in old.definitions.values()
        for item in owner.fields
        if isinstance(item.type, Enum)
    ]
    newest = apply(documents()[-1], load(COMMITTED))
    assert len(found) == 11
    for owner, name, values in found:
        now = type_of(newest, owner, name)
        assert isinstance(now, Enum), (owner, name)
        assert values <= {value.value for value in now.values}, (owner, name)


@pytest.mark.parametrize(
    "owner",
    [
        f"{CORE}.Container",
        f"{WORKFLOW}.ScriptTemplate",
        f"{WORKFLOW}.UserContainer",
        f"{WORKFLOW}.ContainerNode",
        f"{EVENTS}.Container",
    ],
)
def test_all_kinds_of_containers_share_the_pull_policy(owner: str) -> None:
    found = type_of(corrected(), owner, "imagePullPolicy")
    assert isinstance(found, Enum)
    assert [value.value for value in found.values] == ["Always", "IfNotPresent", "Never"]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("io.k8s.apimachinery.pkg.util.intstr.IntOrString", "int_or_string"),
        ("io.k8s.apimachinery.pkg.api.resource.Quantity", "quantity"),
        ("io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1", "object"),
        ("io.k8s.apimachinery.pkg.apis.meta.v1.Time", "time"),
        ("io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime", "time"),
        (f"{WORKFLOW}.Item", "any"),
        (f"{WORKFLOW}.Plugin", "single_key_object"),
        (f"{WORKFLOW}.Amount", "number"),
        (f"{EVENTS}.Amount", "number"),
        (f"{EVENTS}.Int64OrString", "int_or_string"),
        (f"{EVENTS}.K8SResource", "object"),
        ("sync.SyncConfigType", "integer"),
    ],
)
def test_scalar_definitions_have_the_type_that_is_sent(name: str, target: str) -> None:
    found = corrected().definitions[name].target
    assert isinstance(found, Scalar)
    assert found.name == target
