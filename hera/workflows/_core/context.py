"""Which workflow, DAG or Steps what is made now belongs to.

The open contexts are one immutable tuple in a context variable, so threads and asyncio tasks each
have their own, and an exception leaves none open.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar

from ..exceptions import InvalidType
from .flat import as_list, is_list

if TYPE_CHECKING:
    from typing_extensions import Self

_OPEN: ContextVar[tuple[Any, ...]] = ContextVar("hera_contexts", default=())


class Collecting:
    """What can be entered, and collects what is made inside."""

    # What it collects: "templates", "nodes" or "containers".
    _collects: ClassVar[str]

    def _collect(self, key: str, item: object) -> None:
        """Add to the list that an attribute holds."""
        values = self.__dict__.get(key)
        if is_list(values):
            values.append(item)
        else:
            setattr(self, key, [*as_list(values), item])

    def __enter__(self) -> Self:
        """Collect what is made from here on."""
        entered(self)
        return self

    def __exit__(self, kind: object = None, *_: object) -> None:
        """Collect no more."""
        if kind is not None:
            # What it would have collected after this is missing.
            self.__dict__["_cut_short"] = True
        left(self)


def entered(context: Any) -> None:
    """Collect into this context from here on."""
    _OPEN.set((*_OPEN.get(), context))


def left(context: Any) -> None:
    """Collect no more into this context, nor into any that was entered after it."""
    contexts = _OPEN.get()
    for index in range(len(contexts) - 1, -1, -1):
        if contexts[index] is context:
            _OPEN.set(contexts[:index])
            return


@contextmanager
def nothing_open() -> Generator[None, None, None]:
    """Let what is made inside the block belong to nothing."""
    contexts = _OPEN.get()
    _OPEN.set(())
    try:
        yield
    finally:
        _OPEN.set(contexts)


def innermost() -> Any:
    """Return the context that was entered last, or None."""
    contexts = _OPEN.get()
    return contexts[-1] if contexts else None


def enclosing_workflow() -> Any:
    """Return the innermost workflow that is open, or None."""
    for context in reversed(_OPEN.get()):
        if context._collects == "templates":
            return context
    return None


def add_template(template: object) -> None:
    """Give a template that was made just now to the open workflow, if there is one."""
    context = innermost()
    if context is not None and context._collects == "containers":
        raise InvalidType(type(template))
    workflow = enclosing_workflow()
    if workflow is not None:
        workflow._add_template(template)


def ensure_template(template: Any) -> None:
    """Give the template of a task or step to the open workflow, unless it has it already."""
    context = innermost()
    if context is not None and context._collects == "nodes":
        workflow = enclosing_workflow()
        if workflow is not None:
            workflow._ensure_template(getattr(template, "template", template))


def add_node(node: object) -> None:
    """Give a task or step to the open DAG or Steps, if there is one."""
    context = innermost()
    if context is not None:
        if context._collects != "nodes":
            raise InvalidType(type(node))
        context._add_node(node)


def add_container_node(node: object) -> None:
    """Give a container to the open container set, if there is one."""
    context = innermost()
    if context is not None:
        if context._collects != "containers":
            raise InvalidType(type(node))
        context._add(node)


def node_context() -> Callable[..., Any] | None:
    """Return the class of the nodes of the open DAG or Steps, or None where there is none."""
    context = innermost()
    if context is None or context._collects != "nodes":
        return None
    make: Callable[..., Any] = context._node_class()
    return make
