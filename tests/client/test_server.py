"""The objects of the test server, seen through a plain HTTP client: as the Argo server does it."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from client._server import ArgoServer

SPEC = {"entrypoint": "main", "templates": [{"name": "main", "container": {"image": "busybox"}}]}


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


@pytest.fixture
def http(server: ArgoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=5, trust_env=False) as http:
        yield http


def workflow(name: str, **metadata: Any) -> dict[str, Any]:
    return {"metadata": {"name": name, **metadata}, "spec": SPEC}


def add(server: ArgoServer, *names: str, namespace: str = "ml", **metadata: Any) -> None:
    for name in names:
        server.state.create("workflows", namespace, workflow(name, **metadata))


def names_of(response: httpx.Response) -> list[str]:
    items: list[dict[str, Any]] = response.json()["items"] or []
    return [item["metadata"]["name"] for item in items]


# -- objects ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "key", "spec"),
    [
        ("workflows/ml", "workflow", SPEC),
        ("workflow-templates/ml", "template", SPEC),
        ("cluster-workflow-templates", "template", SPEC),
        ("cron-workflows/ml", "cronWorkflow", {"workflowSpec": SPEC, "schedules": ["* * * * *"]}),
        ("event-sources/ml", "eventSource", {}),
        ("sensors/ml", "sensor", {}),
    ],
)
def test_an_object_lives_from_create_to_delete(
    http: httpx.Client, path: str, key: str, spec: dict[str, Any]
) -> None:
    value = {"metadata": {"name": "one"}, "spec": spec}

    made = http.post(f"/api/v1/{path}", json={key: value})
    again = http.post(f"/api/v1/{path}", json={key: value})
    got = http.get(f"/api/v1/{path}/one").json()
    listed = http.get(f"/api/v1/{path}").json()
    gone = http.delete(f"/api/v1/{path}/one")
    missing = http.get(f"/api/v1/{path}/one")
    empty = http.get(f"/api/v1/{path}").json()

    assert (made.status_code, made.json()["metadata"]["name"]) == (200, "one")
    assert (again.status_code, again.json().keys()) == (409, {"code", "message"})
    assert got["metadata"]["uid"]
    assert got["metadata"]["creationTimestamp"].endswith("Z")
    assert not {"kind", "apiVersion"} & (got.keys() | listed.keys() | listed["items"][0].keys())
    assert (gone.status_code, gone.json()) == (200, {})
    assert (missing.status_code, missing.json()["code"]) == (404, 5)
    assert empty["items"] is None


def test_update_needs_the_stored_version(server: ArgoServer, http: httpx.Client) -> None:
    old = server.state.create("workflow-templates", "ml", workflow("one", labels={"a": "1"}))
    path = "/api/v1/workflow-templates/ml/one"
    without = {"metadata": {"name": "one"}, "spec": SPEC}

    updated = http.put(path, json={"template": old})
    stale = http.put(path, json={"template": old})
    unversioned = http.put(path, json={"template": without})

    assert int(updated.json()["metadata"]["resourceVersion"]) > int(
        old["metadata"]["resourceVersion"]
    )
    assert (stale.status_code, stale.json()["code"]) == (409, 6)
    assert (unversioned.status_code, unversioned.json()["code"]) == (400, 3)


def test_a_new_workflow_has_null_times_and_a_generated_name(http: httpx.Client) -> None:
    value = {"metadata": {"generateName": "job-"}, "spec": SPEC}

    made = http.post("/api/v1/workflows/ml", json={"workflow": value}).json()

    assert made["metadata"]["name"].startswith("job-")
    assert made["status"] == {"startedAt": None, "finishedAt": None}


def test_lint_blames_the_server_for_workflows_only(http: httpx.Client) -> None:
    bad = {"metadata": {"name": "one"}, "spec": {**SPEC, "entrypoint": "nope"}}

    lint = http.post("/api/v1/workflows/ml/lint", json={"workflow": bad})
    create = http.post("/api/v1/workflows/ml", json={"workflow": bad})
    template = http.post("/api/v1/workflow-templates/ml/lint", json={"template": bad})
    good = http.post("/api/v1/workflows/ml/lint", json={"workflow": workflow("one")})

    assert (lint.status_code, lint.json()["code"]) == (500, 2)
    assert (create.status_code, create.json()["code"]) == (400, 3)
    assert (template.status_code, template.json()["code"]) == (400, 3)
    assert "'nope' undefined" in lint.json()["message"]
    assert good.status_code == 200


# -- lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("team=a", ["one", "two"]),
        ("team==a,tier=x", ["one"]),
        ("team!=a", ["three", "four"]),
        ("team in (a, b)", ["one", "two", "three"]),
        ("team notin (a)", ["three", "four"]),
        ("tier", ["one"]),
        ("!team", ["four"]),
    ],
)
def test_label_selectors(
    server: ArgoServer, http: httpx.Client, selector: str, found: list[str]
) -> None:
    add(server, "one", labels={"team": "a", "tier": "x"})
    add(server, "two", labels={"team": "a"})
    add(server, "three", labels={"team": "b"})
    add(server, "four")

    listed = http.get("/api/v1/workflows/ml", params={"listOptions.labelSelector": selector})

    assert names_of(listed) == found


def test_field_selectors_and_name_filters(server: ArgoServer, http: httpx.Client) -> None:
    add(server, "one", "only", "two")

    def listed(selector: str, **params: str) -> httpx.Response:
        query = {"listOptions.fieldSelector": selector, **params}
        return http.get("/api/v1/workflows/ml", params=query)

    assert names_of(listed("metadata.name=one")) == ["one"]
    assert names_of(listed("metadata.name=on", nameFilter="Prefix")) == ["one", "only"]
    assert names_of(listed("metadata.name=w", nameFilter="Contains")) == ["two"]
    # The store that workflows are listed from knows less than Kubernetes.
    assert names_of(listed("metadata.name=one")) == ["one"]
    for selector in ("spec.nope=1", "metadata.name!=one", "status.phase=Running"):
        refused = listed(selector)
        assert (refused.status_code, refused.json()["code"]) == (400, 3)


def test_pages_are_continued_by_an_opaque_token(server: ArgoServer, http: httpx.Client) -> None:
    add(server, *[f"w{number}" for number in range(5)])
    query, pages = {"listOptions.limit": "2"}, list[list[str]]()
    while True:
        listed = http.get("/api/v1/workflows/ml", params=query)
        pages.append(names_of(listed))
        token = listed.json()["metadata"].get("continue")
        if token is None:
            break
        query["listOptions.continue"] = token

    broken = http.get("/api/v1/workflows/ml", params={"listOptions.continue": "2"})

    assert pages == [["w0", "w1"], ["w2", "w3"], ["w4"]]
    assert broken.status_code == 400


def test_without_an_archive_pages_are_cut_silently(server: ArgoServer, http: httpx.Client) -> None:
    server.argo.archive = False
    add(server, "one", "two", "three")
    query = {
        "listOptions.limit": "2",
        "listOptions.fieldSelector": "ext.showRemainingItemCount=true",
    }

    listed = http.get("/api/v1/workflows/ml", params=query)

    assert names_of(listed) == ["one", "two"]
    assert listed.json()["metadata"] == {
        "remainingItemCount": 1,
        "resourceVersion": str(server.state.version),
    }


def test_an_empty_namespace_means_all(server: ArgoServer, http: httpx.Client) -> None:
    add(server, "one", namespace="a")
    add(server, "two", namespace="b")

    assert names_of(http.get("/api/v1/workflows/")) == ["one", "two"]


def test_fields_choose_what_is_sent(server: ArgoServer, http: httpx.Client) -> None:
    add(server, "one")

    some = http.get("/api/v1/workflows/ml", params={"fields": "items.metadata.name"}).json()
    without = http.get("/api/v1/workflows/ml/one", params={"fields": "-spec,status"}).json()

    # What is left out comes back as Go's empty values.
    nothing = {"startedAt": None, "finishedAt": None}
    assert some["items"] == [
        {
            "metadata": {"name": "one", "creationTimestamp": None},
            "spec": {"arguments": {}},
            "status": nothing,
        }
    ]
    assert (without["spec"], without["status"]) == ({"arguments": {}}, nothing)


def test_lists_keep_nodes_packed_and_gets_unpack_them(
    server: ArgoServer, http: httpx.Client
) -> None:
    add(server, "one")
    nodes = {"one": {"id": "one", "phase": "Running"}}
    server.state.set_phase("ml", "one", "Running", nodes=nodes)
    server.state.compress_nodes = gzip.compress

    (listed,) = http.get("/api/v1/workflows/ml").json()["items"]
    got = http.get("/api/v1/workflows/ml/one").json()
    stopped = http.put("/api/v1/workflows/ml/one/stop", json={}).json()

    assert "nodes" not in listed["status"]
    assert json.loads(gzip.decompress(b64decode(listed["status"]["compressedNodes"]))) == nodes
    assert got["status"]["nodes"] == nodes
    assert not {"nodes", "compressedNodes"} & stopped["status"].keys()


# -- verbs -----------------------------------------------------------------------------------------


def test_submit_makes_a_workflow_of_a_template(server: ArgoServer, http: httpx.Client) -> None:
    server.state.create("workflow-templates", "ml", workflow("train"))
    body = {"resourceKind": "WorkflowTemplate", "resourceName": "train"}
    options = {"parameters": ["a=1=2"], "labels": "team=a,x=y"}

    made = http.post("/api/v1/workflows/ml/submit", json={**body, "submitOptions": options}).json()
    missing = http.post("/api/v1/workflows/ml/submit", json={**body, "resourceName": "nope"})

    assert made["metadata"]["name"].startswith("train-")
    template = {"workflows.argoproj.io/workflow-template": "train"}
    assert made["metadata"]["labels"] == {"team": "a", "x": "y", **template}
    assert made["spec"]["workflowTemplateRef"] == {"name": "train"}
    assert made["spec"]["arguments"] == {"parameters": [{"name": "a", "value": "1=2"}]}
    assert missing.status_code == 404


def test_verbs_on_a_workflow(server: ArgoServer, http: httpx.Client) -> None:
    add(server, "one")

    def put(verb: str, **body: Any) -> Any:
        return http.put(f"/api/v1/workflows/ml/one/{verb}", json=body).json()

    assert put("suspend")["spec"]["suspend"] is True
    assert "suspend" not in put("resume")["spec"]
    assert put("stop")["spec"]["shutdown"] == "Stop"
    assert put("terminate")["spec"]["shutdown"] == "Terminate"
    assert put("retry")["code"] == 3
    server.state.set_phase("ml", "one", "Failed", nodes={"n": {"displayName": "gate"}})
    put("set", nodeFieldSelector="displayName=gate", phase="Succeeded", message="ok")
    nodes = server.state.get("workflows", "ml", "one")["status"]["nodes"]
    assert nodes == {"n": {"displayName": "gate", "phase": "Succeeded", "message": "ok"}}
    assert put("retry")["status"]["phase"] == "Running"
    assert put("resubmit")["metadata"]["name"].startswith("one-")


def test_the_archive(server: ArgoServer, http: httpx.Client) -> None:
    add(server, "one", labels={"team": "a"})
    uid = server.state.archive("ml", "one")["metadata"]["uid"]

    assert http.get(f"/api/v1/archived-workflows/{uid}").json()["metadata"]["name"] == "one"
    assert http.get("/api/v1/workflows/ml/one", params={"uid": uid}).status_code == 200
    assert http.get("/api/v1/workflows/ml/one", params={"uid": "other"}).status_code == 404
    assert names_of(http.get("/api/v1/workflows/ml")) == ["one"]
    assert "team" in http.get("/api/v1/archived-workflows-label-keys").json()["items"]
    values = "/api/v1/archived-workflows-label-values"
    asked = {"listOptions.labelSelector": "team"}
    assert http.get(values, params=asked).json() == {"items": ["a"]}
    assert http.get(values).status_code == 500
    assert http.put(f"/api/v1/archived-workflows/{uid}/resubmit", json={}).status_code == 200
    assert http.delete(f"/api/v1/archived-workflows/{uid}").json() == {}
    assert http.get(f"/api/v1/archived-workflows/{uid}").status_code == 404


def test_sync_limits(http: httpx.Client) -> None:
    body = {"key": "k", "limit": 3, "cmName": "config", "type": "CONFIGMAP"}
    where, asked = "/api/v1/sync/ml", {"cmName": "config"}

    made = http.post(where, json=body).json()

    assert made == {**body, "namespace": "ml"}
    assert http.post(where, json=body).status_code == 409
    assert http.get(f"{where}/k", params=asked).json() == made
    assert http.put(f"{where}/k", json={**body, "limit": 5}).json()["limit"] == 5
    assert http.delete(f"{where}/k", params=asked).json() == {}
    assert http.get(f"{where}/k", params=asked).status_code == 404


# -- options of a deletion -------------------------------------------------------------------------


def test_the_options_of_a_deletion_hold_for_cron_workflows_only(
    server: ArgoServer, http: httpx.Client
) -> None:
    add(server, "one")
    server.state.create("cron-workflows", "ml", workflow("one"))
    dry, other = {"deleteOptions.dryRun": "All"}, {"deleteOptions.preconditions.uid": "other"}

    for path in ("workflows", "cron-workflows"):
        assert http.delete(f"/api/v1/{path}/ml/one", params=dry).json() == {}
    refused = http.delete("/api/v1/cron-workflows/ml/one", params=other)

    assert http.get("/api/v1/workflows/ml/one").status_code == 404
    assert http.get("/api/v1/cron-workflows/ml/one").status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (409, 6)
