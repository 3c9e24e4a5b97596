"""Watches while the real server is killed and started again."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Any

from hera_client import RetryPolicy

from ._cluster import Cluster
from ._face import Face
from ._objects import fresh, workflow
from .conftest import connect


def restart(cluster: Cluster) -> None:
    cluster.open.kill()
    cluster.open.start()


PATIENT = RetryPolicy(attempts=60, initial=0.2, maximum=1.0, total=120)


def test_a_watch_survives_restarts_of_the_server(argo: Face, cluster: Cluster) -> None:
    group = fresh("group")
    watcher = connect(argo.kind, cluster, retry=PATIENT)
    maker = connect("sync", cluster, retry=PATIENT)
    wanted = [fresh("seen") for _ in range(12)]
    seen: list[Any] = []

    def watch() -> None:
        def is_last(event: Any) -> bool:
            seen.append(event)
            return bool(event.object.metadata.name == wanted[-1])

        watcher.read("workflows.watch", label_selector=f"group={group}", until=is_last)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        for number, name in enumerate(wanted):
            if number in (4, 8):
                restart(cluster)
            maker.workflows.create_once(workflow(name, group=group))
            time.sleep(0.2)
        thread.join(90)
    finally:
        maker.close()

    assert not thread.is_alive()
    watcher.close()
    created = [event.object.metadata.name for event in seen if event.type == "ADDED"]
    assert sorted(created) == sorted(wanted)
    states = Counter((e.object.metadata.name, e.object.metadata.resource_version) for e in seen)
    assert states.most_common(1)[0][1] == 1


def test_wait_survives_a_restart_of_the_server(argo: Face, cluster: Cluster) -> None:
    with_patience = connect(argo.kind, cluster, retry=PATIENT)
    made = with_patience.workflows.create(workflow())
    name = made.metadata.name
    ended: list[Any] = []
    thread = threading.Thread(
        target=lambda: ended.append(with_patience.workflows.wait(name, timeout=120, poll=1))
    )
    thread.start()

    restart(cluster)
    other = connect("sync", cluster, retry=PATIENT)
    other.workflows.stop(name)
    other.close()
    thread.join(120)

    assert [each.status.phase for each in ended] == ["Failed"]
    with_patience.close()
