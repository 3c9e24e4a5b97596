"""A process that judges files for another one: see `workers`."""

from __future__ import annotations

import faulthandler
import math
import os
import signal
import socket
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from .judge import Judge
from .known import Question
from .line import ASKED_WHERE, Line
from .messages import FORKS, Ask, NotYet, Request


def main(number: int, trace: int) -> None:
    """Answer requests until there is nobody to ask.

    Args:
        number: The file descriptor of the line to who asks.
        trace: That of the file for what a program does when its time is up.
    """
    # Who asks wants to know then, before all ends. Copies of this process have it as well.
    faulthandler.register(ASKED_WHERE, file=trace)
    line = Line(socket.socket(fileno=number))
    judge = Judge(line.receive())
    try:
        while True:
            _serve(line, judge, line.receive())
    except (EOFError, OSError):
        return


def _serve(line: Line, judge: Judge, request: Request) -> None:
    ask = _asking(line)
    if not request.is_program:
        line.send(judge.judge(request, ask))
        return
    # It counts as answered when the program's process has ended, which may come first.
    line.send(_forked(line, judge, request, ask) if FORKS else _run(line, judge, request, ask))


def _forked(line: Line, judge: Judge, request: Request, ask: Ask) -> int:
    """Run a program in a copy of this process, where it changes nothing for the next one."""
    # What programs need is loaded once, before the copy.
    import_module(f"{__package__}.programs")
    child = os.fork()
    if not child:
        status = 1
        try:
            status = _run(line, judge, request, ask)
        finally:
            # What the program has left behind, such as threads, is not waited for.
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(line: Line, judge: Judge, request: Request, ask: Ask) -> int:
    # Who asks ends it in time; if that one is gone, this does.
    signal.alarm(math.ceil(judge.options.program_timeout) + 1)
    line.send(judge.judge(request, ask))
    return 0


def _asking(line: Line) -> Ask:
    def ask(question: Question) -> tuple[str, Mapping[str, Any] | None]:
        line.send(question)
        answer: tuple[str, Mapping[str, Any] | None] | None = line.receive()
        if answer is None:
            raise NotYet
        return answer

    return ask
