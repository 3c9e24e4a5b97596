"""The real Argo, started once for all tests here, and both clients connected to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ._calls import Calls, listen
from ._cluster import NAMESPACE, Cluster, start
from ._drive import CONTROLLER
from ._face import FACES, Face


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Kubernetes' API, the Argo server and the workflow controller, on loopback."""
    with start(tmp_path_factory.mktemp("argo"), database=True, environment=CONTROLLER) as cluster:
        yield cluster


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the look at what was called behind all that calls."""
    items.sort(key=lambda item: item.path.name == "test_zz_every_operation.py")


@pytest.fixture(scope="session", autouse=True)
def calls() -> Calls:
    """Which operations the tests called."""
    calls = Calls()
    listen(calls)
    return calls


def connect(kind: str, cluster: Cluster, **settings: Any) -> Face:
    """Return a client of the server."""
    return FACES[kind](**{"url": cluster.open.url, "namespace": NAMESPACE, **settings})


@pytest.fixture(params=list(FACES))
def argo(request: pytest.FixtureRequest, cluster: Cluster) -> Iterator[Face]:
    """One client after the other."""
    face = connect(request.param, cluster)
    yield face
    face.close()
