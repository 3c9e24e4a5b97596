"""What DAGs do: collect tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import hera.workflows as facade
from hera.shared import global_config

from ..exceptions import InvalidType, NodeNameConflict
from .context import Collecting
from .dataflow import add_dependencies
from .flat import Converter, as_list, items_wire
from .task import TaskBase
from .template import TemplateBase


class DAGBase(Collecting, TemplateBase):
    """What `DAG` does. Tasks that are made inside its context belong to it."""

    _collects: ClassVar[str] = "nodes"
    _converters: ClassVar[Mapping[str, Converter]] = {"tasks": items_wire}

    if TYPE_CHECKING:
        tasks: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        self.tasks = as_list(self.tasks)  # a list of its own, which grows in its context alone
        self.__dict__["_names"] = {task.name for task in self.tasks}

    def _node_class(self) -> Any:
        return facade.Task

    def _add_node(self, node: object) -> None:
        if not isinstance(node, TaskBase):
            raise InvalidType(
                f"a DAG takes tasks, not {type(node)}: make a Task, or call the template"
            )
        add_unique(self, node, "Task")
        self._collect("tasks", node)

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        tasks = data["dag"].setdefault("tasks", [])
        if global_config.infer_dependencies and tasks:
            add_dependencies(tasks, as_list(self.tasks))
        return data


def add_unique(owner: Any, node: Any, kind: str) -> None:
    """Remember a node's name.

    Raises:
        NodeNameConflict: another node of the template has it.
    """
    names = owner.__dict__["_names"]
    if node.name in names:
        raise NodeNameConflict(f"Found multiple {kind} nodes with name: {node.name}")
    names.add(node.name)
