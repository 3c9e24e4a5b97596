"""Typed Python for Argo Workflows: Python functions become workflows.

``hera.workflows`` is the authoring API; ``hera.task``, ``hera.workflow`` and
``hera.workflow_service`` serve programs written for hera-workflows 3.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._literal import literal as literal

__all__ = ["literal"]


def __getattr__(name: str) -> object:
    if name == "literal":
        from ._literal import literal

        return literal
    if name == "__version__":
        from importlib.metadata import version

        return version("hera-workflows")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
