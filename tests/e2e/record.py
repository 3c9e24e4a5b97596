"""Runs the scenarios on the real Argo and records what the controller did.

    python -m tests.e2e.record [NAME …]

It starts a server and a controller of its own, unless HERA_E2E_URL names a server that runs, with
HERA_E2E_NAMESPACE (default `argo`) and HERA_E2E_TOKEN; its controller needs the variables of
`_drive.CONTROLLER`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from hera_client import ArgoClient, ArgoError

from ._cluster import NAMESPACE, NotBuilt, StartFailed, start
from ._drive import CONTROLLER, Run, drive
from ._record import record, write
from ._scenarios import SCENARIOS, Scenario, load, names

# Seconds without news after which the controller is taken to be at rest.
REST = 1.5


def main(wanted: list[str]) -> int:
    """Record the named scenarios, or all.

    Returns:
        0; 1 if one of them did not go as its file says; 2 if none could be run.
    """
    for unknown in sorted(set(wanted) - set(names())):
        near = ", ".join(get_close_matches(unknown, names()))
        print(f"no scenario {unknown!r} in {SCENARIOS}; near it: {near or '-'}", file=sys.stderr)
        return 2
    try:
        with _argo() as argo:
            return 0 if _record_all(argo, [load(name) for name in wanted or names()]) else 1
    except (ArgoError, NotBuilt, StartFailed, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


def _record_all(argo: ArgoClient, scenarios: list[Scenario]) -> bool:
    release = (argo.info.get_version().version or "").partition("+")[0]
    good = True
    with ThreadPoolExecutor(8) as pool:
        runs = {pool.submit(_recorded, argo, release, one): one.name for one in scenarios}
        for done in as_completed(runs):
            outcome, fine = done.result()
            good &= fine
            print(f"{runs[done]}: {outcome}", flush=True)
    return good


def _recorded(argo: ArgoClient, release: str, scenario: Scenario) -> tuple[str, bool]:
    try:
        run = drive(argo, scenario, _until_rest)
    except (ArgoError, TimeoutError) as error:
        return f"not recorded: {error}", False
    made = record(run)
    phase = made["workflow"]["phase"]
    if phase != scenario.end:
        why = made["workflow"].get("message", "")
        return f"not recorded: it ended {phase} ({why}), not {scenario.end}", False
    if run.unused():
        return f"not recorded: nothing came of {', '.join(run.unused())}", False
    return write(scenario.name, release, made), True


def _until_rest(_: Run) -> float:
    return REST


@contextmanager
def _argo() -> Iterator[ArgoClient]:
    url = os.environ.get("HERA_E2E_URL")
    if url:
        namespace = os.environ.get("HERA_E2E_NAMESPACE", NAMESPACE)
        with ArgoClient(url, namespace=namespace, auth=os.environ.get("HERA_E2E_TOKEN")) as argo:
            yield argo
        return
    with (
        tempfile.TemporaryDirectory(prefix="argo-") as folder,
        start(Path(folder), environment=CONTROLLER) as cluster,
        ArgoClient(cluster.open.url, namespace=NAMESPACE) as argo,
    ):
        yield argo


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
