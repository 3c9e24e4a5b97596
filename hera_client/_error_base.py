"""The base of everything that the client raises."""

from __future__ import annotations

from typing import Any

__all__ = ["ArgoError"]


class ArgoError(Exception):
    """The base of everything that the client raises."""

    def __reduce__(self) -> tuple[Any, ...]:
        # The default calls the class with `args`, which are not the parameters of most classes here.
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[ArgoError], args: tuple[Any, ...], state: dict[str, Any]) -> ArgoError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
