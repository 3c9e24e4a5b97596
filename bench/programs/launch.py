"""Run a command again and again in fresh processes, and measure each from outside.

Usage: launch.py seconds|mebibytes CLEAR COMMAND…

One run for each line on standard input; the wall time in seconds, or the largest resident memory
in MiB, is printed. The directory CLEAR, unless empty, is removed before each run.

This is a program of its own because a process that is started counts the memory of the one that
started it as its own: this one is smaller than everything it measures.
"""

import os
import sys
from time import perf_counter


def main(figure: str, clear: str, command: list[str]) -> None:
    """Serve the lines of standard input."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    for _ in sys.stdin:
        if clear:
            _remove(clear)
        started = perf_counter()
        child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
        _, status, usage = os.wait4(child, 0)
        seconds = perf_counter() - started
        code = os.waitstatus_to_exitcode(status)
        if code:
            # Where it failed by itself it has said why.
            sys.exit(code if code > 0 else f"{command[0]} was ended by signal {-code}")
        print(seconds if figure == "seconds" else _mebibytes(usage.ru_maxrss), flush=True)


def _mebibytes(maxrss: int) -> float:
    return maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _remove(directory: str) -> None:
    for place, directories, files in os.walk(directory, topdown=False):
        for name in files:
            os.unlink(os.path.join(place, name))
        for name in directories:
            os.rmdir(os.path.join(place, name))
    if os.path.isdir(directory):
        os.rmdir(directory)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
