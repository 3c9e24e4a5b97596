"""The services: every method on both, against what the facts say of its operation."""

from __future__ import annotations

import asyncio
import inspect
import json
import pickle
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest
from client._fault import Fault
from client._schema import Route, document
from client._server import ArgoServer
from client._wire import Request, Response, json_response
from facade._services import CLASSES, NEWEST, methods, route_of, run

import hera_client
from hera.auth import TokenGenerator
from hera.exceptions import BadRequest, HeraException, NotFound, Unauthorized
from hera.shared import global_config
from hera.workflows import models as m
from hera.workflows.service import WorkflowsService
from hera_client._http import http

ODD = "a/b c?d#e&f+ü"
REFUSED = ("uid", "resource_version", "dry_run")
CASES = [(service, name) for service in CLASSES for name in methods(service)]
both = pytest.mark.parametrize("asynchronous", [False, True], ids=["blocking", "async"])


@pytest.fixture(scope="module")
def stub() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.argo.stub = True
        yield server


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


@pytest.fixture(autouse=True)
def fresh_config() -> Iterator[None]:
    yield
    global_config.reset()


def given_to(method: Any, route: Route) -> dict[str, Any]:
    """Return a value for each parameter of a method, each another one."""
    given: dict[str, Any] = {}
    deletes = route.method == "DELETE" and not route.name.endswith("CronWorkflow")
    for number, parameter in enumerate(list(inspect.signature(method).parameters.values())[1:], 1):
        name, annotation = parameter.name, str(parameter.annotation)
        if name == "req":
            given[name] = body_of(route)
        elif name in ("seconds", "nanos") or (
            deletes and name in REFUSED and parameter.default is None
        ):
            continue
        elif "bool" in annotation:
            given[name] = number % 2 == 0
        elif "Sequence" in annotation:
            given[name] = [f"{name} one", ODD]
        elif "int | str" in annotation:
            given[name] = str(number) if number % 2 else number
        else:
            given[name] = f"{name} {ODD}"
    return given


def body_of(route: Route) -> Any:
    (content,) = route.definition["requestBody"]["content"].values()
    name = content["schema"].get("$ref", "").rsplit("/", 1)[-1]
    fields = document(NEWEST)["components"]["schemas"].get(name, {}).get("properties", {})
    objects = {"workflow", "template", "cronWorkflow", "eventSource", "eventsource", "sensor"}
    return {
        field: {"metadata": {"labels": {"odd": ODD}}} if field in objects else f"{field} {ODD}"
        for field in fields
    } or {"any": ODD}


def wire_names(route: Route) -> dict[str, str]:
    """Return the parameters of the facts by their last part in lower case without underscores."""
    found: dict[str, str] = {}
    for item in route.definition.get("parameters", ()):
        found[item["name"].rpartition(".")[2].lower()] = item["name"]
    return found


def expected(route: Route, given: dict[str, Any]) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Return what the path holds, and the pairs of the query."""
    names = wire_names(route)
    path: dict[str, str] = {}
    query: set[tuple[str, str]] = set()
    for name, value in given.items():
        if name == "req" or name == "watch":
            continue
        wire = names[name.replace("_", "").lower()]
        if f"{{{wire}}}" in route.segments:
            path[wire] = value
        elif isinstance(value, list):
            query |= {(wire, item) for item in value}
        elif isinstance(value, bool):
            query.add((wire, json.dumps(value)))
        else:
            query.add((wire, str(value)))
    return path, query


@both
@pytest.mark.parametrize(("service", "method"), CASES)
def test_each_method_sends_what_the_facts_say(
    stub: ArgoServer, asynchronous: bool, service: str, method: str
) -> None:
    route = route_of(method)
    given = given_to(getattr(CLASSES[service][0], method), route)
    if route.streams:
        # How a watch goes on after its end is the client's, and tested there.
        given = {
            name: value
            for name, value in given.items()
            if name not in ("resource_version", "timeout_seconds", "fields", "follow")
        }
    before = len(stub.requests)

    def act(made: Any) -> Any:
        return getattr(made, method)(**given)

    if method.startswith("watch"):
        first_of_watch(stub, asynchronous, service, act)
    else:
        result, _ = run(service, asynchronous, act, host=stub.url)
        if route.binary:
            assert result == b"artifact"
        elif not route.streams:
            assert type(result).__name__ == answer_name(route)

    request = stub.requests[before]
    path, query = expected(route, given)
    assert request.method == route.method
    found = route.match(request.segments)
    assert found is not None
    assert {name: found[name] for name in path} == path
    assert set(request.query) - pages(route) == query - pages(route)
    assert sent_body(request) == wanted_body(route, given)


def first_of_watch(stub: ArgoServer, asynchronous: bool, service: str, act: Any) -> None:
    """Read one event: a watch has no end."""
    if not asynchronous:
        with CLASSES[service][0](host=stub.url) as made, act(made) as events:
            assert next(iter(events)) is not None
        return

    async def work() -> None:
        async with CLASSES[service][1](host=stub.url) as made, await act(made) as events:
            async for event in events:
                assert event is not None
                break

    asyncio.run(work())


def pages(route: Route) -> set[tuple[str, str]]:
    """Return what the client adds by itself to a log: the container `main`."""
    return {("logOptions.container", "main"), ("podLogOptions.container", "main")}


def answer_name(route: Route) -> str:
    (content,) = route.definition["responses"]["200"]["content"].values()
    name: str = content["schema"]["$ref"]
    return name.rsplit(".", 1)[-1]


def sent_body(request: Request) -> Any:
    return request.json() if request.body else None


def wanted_body(route: Route, given: dict[str, Any]) -> Any:
    """Return the body as given; what the path says is said in the body as well."""
    if "req" not in given:
        return None
    same = {wire: given[name] for name, wire in (("name", "name"), ("uid", "uid")) if name in given}
    same |= {"namespace": given["namespace"]} if "namespace" in given else {}
    same |= {"key": given["key"]} if "key" in given else {}
    same |= {"discriminator": given["discriminator"]} if "discriminator" in given else {}
    return {name: same.get(name, value) for name, value in given["req"].items()}


def test_a_request_is_hera_s_model_or_its_plain_data(server: ArgoServer) -> None:
    spec = {"entrypoint": "main", "templates": [{"name": "main", "suspend": {}}]}
    workflow = m.Workflow.from_dict({"metadata": {"generateName": "x-"}, "spec": spec})
    with WorkflowsService(host=server.url, namespace="ml") as service:
        made = service.create_workflow(m.WorkflowCreateRequest(workflow=workflow))
        same = service.create_workflow({"workflow": workflow.to_dict()}, namespace="other")

        assert made.metadata is not None
        assert made.metadata.namespace == "ml"
        assert same.metadata is not None
        assert same.metadata.namespace == "other"
        with pytest.raises(HeraException, match="for 'req', got 'text'"):
            service.create_workflow("text")  # type: ignore[arg-type]  # what is wrong here


@both
def test_an_error_is_of_hera_and_of_the_client(server: ArgoServer, asynchronous: bool) -> None:
    with pytest.raises(NotFound) as caught:
        run("workflows", asynchronous, lambda made: made.get_workflow("nope"), host=server.url)

    assert isinstance(caught.value, hera_client.NotFoundError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (type(caught.value), str(caught.value))
    assert again.status_code == 404


@both
def test_errors_of_a_stream_are_translated_as_well(server: ArgoServer, asynchronous: bool) -> None:
    with pytest.raises(NotFound):
        run("workflows", asynchronous, lambda made: made.workflow_logs("nope"), host=server.url)


def test_the_wrong_token_is_unauthorized() -> None:
    with (
        ArgoServer(token="right") as server,
        WorkflowsService(server.url, token="wrong") as service,
        pytest.raises(Unauthorized),
    ):
        service.list_workflows()


def test_a_service_without_a_host_says_so() -> None:
    service = WorkflowsService()

    with pytest.raises(HeraException, match=r"no host: give host=.*global_config\.host"):
        service.get_version()
    with pytest.raises(HeraException, match="no host"):
        service.get_workflow_link("w")


def test_defaults_come_from_the_global_config() -> None:
    with ArgoServer(token="secret") as server:
        global_config.host = server.url
        global_config.token = lambda: "secret"
        global_config.namespace = "team"
        with WorkflowsService() as service:
            service.list_workflows()

        assert server.requests[-1].path == "/api/v1/workflows/team"
        assert server.requests[-1].header("authorization") == "Bearer secret"


def test_a_token_that_has_expired_is_asked_for_again() -> None:
    class Tokens(TokenGenerator):
        given = 0

        def __call__(self) -> str:
            self.given += 1
            return f"token-{self.given}"

    tokens = Tokens()
    with ArgoServer(token="token-2") as server, WorkflowsService(server.url, token=tokens) as one:
        one.list_workflows()
        assert tokens.given == 2


def test_links_lead_to_the_user_interface() -> None:
    service = WorkflowsService(host="https://argo/base/", namespace="ml")

    assert service.get_workflow_link("w") == "https://argo/base/workflows/ml/w?tab=workflow"
    assert service.get_cron_workflow_link("c") == "https://argo/base/cron-workflows/ml/c"


def test_base_paths_and_odd_names_arrive() -> None:
    with ArgoServer(base_href="/argo") as server:
        server.argo.stub = True
        with WorkflowsService(host=f"{server.url}", namespace="ml") as service:
            service.get_workflow(ODD)

        assert server.requests[-1].segments == ("argo", "api", "v1", "workflows", "ml", ODD)


@pytest.mark.parametrize("name", ["delete_workflow", "delete_workflow_template"])
def test_a_dry_run_that_would_delete_is_refused(stub: ArgoServer, name: str) -> None:
    before = len(stub.requests)
    with WorkflowsService(host=stub.url) as service:
        with pytest.raises(HeraException, match="ignores dry_run and deletes all the same"):
            getattr(service, name)("w", dry_run=["All"])
        getattr(service, name)("w", dry_run=[])

    assert [list(request.query) for request in stub.requests[before:]] == [[]]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"since_seconds": "90"}, {("logOptions.sinceSeconds", "90")}),
        (
            {"seconds": 1700000000, "nanos": 5000},
            {
                ("logOptions.sinceTime.Time", "2023-11-14T22:13:20.000005Z"),
                ("logOptions.sinceTime.seconds", "1700000000"),
                ("logOptions.sinceTime.nanos", "5000"),
            },
        ),
    ],
)
def test_since_when_lines_are_wanted(
    stub: ArgoServer, given: dict[str, Any], sent: set[tuple[str, str]]
) -> None:
    with WorkflowsService(host=stub.url) as service:
        service.workflow_logs("w", **given)

    assert set(stub.requests[-1].query) - pages(route_of("workflow_logs")) == sent


def test_times_may_be_datetimes(stub: ArgoServer) -> None:
    with WorkflowsService(host=stub.url) as service:
        service.list_workflows(created_after=datetime(2024, 1, 2, tzinfo=timezone.utc))

    assert dict(stub.requests[-1].query)["createdAfter"] == "2024-01-02T00:00:00Z"


def json_lines(text: str) -> Response:
    return Response(200, (("Content-Type", "application/json"),), text.encode())


@both
def test_logs_of_many_lines_are_read(server: ArgoServer, asynchronous: bool) -> None:
    lines = "\n".join(
        json.dumps({"result": {"content": f"line {number}", "podName": "p"}}) for number in range(3)
    )
    server.script("GET */log", Fault(answer=lambda request, response: json_lines(lines)))
    result, items = run(
        "workflows", asynchronous, lambda made: made.workflow_logs("w"), host=server.url
    )

    assert result.content == "line 0\nline 1\nline 2"
    assert result.pod_name == "p"
    assert items is not None
    assert [item.content for item in items] == ["line 0", "line 1", "line 2"]


class Session:
    """What behaves like a requests session: it sends what it is told, over its own client."""

    def __init__(self) -> None:
        self.client = http.Client()
        self.asked: list[dict[str, Any]] = []
        self.closed = False

    def request(self, method: str, url: str, **given: Any) -> Any:
        self.asked.append({"method": method, "url": url, **given})
        return self.client.request(
            method, url, headers=given["headers"], params=given["params"], content=given["data"]
        )

    def close(self) -> None:
        self.closed = True
        self.client.close()


def test_requests_go_through_a_session_that_is_given() -> None:
    session = Session()
    with ArgoServer(token="t") as server:
        server.argo.stub = True
        with WorkflowsService(
            server.url, False, "t", ("cert", "key"), namespace="ml", session=session
        ) as service:
            service.delete_cron_workflow("c", dry_run=["All", "x"], orphan_dependents=True)
            service.create_workflow({"workflow": {"metadata": {"name": "w"}}})

        assert [request.method for request in server.requests] == ["DELETE", "POST"]
        assert server.requests[1].json() == {"workflow": {"metadata": {"name": "w"}}}
    first = session.asked[0]
    assert first["url"] == f"{server.url}/api/v1/cron-workflows/ml/c"
    assert first["params"] == {
        "deleteOptions.dryRun": ["All", "x"],
        "deleteOptions.orphanDependents": "true",
    }
    assert (first["verify"], first["cert"]) == (False, ("cert", "key"))
    assert first["headers"]["authorization"] == "Bearer t"
    assert session.closed


def test_a_session_s_failures_are_translated() -> None:
    class Broken(Session):
        def request(self, method: str, url: str, **given: Any) -> Any:
            raise ConnectionResetError("reset by the session")

    with (
        WorkflowsService("http://127.0.0.1:9", session=Broken()) as service,
        pytest.raises(HeraException, match="reset by the session") as caught,
    ):
        service.get_version()

    assert isinstance(caught.value, hera_client.APIConnectionError)


def test_a_session_may_be_asynchronous(stub: ArgoServer) -> None:
    result, _ = run(
        "workflows",
        True,
        lambda made: made.get_version(),
        host=stub.url,
        session=http.AsyncClient(),
    )

    assert type(result).__name__ == "Version"


def test_a_lint_that_finds_something_is_a_bad_request(server: ArgoServer) -> None:
    server.script(
        "POST */lint",
        Fault(
            answer=lambda request, response: json_response(
                {"code": 3, "message": "templates.x: bad"}, 400
            )
        ),
    )
    with WorkflowsService(server.url) as service, pytest.raises(BadRequest) as caught:
        service.lint_workflow({"workflow": {"metadata": {"name": "w"}, "spec": {}}})

    assert isinstance(caught.value, hera_client.LintError)
