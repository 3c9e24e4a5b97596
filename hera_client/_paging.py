"""Reading lists page by page, also from servers that cut them without a word."""

from __future__ import annotations

from typing import Any

PAGE_SIZE = 500


class Paging:
    """The state of one list, from its first page to its last.

    From Argo 4.0 on a server without a workflow archive cuts a list at the limit and does not say
    how to go on. A full page without a ``continue`` is therefore followed by the list as a whole,
    of which the items that came already are left out.
    """

    def __init__(self, limit: int, start: str | None = None) -> None:
        self._limit = limit
        self._continue = start
        self._seen: set[str] = set()
        self._state = "first"

    def next_page(self) -> dict[str, Any] | None:
        """Return the arguments for the next page, None after the last."""
        if self._state == "done":
            return None
        if self._state == "rest":
            return {"limit": None, "continue_": None}
        return {"limit": self._limit, "continue_": self._continue}

    def take(self, page: Any) -> Any:
        """Take a page as it came and return it without what came before."""
        items: list[Any] = page.items or []
        if self._state == "rest":
            self._state = "done"
            page.items = [item for item in items if _key(item) not in self._seen]
            return page
        self._seen.update(_key(item) for item in items)
        metadata = page.metadata
        self._continue = metadata.continue_ if metadata is not None else None
        if self._continue:
            self._state = "more"
        elif len(items) >= self._limit:
            self._state = "rest"
        else:
            self._state = "done"
        return page


def _key(item: Any) -> str:
    metadata = getattr(item, "metadata", None)
    if metadata is None:
        return ""
    return metadata.uid or f"{metadata.namespace}/{metadata.name}"
