"""What checkers see of a function that is a script; nothing of it exists at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from typing import ParamSpec, TypeVar

    from ..script import Script
    from ..steps import Step
    from ..task import Task

    P = ParamSpec("P")
    R_co = TypeVar("R_co", covariant=True)

    class ScriptFunction(Protocol[P, R_co]):
        """A function that is a script template as well."""

        template: Script
        __name__: str

        def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

        def task(self, **kwargs: Any) -> Task: ...

        def step(self, **kwargs: Any) -> Step: ...
