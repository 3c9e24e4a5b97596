"""Helpers in a module of their own, for a relative import and for needs of needs."""

import math
from dataclasses import dataclass
from types import MappingProxyType

FACTOR = 2
TABLE = MappingProxyType({"a": 1, "b": FACTOR})


@dataclass
class Base:
    value: float


class Derived(Base):
    def grown(self) -> float:
        return scaled(self.value) + TABLE["a"]


def scaled(value: float) -> float:
    return math.floor(value) * FACTOR
