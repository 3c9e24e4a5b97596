"""The client's errors as exceptions of `hera.exceptions`."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from hera.exceptions import HeraException, status_code_to_exception_map
from hera_client import ArgoError


@contextmanager
def translated() -> Generator[None]:
    """Let what the client raises be an exception of `hera.exceptions` as well."""
    try:
        yield
    except ArgoError as error:
        if not isinstance(error, HeraException):
            # The same object stays what it was, with its message, attributes and traceback.
            error.__class__ = _both(error)
        raise


def _both(error: ArgoError) -> type[ArgoError]:
    """Return the class of an error that is one of the client's and one of `hera.exceptions`."""
    ours = status_code_to_exception_map.get(getattr(error, "status_code", 0), HeraException)
    return _CLASSES[_name(ours, type(error))]


def _name(ours: type[HeraException], theirs: type[ArgoError]) -> str:
    return f"{ours.__name__}_{theirs.__name__}"


def _classes() -> dict[str, type[ArgoError]]:
    """Return a class for each pair of an exception and an error of the client, by its name."""
    kinds: list[type[ArgoError]] = [ArgoError]
    for kind in kinds:
        kinds += [item for item in kind.__subclasses__() if item not in kinds]
    exceptions: list[type[HeraException]] = [HeraException, *status_code_to_exception_map.values()]
    pairs = [(ours, kind) for ours in exceptions for kind in kinds]
    return {
        _name(*pair): type(_name(*pair), pair, {"__module__": __name__, "__doc__": pair[1].__doc__})
        for pair in pairs
    }


_CLASSES = _classes()
# As attributes of the module they can be pickled.
globals().update(_CLASSES)
