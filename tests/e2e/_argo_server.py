"""One Argo server of a run, and when it is ready."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from ._processes import Process

_SECONDS = 60.0
# The server reaches each of its services through a connection to itself. One that was tried
# before the server listened is tried again after a second; until then its calls answer 503.
_ONE_CALL_OF_EACH_SERVICE = (
    "/api/v1/version",
    "/api/v1/workflows/{namespace}",
    "/api/v1/workflow-templates/{namespace}",
    "/api/v1/cron-workflows/{namespace}",
    "/api/v1/cluster-workflow-templates",
    "/api/v1/archived-workflows",
    "/api/v1/workflow-event-bindings/{namespace}",
    "/api/v1/event-sources/{namespace}",
    "/api/v1/sensors/{namespace}",
)
_UNAVAILABLE = 503


@dataclass(frozen=True)
class ArgoServer:
    """One Argo server; `ca_file` is what its certificate rests on, None without TLS or for one
    that it signed itself."""

    url: str
    process: Process
    ca_file: Path | None
    ready: Callable[[], bool] = field(repr=False)

    def start(self) -> None:
        """Start it, or start it again at the same address, and wait until it answers."""
        self.process.start()
        self.process.await_ready(self.ready, _SECONDS)

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self.process.kill()


def all_services_answer(url: str, namespace: str) -> Callable[[], bool]:
    """Return a test that every service of the server at `url` answers, be it with a refusal."""
    # Who checks the certificate is the test; this only waits.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE

    def answer() -> bool:
        try:
            with httpx.Client(verify=context, timeout=5.0, trust_env=False) as client:
                return all(
                    client.get(url + path.format(namespace=namespace)).status_code != _UNAVAILABLE
                    for path in _ONE_CALL_OF_EACH_SERVICE
                )
        except httpx.HTTPError:
            return False

    return answer
