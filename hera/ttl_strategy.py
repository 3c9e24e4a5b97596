"""``TTLStrategy``: when the server deletes a workflow that has ended."""

from hera_models import TTLStrategy

__all__ = ["TTLStrategy"]
