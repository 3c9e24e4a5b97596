"""What the authoring API asks of the objects that it puts together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from hera_models import (
        ClusterWorkflowTemplate,
        CronWorkflow,
        PersistentVolumeClaim,
        Template,
        Workflow,
        WorkflowTemplate,
    )

TWorkflow: TypeAlias = "Workflow | WorkflowTemplate | ClusterWorkflowTemplate | CronWorkflow"


@runtime_checkable
class Templatable(Protocol):
    """What becomes a template of a workflow."""

    name: str | None

    def _build_template(self) -> Template: ...


@runtime_checkable
class Subbable(Protocol):
    """A context that takes the objects made within it."""

    def _add_sub(self, node: Any) -> Any: ...


@runtime_checkable
class Steppable(Protocol):
    """What becomes a step, or steps that run at the same time."""

    def _build_step(self) -> Any: ...


@runtime_checkable
class VolumeClaimable(Protocol):
    """What needs claims of volumes that the workflow is to hold."""

    def _build_persistent_volume_claims(self) -> list[PersistentVolumeClaim] | None: ...
