"""From a Python function to the text of a script's ``source``."""

from __future__ import annotations

from .assemble import InlineRequest, inline_source
from .peer import hera_source

__all__ = ["InlineRequest", "hera_source", "inline_source"]
