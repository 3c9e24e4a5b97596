"""Argo's own verdict on manifests, and its own substitution, from programs that stay running."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from ._programs import JUDGES, NO_JUDGE, find_built

# What Argo puts in the place of values that are not known yet, counted through the whole process:
# without the number, the same manifest gets the same verdict each time.
_PLACEHOLDER = re.compile(r"(?<=__argo__internal__placeholder)-\d+")


class NoJudge(Exception):
    """Argo's programs of that release are not there."""


@dataclass(frozen=True)
class Verdict:
    """What `argo lint --offline` finds.

    `linted` tells whether there was anything of a kind that it judges; `log` has what it only
    mentioned, such as documents that it could not read and passed over.
    """

    linted: bool
    errors: tuple[str, ...]
    log: str

    @property
    def good(self) -> bool:
        """Whether `argo lint` succeeds."""
        return self.linted and not self.errors


class _Program:
    """Answers one line of JSON for each; ends with its standard input, so also with its starter."""

    def __init__(self, path: Path) -> None:
        # Open as long as the program runs; `close` closes it.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            encoding="utf-8",
        )

    def ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        question_pipe, answer_pipe = self._process.stdin, self._process.stdout
        if question_pipe is None or answer_pipe is None:
            raise RuntimeError("the program was started without pipes")
        try:
            # Unescaped: an item of a loop keeps the spelling of its JSON, and Kubernetes escapes no é.
            question_pipe.write(json.dumps(question, ensure_ascii=False) + "\n")
            question_pipe.flush()
            answer = answer_pipe.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise RuntimeError(f"the program ended: {self._last_words()}")
        found: dict[str, Any] = json.loads(answer)
        return found

    def close(self) -> None:
        self._process.communicate()
        self._said.close()

    def _last_words(self) -> str:
        self._process.wait(10)
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace")[-2000:]


class _Closing:
    """A program for the length of a `with` block."""

    _name: str

    def __init__(self, release: str) -> None:
        self._program = _Program(_folder(release) / self._name)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program."""
        self._program.close()


class Linter(_Closing):
    """The offline linter of one release.

    Raises:
        NoJudge: The release's programs are not built, or not to be had.
    """

    _name = "lint"

    def __enter__(self) -> Linter:
        return self

    def judge(self, *manifests: str, strict: bool = True) -> Verdict:
        """Judge texts in YAML or JSON together: references are resolved among them alone."""
        answer = self._program.ask({"manifests": manifests, "lenient": not strict})
        errors = (_PLACEHOLDER.sub("", error) for error in answer["errors"])
        return Verdict(answer["linted"], tuple(errors), answer.get("log", ""))


class Substitution(_Closing):
    """The controller's substitution of one release.

    Raises:
        NoJudge: The release's programs are not built, or not to be had.
    """

    _name = "substitute"

    def __enter__(self) -> Substitution:
        return self

    def template(
        self,
        template: Mapping[str, Any],
        arguments: Mapping[str, Any] | None = None,
        *,
        known: Mapping[str, str] | None = None,
        local: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Return what reaches the pod of a template.

        Args:
            template: The template.
            arguments: What it is called with.
            known: The workflow's variables, such as `workflow.name`.
            local: The node's variables, such as `pod.name`.

        Returns:
            `template` before there is a pod; for a container or script also `container` and
            `executed`, the template that the executor in the pod reads; or `error`.
        """
        asked = {"template": template, "arguments": arguments or {}}
        return self._program.ask({**asked, "global": known or {}, "local": local or {}})

    def loop(
        self, kind: str, task: Mapping[str, Any], *, known: Mapping[str, str] | None = None
    ) -> Sequence[dict[str, Any]]:
        """Return the tasks or steps that a loop makes; `kind` is "task" or "step".

        Raises:
            ValueError: Argo refuses the loop; with its message.
        """
        answer = self._program.ask({kind: task, "global": known or {}})
        if "error" in answer:
            raise ValueError(answer["error"])
        made: list[dict[str, Any]] = answer.get(f"{kind}s", [])
        return made


def _folder(release: str) -> Path:
    if release not in JUDGES:
        why = NO_JUDGE.get(release, f"there are: {', '.join(sorted(JUDGES))}")
        raise NoJudge(f"no linter of Argo {release}: {why}")
    built = find_built(JUDGES[release])
    if built is None:
        raise NoJudge(f"the linter of Argo {release} is not built yet; run `make argo`")
    return built / "bin"
