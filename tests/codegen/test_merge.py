"""The union of releases, case by case; the releases themselves are merged in other tests."""

from __future__ import annotations

import pytest
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
    properties,
)
from hera_codegen.errors import CodegenError
from hera_codegen.merge import Merged, merge

TEXT, NUMBER, FLAG = Scalar("string"), Scalar("integer"), Scalar("boolean")
V1, V2, V3 = "v1.9.0", "v1.10.0", "v2.0.0"


def field(tag: str, name: str, type_: Type = TEXT, *, required: bool = False) -> Field:
    return Field(
        name, type_, required=required, releases=(tag,), required_in=(tag,) if required else ()
    )


def thing(tag: str, *fields: Field, name: str = "p.Thing") -> Definition:
    return Definition(name, fields, releases=(tag,))


def release(tag: str, *definitions: Definition, operations: tuple[Operation, ...] = ()) -> Api:
    return Api(
        (tag,),
        {item.name: item for item in definitions},
        {item.id: item for item in operations},
    )


def united(*apis: Api) -> Merged:
    return merge(apis, lambda name: name)


def of_type(*types: Type | None) -> tuple[Field, Merged]:
    """Merge one field of a type that differs from release to release; None where it is absent."""
    tags = (V1, V2, V3)
    merged = united(
        *(
            release(tag, thing(tag, *([] if type_ is None else [field(tag, "x", type_)])))
            for tag, type_ in zip(tags, types, strict=False)
        )
    )
    return properties(merged.api.definitions["p.Thing"])["x"], merged


def test_releases_are_ordered_by_version_not_by_text_or_place() -> None:
    merged = united(release(V3), release(V1), release(V2))
    assert merged.api.releases == (V1, V2, V3)


def test_nothing_to_merge_is_an_error() -> None:
    with pytest.raises(CodegenError, match="no release was given"):
        united()


def test_one_release_is_itself() -> None:
    only = release(V1, thing(V1, field(V1, "x", required=True)))
    assert united(only).api == only


def test_every_part_knows_its_releases() -> None:
    merged = united(
        release(V1, thing(V1, field(V1, "old"), field(V1, "always")), thing(V1, name="p.Gone")),
        release(V2, thing(V2, field(V2, "always"))),
        release(V3, thing(V3, field(V3, "always"), field(V3, "new")), thing(V3, name="p.New")),
    ).api
    assert {name: item.releases for name, item in merged.definitions.items()} == {
        "p.Gone": (V1,),
        "p.New": (V3,),
        "p.Thing": (V1, V2, V3),
    }
    fields = properties(merged.definitions["p.Thing"])
    assert {name: item.releases for name, item in fields.items()} == {
        "old": (V1,),
        "always": (V1, V2, V3),
        "new": (V3,),
    }


def test_a_field_that_went_and_came_back() -> None:
    found, _ = of_type(TEXT, None, TEXT)
    assert found.releases == (V1, V3)


@pytest.mark.parametrize(
    ("required_in", "required"),
    [((V1, V2, V3), True), ((V1, V2), False), ((V3,), False), ((), False)],
)
def test_what_every_release_requires_is_required(
    required_in: tuple[str, ...], required: bool
) -> None:
    merged = united(
        *(
            release(tag, thing(tag, field(tag, "x", required=tag in required_in)))
            for tag in (V1, V2, V3)
        )
    )
    found = properties(merged.api.definitions["p.Thing"])["x"]
    assert (found.required, found.required_in) == (required, required_in)


def test_a_required_field_that_some_release_lacks_is_not_required() -> None:
    merged = united(release(V1, thing(V1)), release(V2, thing(V2, field(V2, "x", required=True))))
    found = properties(merged.api.definitions["p.Thing"])["x"]
    assert (found.required, found.required_in) == (False, (V2,))


def test_a_required_field_of_a_type_that_is_new_is_required() -> None:
    merged = united(release(V1), release(V2, thing(V2, field(V2, "x", required=True))))
    found = properties(merged.api.definitions["p.Thing"])["x"]
    assert (found.required, found.required_in) == (True, (V2,))


def test_null_in_one_release_is_null_in_the_union() -> None:
    nullable = Field("x", TEXT, nullable=True, releases=(V1,))
    merged = united(release(V1, thing(V1, nullable)), release(V2, thing(V2, field(V2, "x"))))
    assert properties(merged.api.definitions["p.Thing"])["x"].nullable


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ((TEXT, TEXT, TEXT), TEXT),
        ((TEXT, NUMBER), OneOf((NUMBER, TEXT))),
        ((TEXT, NUMBER, FLAG), OneOf((FLAG, NUMBER, TEXT))),
        ((TEXT, NUMBER, TEXT), OneOf((TEXT, NUMBER))),
        ((ListOf(TEXT), TEXT), OneOf((TEXT, ListOf(TEXT)))),
        ((MapOf(TEXT), ListOf(TEXT)), OneOf((ListOf(TEXT), MapOf(TEXT)))),
    ],
)
def test_types_that_disagree_are_all_taken_the_newest_first(
    types: tuple[Type, ...], expected: Type
) -> None:
    found, merged = of_type(*types)
    assert found.type == expected
    assert len(merged.conflicts) == (1 if isinstance(expected, OneOf) else 0)
    assert all(item.choice == "union" for item in merged.conflicts)


def test_a_conflict_tells_which_release_has_which_type() -> None:
    _, merged = of_type(TEXT, TEXT, NUMBER)
    (conflict,) = merged.conflicts
    assert (conflict.definition, conflict.field) == ("p.Thing", "x")
    assert [(type_, set(tags)) for type_, tags in conflict.used] == [
        (NUMBER, {V3}),
        (TEXT, {V1, V2}),
    ]


# --- Enums


def enum(tag: str, *values: str) -> Enum:
    return Enum(tuple(EnumValue(value, (tag,)) for value in values))


def values(type_: Type) -> dict[str, tuple[str, ...]]:
    assert isinstance(type_, Enum)
    return {item.value: item.releases for item in type_.values}


def test_the_values_of_enums_are_united() -> None:
    found, merged = of_type(enum(V1, "a", "b"), enum(V2, "b", "c"), enum(V3, "c"))
    assert values(found.type) == {"a": (V1,), "b": (V1, V2), "c": (V2, V3)}
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ((TEXT, enum(V2, "a")), {"a": (V1, V2)}),
        ((enum(V1, "a"), TEXT, enum(V3, "a", "b")), {"a": (V1, V2, V3), "b": (V2, V3)}),
        ((enum(V1, "a"), TEXT, TEXT), {"a": (V1, V2, V3)}),
    ],
)
def test_a_release_that_states_no_enum_denies_no_value(
    types: tuple[Type, ...], expected: dict[str, tuple[str, ...]]
) -> None:
    found, merged = of_type(*types)
    assert values(found.type) == expected
    assert merged.conflicts == ()


def test_an_enum_that_becomes_a_number_is_a_conflict() -> None:
    found, merged = of_type(enum(V1, "a"), NUMBER)
    assert found.type == OneOf((NUMBER, enum(V1, "a")))
    assert len(merged.conflicts) == 1


# --- A newer type that contains the older one


def with_types(newer: Type, older: Type, *definitions: Definition) -> tuple[Type, str]:
    """Merge a field that changed its type, with other definitions of both releases at hand."""
    by_tag = {tag: [item for item in definitions if item.releases == (tag,)] for tag in (V1, V2)}
    merged = united(
        release(V1, thing(V1, field(V1, "x", older)), *by_tag[V1]),
        release(V2, thing(V2, field(V2, "x", newer)), *by_tag[V2]),
    )
    (conflict,) = merged.conflicts
    return properties(merged.api.definitions["p.Thing"])["x"].type, conflict.choice


NARROW = thing(V1, field(V1, "a"), name="p.Narrow")


def test_a_newer_type_with_all_fields_of_the_older_stands_alone() -> None:
    wide = thing(V2, field(V2, "a"), field(V2, "b"), name="p.Wide")
    assert with_types(Ref("p.Wide"), Ref("p.Narrow"), NARROW, wide) == (Ref("p.Wide"), "newest")
    for wrap in (ListOf, MapOf):
        assert with_types(wrap(Ref("p.Wide")), wrap(Ref("p.Narrow")), NARROW, wide) == (
            wrap(Ref("p.Wide")),
            "newest",
        )


@pytest.mark.parametrize(
    "other",
    [
        thing(V2, field(V2, "b"), name="p.Other"),
        thing(V2, field(V2, "a", NUMBER), field(V2, "b"), name="p.Other"),
        thing(V2, field(V2, "a"), field(V2, "b", required=True), name="p.Other"),
        Definition("p.Other", target=TEXT, releases=(V2,)),
    ],
    ids=["lacks a field", "another type of a field", "requires more", "no object"],
)
def test_a_newer_type_that_does_not_take_what_the_older_took(other: Definition) -> None:
    assert with_types(Ref("p.Other"), Ref("p.Narrow"), NARROW, other) == (
        OneOf((Ref("p.Other"), Ref("p.Narrow"))),
        "union",
    )


# --- Definitions under different names


def by_short(name: str) -> str:
    return name.rpartition(".")[2]


def test_a_definition_goes_by_its_newest_name() -> None:
    merged = merge(
        [
            release(
                V1,
                thing(V1, field(V1, "part", ListOf(Ref("old.Part"))), name="old.Thing"),
                thing(V1, name="old.Part"),
                thing(V1, field(V1, "part", Ref("old.Part")), name="old.Gone"),
            ),
            release(
                V2,
                thing(V2, field(V2, "part", ListOf(Ref("new.Part"))), name="new.Thing"),
                thing(V2, name="new.Part"),
            ),
        ],
        by_short,
    )
    assert merged.conflicts == ()
    definitions = merged.api.definitions
    assert sorted(definitions) == ["new.Part", "new.Thing", "old.Gone"]
    assert definitions["new.Thing"].former == ("old.Thing",)
    assert definitions["new.Thing"].releases == (V1, V2)
    assert properties(definitions["new.Thing"])["part"].type == ListOf(Ref("new.Part"))
    assert properties(definitions["old.Gone"])["part"].type == Ref("new.Part")


def test_two_definitions_that_would_become_one_are_an_error() -> None:
    both = release(V1, thing(V1, name="a.Thing"), thing(V1, name="b.Thing"))
    with pytest.raises(CodegenError, match=r"v1\.9\.0: a\.Thing and b\.Thing would"):
        merge([both], by_short)


def test_an_alias_has_the_newest_target() -> None:
    old = Definition("p.Alias", target=TEXT, releases=(V1,))
    new = Definition("p.Alias", target=NUMBER, releases=(V2,))
    assert united(release(V1, old), release(V2, new)).api.definitions["p.Alias"].target == NUMBER
    enums = united(
        release(V1, Definition("p.Alias", target=enum(V1, "a"), releases=(V1,))),
        release(V2, Definition("p.Alias", target=enum(V2, "b"), releases=(V2,))),
    )
    target = enums.api.definitions["p.Alias"].target
    assert target is not None
    assert values(target) == {"a": (V1,), "b": (V2,)}


# --- Operations


def operation(tag: str, *parameters: Parameter, body: Type | None = None) -> Operation:
    return Operation(
        *("S_Get", "get", f"/{tag}", "S"), parameters=parameters, body=body, releases=(tag,)
    )


def parameter(tag: str, name: str, *, required: bool = False) -> Parameter:
    return Parameter(name, "query", TEXT, required=required, releases=(tag,))


def test_operations_are_the_newest_with_the_parameters_of_all() -> None:
    merged = united(
        release(V1, operations=(operation(V1, parameter(V1, "a"), parameter(V1, "b")),)),
        release(V2, operations=(operation(V2, parameter(V2, "b"), parameter(V2, "c")),)),
    )
    found = merged.api.operations["S_Get"]
    assert (found.path, found.releases) == (f"/{V2}", (V1, V2))
    assert {item.name: item.releases for item in found.parameters} == {
        "a": (V1,),
        "b": (V1, V2),
        "c": (V2,),
    }


def test_an_operation_speaks_of_definitions_by_their_newest_names() -> None:
    merged = merge(
        [
            release(
                V1, thing(V1, name="old.Thing"), operations=(operation(V1, body=Ref("old.Thing")),)
            ),
            release(V2, thing(V2, name="new.Thing")),
        ],
        by_short,
    )
    assert merged.api.operations["S_Get"].body == Ref("new.Thing")
    assert merged.api.operations["S_Get"].releases == (V1,)
