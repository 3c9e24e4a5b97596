"""Misses a module of its own."""

import a_module_that_is_not_there  # type: ignore[import-not-found]  # noqa: F401 - what is tested
