"""What Steps do: collect groups of steps; those of one group run side by side."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, ClassVar

import hera.workflows as facade

from ..exceptions import InvalidType
from .context import Collecting, innermost
from .dag import add_unique
from .flat import Converter, Flat, as_list, is_list, items_wire, lower
from .task import StepBase
from .template import TemplateBase

if TYPE_CHECKING:
    from typing_extensions import Self


def _must_be_step(node: object) -> None:
    if not isinstance(node, StepBase):
        raise InvalidType(f"Steps take steps, not {type(node)}: make a Step, or call the template")


class ParallelBase(Collecting, Flat):
    """What `Parallel` does: steps that are made in its context run side by side."""

    _collects: ClassVar[str] = "nodes"

    if TYPE_CHECKING:
        sub_steps: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        self.sub_steps = as_list(self.sub_steps)  # a list of its own, which grows in its context

    def _node_class(self) -> Any:
        return facade.Step

    def _add_node(self, node: Any) -> None:
        _must_be_step(node)
        owner = self.__dict__.get("_owner")
        if owner is not None:
            add_unique(owner, node, "Step")
        self.sub_steps = [*as_list(self.sub_steps), node]

    def __enter__(self) -> Self:
        """Collect the steps that are made from here on."""
        if isinstance(innermost(), ParallelBase):
            raise InvalidType(type(self))
        owner = self.__dict__.pop("_waiting", None)
        if owner is not None:
            owner._collect("sub_steps", self)
        return super().__enter__()


def _steps(_: Any, value: Any) -> list[Any] | None:
    groups: list[Any] = []
    for item in as_list(value):
        if isinstance(item, ParallelBase):
            groups.append(items_wire(None, item.sub_steps))
        elif is_list(item):
            groups.append(items_wire(None, item))
        else:
            wire = lower(item)
            groups.append(wire if isinstance(wire, list) else [wire])
    return groups or None


class StepsBase(Collecting, TemplateBase):
    """What `Steps` does. Steps that are made inside its context run one after another."""

    _collects: ClassVar[str] = "nodes"
    _converters: ClassVar[Mapping[str, Converter]] = {"sub_steps": _steps}

    if TYPE_CHECKING:
        sub_steps: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        self.sub_steps = as_list(self.sub_steps)  # a list of its own, which grows in its context
        self.__dict__["_names"] = {step.name for step in _nodes(self.sub_steps)}

    def _node_class(self) -> Any:
        return facade.Step

    def _add_node(self, node: Any) -> None:
        _must_be_step(node)
        add_unique(self, node, "Step")
        self._collect("sub_steps", node)

    def parallel(self) -> facade.Parallel:
        """Return a context whose steps run side by side, as one group of these steps."""
        group = facade.Parallel()
        group.__dict__.update(_owner=self, _waiting=self)
        return group


def nodes_of(template: Any) -> Iterator[Any]:
    """Yield the tasks or steps of a template; of others nothing."""
    yield from _nodes(getattr(template, "tasks", None) or getattr(template, "sub_steps", None))


def _nodes(value: Any) -> Iterator[Any]:
    for item in as_list(value):
        if isinstance(item, ParallelBase):
            yield from _nodes(item.sub_steps)
        elif isinstance(item, list):
            yield from _nodes(item)
        elif hasattr(item, "with_items"):
            yield item


def written_templates(value: Any) -> list[Any]:
    """Return a workflow's templates but for those without a name that tasks and steps carry."""
    templates = as_list(value)
    # A DAG may have thousands of tasks to be looked through.
    if all(getattr(each, "name", None) for each in templates):
        return templates
    carried = {
        id(getattr(node.inline, "template", node.inline))
        for template in templates
        for node in nodes_of(template)
        if node.inline is not None
    }
    return [each for each in templates if id(each) not in carried or getattr(each, "name", None)]


def parallel() -> AbstractContextManager[facade.Parallel | None]:
    """Return a context whose steps run side by side, in the Steps that are open.

    Where none are open it does nothing.
    """
    steps = innermost()
    return steps.parallel() if isinstance(steps, StepsBase) else nullcontext()
