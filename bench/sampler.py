"""The parent's end of a measurement: a child that does one run each time it is asked."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from tempfile import TemporaryFile
from types import TracebackType

from .environments import child_environment
from .sides import PROGRAMS, Side


class SampleError(Exception):
    """A child failed; the message is the last line that it wrote."""


class Sampler:
    """A running child; leaving the context ends it."""

    def __init__(self, side: Side) -> None:
        # A file, as a pipe that nobody reads would stop a child that complains at length.
        self._complaints = TemporaryFile()  # noqa: SIM115 - closed on leaving the context
        self._child = subprocess.Popen(
            side.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=child_environment(**side.environment),
            # Python looks here first: from the root a peer would find our `hera`, not its own.
            cwd=PROGRAMS,
            text=True,
        )

    def __enter__(self) -> Sampler:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.kill()
        # Closes the pipes and waits; a question that a dead child has not read can't be sent.
        with suppress(BrokenPipeError):
            self._child.__exit__(kind, error, trace)
        self._complaints.close()

    def sample(self) -> float:
        """Let the child do one run, and return what it measured.

        Raises:
            SampleError: the child ended instead.
        """
        questions, answers = self._child.stdin, self._child.stdout
        try:
            print(file=questions, flush=True)
        except BrokenPipeError:
            raise self._failed() from None
        answer = answers.readline() if answers else ""
        if not answer:
            raise self._failed()
        return float(answer)

    def _failed(self) -> SampleError:
        status = self._child.wait()
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        return SampleError(said[-1] if said else f"ended with status {status}")
