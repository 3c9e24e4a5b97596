"""Helpers in a module of their own, for a relative import and for needs of needs."""

import math
from dataclasses import dataclass

FACTOR = 2
TABLE = dict(zip("ab", (1, FACTOR), strict=True))


@dataclass
class Base:
    value: float


class Derived(Base):
    def grown(self) -> float:
        return scaled(self.value) + TABLE["a"]


def scaled(value: float) -> float:
    return math.floor(value) * FACTOR
