"""What an artifact does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import hera_models

from .flat import Flat
from .parameter import check_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Self


class ArtifactBase(Flat):
    """Base of all artifacts."""

    if TYPE_CHECKING:
        name: str | None
        path: str | None

    def with_name(self, name: str) -> Self:
        """Return a copy with another name."""
        return self._copy(name=name)

    def _build_artifact(self) -> hera_models.Artifact:
        check_name(self)
        return hera_models.Artifact.from_dict(self._wire())


class ArchiveStrategyBase(Flat):
    """Base of the ways in which an artifact is packed; each is one key of ``archive``."""

    _always: ClassVar[tuple[tuple[str, ...], ...]] = ()
    _fields: ClassVar[Mapping[str, tuple[str, ...]]] = {}
