"""Argo's own verdict and substitution, for any test of the repository.

`make argo` builds what they need. Where it is not built, a test that asks is skipped with that
reason; under HERA_E2E=required it fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any, NoReturn, Protocol, TypeVar

import pytest

from ._judge import Linter, NoJudge, Substitution, Verdict
from ._programs import ARGO_RELEASE, JUDGES, NO_JUDGE

_Program = TypeVar("_Program", Linter, Substitution)


class ArgoLint(Protocol):
    """What the fixture `argo_lint` gives."""

    def __call__(
        self, manifest: str | Sequence[str], release: str = ARGO_RELEASE, *, strict: bool = True
    ) -> Verdict:
        """Judge a manifest in YAML or JSON as `argo lint --offline` does.

        Args:
            manifest: The text, or texts that are judged together, since references are resolved
                among them alone.
            release: Argo's release.
            strict: Whether unknown and duplicate fields are errors, as in `argo lint`.

        Returns:
            Argo's verdict.

        Raises:
            NoJudge: No linter of that release is even wanted.
        """
        ...


class ArgoSubstitute:
    """What the fixture `argo_substitute` gives: Argo's own substitution."""

    def __init__(self, program: Callable[[str], Substitution]) -> None:
        self._program = program

    def __call__(
        self,
        template: Mapping[str, Any],
        arguments: Mapping[str, Any] | None = None,
        release: str = ARGO_RELEASE,
        *,
        known: Mapping[str, str] | None = None,
        local: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Return what reaches the pod of a template; see `Substitution.template`."""
        return self._program(release).template(template, arguments, known=known, local=local)

    def loop(
        self,
        kind: str,
        task: Mapping[str, Any],
        release: str = ARGO_RELEASE,
        *,
        known: Mapping[str, str] | None = None,
    ) -> Sequence[dict[str, Any]]:
        """Return the tasks or steps that a loop makes; see `Substitution.loop`."""
        return self._program(release).loop(kind, task, known=known)


@contextmanager
def programs(kind: type[_Program]) -> Iterator[Callable[[str], _Program]]:
    """Give the program of a release: started when it is first asked for, ended with the block."""
    with ExitStack() as started:

        @cache
        def program(release: str) -> _Program:
            try:
                opened = kind(release)
            except NoJudge as error:
                _do_without(release, error)
            started.callback(opened.close)
            return opened

        yield program


def _do_without(release: str, error: NoJudge) -> NoReturn:
    if release in JUDGES and os.environ.get("HERA_E2E") == "required":
        pytest.fail(str(error))
    if release in JUDGES or release in NO_JUDGE:
        pytest.skip(str(error))
    raise error


@pytest.fixture(scope="session")
def argo_lint() -> Iterator[ArgoLint]:
    """Argo's offline linter: `argo_lint(manifest)` gives its verdict."""
    with programs(Linter) as linter:

        def lint(
            manifest: str | Sequence[str], release: str = ARGO_RELEASE, *, strict: bool = True
        ) -> Verdict:
            texts = [manifest] if isinstance(manifest, str) else manifest
            return linter(release).judge(*texts, strict=strict)

        yield lint


@pytest.fixture(scope="session")
def argo_substitute() -> Iterator[ArgoSubstitute]:
    """Argo's substitution: `argo_substitute(template, arguments)` gives what reaches the pod."""
    with programs(Substitution) as program:
        yield ArgoSubstitute(program)
