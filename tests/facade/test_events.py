"""The services of Argo Events, on a server that keeps what it is given."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest
from _shared import shared
from client._server import ArgoServer

import hera.events
from hera.events import AsyncEventsService, EventsService
from hera.events import models as m
from hera.exceptions import AlreadyExists, NotFound

SENSOR = m.Sensor.from_dict({"metadata": {"name": "s"}, "spec": {"dependencies": []}})


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


def test_the_services_have_every_method_of_hera() -> None:
    surface = json.loads(shared("reference", "hera-7.1-surface.json").read_text())
    names = set(surface["hera.events.EventsService"]["methods"])

    assert names <= set(dir(EventsService))
    assert names <= set(dir(AsyncEventsService))
    with pytest.raises(AttributeError, match="no attribute 'EventService'"):
        _ = hera.events.EventService  # type: ignore[attr-defined]  # what is wrong here


def test_a_sensor_is_created_read_listed_and_deleted(server: ArgoServer) -> None:
    with EventsService(server.url, namespace="ml") as service:
        made = service.create_sensor(m.CreateSensorRequest(sensor=SENSOR))
        found = service.get_sensor("s")
        listed = service.list_sensors()

        assert made.metadata is not None
        assert made.metadata.namespace == "ml"
        assert found == made
        assert [item.metadata and item.metadata.name for item in listed.items or ()] == ["s"]
        with pytest.raises(AlreadyExists):
            service.create_sensor(m.CreateSensorRequest(sensor=SENSOR))
        service.delete_sensor("s")
        with pytest.raises(NotFound):
            service.get_sensor("s")


def test_the_asynchronous_service_does_the_same(server: ArgoServer) -> None:
    async def work() -> str | None:
        async with AsyncEventsService(server.url, namespace="ml") as service:
            await service.create_sensor(m.CreateSensorRequest(sensor=SENSOR))
            found = await service.get_sensor("s")
            return found.metadata.name if found.metadata else None

    assert asyncio.run(work()) == "s"


def test_an_event_may_be_any_json(server: ArgoServer) -> None:
    with EventsService(server.url, namespace="ml") as service:
        service.receive_event("mine", m.Item({"a": [1, None]}))

    assert server.requests[-1].path == "/api/v1/events/ml/mine"
    assert server.requests[-1].json() == {"a": [1, None]}
