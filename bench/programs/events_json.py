"""What json.loads alone takes for the events of a watch, in memory. Usage: events_json TASKS"""

from __future__ import annotations

import json
import sys

from . import wire
from .serve import serve
from .sizes import Sizes


def _read(payloads: list[bytes]) -> int:
    return sum(
        len(json.loads(payload)["result"]["object"]["status"]["nodes"]) for payload in payloads
    )


if __name__ == "__main__":
    sizes = Sizes.of(int(sys.argv[1]))
    serve(lambda: list(wire.events(sizes.events)), _read, int, sizes.nodes)
