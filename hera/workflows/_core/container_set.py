"""What container sets do: containers in one pod, in an order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from hera.shared import global_config

from .container import CONTAINER
from .context import Collecting, add_container_node
from .flat import Converter, Flat, as_list
from .template import TemplateBase
from .volume import mounts_wire

if TYPE_CHECKING:
    from typing_extensions import Self

    from ..container_set import ContainerNode

OtherT = TypeVar("OtherT", bound="ContainerNodeBase")


class ContainerNodeBase(Flat):
    """What `ContainerNode` does: belongs to the set it is made in, runs after others."""

    _converters: ClassVar[Mapping[str, Converter]] = CONTAINER

    if TYPE_CHECKING:
        name: str
        dependencies: list[str] | None
        volumes: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        self.__dict__.setdefault("image", global_config.image)
        add_container_node(self)

    def next(self, other: OtherT) -> OtherT:
        """Run another container after this one; return the other."""
        if not isinstance(
            other, ContainerNodeBase
        ):  # pyright: ignore[reportUnnecessaryIsInstance] - users' own
            raise TypeError(f"a ContainerNode is followed by another, not by {other!r}")
        names = list(other.dependencies or ())
        if self.name not in names:
            other.dependencies = sorted([*names, self.name])
        return other

    # Checkers must not look for a common type of what a list display holds: it is ContainerNode.
    @overload
    def __rshift__(self, other: list[ContainerNode]) -> list[ContainerNode]: ...
    @overload
    def __rshift__(self, other: list[OtherT]) -> list[OtherT]: ...
    @overload
    def __rshift__(self, other: OtherT) -> OtherT: ...

    def __rshift__(self, other: Any) -> Any:
        """Run one or several containers after this one; return them."""
        for item in as_list(other):
            self.next(item)
        return other

    def __rrshift__(self, other: list[OtherT]) -> Self:
        """Run this container after several; return this one."""
        for item in as_list(other):
            item.next(self)
        return self

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        mounts = mounts_wire(self.volumes)
        if mounts:
            data["volumeMounts"] = [*data.get("volumeMounts", ()), *mounts]
        return data


class ContainerSetBase(Collecting, TemplateBase):
    """What `ContainerSet` does: collects the containers that are made in its context."""

    _collects: ClassVar[str] = "containers"

    if TYPE_CHECKING:
        containers: Any

    def _complete(self) -> None:
        self.containers = as_list(self.containers)  # a list of its own, which grows in its context

    def _add(self, node: ContainerNodeBase) -> None:
        self.containers = [*as_list(self.containers), node]
