"""A whole process that reads one large stream. Usage: stream_ours WORK URL NAME MEGABYTES FILE"""

from __future__ import annotations

import sys

from hera_client import ArgoClient

from . import wire


def main(work: str, url: str, name: str, megabytes: int, file: str) -> None:
    """Read the log, the watch or the artifact of that name, which is so large."""
    with ArgoClient(url) as argo:
        if work == "log":
            count = sum(1 for _ in argo.workflows.logs(name))
            expected = wire.long_log_lines(megabytes)
        elif work == "watch":
            count, expected = 0, wire.event_count(megabytes)
            with argo.workflows.watch(namespace=name) as events:
                for _ in events:
                    count += 1
                    if count == expected:
                        break
        else:
            saved = argo.artifacts.open(name, "node", "file").save(file)
            count, expected = saved.stat().st_size // 1_000_000, megabytes
    if count != expected:
        sys.exit(f"wrong result: expected {expected}, found {count}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
