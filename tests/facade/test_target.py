"""Manifests for another Argo than the newest: translated where that can be, else refused."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from client._fault import Fault
from client._server import ArgoServer
from client._wire import Response

from hera.exceptions import BuildError
from hera.shared import global_config
from hera.workflows import (
    AsyncWorkflowsService,
    Container,
    CronWorkflow,
    Workflow,
    WorkflowsService,
    WorkflowTemplate,
)
from hera.workflows.models import (
    ConfigMapKeySelector,
    Mutex,
    SemaphoreRef,
    Synchronization,
)

OLD, MIDDLE, NEW = ("3.4", "3.5", "v3.5.15"), ("3.6", "v3.7.18"), ("4.0", "4.1", "v4.1.2")
NEWER_THAN_KNOWN = ("4.9", "5.0")
A, B = Mutex(name="a"), Mutex(name="b")
SEMAPHORE = SemaphoreRef(config_map_key_ref=ConfigMapKeySelector(name="limits", key="gpu"))


@pytest.fixture(autouse=True)
def fresh_config() -> Iterator[None]:
    yield
    global_config.reset()


def container(**options: Any) -> Container:
    return Container(name="c", image="alpine", command=["true"], **options)


def cron(**options: Any) -> CronWorkflow:
    return CronWorkflow(name="w", entrypoint="c", templates=[container()], **options)


def workflow(**options: Any) -> Workflow:
    return Workflow(name="w", entrypoint="c", templates=[container()], **options)


def locks(target: str | None, **given: Any) -> Any:
    made = workflow(synchronization=Synchronization(**given))
    return made.to_dict(strict=True, target=target)["spec"]["synchronization"]


@pytest.mark.parametrize("target", [*OLD, *MIDDLE, *NEW, *NEWER_THAN_KNOWN])
def test_a_schedule_is_written_as_the_release_has_it(target: str) -> None:
    for made in (cron(schedule="@daily"), cron(schedules=["@daily"])):
        spec = made.to_dict(strict=True, target=target)["spec"]

        if target in OLD:
            assert spec["schedule"] == "@daily"
            assert "schedules" not in spec
        else:
            assert spec["schedules"] == ["@daily"]
            assert "schedule" not in spec


def test_a_schedule_that_was_read_is_translated_too() -> None:
    read = CronWorkflow.from_dict(cron(schedule="@daily").to_dict(target="3.5"))

    # The releases between know both.
    assert read.to_dict(target="3.7")["spec"]["schedule"] == "@daily"
    assert read.to_dict(target="4.1")["spec"]["schedules"] == ["@daily"]
    assert "schedule" not in read.to_dict(target="4.1")["spec"]


@pytest.mark.parametrize(
    ("one", "many", "value", "wire"),
    [
        ("mutex", "mutexes", A, {"name": "a"}),
        (
            "semaphore",
            "semaphores",
            SEMAPHORE,
            {"configMapKeyRef": {"name": "limits", "key": "gpu"}},
        ),
    ],
)
def test_locks_are_written_as_the_release_has_them(
    one: str, many: str, value: Any, wire: Any
) -> None:
    for target in OLD:
        assert locks(target, **{one: value}) == {one: wire}
        assert locks(target, **{many: [value]}) == {one: wire}
    for target in MIDDLE:
        assert locks(target, **{one: value}) == {one: wire}
        assert locks(target, **{many: [value]}) == {many: [wire]}
    for target in NEW:
        assert locks(target, **{one: value}) == {many: [wire]}
        assert locks(target, **{many: [value]}) == {many: [wire]}


def test_both_fields_become_one_list() -> None:
    assert locks("4.1", mutex=A, mutexes=[B]) == {"mutexes": [{"name": "a"}, {"name": "b"}]}


def test_locks_of_templates_are_translated_too() -> None:
    template = container(synchronization=Synchronization(mutexes=[A]))
    made = Workflow(name="w", entrypoint="c", templates=[template])

    built = made.to_dict(target="3.5")["spec"]["templates"][0]

    assert built["synchronization"] == {"mutex": {"name": "a"}}


def test_without_a_target_nothing_is_translated() -> None:
    assert locks(None, mutex=A) == {"mutex": {"name": "a"}}
    assert locks(None, mutexes=[A]) == {"mutexes": [{"name": "a"}]}


def test_the_target_of_all_and_the_one_of_a_call() -> None:
    global_config.target = "3.5"
    made = cron(schedules=["@daily"])

    assert "schedule:" in made.to_yaml()
    assert '"schedules"' in made.to_json(target="4.1")
    assert made.build().to_dict()["spec"]["schedule"] == "@daily"


def test_building_for_a_target_changes_nothing() -> None:
    made = cron(schedules=["@daily"], synchronization=Synchronization(mutexes=[A]))
    before = made.to_dict()
    made.to_dict(target="3.5")

    assert made.to_dict() == before


@pytest.mark.parametrize(
    ("made", "parts"),
    [
        (cron(schedules=["@daily", "@weekly"]), ("schedules holds 2 values", "before 3.6")),
        (
            workflow(synchronization=Synchronization(mutexes=[A, B])),
            ("mutexes holds 2 values", "before 3.6", "only mutex"),
        ),
        (
            workflow(synchronization=Synchronization(mutex=A, mutexes=[B])),
            ("mutexes", "before 3.6"),
        ),
        (cron(schedules=["@daily"], when="{{= true }}"), ("spec.when", "v3.5.15", "since v3.6")),
    ],
)
def test_what_the_release_lacks_is_refused_by_field_and_release(
    made: Any, parts: tuple[str, ...]
) -> None:
    with pytest.raises(BuildError) as caught:
        made.to_yaml(target="3.5")

    (finding,) = caught.value.findings
    assert re.match(r"\S+test_target\.py:\d+: for Argo 3\.5: ", finding)
    assert all(part in finding for part in parts)
    assert made.to_dict(target="4.1")


def test_all_that_the_release_lacks_is_told_at_once() -> None:
    made = cron(schedules=["@daily", "@weekly"], synchronization=Synchronization(mutexes=[A, B]))

    with pytest.raises(BuildError) as caught:
        made.to_dict(target="3.5")

    assert len(caught.value.findings) == 2


@pytest.mark.parametrize("target", ["new", "3", "v", "3.x"])
def test_a_target_that_is_no_version(target: str) -> None:
    with pytest.raises(BuildError, match=r"target is an Argo version such as '3\.5'.*got"):
        workflow().to_dict(target=target)


def test_a_target_that_is_no_text() -> None:
    number: Any = 3.5
    with pytest.raises(BuildError, match=r"target is an Argo version such as '3\.5'.*got 3\.5"):
        workflow().to_dict(target=number)


def test_a_target_that_is_not_known() -> None:
    with pytest.raises(BuildError, match=r"unknown Argo release 'v2\.1'.*these models know v3\.4"):
        workflow().to_dict(target="2.1")


# --- the connected server --------------------------------------------------------------------------


def create(server: ArgoServer, made: Any, *, asynchronous: bool, **options: Any) -> list[str]:
    """Create it on a server; return the paths of the requests below the API's."""
    if asynchronous:

        async def work() -> None:
            made.workflows_service = AsyncWorkflowsService(host=server.url, namespace="ml")
            async with made.workflows_service:
                await made.async_create(**options)

        asyncio.run(work())
    else:
        made.workflows_service = WorkflowsService(host=server.url, namespace="ml")
        with made.workflows_service:
            made.create(**options)
    return [request.path.removeprefix("/api/v1/") for request in server.requests]


both = pytest.mark.parametrize("asynchronous", [False, True], ids=["blocking", "async"])


@both
@pytest.mark.parametrize("version", ["v3.5.15", "v3.7.18", "v4.1.2"])
def test_the_server_s_version_shapes_what_it_gets(version: str, asynchronous: bool) -> None:
    with ArgoServer(version) as server:
        paths = create(server, cron(schedules=["@daily"]), asynchronous=asynchronous)
        sent = server.requests[1].json()["cronWorkflow"]["spec"]

    assert paths == ["version", "cron-workflows/ml"]
    if version == "v3.5.15":
        assert (sent.get("schedule"), sent.get("schedules")) == ("@daily", None)
    else:
        assert (sent.get("schedule"), sent.get("schedules")) == (None, ["@daily"])


@both
@pytest.mark.parametrize(
    "made",
    [workflow(), WorkflowTemplate(name="t", entrypoint="c", templates=[container()])],
    ids=lambda made: type(made).__name__,
)
def test_the_version_is_asked_only_when_it_matters(made: Any, asynchronous: bool) -> None:
    with ArgoServer("v3.5.15") as server:
        assert "version" not in create(server, made, asynchronous=asynchronous)


@both
@pytest.mark.parametrize("how", ["argument", "global_config"])
def test_a_target_comes_before_the_server_s_version(how: str, asynchronous: bool) -> None:
    options = {"target": "3.5"} if how == "argument" else {}
    global_config.target = "3.5" if how == "global_config" else None
    with ArgoServer("v4.1.2") as server:
        server.argo.stub = True
        paths = create(server, cron(schedules=["@daily"]), asynchronous=asynchronous, **options)

        assert paths == ["cron-workflows/ml"]
        assert server.requests[0].json()["cronWorkflow"]["spec"]["schedule"] == "@daily"


@both
def test_what_the_server_s_release_lacks_is_not_sent(asynchronous: bool) -> None:
    with ArgoServer("v3.5.15") as server:
        place = rf"{re.escape(__file__)}:\d+: "
        with pytest.raises(BuildError, match=rf"{place}for Argo v3\.5\.15: schedules holds 2"):
            create(server, cron(schedules=["@daily", "@weekly"]), asynchronous=asynchronous)

        assert [request.path for request in server.requests] == ["/api/v1/version"]


def own_build(_: object, response: Response) -> Response:
    """Answer the question for the version as a server that somebody built."""
    return replace(response, body=b'{"version": "latest+3f2a1b.dirty"}')


@both
def test_a_server_that_tells_no_release_gets_what_was_built(asynchronous: bool) -> None:
    with ArgoServer("v4.1.2") as server:
        server.script("GET /api/v1/version", Fault(answer=own_build))
        create(server, cron(schedules=["@daily"]), asynchronous=asynchronous)

        assert server.requests[1].json()["cronWorkflow"]["spec"]["schedules"] == ["@daily"]
