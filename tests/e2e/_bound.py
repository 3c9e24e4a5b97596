"""Become another program that dies with the process that started this one.

    python -I _bound.py PARENT USER PROGRAM ARGUMENTS...

PARENT is the starter's process id, USER the user to become first, "-" for none. Where the system
knows no such bond (Linux alone does) the program runs without.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, user, *command = sys.argv[1:]
    if user != "-":
        _become(user)
    if sys.platform == "linux":
        # After the change of user, which would undo it. Nothing of the data is kept, so the
        # signal may be the one that no program can miss.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
        if os.getppid() != int(parent):
            sys.exit("the starter is gone")
    os.execv(command[0], command)


def _become(user: str) -> None:
    import pwd  # not on every system

    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.environ["HOME"] = entry.pw_dir


if __name__ == "__main__":
    main()
