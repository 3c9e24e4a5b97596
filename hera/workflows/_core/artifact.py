"""What an artifact does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .flat import Flat
from .parameter import check_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Self

    from hera_models import Artifact as ModelArtifact


class ArtifactBase(Flat):
    """Base of all artifacts."""

    if TYPE_CHECKING:
        name: str | None
        path: str | None

    def with_name(self, name: str) -> Self:
        """Return a copy with another name."""
        return self._copy(name=name)

    def _build_artifact(self) -> ModelArtifact:
        from hera_models import Artifact

        check_name(self)
        return Artifact.from_dict(self._wire())


class ArchiveStrategyBase(Flat):
    """Base of the ways in which an artifact is packed; each is one key of ``archive``."""

    _always: ClassVar[tuple[tuple[str, ...], ...]] = ()
    _fields: ClassVar[Mapping[str, tuple[str, ...]]] = {}
