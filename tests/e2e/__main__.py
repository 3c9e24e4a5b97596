"""Build the real Argo if need be, and run the tests on it: python -m tests.e2e [PYTEST'S ARGUMENTS]"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from . import build, packages

_ASKS_ARGO = re.compile(r"\bargo_(?:lint|substitute)\b")
# pytest's exit status where tests have failed.
_SOME_FAILED = 1


def main(arguments: list[str]) -> int:
    """Return the exit status: that of the tests, or 0 where Argo's modules are not to be had."""
    status = packages.main() or build.main()
    if status == build.NOT_TO_BE_HAD:
        print(
            "the tests on the real Argo were NOT run: it could not be built here", file=sys.stderr
        )
        return 0
    if status:
        return status
    status = _run(*arguments)
    if status != _SOME_FAILED:
        return status
    # Several programs talk to each other here, each at its own pace: what fails twice is no chance.
    print("what failed, as told above, is run once more", file=sys.stderr)
    return _run(*arguments, "--last-failed", "--last-failed-no-failures=none")


def _run(*arguments: str) -> int:
    here = Path(__file__).resolve().parent
    # Elsewhere tests ask Argo's own programs too, and skip where those were not built by then.
    others = [
        path
        for path in sorted(here.parent.rglob("test_*.py"))
        if here not in path.parents and _ASKS_ARGO.search(path.read_text(encoding="utf-8"))
    ]
    command = [sys.executable, "-m", "pytest", *map(str, others), str(here), *arguments]
    # All is built by now, so a program that is not there is a failure and no reason to skip.
    environment = {**os.environ, "HERA_E2E": "required"}
    return subprocess.run(command, cwd=here.parents[1], env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
