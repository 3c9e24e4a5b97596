"""What DAGs do: collect tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from hera.shared import global_config

from .context import entered, left
from .dataflow import add_dependencies
from .flat import Converter, as_list, is_list, lower
from .task import TaskBase
from .template import TemplateBase

if TYPE_CHECKING:
    from typing_extensions import Self


def _tasks(_: Any, value: Any) -> list[Any]:
    return [lower(item) for item in as_list(value)]


class DAGBase(TemplateBase):
    """What `DAG` does. Tasks that are made inside its context belong to it."""

    _collects: ClassVar[str] = "nodes"
    _converters: ClassVar[Mapping[str, Converter]] = {"tasks": _tasks}

    if TYPE_CHECKING:
        tasks: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        self.tasks = as_list(self.tasks)  # a list of its own, which grows in its context alone
        self.__dict__["_names"] = {task.name for task in self.tasks}

    def _node_class(self) -> Any:
        from ..task import Task

        return Task

    def _add_node(self, node: object) -> None:
        if not isinstance(node, TaskBase):
            from ..exceptions import InvalidType

            raise InvalidType(
                f"a DAG takes tasks, not {type(node)}: make a Task, or call the template"
            )
        add_unique(self, node, "Task")
        tasks = self.__dict__.get("tasks")
        if is_list(tasks):
            tasks.append(node)
        else:
            self.tasks = [*as_list(tasks), node]

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        tasks = data["dag"].setdefault("tasks", [])
        if global_config.infer_dependencies and tasks:
            add_dependencies(tasks, as_list(self.tasks))
        return data

    def __enter__(self) -> Self:
        """Collect the tasks that are made from here on."""
        entered(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Collect no more."""
        left(self)


def add_unique(owner: Any, node: Any, kind: str) -> None:
    """Remember a node's name.

    Raises:
        NodeNameConflict: another node of the template has it.
    """
    names = owner.__dict__["_names"]
    if node.name in names:
        from ..exceptions import NodeNameConflict

        raise NodeNameConflict(f"Found multiple {kind} nodes with name: {node.name}")
    names.add(node.name)
