"""What the standard library alone takes for the same documents. Usage: plain_json TASKS"""

from __future__ import annotations

import json
import sys

from . import documents
from .serve import serve


def _both_ways(text: str) -> tuple[object, str]:
    data = json.loads(text)
    return data, json.dumps(data)


if __name__ == "__main__":
    tasks = int(sys.argv[1])
    serve(
        lambda: documents.dag_json(tasks), _both_ways, lambda made: made[1].count('"hello '), tasks
    )
