"""A cluster with a node, and workflows that have run on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .._cluster import Cluster, start
from .._node import missing
from ..conftest import connect
from ._batch import batch
from ._gate import Gate
from ._templates import Done


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """What the other tests have, and a node for pods."""
    lacking = missing()
    if lacking:
        pytest.skip(f"no pod can run here: {lacking}")
    folder = tmp_path_factory.mktemp("pods")
    # Else the controller looks at a workflow every ten seconds.
    often = {"DEFAULT_REQUEUE_TIME": "1s"}
    with start(folder, database=True, node=True, environment=often) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def done(cluster: Cluster) -> Done:
    """Run the batch."""
    argo = connect("sync", cluster)
    names = {key: argo.workflows.create(each).metadata.name for key, each in batch().items()}
    ended = {key: argo.workflows.wait(name, timeout=240) for key, name in names.items()}
    argo.close()
    return ended


@pytest.fixture
def gate() -> Iterator[Gate]:
    """Holds pods where the test wants them."""
    with Gate() as gate:
        yield gate
