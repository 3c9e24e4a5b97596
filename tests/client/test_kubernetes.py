"""The client of the Kubernetes API, blocking and asynchronous, over loopback."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from client import _kubeconfig_files
from client._kubernetes_both import SIDES, driving, names, told, workflow
from client._kubernetes_server import KubernetesServer, Refusal, status

from hera_client import (
    APIStatusError,
    AsyncKubernetesClient,
    AuthenticationError,
    ConfigError,
    ConflictError,
    KubernetesClient,
    NotFoundError,
    PermissionDeniedError,
    ResponseValidationError,
    RetryPolicy,
    StreamError,
    StreamInterruptedError,
    WatchEvent,
)
from hera_models.meta import ObjectMeta
from hera_models.workflows import Workflow, WorkflowSpec, WorkflowTemplate, WorkflowWatchEvent


@pytest.fixture
def server() -> Iterator[KubernetesServer]:
    with KubernetesServer() as running:
        yield running


@pytest.fixture(params=SIDES)
def driver(request: pytest.FixtureRequest, server: KubernetesServer) -> Iterator[Any]:
    with driving(request.param, server) as made:
        yield made


def test_creates_reads_and_deletes(server: KubernetesServer, driver: Any) -> None:
    wanted = Workflow(
        metadata=ObjectMeta(generate_name="hello-"), spec=WorkflowSpec(entrypoint="main")
    )
    made = driver.call(lambda client: client.workflows.create(wanted))
    assert isinstance(made, Workflow)
    assert made.metadata is not None
    assert (made.metadata.name, made.metadata.namespace) == ("hello-abcde", "ml")
    sent = server.asked[0]
    assert sent.path == "/apis/argoproj.io/v1alpha1/namespaces/ml/workflows"
    assert json.loads(sent.body) == wanted.to_dict()
    assert sent.headers["authorization"] == "Bearer secret"
    found = driver.call(lambda client: client.workflows.get("hello-abcde"))
    assert found.to_dict() == made.to_dict()
    assert driver.call(lambda client: client.workflows.delete("hello-abcde")) is None
    assert not server.state.objects


def test_plain_data_gets_its_kind_and_keeps_its_namespace(
    server: KubernetesServer, driver: Any
) -> None:
    data = {"metadata": {"name": "one", "namespace": "own"}, "spec": {}}
    made = driver.call(lambda client: client.cron_workflows.create(data))
    assert (made.kind, made.metadata.namespace) == ("CronWorkflow", "own")
    assert list(server.state.objects) == [("cronworkflows", "own", "one")]


def test_dry_runs_change_nothing(server: KubernetesServer, driver: Any) -> None:
    made = driver.call(lambda client: client.workflows.create(workflow("dry"), server_dry_run=True))
    assert made.metadata.name == "dry"
    assert not server.state.objects
    server.state.put("workflows", workflow("kept"))
    driver.call(lambda client: client.workflows.delete("kept", server_dry_run=True))
    assert ("workflows", "ml", "kept") in server.state.objects


def test_cluster_templates_have_no_namespace(server: KubernetesServer, driver: Any) -> None:
    driver.call(
        lambda client: client.cluster_workflow_templates.create(
            {"metadata": {"name": "shared"}, "spec": {}}
        )
    )
    assert server.asked[0].path == "/apis/argoproj.io/v1alpha1/clusterworkflowtemplates"
    assert names(driver.all(driver.client.cluster_workflow_templates.list())) == ["shared"]
    driver.call(lambda client: client.cluster_workflow_templates.delete("shared"))
    assert not server.state.objects


def test_refuses_another_kind_and_what_is_none(driver: Any) -> None:
    template = WorkflowTemplate(spec=WorkflowSpec())
    with pytest.raises(ConfigError, match="expected a Workflow, got a WorkflowTemplate"):
        driver.call(lambda client: client.workflows.create(template))
    with pytest.raises(ConfigError, match="expected a Workflow, its plain data, or a builder"):
        driver.call(lambda client: client.workflows.create("text"))


@pytest.mark.parametrize("metadata", [["name"], "name", 5], ids=repr)
def test_refuses_metadata_that_is_none(
    server: KubernetesServer, driver: Any, metadata: object
) -> None:
    with pytest.raises(ConfigError, match=r"expected the metadata of a Workflow, such as .*, got"):
        driver.call(lambda client: client.workflows.create({"metadata": metadata}))
    assert not server.asked


def test_a_client_needs_a_configuration() -> None:
    url: Any = "https://kubernetes.example.com"
    for client in (KubernetesClient, AsyncKubernetesClient):
        with pytest.raises(ConfigError, match=r"got 'https://.*give Config\(URL"):
            client(url)


@pytest.mark.parametrize("verb", ["get", "watch"])
def test_a_web_page_is_no_kubernetes_api(server: KubernetesServer, driver: Any, verb: str) -> None:
    def ask() -> Any:
        if verb == "get":
            return driver.call(lambda client: client.workflows.get("one"))
        return driver.next(driver.client.workflows.watch())

    server.refusals.append(Refusal(200, b"<!doctype html><title>Argo</title>", "text/html"))
    with pytest.raises(
        ResponseValidationError, match=r"is no.* Kubernetes API.*kubeconfig"
    ) as told:
        ask()
    assert "ARGO_BASE_HREF" not in str(told.value)


def test_all_namespaces_are_for_lists_and_watches(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflows", workflow("one"))
    assert names(driver.all(driver.client.workflows.list(namespace=""))) == ["one"]
    assert server.asked[0].path == "/apis/argoproj.io/v1alpha1/workflows"
    with pytest.raises(ConfigError, match="expected a non-empty value for 'namespace'"):
        driver.call(lambda client: client.workflows.get("one", namespace=""))
    assert len(server.asked) == 1


def test_names_arrive_exactly(server: KubernetesServer, driver: Any) -> None:
    name = "a/b c?d#e%f"
    server.state.put("workflows", workflow(name))
    assert driver.call(lambda client: client.workflows.get(name)).metadata.name == name


@pytest.mark.parametrize("expires", [False, True], ids=["kept", "expired"])
def test_lists_page_by_page(server: KubernetesServer, driver: Any, expires: bool) -> None:
    for number in range(6):
        server.state.put("workflows", workflow(f"wf-{number}", team="a"))
    server.state.put("workflows", workflow("zz", team="b"))
    server.expire_continue = expires
    pages = driver.client.workflows.list(label_selector="team=a", limit=2, resource_version="1")
    assert names(driver.all(pages)) == [f"wf-{number}" for number in range(6)]
    # The last page is full, and still nothing more is asked for.
    assert len(server.asked) == (5 if expires else 3)
    assert [asked.query.get("resourceVersion") for asked in server.asked[:2]] == ["1", None]


def test_a_continue_that_cannot_go_on_is_an_error(server: KubernetesServer, driver: Any) -> None:
    server.refusals.append(Refusal(410, status(410, "Expired", "too old")))
    with pytest.raises(APIStatusError, match="too old") as caught:
        driver.all(driver.client.workflows.list(continue_="2"))
    assert caught.value.status_code == 410


def test_watches_what_exists_and_what_follows(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflows", workflow("one"))
    watch = driver.client.workflows.watch()
    event = driver.next(watch)
    assert isinstance(event, WorkflowWatchEvent)
    assert told(event) == ("ADDED", "one")
    assert event.object is not None
    assert event.object.kind == "Workflow"
    changed = server.state.put("workflows", workflow("two"))
    assert told(driver.next(watch)) == ("ADDED", "two")
    server.state.put("workflows", changed, "DELETED")
    assert told(driver.next(watch)) == ("DELETED", "two")
    driver.end(watch)
    assert server.asked[0].query["watch"] == "true"


def test_watches_other_kinds(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflowtemplates", workflow("one"))
    server.state.put("workflowtemplates", workflow("two"))
    watch = driver.client.workflow_templates.watch(name="two")
    event = driver.next(watch)
    assert isinstance(event, WatchEvent)
    assert isinstance(event.object, WorkflowTemplate)
    assert told(event) == ("ADDED", "two")
    driver.end(watch)


def test_a_cut_watch_resumes_and_repeats_nothing(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflows", workflow("one"))
    watch = driver.client.workflows.watch()
    assert told(driver.next(watch)) == ("ADDED", "one")
    one = server.state.objects["workflows", "ml", "one"]
    server.state.put("workflows", one, "MODIFIED")
    assert told(driver.next(watch)) == ("MODIFIED", "one")
    server.cut_watches()
    server.state.put("workflows", workflow("two"))
    assert told(driver.next(watch)) == ("ADDED", "two")
    driver.end(watch)
    assert server.asked[-1].query["resourceVersion"] == "102"


@pytest.mark.parametrize("kind", ["workflows", "workflow_templates"])
def test_a_watch_lists_again_when_its_version_is_forgotten(
    server: KubernetesServer, driver: Any, kind: str
) -> None:
    resource = kind.replace("_", "")
    first = server.state.put(resource, workflow("one"))
    gone = server.state.put(resource, workflow("gone"))
    watch = getattr(driver.client, kind).watch()
    assert [told(driver.next(watch)) for _ in range(2)] == [("ADDED", "gone"), ("ADDED", "one")]
    server.state.put(resource, first, "MODIFIED")
    assert told(driver.next(watch)) == ("MODIFIED", "one")
    server.cut_watches()
    server.refusals.append(Refusal(503, b""))  # keeps the watch away while things happen
    server.state.put(resource, gone, "DELETED")
    server.state.put(resource, workflow("two"))
    server.state.forget()
    events = [driver.next(watch) for _ in range(2)]
    assert [told(event) for event in events] == [("DELETED", "gone"), ("ADDED", "two")]
    driver.end(watch)
    assert [asked.query.get("watch") for asked in server.asked].count(None) == 1


def test_a_watch_that_the_server_ends_is_opened_again(
    server: KubernetesServer, driver: Any
) -> None:
    server.state.put("workflows", workflow("one"))
    server.refusals.append(Refusal(200, b""))
    watch = driver.client.workflows.watch()
    assert told(driver.next(watch)) == ("ADDED", "one")
    driver.end(watch)
    assert len(server.asked) == 2


def test_a_version_that_is_too_old_from_the_start(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflows", workflow("one"))
    server.refusals.append(Refusal(410, status(410, "Expired", "too old resource version")))
    watch = driver.client.workflows.watch(resource_version="1")
    assert told(driver.next(watch)) == ("ADDED", "one")
    server.state.put("workflows", workflow("two"))
    assert told(driver.next(watch)) == ("ADDED", "two")
    driver.end(watch)


def test_a_watch_without_a_policy_raises_at_a_cut(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflows", workflow("one"))
    watch = driver.client.with_options(retry=RetryPolicy.off()).workflows.watch()
    assert told(driver.next(watch)) == ("ADDED", "one")
    server.cut_watches()
    with pytest.raises(StreamInterruptedError):
        driver.next(watch)


def test_nodes_of_large_workflows_are_unpacked(server: KubernetesServer, driver: Any) -> None:
    nodes = {"wf": {"id": "wf", "name": "wf", "type": "DAG"}}
    packed = base64.b64encode(gzip.compress(json.dumps(nodes).encode())).decode()
    server.state.put("workflows", {**workflow("wf"), "status": {"compressedNodes": packed}})
    watch = driver.client.workflows.watch()
    found = [
        driver.call(lambda client: client.workflows.get("wf")),
        *driver.all(driver.client.workflows.list()),
        driver.next(watch).object,
    ]
    driver.end(watch)
    assert [list(one.status.nodes) for one in found] == [["wf"]] * 3


def test_an_error_frame_is_raised(server: KubernetesServer, driver: Any) -> None:
    frame = b'{"type": "ERROR", "object": %b}' % status(403, "Forbidden", "no more")
    server.refusals.append(Refusal(200, frame))
    with pytest.raises(StreamError, match="no more") as caught:
        driver.next(driver.client.workflows.watch())
    assert (caught.value.http_code, caught.value.http_status) == (403, "Forbidden")


@pytest.mark.parametrize("frame", [b"[]", b"{}", b'{"type": "ADDED", "object": 3}', b"no\n"])
def test_a_frame_that_is_no_event_is_an_error(
    server: KubernetesServer, driver: Any, frame: bytes
) -> None:
    server.refusals.append(Refusal(200, frame + b"\n"))
    with pytest.raises(ResponseValidationError) as caught:
        driver.next(driver.client.workflows.watch())
    assert caught.value.body == frame.strip()


def test_errors_tell_what_to_do(server: KubernetesServer, driver: Any) -> None:
    with pytest.raises(NotFoundError, match='"nope" not found\nCheck the name and the namespace'):
        driver.call(lambda client: client.workflows.get("nope"))
    server.refusals.append(Refusal(404, b"404 page not found\n", "text/plain"))
    with pytest.raises(NotFoundError, match="custom resource definitions"):
        driver.call(lambda client: client.workflows.get("nope"))
    server.refusals.append(Refusal(403, status(403, "Forbidden", "may not")))
    with pytest.raises(PermissionDeniedError, match='the verb "get" on "workflows"'):
        driver.call(lambda client: client.workflows.get("nope"))
    server.refusals.append(Refusal(401, status(401, "Unauthorized", "Unauthorized")))
    with pytest.raises(AuthenticationError, match="kubeconfig") as caught:
        driver.call(lambda client: client.workflows.get("nope"))
    assert "ARGO_TOKEN" not in str(caught.value)
    server.state.put("workflows", workflow("one"))
    with pytest.raises(ConflictError, match="already exists"):
        driver.call(lambda client: client.workflows.create(workflow("one")))


def test_reads_are_tried_again_and_writes_are_not(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflows", workflow("one"))
    server.refusals.append(Refusal(503, b""))
    assert driver.call(lambda client: client.workflows.get("one")).metadata.name == "one"
    server.refusals.append(Refusal(503, b""))
    with pytest.raises(APIStatusError):
        driver.call(lambda client: client.workflows.create(workflow("two")))
    assert [asked.method for asked in server.asked] == ["GET", "GET", "POST"]


def test_options_hold_for_one_place(server: KubernetesServer, driver: Any) -> None:
    other = driver.client.with_options(namespace="other", timeout=3.0)
    driver.all(other.workflows.list())
    driver.all(driver.client.workflows.list())
    assert [asked.path.split("/")[5] for asked in server.asked] == ["other", "ml"]
    assert "secret" not in repr(driver.client)


def test_a_kubeconfig_leads_to_the_cluster(server: KubernetesServer, tmp_path: Path) -> None:
    path = _kubeconfig_files.write(
        tmp_path / "config",
        user={"token": "from-file"},
        cluster={"server": server.url},
        context={"namespace": "team"},
    )
    server.state.put("workflows", {"metadata": {"name": "one", "namespace": "team"}})
    with KubernetesClient.from_kubeconfig(path, "dev") as client:
        assert client.namespace == "team"
        assert client.workflows.get("one").kind == "Workflow"
    assert server.asked[0].headers["authorization"] == "Bearer from-file"
