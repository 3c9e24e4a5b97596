"""Pausing the cyclic garbage collector while one bulk operation builds many objects.

Reading a large document makes hundreds of thousands of objects and no garbage; the collector would
walk them again and again, for half of the time. The pauses are counted over all threads, and the
collector runs again when the last one ends, whatever happened.
"""

from __future__ import annotations

import gc
from threading import Lock

_lock = Lock()
_pauses = 0
_was_enabled = False


class gc_paused:  # reads as a statement: `with gc_paused():`
    """A context in which the collector does not run; contexts may nest, in any thread."""

    __slots__ = ()

    def __enter__(self) -> None:
        global _pauses, _was_enabled
        with _lock:
            if _pauses == 0:
                _was_enabled = gc.isenabled()
                gc.disable()
            _pauses += 1

    def __exit__(self, *_: object) -> None:
        global _pauses
        with _lock:
            _pauses -= 1
            if _pauses == 0 and _was_enabled:
                gc.enable()
