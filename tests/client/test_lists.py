"""Lists through both clients: all pages, whatever the server says of them, and what is in them."""

from __future__ import annotations

import asyncio
import gc
import gzip
import json
import sys
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from client._calls import BOTH, SYNC, call
from client._replies import reply
from client._server import ArgoServer

from hera_client import ArgoClient, AsyncArgoClient, ResponseValidationError
from hera_client._paging import PAGE_SIZE, Paging
from hera_models import ListMeta, ObjectMeta, Workflow, WorkflowList

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

both = pytest.mark.parametrize("kind", BOTH)
SPEC: dict[str, Any] = {
    "entrypoint": "main",
    "templates": [{"name": "main", "container": {"image": "busybox"}}],
}
NODES = {f"one-{number}": {"id": f"one-{number}", "phase": "Succeeded"} for number in range(50)}


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


def add(server: ArgoServer, count: int, namespace: str = "default") -> list[str]:
    names = [f"job-{number:03}" for number in range(count)]
    for name in names:
        server.state.create("workflows", namespace, {"metadata": {"name": name}, "spec": SPEC})
    return names


def listed(server: ArgoServer, kind: str = SYNC, /, **arguments: Any) -> list[str]:
    return [item.metadata.name for item in call(kind, server.url, "workflows.list", arguments)]


def limits(server: ArgoServer) -> list[str]:
    return [request.param("listOptions.limit") for request in server.requests]


# -- pages -----------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    ("count", "limit", "requests"), [(0, 2, 1), (1, 2, 1), (2, 3, 1), (5, 2, 3), (7, 1, 7)]
)
def test_all_items_come_page_by_page(
    server: ArgoServer, kind: str, count: int, limit: int, requests: int
) -> None:
    names = add(server, count)

    assert listed(server, kind, limit=limit) == names
    assert limits(server) == [str(limit)] * requests


@both
def test_a_last_page_that_is_full_is_the_last(server: ArgoServer, kind: str) -> None:
    names = add(server, 4)

    assert listed(server, kind, limit=2) == names
    assert limits(server) == ["2", "2"]


@both
def test_a_page_is_of_moderate_size_unless_told(server: ArgoServer, kind: str) -> None:
    names = add(server, 3)

    assert listed(server, kind) == names
    assert listed(server, kind, limit=0) == names
    assert limits(server) == [str(PAGE_SIZE)] * 2


@both
@pytest.mark.parametrize("token", ["a+b/c==", "%2B&limit=1", "eyJ2IjoibWV0YSJ9 ü", "5"])
def test_the_word_for_the_next_page_is_handed_back_untouched(
    server: ArgoServer, kind: str, token: str
) -> None:
    first = {"metadata": {"continue": token}, "items": [{"metadata": {"name": "one"}}]}
    last: dict[str, Any] = {"metadata": {}, "items": [{"metadata": {"name": "two"}}]}
    server.script("*", reply(200, json.dumps(first)), reply(200, json.dumps(last)))

    assert listed(server, kind, limit=2) == ["one", "two"]

    assert server.requests[-1].param("listOptions.continue") == token
    assert server.requests[-1].param("listOptions.limit") == "2"


@both
@pytest.mark.parametrize("count", [3, 4, 5])
def test_a_list_begins_where_it_is_told_to(server: ArgoServer, kind: str, count: int) -> None:
    names = add(server, count)
    first = call(kind, server.url, "workflows.list", {"limit": 2}, raw=True)

    rest = listed(server, kind, limit=2, continue_=first.parsed.metadata.continue_)

    assert rest == names[2:]


@both
def test_every_argument_goes_with_every_page(server: ArgoServer, kind: str) -> None:
    add(server, 5, "ml")

    listed(server, kind, limit=2, namespace="ml", label_selector="!team", name_filter="Exact")

    queries = [dict(request.query) for request in server.requests]
    assert len(queries) == 3
    for query, request in zip(queries, server.requests, strict=True):
        query.pop("listOptions.continue", None)
        assert query == queries[0]
        assert request.path == "/api/v1/workflows/ml"


@both
@pytest.mark.parametrize(("count", "requests"), [(2, 1), (3, 2), (8, 2)])
def test_nothing_is_lost_where_the_server_cuts_lists_without_a_word(
    server: ArgoServer, kind: str, count: int, requests: int
) -> None:
    server.argo.archive = False
    names = add(server, count)

    assert listed(server, kind, limit=3) == names
    assert limits(server) == ["3", ""][:requests]


@both
def test_nothing_is_lost_where_the_fields_leave_out_the_names(
    server: ArgoServer, kind: str
) -> None:
    server.argo.archive = False
    add(server, 5)

    items = call(kind, server.url, "workflows.list", {"limit": 2, "fields": "items.spec"})

    assert [item.spec.entrypoint for item in items] == ["main"] * 5


@both
def test_older_servers_page_without_an_archive(kind: str) -> None:
    with ArgoServer("v3.7.18") as server:
        server.argo.archive = False
        names = add(server, 5)

        assert listed(server, kind, limit=2) == names
        assert limits(server) == ["2", "2", "2"]


@pytest.mark.parametrize(
    ("verb", "collection"),
    [
        ("workflow_templates.list", "workflow-templates"),
        ("cluster_workflow_templates.list", "cluster-workflow-templates"),
        ("cron_workflows.list", "cron-workflows"),
        ("event_sources.list", "event-sources"),
        ("sensors.list", "sensors"),
        ("events.list_bindings", "workflow-event-bindings"),
    ],
)
@both
def test_every_list_is_read_page_by_page(
    server: ArgoServer, kind: str, verb: str, collection: str
) -> None:
    spec: dict[str, Any] = {}
    if collection == "cron-workflows":
        spec = {"workflowSpec": SPEC}
    elif collection == "workflow-event-bindings":
        spec = {"event": {"selector": "true"}}
    for number in range(3):
        value = {"metadata": {"name": f"one-{number}"}, "spec": spec}
        server.state.create(collection, "default", value)

    items = call(kind, server.url, verb, {"limit": 2})

    assert [item.metadata.name for item in items] == ["one-0", "one-1", "one-2"]
    assert len(server.requests) == 2
    for item in items:
        told = item.to_dict()
        assert told["kind"] == type(item).__name__
        assert told["apiVersion"].startswith("argoproj.io/v1alpha1")


@both
def test_archived_workflows_are_read_page_by_page(server: ArgoServer, kind: str) -> None:
    for name in add(server, 3):
        server.state.archive("default", name)

    items = call(kind, server.url, "archived_workflows.list", {"limit": 2})

    assert {item.metadata.name for item in items} == {"job-000", "job-001", "job-002"}
    assert all(item.to_dict()["kind"] == "Workflow" for item in items)


def test_the_pages_themselves_can_be_had(server: ArgoServer) -> None:
    names = add(server, 5)

    async def run() -> list[list[str]]:
        async with AsyncArgoClient(server.url) as argo:
            return [told(page) async for page in argo.workflows.list(limit=2).pages()]

    def told(page: WorkflowList) -> list[str]:
        assert page.to_dict()["kind"] == "WorkflowList"
        found = [item.metadata.name for item in page.items or () if item.metadata]
        return [name for name in found if name]

    with ArgoClient(server.url) as argo:
        sync = [told(page) for page in argo.workflows.list(limit=2).pages()]

    assert sync == asyncio.run(run()) == [names[:2], names[2:4], names[4:]]


def test_nothing_is_asked_before_the_first_item_and_no_page_too_early(server: ArgoServer) -> None:
    add(server, 4)
    with ArgoClient(server.url) as argo:
        items = argo.workflows.list(limit=2)
        assert server.requests == []
        next(items)
        next(items)
        assert len(server.requests) == 1
        items.close()
        assert list(items) == []
    assert len(server.requests) == 1


def test_memory_holds_one_page(server: ArgoServer) -> None:
    add(server, 12)
    alive: list[weakref.ref[Workflow]] = []
    most = 0
    with ArgoClient(server.url) as argo:
        for item in argo.workflows.list(limit=2):
            alive.append(weakref.ref(item))
            gc.collect()
            most = max(most, sum(each() is not None for each in alive))
    assert len(alive) == 12
    # A page's two, and the one before that the loop's variable still names.
    assert most <= 3


# -- the state of paging by itself -----------------------------------------------------------------


def page(*uids: str, more: str | None = None) -> WorkflowList:
    items = [Workflow.from_dict({"metadata": {"uid": uid}}, lenient=True) for uid in uids]
    return WorkflowList(metadata=ListMeta(continue_=more), items=items)


def uids(page_: WorkflowList) -> list[str | None]:
    return [item.metadata.uid for item in page_.items or () if item.metadata]


def test_of_the_whole_list_only_what_is_new_is_taken() -> None:
    paging = Paging(2)
    assert paging.next_page() == {"limit": 2, "continue_": None}
    assert uids(paging.take(page("a", "b"))) == ["a", "b"]
    assert paging.next_page() == {"limit": None, "continue_": None}
    # One went and one came in between.
    assert uids(paging.take(page("new", "b", "c"))) == ["new", "c"]
    assert paging.next_page() is None


def test_items_without_metadata_are_counted() -> None:
    paging = Paging(1)
    paging.take(WorkflowList.from_json(b'{"items": [{}]}', lenient=True))
    rest = paging.take(WorkflowList.from_json(b'{"items": [{}, {}]}', lenient=True))
    assert len(rest.items) == 1


def test_an_empty_page_may_have_more_behind_it() -> None:
    paging = Paging(2)
    paging.take(page(more="go on"))
    assert paging.next_page() == {"limit": 2, "continue_": "go on"}


# -- what is in them -------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    "body",
    ["{}", '{"metadata":null,"items":null}', '{"items":[]}', '{"metadata":{},"items":null}'],
)
def test_a_list_without_items_is_empty(server: ArgoServer, kind: str, body: str) -> None:
    server.script("*", reply(200, body))

    assert listed(server, kind) == []


@both
def test_nulls_and_what_is_unknown_are_read(server: ArgoServer, kind: str) -> None:
    item: dict[str, Any] = {
        "metadata": {"name": "one", "labels": None, "creationTimestamp": None, "novel": {"a": 1}},
        "spec": {"templates": None, "arguments": {}, "novel": [None]},
        "status": {"phase": "Dreaming", "startedAt": None, "finishedAt": None, "nodes": None},
    }
    server.script("*", reply(200, json.dumps({"metadata": {"novel": 1}, "items": [item]})))

    (read,) = call(kind, server.url, "workflows.list", {})

    assert read.status.phase == "Dreaming"
    assert read.to_dict() == {
        **item,
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
    }


@both
@pytest.mark.parametrize("body", ["[]", '"text"', '{"items":3}', '{"items":[3]}', "{", "nonsense"])
def test_a_body_that_is_no_list_is_kept_in_the_error(
    server: ArgoServer, kind: str, body: str
) -> None:
    server.script("*", reply(200, body))

    with pytest.raises(ResponseValidationError) as caught:
        listed(server, kind)

    assert caught.value.body == body.encode()
    assert "/api/v1/workflows/default" in str(caught.value)


@both
def test_kind_and_version_are_put_on_what_is_read(server: ArgoServer, kind: str) -> None:
    add(server, 1)
    got = call(kind, server.url, "workflows.get", {"name": "job-000"})
    (item,) = call(kind, server.url, "workflows.list", {})
    event = call(kind, server.url, "workflows.watch", {})
    made = call(
        kind,
        server.url,
        "workflow_templates.create",
        {"template": {"metadata": {"name": "one"}, "spec": SPEC}},
    )

    for value, name in [
        (got, "Workflow"),
        (item, "Workflow"),
        (event.object, "Workflow"),
        (made, "WorkflowTemplate"),
    ]:
        told = value.to_dict()
        assert (told["kind"], told["apiVersion"]) == (name, "argoproj.io/v1alpha1")


@both
@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_packed_nodes_are_there_in_get_list_and_watch(
    server: ArgoServer, kind: str, pack: Callable[[bytes], bytes]
) -> None:
    add(server, 1)
    server.state.set_phase("default", "job-000", "Succeeded", nodes=NODES)
    server.state.compress_nodes = pack
    # The server packs what lists tell; of the others a stand-in is packed all the same.
    packed = json.loads(call(kind, server.url, "workflows.list", {}, raw=True).content)["items"][0]
    assert "nodes" not in packed["status"]

    (item,) = call(kind, server.url, "workflows.list", {})
    server.script("GET /api/v1/workflows/default/job-000", reply(200, json.dumps(packed)))
    got = call(kind, server.url, "workflows.get", {"name": "job-000"})
    frame = json.dumps({"result": {"type": "ADDED", "object": packed}})
    server.script("GET /api/v1/workflow-events/*", reply(200, frame + "\n"))
    event = call(kind, server.url, "workflows.watch", {})

    for workflow in (item, got, event.object):
        assert workflow.to_dict()["status"]["nodes"] == NODES
        assert workflow.status.compressed_nodes is None


@both
def test_packed_nodes_that_are_broken_are_an_error(server: ArgoServer, kind: str) -> None:
    item = {"metadata": ObjectMeta(name="one").to_dict(), "status": {"compressedNodes": "AAAA"}}
    server.script("*", reply(200, json.dumps({"items": [item]})))

    with pytest.raises(ResponseValidationError, match="one"):
        listed(server, kind)
