"""Lets a test hold a pod: pods share the machine's network, so they can ask the test to go on."""

from __future__ import annotations

import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from .._processes import HOST

# Longer than a test takes; a gate that is never opened lets the pod fail.
_SECONDS = 120.0


class Gate:
    """A server whose answer to `/NAME` comes when NAME is opened.

    with Gate() as gate:
        ...  # a pod runs `gate.source("a")`, and waits there
        gate.wait_for("a")  # the pod is there
        gate.open("a")
    """

    def __init__(self) -> None:
        self._reached: defaultdict[str, threading.Event] = defaultdict(threading.Event)
        self._opened: defaultdict[str, threading.Event] = defaultdict(threading.Event)
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.removeprefix("/")
                gate._reached[name].set()
                is_open = gate._opened[name].wait(_SECONDS)
                self.send_response(200 if is_open else 504)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer((HOST, 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)

    def source(self, name: str) -> str:
        """Return a Python expression that waits in a pod until NAME is opened."""
        url = f"http://{HOST}:{self._server.server_port}/{name}"
        return f"__import__('urllib.request').request.urlopen('{url}').close()"

    def wait_for(self, name: str) -> None:
        """Wait until a pod waits at NAME."""
        if not self._reached[name].wait(_SECONDS):
            raise AssertionError(f"no pod came to {name} within {_SECONDS} s")

    def open(self, name: str) -> None:
        """Let whoever waits at NAME go on, now or later."""
        self._opened[name].set()

    def __enter__(self) -> Gate:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for event in list(self._opened.values()):
            event.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
