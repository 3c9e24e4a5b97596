"""What a retry strategy does."""

from __future__ import annotations

import hera_models

from .flat import Flat


class RetryStrategyBase(Flat):
    """Base of `RetryStrategy`."""

    def build(self) -> hera_models.RetryStrategy:
        """Return the API object."""
        return hera_models.RetryStrategy.from_dict(self._wire())
