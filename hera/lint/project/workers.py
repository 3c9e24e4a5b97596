"""Processes that judge files side by side, and apart from this one.

A program may print, change the process it runs in, never end, or end it: so it is run in another
one. Where that takes too long it is killed with what it started, but for what has left its process
group, as daemons do.
"""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator

from .known import Question
from .line import ASKED_WHERE, Line
from .messages import FORKS, Answer, Ask, NotYet, Request
from .model import Options

# The worker finds modules where this process does, whatever lies in its folder.
_CODE = """
import sys
number, trace, sys.path[:] = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
from hera.lint.project.worker import main
main(number, trace)
"""


_DEFINE_ONLY = 'let it only define workflows, and do the rest under `if __name__ == "__main__":`'
_RUN_ALONE = "run it alone to see why"
# Seconds in which a program tells where it is; one that is stopped never does.
_PATIENCE = 1.0
# A line of what `faulthandler` writes.
_FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)\n', re.MULTILINE)
_AT_ONCE = 2**16


class Lost(Exception):
    """A worker did not answer.

    Attributes:
        hint: What to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint: str = hint


class Workers:
    """Several workers, each with a thread that gives it one request after the other.

    Args:
        options: How to judge.
        number: How many.
    """

    def __init__(self, options: Options, number: int) -> None:
        self._waiting: queue.SimpleQueue[tuple[Request, Ask] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[Request, Answer | Lost]] = queue.SimpleQueue()
        self._open = 0
        self._workers = [_Worker(options) for _ in range(number)]
        self._threads = [
            threading.Thread(target=self._serve, args=(each,), daemon=True)
            for each in self._workers
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, request: Request, ask: Ask) -> None:
        """Let a request be answered by the next worker that is free."""
        self._open += 1
        self._waiting.put((request, ask))

    def answers(self) -> Iterator[tuple[Request, Answer | str, str]]:
        """Return the answers to all that was submitted, as they come.

        Where a worker was lost, why is returned instead, with what to do about it.
        """
        while self._open:
            request, answer = self._done.get()
            self._open -= 1
            if isinstance(answer, Lost):
                yield request, str(answer), answer.hint
            else:
                yield request, answer, ""

    def close(self) -> None:
        """End the workers at once, with whatever they are doing."""
        for worker in self._workers:
            worker.stop()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self, worker: _Worker) -> None:
        while True:
            given = self._waiting.get()
            if given is None:
                worker.end()
                return
            request, ask = given
            try:
                answer: Answer | Lost = worker.judge(request, ask)
            except Lost as error:
                answer = error
            except Exception as error:  # without an answer, who waits for it would wait for ever
                answer = Lost(f"what came of it cannot be read: {error}", _RUN_ALONE)
            self._done.put((request, answer))


class _Worker:
    """One process, which is started when it is needed, and anew after it was lost."""

    def __init__(self, options: Options) -> None:
        self._options = options
        # Where a program was when its time was up; each writes it anew.
        self._trace = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this is used
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Line | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def judge(self, request: Request, ask: Ask) -> Answer:
        """Return the worker's answer.

        Raises:
            Lost: There is none.
        """
        limit = self._options.program_timeout if request.is_program else None
        self._trace.seek(0)
        self._trace.truncate()
        try:
            answer = _answer(self._line or self._start(), request, ask, limit)
        except TimeoutError:
            where = self._where(request)
            self._kill()
            text = f"the program was ended, since it ran for more than {limit:g} seconds"
            raise Lost(f"{text}{where}", _DEFINE_ONLY) from None
        except (EOFError, OSError):
            raise Lost(_how(request, self._status()), _RUN_ALONE) from None
        if request.is_program and not FORKS:
            self._kill()
        return answer

    def _where(self, request: Request) -> str:
        """Ask a program that runs in which of its lines it is."""
        with self._lock, contextlib.suppress(ProcessLookupError):
            if self._process:
                os.killpg(self._process.pid, ASKED_WHERE)
        end = time.monotonic() + _PATIENCE
        found = ""
        while not found and time.monotonic() < end:
            time.sleep(0.02)
            # Reading as usual would move the place where the program writes.
            trace = os.pread(self._trace.fileno(), _AT_ONCE, 0)
            found = _where(request, trace.decode(errors="replace"))
        return found

    def stop(self) -> None:
        """End it for good."""
        with self._lock:
            self._stopped = True
        self._kill()

    def hang_up(self) -> None:
        """Close the line; only its own thread may, since no other knows whether it is in use."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def end(self) -> None:
        """Keep nothing open any more."""
        self.hang_up()
        self._trace.close()

    def _start(self) -> Line:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if self._stopped:
                ours.close()
                raise EOFError
            numbers = theirs.fileno(), self._trace.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _CODE, *map(str, numbers), *sys.path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=numbers,
                # A group of its own, so that what programs start can be ended as well.
                start_new_session=True,
            )
        self._line = Line(ours)
        self._line.send(self._options)
        return self._line

    def _status(self) -> int | None:
        """Return how a process ended that does not answer any more."""
        process = self._process
        try:
            # It may only just be ending: killing it would hide why.
            return process.wait(timeout=2) if process else None
        except subprocess.TimeoutExpired:
            return None
        finally:
            self._kill()

    def _kill(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if not self._stopped:
            self.hang_up()


def _answer(line: Line, request: Request, ask: Ask, limit: float | None) -> Answer:
    end = None if limit is None else time.monotonic() + limit
    answer: Answer | None = None
    line.send(request)
    while True:
        message = line.receive(end)
        if isinstance(message, Question):
            _reply(line, message, ask)
        elif isinstance(message, Answer):
            answer = message
            if not request.is_program:
                return answer
        # The process of a program ends after its answer; the next one may run only then.
        elif answer is not None:
            return answer
        else:
            raise Lost(_how(request, message), _RUN_ALONE)


def _reply(line: Line, question: Question, ask: Ask) -> None:
    try:
        line.send(ask(question))
    except NotYet:
        line.send(None)


def _where(request: Request, trace: str) -> str:
    """Tell in which of its lines a program was."""
    for file, line, name in _FRAME.findall(trace):
        if os.path.realpath(file) == os.path.realpath(request.path):
            return f"; it was at {request.name}:{line}, in {name}"
    return ""


def _how(request: Request, status: int | None) -> str:
    """Tell how a worker ended."""
    what = "the program" if request.is_program else "the file"
    if status is None:
        return f"{what} cut the line to the process that it was judged in"
    if status >= 0:
        return f"{what} ended the process that it was judged in, with status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"{what} ended the process that it was judged in, with {name}"
