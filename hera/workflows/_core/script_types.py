"""What checkers see of calls: of templates, and of functions that are scripts.

Nothing of it exists at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    from typing_extensions import Unpack

    from ..script import Script
    from ..steps import Step, StepOptions
    from ..task import Task, TaskOptions

    P = ParamSpec("P")
    R_co = TypeVar("R_co", covariant=True)

    class TaskOrStep(Task, Step):
        """What a call of a template gives: a Task in a DAG, a Step in Steps.

        Which of the two depends on where the call runs, so checkers let it pass for both.
        """

    class ScriptFunction(Protocol[P, R_co]):
        """A function that is a script template as well.

        Attributes:
            template: the template.
        """

        template: Script
        __name__: str

        @property
        def __wrapped__(self) -> Callable[P, R_co]:
            """The function itself."""
            ...

        # A call without arguments may run the function or make a task; no type is right for both.
        @overload
        def __call__(self) -> Any: ...
        @overload
        def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co: ...
        @overload
        def __call__(self, **options: Unpack[TaskOptions]) -> TaskOrStep: ...

        def task(self, **options: Unpack[TaskOptions]) -> Task:
            """Return a task that runs the script, as a call in a DAG does."""
            ...

        def step(self, **options: Unpack[StepOptions]) -> Step:
            """Return a step that runs the script, as a call in Steps does."""
            ...
