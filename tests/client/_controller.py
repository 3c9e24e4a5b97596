"""A stand-in for the workflow controller: lets the workflows of a test server run."""

from __future__ import annotations

import threading
from types import TracebackType

from ._server import ArgoServer


class Controller:
    """Ends each workflow that is created while it is entered, with one line in its log."""

    def __init__(self, server: ArgoServer, phase: str = "Succeeded") -> None:
        self._state = server.state
        self._phase = phase
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="controller", daemon=True)

    def __enter__(self) -> Controller:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.01):
            for workflow in list(self._state.all("workflows")):
                if not workflow.get("status", {}).get("phase"):
                    metadata = workflow["metadata"]
                    place = metadata["namespace"], metadata["name"]
                    self._state.add_log(*place, "hello")
                    self._state.set_phase(*place, self._phase)
