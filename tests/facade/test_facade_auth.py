"""Tokens from functions and from the command `argo`."""

from __future__ import annotations

from pathlib import Path

import pytest

from hera.auth import ArgoCLITokenGenerator, TokenGenerator
from hera.exceptions import HeraException


def install_argo(directory: Path, body: str) -> None:
    command = directory / "argo"
    command.write_text(f"#!/bin/sh\n{body}\n")
    command.chmod(0o755)


def test_the_command_s_token_comes_without_its_scheme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_argo(tmp_path, 'echo "Bearer $1-$2"')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    assert ArgoCLITokenGenerator()() == "auth-token"


def test_a_command_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_argo(tmp_path, "echo no kubeconfig >&2; exit 3")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    with pytest.raises(HeraException, match="ended with status 3: no kubeconfig"):
        ArgoCLITokenGenerator()()


def test_without_the_command_its_address_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(RuntimeError, match="argo is not installed; see https://argo-workflows"):
        ArgoCLITokenGenerator()()


def test_a_generator_says_what_it_lacks() -> None:
    class Mine(TokenGenerator):
        pass

    with pytest.raises(NotImplementedError, match="Mine gives no token: define __call__"):
        Mine()()
