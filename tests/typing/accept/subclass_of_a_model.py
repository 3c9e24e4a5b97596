"""A subclass adds methods, and keeps the constructor's signature."""

from hera_models import Container
from typing_extensions import Self, assert_type


class Busybox(Container):
    def shell(self, line: str) -> Self:
        self.command = ["sh", "-c", line]
        return self


assert_type(Busybox(image="busybox").shell("date"), Busybox)
general: Container = Busybox(image="busybox")
