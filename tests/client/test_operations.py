"""Every operation of every release, through both clients, against what its facts say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from client._calls import ASYNC, BOTH, SYNC, VERBS, Verb, arguments_of, call, needed_of
from client._schema import Route, document, routes
from client._server import ArgoServer
from client._wire import Request

import hera_models
from hera_client import NotFoundError, Response, UnsupportedOperationError

RELEASES = ("v3.4.18", "v3.5.15", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2")
NEWEST = RELEASES[-1]
# The server deletes all the same, whatever a dry run or a precondition asks for.
IGNORED = ("listOptions.watch", "dryRun", "preconditions.uid", "preconditions.resourceVersion")
SINCE = ("sinceTime.seconds", "sinceTime.nanos")
by_verb = pytest.mark.parametrize("verb", VERBS, ids=str)


@pytest.fixture(scope="module")
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.argo.stub = True
        yield server


@pytest.fixture(scope="module")
def oldest() -> Iterator[ArgoServer]:
    with ArgoServer(RELEASES[0]) as server:
        server.argo.stub = True
        yield server


@pytest.fixture(scope="module")
def lacking() -> Iterator[ArgoServer]:
    with ArgoServer("v3.7.18") as server:
        yield server


def route_of(verb: Verb, release: str = NEWEST) -> Route:
    service, _, name = verb.operation.id.partition("_")
    (found,) = (item for item in routes(release) if (item.service, item.name) == (service, name))
    return found


def requests_of(server: ArgoServer, kind: str, verb: Verb, **options: Any) -> list[Request]:
    before = len(server.requests)
    call(kind, server.url, str(verb), arguments_of(verb.operation), **options)
    return server.requests[before:]


@pytest.mark.parametrize("release", RELEASES)
def test_the_client_has_every_operation_of_a_release(release: str) -> None:
    facts = {f"{route.service}_{route.name}" for route in routes(release)}
    old = RELEASES.index(release) < RELEASES.index("v4.0.10")

    assert len(facts) == (69 if old else 73)
    assert {
        verb.operation.id for verb in VERBS if not (old and verb.operation.since == "v4.0.10")
    } == facts
    assert {verb.service for verb in VERBS if verb.operation.since} == {"sync"}


@by_verb
def test_both_clients_send_the_same_bytes(server: ArgoServer, verb: Verb) -> None:
    (sync,) = requests_of(server, SYNC, verb)
    (asynchronous,) = requests_of(server, ASYNC, verb)

    assert sync.raw == asynchronous.raw
    assert sync.raw.startswith(f"{verb.operation.method} ".encode())


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize(
    "verb", [verb for verb in VERBS if verb.operation.result not in ("watch", "logs")], ids=str
)
def test_raw_sends_the_same_and_gives_the_whole_answer(
    server: ArgoServer, kind: str, verb: Verb
) -> None:
    given = arguments_of(verb.operation)
    (plain,) = requests_of(server, kind, verb)

    response: Response[Any] = call(kind, server.url, str(verb), given, raw=True)

    assert server.requests[-1].raw == plain.raw
    assert response.status_code == 200
    # Artifacts do not come by way of gRPC.
    told = None if verb.operation.result == "bytes" else NEWEST
    assert response.headers.get("grpc-metadata-argo-version") == told
    if verb.operation.result == "bytes":
        assert response.content == response.parsed == b"artifact"
    else:
        sent = json.loads(response.content)
        assert sent.items() <= response.parsed.to_dict().items()
        assert type(response.parsed).__name__ == answer_name(verb)


@by_verb
def test_every_argument_arrives_where_the_facts_say(server: ArgoServer, verb: Verb) -> None:
    operation, route, given = verb.operation, route_of(verb), arguments_of(verb.operation)

    (request,) = requests_of(server, SYNC, verb)

    assert request.method == route.method
    path = route.match(request.segments)
    query, body = expected_query(verb, given), expected_body(verb, given)
    assert path == {
        wire: given[name]
        for name, wire in [*operation.path_names.items(), ("namespace", "namespace")]
        if f"{{{wire}}}" in route.segments
    }
    assert sorted(request.query) == sorted(query)
    assert (request.json() if request.body else None) == body
    assert request.header("content-type") == ("application/json" if body is not None else None)
    told = {name for name, _ in query} | set(path or ())
    told |= {name for name, _ in query if name.endswith("sinceSeconds")}
    assert parameters(route) - told == left_out(route)


def expected_query(verb: Verb, given: dict[str, Any]) -> list[tuple[str, str]]:
    found = [("namespace", given["namespace"])] if verb.operation.namespaced == "query" else []
    for name, (wire, kind) in verb.operation.query.items():
        value = given[name]
        if kind == "list":
            found += [(wire, item) for item in value]
        elif kind == "since":
            found.append((wire, str(int(value.total_seconds()))))
        elif verb.operation.result == "watch" and name == "fields":
            found.append((wire, f"result.object.{value},result.type,result.object.metadata,error"))
        else:
            found.append((wire, json.dumps(value) if kind != "text" else value))
    return found


def expected_body(verb: Verb, given: dict[str, Any]) -> Any:
    operation, facts = verb.operation, verb_body(verb)
    if facts is None:
        return None
    if not facts:
        return given[operation.payload]
    wires = {**{name: name for name in operation.path_names}, **operation.body}
    wires[operation.payload] = operation.payload_wire
    by_wire = {wire: name for name, wire in wires.items()} | {"namespace": "namespace"}
    in_path = {part[1:-1] for part in route_of(verb).segments if part[:1] == "{"}
    return {wire: given[by_wire[wire]] for wire in facts - in_path}


def verb_body(verb: Verb) -> set[str] | None:
    """Return the fields of the body that the facts have; none of them where it is any JSON."""
    body = route_of(verb).definition.get("requestBody")
    if body is None:
        return None
    (content,) = body["content"].values()
    schema: dict[str, Any] = content["schema"]
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    return set(document(NEWEST)["components"]["schemas"].get(name, {}).get("properties", {}))


def parameters(route: Route) -> set[str]:
    return {item["name"] for item in route.definition.get("parameters", ())}


def left_out(route: Route) -> set[str]:
    """Return the parameters without a keyword: those that are ignored, two that `since` covers."""
    return {name for name in parameters(route) if name.endswith((*IGNORED, *SINCE))}


@pytest.mark.parametrize("kind", BOTH)
@by_verb
def test_the_answer_is_read_into_its_model(server: ArgoServer, kind: str, verb: Verb) -> None:
    result = call(kind, server.url, str(verb), arguments_of(verb.operation))

    match verb.operation.result:
        case "bytes":
            assert result == b"artifact"
        case "pages":
            assert result == []
        case "logs":
            assert [type(item).__name__ for item in result] == [answer_name(verb)]
        case _:
            assert type(result).__name__ == answer_name(verb)
            if isinstance(result, hera_models.Manifest):
                assert {"kind", "apiVersion"} <= result.to_dict().keys()


def answer_name(verb: Verb) -> str:
    """Return the last part of the name that the facts give the answer."""
    (content,) = route_of(verb).definition["responses"]["200"]["content"].values()
    name: str = content["schema"]["$ref"]
    return name.rsplit(".", 1)[-1]


@pytest.mark.parametrize("verb", [verb for verb in VERBS if not verb.operation.since], ids=str)
def test_the_oldest_release_is_spoken_to_with_the_same_client(
    oldest: ArgoServer, verb: Verb
) -> None:
    given = needed_of(verb.operation)

    one, other = (repr(call(kind, oldest.url, str(verb), given)) for kind in BOTH)

    assert one == other
    assert oldest.requests[-1].method == route_of(verb, RELEASES[0]).method


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb.operation.since], ids=str)
def test_what_a_server_lacks_is_said(lacking: ArgoServer, kind: str, verb: Verb) -> None:
    with pytest.raises(UnsupportedOperationError) as caught:
        call(kind, lacking.url, str(verb), needed_of(verb.operation))

    assert verb.operation.id in str(caught.value)
    assert "v3.7.18" in str(caught.value)
    assert "v4.0" in str(caught.value)


@pytest.mark.parametrize("kind", BOTH)
def test_what_a_server_has_but_does_not_find_is_not_blamed_on_its_version(kind: str) -> None:
    with ArgoServer("v4.0.10") as server, pytest.raises(NotFoundError):
        call(kind, server.url, "sync.get", {"key": "k", "cm_name": "limits"})
