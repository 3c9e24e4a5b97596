"""What a retry strategy does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .flat import Flat

if TYPE_CHECKING:
    from hera_models import RetryStrategy


class RetryStrategyBase(Flat):
    """Base of `RetryStrategy`."""

    def build(self) -> RetryStrategy:
        """Return the API object."""
        from hera_models import RetryStrategy

        return RetryStrategy.from_dict(self._wire())
