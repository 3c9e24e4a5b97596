"""What a call sends: names exactly, the namespace by precedence, any kind of object, clear errors."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

import pytest
from client._calls import BOTH, SYNC, call
from client._server import ArgoServer
from client._wire import Request
from hypothesis import given, settings
from hypothesis import strategies as st

from hera_client import ArgoClient, ConfigError
from hera_models import CreateOptions, CronWorkflow, ObjectMeta, Workflow, WorkflowSpec

SPEC: dict[str, Any] = {
    "entrypoint": "main",
    "templates": [{"name": "main", "container": {"image": "busybox"}}],
}
# Every character that a URL treats in a way of its own, and then any at all.
TEXT = st.one_of(
    st.text(alphabet="a./%?#&=+ ;:@,\"'\\\n\r\t\0~üß漢🙂", min_size=1, max_size=12),
    st.text(min_size=1, max_size=12),
    st.sampled_from([".", "..", "...", "%2F", "%", "a%zz", "//", "\u2028", "\ufeff", " "]),
)
both = pytest.mark.parametrize("kind", BOTH)


@pytest.fixture(scope="module")
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.argo.stub = True
        yield server


@pytest.fixture(scope="module")
def argo(server: ArgoServer) -> Iterator[ArgoClient]:
    with ArgoClient(server.url, trust_env=False) as argo:
        yield argo


def sent(server: ArgoServer, verb: str, kind: str = SYNC, /, **arguments: Any) -> Request:
    settings = {"namespace": arguments.pop("client_namespace", None)}
    call(kind, server.url, verb, arguments, **settings)
    return server.requests[-1]


def workflow(**metadata: Any) -> dict[str, Any]:
    return {"metadata": metadata, "spec": SPEC}


# -- exactly what was given ------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(name=TEXT, namespace=TEXT)
def test_any_name_and_namespace_arrive_exactly(
    server: ArgoServer, argo: ArgoClient, name: str, namespace: str
) -> None:
    argo.workflows.get(name, namespace=namespace)

    assert server.requests[-1].segments == ("api", "v1", "workflows", namespace, name)
    assert server.requests[-1].query == ()


@settings(max_examples=150, deadline=None)
@given(key=TEXT, value=TEXT)
def test_any_label_value_arrives_exactly(
    server: ArgoServer, argo: ArgoClient, key: str, value: str
) -> None:
    argo.workflows.raw.list(label_selector=f"{key}={value}", name_filter=value)
    query = server.requests[-1].query
    argo.workflows.create(workflow(labels={key: value}), namespace="ml")

    assert query == (("listOptions.labelSelector", f"{key}={value}"), ("nameFilter", value))
    assert server.requests[-1].json()["workflow"]["metadata"]["labels"] == {key: value}


@settings(max_examples=15, deadline=None)
@given(name=TEXT, value=TEXT)
def test_both_clients_quote_alike(server: ArgoServer, name: str, value: str) -> None:
    raws = [sent(server, "workflows.get", kind, name=name, fields=value).raw for kind in BOTH]

    assert raws[0] == raws[1]


def test_every_part_of_an_artifacts_path_arrives_exactly(
    server: ArgoServer, argo: ArgoClient
) -> None:
    argo.artifacts.get_output_artifact("a/b", "c d", "é%2F", namespace="n.s").read()

    assert server.requests[-1].segments == ("artifacts", "n.s", "a/b", "c d", "é%2F")


# -- the namespace ---------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    ("argument", "own", "client", "expected"),
    [
        ("argument", "own", "client", "argument"),
        (None, "own", "client", "own"),
        (None, None, "client", "client"),
        (None, "", "client", "client"),
        (None, None, None, "default"),
    ],
)
def test_the_namespace_is_the_arguments_then_the_objects_then_the_clients(
    server: ArgoServer,
    kind: str,
    argument: str | None,
    own: str | None,
    client: str | None,
    expected: str,
) -> None:
    value = workflow(name="one") if own is None else workflow(name="one", namespace=own)

    for given_ in (value, Workflow.from_dict(value)):
        request = sent(
            server,
            "workflows.create",
            kind,
            workflow=given_,
            namespace=argument,
            client_namespace=client,
        )

        assert request.path == f"/api/v1/workflows/{expected}"
        told = request.json()["workflow"]["metadata"].get("namespace")
        # Kubernetes refuses an object of another namespace than the path's.
        assert told in (None, "", expected)
    assert value["metadata"].get("namespace") == own


@both
def test_the_empty_namespace_means_all(server: ArgoServer, kind: str) -> None:
    for namespaces in ({"namespace": ""}, {"client_namespace": ""}):
        assert sent(server, "workflows.list", kind, **namespaces).segments[-1] == ""
        assert sent(server, "workflows.watch", kind, **namespaces).segments[-1] == ""
        archived = sent(server, "archived_workflows.list", kind, **namespaces)
        assert "namespace" not in dict(archived.query)


@both
@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("workflows.get", {"name": "one"}),
        ("workflows.delete", {"name": "one"}),
        ("workflows.create", {"workflow": workflow(name="one")}),
        ("workflows.lint", {"workflow": workflow(name="one")}),
        ("workflows.logs", {"name": "one"}),
        ("events.receive", {"discriminator": "d", "payload": {}}),
        ("archived_workflows.retry", {"uid": "u"}),
    ],
)
def test_the_empty_namespace_is_refused_where_one_is_needed(
    server: ArgoServer, kind: str, verb: str, arguments: dict[str, Any]
) -> None:
    before = len(server.requests)

    with pytest.raises(ConfigError, match="non-empty value for 'namespace'"):
        call(kind, server.url, verb, arguments, namespace="")

    assert len(server.requests) == before


@both
def test_an_archived_workflow_comes_back_in_the_namespace_asked(
    server: ArgoServer, kind: str
) -> None:
    asked = sent(server, "archived_workflows.resubmit", kind, uid="u", namespace="ml")
    default = sent(server, "archived_workflows.retry", kind, uid="u", client_namespace="own")

    assert asked.json() == {"namespace": "ml"}
    assert default.json() == {"namespace": "own"}


def test_an_events_payload_names_no_namespace(server: ArgoServer) -> None:
    payload = {"metadata": {"namespace": "elsewhere"}}
    request = sent(server, "events.receive", discriminator="d", payload=payload, namespace=None)

    assert request.path == "/api/v1/events/default/d"
    assert request.json() == payload


@pytest.mark.parametrize("payload", [None, [], 0, False, "text", {"a": [None, 1.5]}])
def test_an_event_is_any_json_value(server: ArgoServer, payload: Any) -> None:
    request = sent(server, "events.receive", discriminator="", payload=payload)

    assert request.path == "/api/v1/events/default/"
    assert json.loads(request.body) == payload


# -- objects ---------------------------------------------------------------------------------------


class Builder:
    """What the authoring API's workflows look like to the client."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def to_dict(self) -> Any:
        return self._data

    def build(self) -> Any:
        return self._data


PLAIN = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", **workflow(name="one")}


@both
@pytest.mark.parametrize(
    "given_",
    [
        Workflow.from_dict(PLAIN),
        PLAIN,
        MappingProxyType(PLAIN),
        Builder(PLAIN),
        {**PLAIN, "metadata": ObjectMeta(name="one"), "spec": WorkflowSpec.from_dict(SPEC)},
    ],
    ids=["model", "dict", "mapping", "builder", "dict of models"],
)
def test_create_takes_models_plain_data_and_builders(
    server: ArgoServer, kind: str, given_: Any
) -> None:
    request = sent(server, "workflows.create", kind, workflow=given_)

    assert request.json() == {"workflow": PLAIN}


@both
@pytest.mark.parametrize("options", [CreateOptions(dry_run=["All"]), {"dryRun": ["All"]}])
def test_options_are_sent_beside_the_object(server: ArgoServer, kind: str, options: Any) -> None:
    request = sent(
        server,
        "workflows.create",
        kind,
        workflow=PLAIN,
        create_options=options,
        server_dry_run=True,
        instance_id="i",
    )

    assert request.json() == {
        "workflow": PLAIN,
        "createOptions": {"dryRun": ["All"]},
        "serverDryRun": True,
        "instanceID": "i",
    }


@both
def test_update_takes_the_objects_own_name_unless_told(server: ArgoServer, kind: str) -> None:
    template = workflow(name="one", namespace="ml")

    own = sent(server, "workflow_templates.update", kind, template=template)
    told = sent(server, "workflow_templates.update", kind, template=template, name="two")

    assert own.path == "/api/v1/workflow-templates/ml/one"
    assert told.path == "/api/v1/workflow-templates/ml/two"


def test_what_is_given_stays_as_it_is(server: ArgoServer) -> None:
    value = workflow(name="one", namespace="own")
    before = json.dumps(value)

    sent(server, "workflows.create", workflow=value, namespace="other")

    assert json.dumps(value) == before


# -- the query -------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (timedelta(minutes=2), {"sinceSeconds": "120"}),
        (timedelta(milliseconds=1), {"sinceSeconds": "1"}),
        (timedelta(seconds=2, microseconds=1), {"sinceSeconds": "3"}),
        (timedelta(0), {"sinceSeconds": "1"}),
        (
            datetime(2024, 5, 6, 7, 8, 9, 10, timezone.utc),
            {
                "sinceTime.Time": "2024-05-06T07:08:09.000010Z",
                "sinceTime.seconds": "1714979289",
                "sinceTime.nanos": "10000",
            },
        ),
        (
            datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone(timedelta(hours=2))),
            {"sinceTime.Time": "2024-05-06T05:08:09Z", "sinceTime.seconds": "1714972089"},
        ),
    ],
)
def test_since_is_how_long_ago_or_when(
    server: ArgoServer, kind: str, since: timedelta | datetime, expected: Mapping[str, str]
) -> None:
    request = sent(server, "workflows.logs", kind, name="one", since=since)

    told = {name.removeprefix("logOptions."): value for name, value in request.query}
    assert told == {"container": "main", **expected}


@both
def test_what_is_not_given_is_not_sent(server: ArgoServer, kind: str) -> None:
    request = sent(server, "workflows.get", kind, name="one", fields=None)

    assert request.target == "/api/v1/workflows/default/one"


# -- wrong arguments -------------------------------------------------------------------------------

LIST, GET, CREATE = "workflows.list", "workflows.get", "workflows.create"
CRON = CronWorkflow.from_dict({"spec": {"workflowSpec": SPEC}})
NO_TZ = datetime(2024, 5, 6)  # the point of it


@both
@pytest.mark.parametrize(
    ("verb", "arguments", "message"),
    [
        (GET, {"name": ""}, "expected a non-empty value for 'name', got ''"),
        (GET, {"name": None}, "expected a value for 'name', got None"),
        (GET, {"name": 3}, "expected text for 'name', got 3"),
        (GET, {"name": "\ud800"}, "expected text for 'name', got '\\ud800'"),
        (GET, {"name": "one", "fields": "\udfff"}, "expected text for 'fields'"),
        (GET, {"name": "one", "namespace": 3}, "expected text for 'namespace', got 3"),
        (GET, {"name": "one", "fields": ["a"]}, "expected text for 'fields', got ['a']"),
        (LIST, {"limit": "3"}, "expected a whole number for 'limit', got '3'"),
        (LIST, {"limit": True}, "expected a whole number for 'limit', got True"),
        (LIST, {"limit": 1.5}, "expected a whole number for 'limit', got 1.5"),
        (LIST, {"allow_watch_bookmarks": "yes"}, "expected True or False"),
        (CREATE, {"workflow": None}, "expected a Workflow, its plain data, or a builder"),
        (CREATE, {"workflow": "one"}, "for 'workflow', got 'one'"),
        (CREATE, {"workflow": [PLAIN]}, "expected a Workflow"),
        (
            CREATE,
            {"workflow": CRON},
            "expected the kind 'Workflow' for 'workflow', got 'CronWorkflow'",
        ),
        (CREATE, {"workflow": {"kind": "CronWorkflow"}}, "got 'CronWorkflow'"),
        (CREATE, {"workflow": {"a": object()}}, "is no JSON: expected a model or plain data"),
        (CREATE, {"workflow": {"a": math.nan}}, "is no JSON"),
        (CREATE, {"workflow": {"metadata": {"namespace": 3}}}, "expected text for 'namespace'"),
        ("workflow_templates.update", {"template": workflow()}, "expected a value for 'name'"),
        ("workflows.logs", {"name": "one", "since": 3}, "for 'since', got 3"),
        ("workflows.logs", {"name": "one", "since": NO_TZ}, "a datetime with a time zone"),
        ("workflows.logs", {"name": "one", "since": timedelta(-1)}, "that is not negative"),
    ],
)
def test_wrong_arguments_are_named_before_anything_is_sent(
    server: ArgoServer, kind: str, verb: str, arguments: dict[str, Any], message: str
) -> None:
    before = len(server.requests)

    with pytest.raises(ConfigError) as caught:
        call(kind, server.url, verb, arguments)

    assert message in str(caught.value)
    assert str(caught.value).partition(":")[0].count("_") == 1
    assert len(server.requests) == before
