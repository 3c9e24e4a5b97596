"""How the client is made of an API: names, refusals, methods, blocking twins."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest
from hera_codegen import build
from hera_codegen.api import (
    Api,
    Definition,
    Field,
    ListOf,
    Operation,
    Parameter,
    Ref,
    Scalar,
    Type,
)
from hera_codegen.client_model import Service, Verb, services, unmatched
from hera_codegen.client_tables import ClientNames, load_names
from hera_codegen.emit_client import ClientSources, count_client_files, emit_client
from hera_codegen.errors import CodegenError
from hera_codegen.facts import catalogue
from hera_codegen.unasync import unasync

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "v3.4.18", "v4.1.2"
TEXT = Scalar("string")
THING = Definition("a.Thing", (Field("metadata", TEXT),), python="Thing", module="a", kind="Thing")


def operation(
    id_: str,
    *parameters: Parameter,
    path: str = "/api/v1/things",
    method: str = "get",
    body: Type | None = None,
    response: Type = Ref("a.Thing"),  # noqa: B008  # frozen
    releases: tuple[str, ...] = (OLD, NEW),
) -> Operation:
    service = id_.partition("_")[0]
    return Operation(id_, method, path, service, parameters, body, response, releases=releases)


def query(name: str, type_: Type = TEXT, *, multi: bool = False) -> Parameter:
    return Parameter(name, "query", type_, multi=multi, releases=(OLD, NEW))


def in_path(name: str) -> Parameter:
    return Parameter(name, "path", TEXT, required=True, releases=(OLD, NEW))


def api(*operations: Operation, definitions: tuple[Definition, ...] = ()) -> Api:
    return Api(
        (OLD, NEW),
        {item.name: item for item in (THING, *definitions)},
        {item.id: item for item in operations},
    )


def names(directory: Path, text: str = "") -> ClientNames:
    (directory / "client.toml").write_text(text, "utf-8")
    return load_names(directory)


def only(api_: Api, names_: ClientNames | None = None) -> tuple[Service, Verb]:
    (service,) = services(api_, names_ or ClientNames())
    (verb,) = service.verbs
    return service, verb


@functools.cache
def committed() -> Api:
    known = catalogue(ROOT / "specs")
    return build.build(known, list(known)).api


# -- names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "attribute", "verb"),
    [
        ("ThingService_ListThings", "things", "list"),
        ("ThingService_GetThing", "things", "get"),
        ("ThingService_ThingLogs", "things", "logs"),
        ("ThingService_SuspendThing", "things", "suspend"),
        ("ThingService_ListThingEventBindings", "things", "list_event_bindings"),
        ("ThingService_WatchEvents", "things", "watch_events"),
        ("BigThingService_GetBigThing", "big_things", "get"),
    ],
)
def test_a_verb_is_the_operations_name_less_the_services_noun(
    id_: str, attribute: str, verb: str
) -> None:
    service, found = only(api(operation(id_)))

    assert (service.attribute, found.name) == (attribute, verb)


@pytest.mark.parametrize(
    ("wire", "keyword"),
    [
        ("listOptions.labelSelector", "label_selector"),
        ("listOptions.continue", "continue_"),
        ("deleteOptions.preconditions.uid", "preconditions_uid"),
        ("namePrefix", "name_prefix"),
        ("uid", "uid"),
    ],
)
def test_dotted_parameters_become_flat_keywords(wire: str, keyword: str) -> None:
    _, verb = only(api(operation("ThingService_GetThing", query(wire))))

    assert [(item.name, item.wire) for item in verb.keywords] == [(keyword, wire)]


@pytest.mark.parametrize(
    ("type_", "multi", "kind"),
    [
        (TEXT, False, "text"),
        (Scalar("boolean"), False, "boolean"),
        (Scalar("integer"), False, "integer"),
        (Scalar("int64_string"), False, "integer"),
        (TEXT, True, "list"),
    ],
)
def test_a_parameter_is_written_as_its_type_says(type_: Type, multi: bool, kind: str) -> None:
    _, verb = only(api(operation("ThingService_GetThing", query("x", type_, multi=multi))))

    assert [item.kind for item in verb.keywords] == [kind]


def test_names_are_taken_from_the_file(tmp_path: Path) -> None:
    said = names(
        tmp_path,
        """
        [[service]]
        name = "ThingService"
        attribute = "stuff"
        noun = "Thing"
        reason = "shorter"

        [[verb]]
        operation = "ThingService_ListThings"
        verb = "everything"
        reason = "clearer"

        [[keyword]]
        query = ["o.sinceSeconds"]
        keyword = "since"
        kind = "since"
        reason = "either form"

        [[keyword]]
        query = ["createdAfter"]
        keyword = "created_after"
        kind = "time"
        reason = "the document says text"

        [[keyword]]
        query = ["watch"]
        keyword = ""
        reason = "without effect"
        """,
    )
    parameters = (query("o.sinceSeconds"), query("createdAfter"), query("watch"))

    service, verb = only(api(operation("ThingService_ListThings", *parameters)), said)

    assert (service.attribute, verb.name) == ("stuff", "everything")
    assert [(item.name, item.kind, item.type) for item in verb.keywords] == [
        ("since", "since", TEXT),
        ("created_after", "text", Scalar("time")),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[service]]\nname = "NoService"\nattribute = "no"\n', "no service NoService"),
        ('[[verb]]\noperation = "No_Such"\nverb = "no"\n', "no operation No_Such"),
        ('[[keyword]]\nquery = ["x", "nope"]\nkeyword = "no"\n', "no parameter nope"),
    ],
)
def test_a_name_that_matches_nothing_is_told(tmp_path: Path, text: str, message: str) -> None:
    said = names(tmp_path, text + 'reason = "none"\n')

    (problem,) = unmatched(api(operation("ThingService_GetThing", query("x"))), said)

    assert problem.endswith(message)
    assert problem.startswith("client.toml")


def test_every_committed_name_matches() -> None:
    known = catalogue(ROOT / "specs")
    union = build.build(known, list(known)).union

    assert list(unmatched(union, load_names(ROOT / "codegen" / "overrides"))) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[service]]\nname = "A"\nattribute = "b"\n', "reason"),
        ('[[service]]\nname = "A"\nreason = "r"\n', "attribute"),
        ('[[service]]\nname = "A"\nattribute = "b c"\nreason = "r"\n', "b c"),
        ('[[verb]]\noperation = "A"\nverb = "b"\nvreb = "c"\nreason = "r"\n', "vreb"),
        ('[[keyword]]\nquery = "x"\nkeyword = "x"\nreason = "r"\n', "array"),
        ('[[keyword]]\nquery = ["x"]\nkeyword = "x"\nkind = "sinse"\nreason = "r"\n', "sinse"),
        ('[[keywords]]\nquery = ["x"]\nkeyword = "x"\nreason = "r"\n', "keywords"),
    ],
)
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CodegenError) as caught:
        names(tmp_path, text)

    assert message in str(caught.value)
    assert "client.toml" in str(caught.value)


def test_two_verbs_of_one_name_are_refused() -> None:
    both = (operation("ThingService_GetThing"), operation("ThingService_GetThings"))

    with pytest.raises(CodegenError) as caught:
        services(api(*both), ClientNames())

    for said in (*(item.id for item in both), "things.get", "client.toml"):
        assert said in str(caught.value)


def test_two_keywords_of_one_name_are_refused() -> None:
    both = (query("aOptions.limit"), query("bOptions.limit"))

    with pytest.raises(CodegenError, match=r"aOptions\.limit and bOptions\.limit .* limit;"):
        services(api(operation("ThingService_GetThing", *both)), ClientNames())


# -- where arguments go ----------------------------------------------------------------------------


def body_of(*fields: str) -> Definition:
    members = tuple(
        Field(name, Ref("a.Thing") if name == "thing" else TEXT, python=name, releases=(OLD, NEW))
        for name in fields
    )
    return Definition("a.Request", members, python="Request", module="a")


@pytest.mark.parametrize(
    ("parameters", "fields", "namespaced"),
    [
        ((), ("thing",), ""),
        ((in_path("namespace"),), ("thing", "namespace"), "path"),
        ((query("namespace"),), ("thing",), "query"),
        ((), ("thing", "namespace"), "body"),
    ],
)
def test_the_namespace_goes_where_the_operation_has_it(
    parameters: tuple[Parameter, ...], fields: tuple[str, ...], namespaced: str
) -> None:
    made = operation("ThingService_CreateThing", *parameters, method="post", body=Ref("a.Request"))

    _, verb = only(api(made, definitions=(body_of(*fields),)))

    assert verb.namespaced == namespaced
    assert "namespace" not in [item.name for item in verb.keywords]


def test_the_object_in_a_body_is_what_is_sent_and_names_itself() -> None:
    made = operation(
        "ThingService_UpdateThing", in_path("name"), method="put", body=Ref("a.Request")
    )

    _, verb = only(api(made, definitions=(body_of("thing", "name", "note"),)))

    assert verb.payload is not None
    assert (verb.payload.name, verb.payload.wire) == ("thing", "thing")
    assert [(item.name, item.place) for item in verb.keywords] == [
        ("name", "path"),
        ("note", "body"),
    ]
    assert verb.positional == ()


def test_a_list_that_can_go_on_is_one_of_pages() -> None:
    items = Field("items", ListOf(Ref("a.Thing")))
    metadata = Field("metadata", TEXT)
    lists = (
        Definition("a.List", (items, metadata), python="List", module="a"),
        Definition("a.Short", (items,), python="Short", module="a"),
    )
    more = query("listOptions.continue")

    _, pages = only(
        api(operation("ThingService_ListThings", more, response=Ref("a.List")), definitions=lists)
    )
    _, value = only(
        api(operation("ThingService_ListThings", more, response=Ref("a.Short")), definitions=lists)
    )

    assert (pages.result, pages.item) == ("pages", Ref("a.Thing"))
    assert (value.result, value.item) == ("value", None)


def test_the_committed_watches_know_what_lists_their_objects() -> None:
    found = services(committed(), load_names(ROOT / "codegen" / "overrides"))
    watches = {
        f"{service.attribute}.{verb.name}": verb.listed_by
        for service in found
        for verb in service.verbs
        if verb.result == "watch"
    }

    assert watches == {
        "event_sources.watch": "list",
        "sensors.watch": "list",
        "workflows.watch": "list",
        "workflows.watch_events": "",
    }


# -- text ------------------------------------------------------------------------------------------

SMALL = api(
    operation("ThingService_GetThing", in_path("name"), path="/api/v1/things/{name}"),
    operation("ThingService_NewThing", releases=(NEW,)),
)


def test_an_operation_becomes_data_methods_and_their_twins() -> None:
    files = emit_client(SMALL, ClientNames(), ClientSources({}))

    data = files["api/operations/things.py"]
    assert 'path="/api/v1/things/{name}"' in data
    assert data.count(f'since="{NEW}"') == 1
    waiting, blocking = (files[f"api/{kind}/things.py"] for kind in ("asynchronous", "synchronous"))
    assert "class AsyncThings(AsyncService)" in waiting
    assert "async def get(" in waiting
    assert "await self._caller.value(" in waiting
    assert "class Things(Service)" in blocking
    assert "    def get(" in blocking
    assert f"In Argo Workflows since {NEW}." in blocking
    for word in ("async", "await", "Async"):
        assert word not in blocking


def test_a_time_is_written_as_text_before_it_is_passed_on(tmp_path: Path) -> None:
    said = names(
        tmp_path,
        '[[keyword]]\nquery = ["after"]\nkeyword = "after"\nkind = "time"\nreason = "r"\n',
    )
    timed = api(operation("ThingService_GetThing", query("after"), query("other")))

    files = emit_client(timed, said, ClientSources({}))

    assert '"after": ("after", "text")' in files["api/operations/things.py"]
    for kind in ("asynchronous", "synchronous"):
        text = files[f"api/{kind}/things.py"]
        assert "after: str | datetime | None = None," in text
        assert '"after": time_text(operations.GET, "after", after),' in text
        assert "from datetime import datetime\n" in text
        assert "other: str | None = None," in text
        assert '"other": other,' in text


def test_the_files_are_as_many_as_announced_and_no_other_when_made_again() -> None:
    sources = ClientSources({"one.py": "async def f() -> None: ...\n"})
    files = emit_client(SMALL, ClientNames(), sources)

    assert emit_client(SMALL, ClientNames(), sources) == files
    assert len(files) == count_client_files(SMALL, ClientNames(), sources)
    assert files["_sync/one.py"].startswith("# Generated by `hera-codegen generate`")
    assert "\ndef f() -> None: ...\n" in files["_sync/one.py"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("async def f(): return await g()", "def f(): return g()"),
        ("async with a as b:\n    async for c in b:", "with a as b:\n    for c in b:"),
        ("[x async for x in xs]", "[x for x in xs]"),
        ("class AsyncWatch(AsyncStream[T]):", "class Watch(Stream[T]):"),
        ("async def __aenter__(self):", "def __enter__(self):"),
        (
            "async def __anext__(self): raise StopAsyncIteration",
            "def __next__(self): raise StopIteration",
        ),
        ("await self._items.aclose()", "self._items.close()"),
        ("from contextlib import aclosing", "from contextlib import closing"),
        ("from asyncio import sleep", "from time import sleep"),
        ("from .._async.service import AsyncService", "from .._sync.service import Service"),
        ("http.AsyncClient, http.AsyncBaseTransport", "http.Client, http.BaseTransport"),
        ("response.aiter_bytes()", "response.iter_bytes()"),
        ("AsyncGenerator[T, None]", "Generator[T, None]"),
        ("# async only: begin\na\n# async only: end\nb\n", "b\n"),
        ("    # async only: begin\n    a\n    # async only: end\nb\n", "b\n"),
        ("awaited = asynchrony + Asynchronous", "awaited = asynchrony + Asynchronous"),
        ("plain = 1", "plain = 1"),
    ],
)
def test_unasync(text: str, expected: str) -> None:
    assert unasync(text) == expected


@pytest.mark.parametrize("mark", ["begin", "end"])
def test_half_an_async_only_mark_is_refused(mark: str) -> None:
    with pytest.raises(CodegenError, match="async only"):
        unasync(f"a\n# async only: {mark}\nb\n")


def test_the_committed_twins_hold_nothing_that_waits() -> None:
    waits = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    blocking = [
        *(ROOT / "hera_client" / "_sync").glob("*.py"),
        *(ROOT / "hera_client" / "api" / "synchronous").glob("*.py"),
    ]
    assert len(blocking) > 11
    for path in blocking:
        text = path.read_text("utf-8")
        nodes = list(ast.walk(ast.parse(text)))
        assert not [node for node in nodes if isinstance(node, waits)], path.name
        assert not [item for item in nodes if isinstance(item, ast.comprehension) and item.is_async]
        assert "asyncio" not in text, path.name


def test_documentation_that_matches_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "client_docs.toml").write_text(
        '[keywords]\nx = "an x"\nnope = "none"\n[verbs]\nNo_Such = "Do nothing."\n', "utf-8"
    )

    problems = list(unmatched(api(operation("ThingService_GetThing", query("x"))), names(tmp_path)))

    assert problems == [
        "client_docs.toml: no parameter or field nope",
        "client_docs.toml: no operation No_Such",
    ]


def test_documentation_stands_in_the_docstring(tmp_path: Path) -> None:
    (tmp_path / "client_docs.toml").write_text(
        '[keywords]\nx = "an x"\n[verbs]\nThingService_GetThing = "Return a thing."\n', "utf-8"
    )
    found = operation("ThingService_GetThing", query("x"), query("y"))

    files = emit_client(api(found), names(tmp_path), ClientSources({}))
    text = files["api/synchronous/things.py"]

    assert '"""Return a thing.\n' in text
    assert "Calls ``GET /api/v1/things`` (ThingService_GetThing)." in text
    assert "            x: an x.\n            y: ``y``.\n" in text


def test_every_operation_and_keyword_is_documented() -> None:
    known = catalogue(ROOT / "specs")
    union = build.build(known, list(known)).api
    said = load_names(ROOT / "codegen" / "overrides")

    verbs = [verb for service in services(union, said) for verb in service.verbs]

    wires = {item.wire for verb in verbs for item in verb.keywords + verb.positional if item.wire}
    assert {verb.operation.id for verb in verbs} - said.docs.verbs.keys() == set()
    assert wires - said.docs.keywords.keys() == set()
