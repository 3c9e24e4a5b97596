"""Where services get their tokens from."""

from __future__ import annotations

import shutil
import subprocess

from hera.exceptions import HeraException

__all__ = ["ArgoCLITokenGenerator", "TokenGenerator"]


class TokenGenerator:
    """A function that gives a token, as a class to derive from.

    Services ask it before their first request, and again when the server refuses the token.
    """

    def __call__(self) -> str:
        """Return a token."""
        raise NotImplementedError(
            f"{type(self).__name__} gives no token: define __call__(self) -> str"
        )


class ArgoCLITokenGenerator(TokenGenerator):
    """The token that ``argo auth token`` prints."""

    def __call__(self) -> str:
        """Return the token, without ``Bearer``.

        Raises:
            RuntimeError: the command ``argo`` is not installed.
            HeraException: the command fails.
        """
        if shutil.which("argo") is None:
            raise RuntimeError(
                "the command argo is not installed; see"
                " https://argo-workflows.readthedocs.io/en/latest/walk-through/argo-cli/"
            )
        run = subprocess.run(["argo", "auth", "token"], capture_output=True, text=True, check=False)
        if run.returncode:
            raise HeraException(
                f"`argo auth token` ended with status {run.returncode}: {run.stderr.strip()}"
            )
        return run.stdout.strip().removeprefix("Bearer ")
