"""Runs scripts as a pod would, in a small world that answers always the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from facade.scripts.argo_model import substitute

# Chance, other programs and the network are replaced; files below the root lie in the world's.
_WORLD = """
import http.client, http.server, io, os, random
random.seed(7)
os.popen = lambda command: io.StringIO("printed by " + command)
class Peer:
    def __init__(self, *given): print(given[0])
    def serve_forever(self): print("served")
    def request(self, *given): print(given)
    def getresponse(self): return io.BytesIO(b"{}")
http.server.HTTPServer = http.client.HTTPConnection = Peer
"""


def output(
    source: str, values: Mapping[str, str], world: Path, env: Mapping[str, str] | None = None
) -> tuple[bool, str]:
    """Return whether a script ends well, and what it prints, with these parameters' values."""
    (world / "secret").mkdir(exist_ok=True)
    (world / "secret" / "config.json").write_text("hidden\n")
    text = substitute(source, values).replace("/file'", f"{world}/file'")
    text = text.replace('/file"', f'{world}/file"')
    done = subprocess.run(
        [sys.executable, "-c", f"{_WORLD}\nexec(compile({text!r}, 'script', 'exec'))"],
        capture_output=True,
        cwd=world,
        env={**os.environ, **(env or {})},
        text=True,
    )
    return done.returncode == 0, done.stdout


def arrived(item: object) -> str:
    """Return the text that ``{{item.key}}`` becomes: JSON less the outer quotes."""
    import json

    text = json.dumps(item)
    return text[1:-1] if isinstance(item, str) else text
