"""Reading lists page by page, also from servers that cut them without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ._errors import ResponseValidationError

PAGE_SIZE = 500


class Paging:
    """The state of one list, from its first page to its last.

    From Argo 4.0 on a server without a workflow archive cuts a list at the limit and does not say
    how to go on. A full first page without a ``continue`` is therefore followed by the list as a
    whole, of which the items that came already are left out.
    """

    def __init__(self, limit: int, start: str | None = None) -> None:
        self._limit = limit
        self._continue = start
        self._first: list[str] = []
        self._state = "more" if start else "first"

    def next_page(self) -> dict[str, Any] | None:
        """Return the arguments for the next page, None after the last."""
        if self._state == "done":
            return None
        if self._state == "rest":
            return {"limit": None, "continue_": None}
        return {"limit": self._limit, "continue_": self._continue}

    def take(self, page: Any) -> Any:
        """Take a page as it came and return it without what came before.

        Raises:
            ResponseValidationError: It leads back to itself, so that there would be no end.
        """
        items: list[Any] = page.items or []
        if self._state == "rest":
            self._state = "done"
            page.items = list(self._new(items))
            return page
        metadata = page.metadata
        asked = self._continue
        self._continue = metadata.continue_ if metadata is not None else None
        if self._continue and self._continue == asked:
            raise ResponseValidationError(
                f"the page that continue={asked!r} gives leads back to itself; ask with a larger"
                " limit=, and tell the server's operator",
                body=b"",
            )
        if self._continue:
            self._state = "more"
        elif self._state == "first" and len(items) >= self._limit:
            self._first = [_key(item) for item in items]
            self._state = "rest"
        else:
            # A server that has said once how to go on says so whenever there is more.
            self._state = "done"
        return page

    def _new(self, items: list[Any]) -> Iterator[Any]:
        """Yield the items that the first page did not have.

        Items of which the caller's ``fields`` leave out the names have equal keys: of those as
        many are left out as came.
        """
        seen = Counter(self._first)
        for item in items:
            key = _key(item)
            if seen[key]:
                seen[key] -= 1
            else:
                yield item


def _key(item: Any) -> str:
    metadata = getattr(item, "metadata", None)
    if metadata is None:
        return ""
    return metadata.uid or f"{metadata.namespace}/{metadata.name}"
