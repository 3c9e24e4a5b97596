"""The server of the client's rows, in a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Generator
from contextlib import contextmanager

from .environments import child_environment
from .sides import ours


@contextmanager
def serving(tasks: int) -> Generator[str, None, None]:
    """Run the server and give its URL; it ends with the context, or with this process.

    Args:
        tasks: from which the sizes of its answers follow.
    """
    side = ours("server", "argo_server", tasks)
    with subprocess.Popen(
        side.command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=child_environment(**side.environment),
        text=True,
    ) as server:
        port = server.stdout.readline().strip() if server.stdout else ""
        if not port:
            raise RuntimeError("the benchmark's server did not start; its error stands above")
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()
