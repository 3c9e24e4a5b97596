"""What tasks do: wait for each other, and take each other's outputs."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from .enums import Operator, TaskResult, WorkflowStatus
from .flat import is_list
from .node import Node

if TYPE_CHECKING:
    from typing_extensions import Self

    from ..task import Task

OtherT = TypeVar("OtherT", bound="TaskBase")
_Defaults = tuple[Operator | None, Any]
_NEXT: ContextVar[_Defaults] = ContextVar("hera_next_defaults", default=(None, None))


class StepBase(Node):
    """What `Step` does."""

    _subtype: ClassVar[str] = "steps"


class TaskBase(Node):
    """What `Task` does.

    ``a >> b`` makes b wait for a; so does ``a.next(b)``, which takes the operator that joins the
    term to what b waits for already, and the result of a that is meant.
    """

    _subtype: ClassVar[str] = "tasks"
    # What the operators wrote; where `depends` is something else, the user wrote it.
    _composed: str | None = None

    if TYPE_CHECKING:
        depends: str | None
        dependencies: list[str] | None

    @staticmethod
    @contextmanager
    def set_next_defaults(
        operator: Operator | None = None, on: TaskResult | Iterable[TaskResult] | None = None
    ) -> Generator[None, None, None]:
        """Let ``>>`` and ``next`` use this operator and result inside a ``with`` block."""
        before = _NEXT.get()
        _NEXT.set((operator, on))
        try:
            yield
        finally:
            _NEXT.set(before)

    def next(
        self,
        other: OtherT,
        operator: Operator | None = None,
        on: TaskResult | Iterable[TaskResult] | None = None,
    ) -> OtherT:
        """Run another task after this one.

        Args:
            other: the task that waits.
            operator: joins the new term to what the other waits for already; ``&&`` by default.
            on: the result, or any of several, that this task must have.

        Returns:
            The other task.

        Raises:
            ValueError: the other waits for this task already.
        """
        default_operator, default_on = _NEXT.get()
        operator, on = operator or default_operator or Operator.and_, on or default_on
        depends, text = other.depends, self._term(on)
        if depends is not None:
            words = other._words(depends)
            if self.name in words:
                raise ValueError(f"{self.name} already in {other.name}'s depends: {depends}")
            words.update(_task_names(text))
            text = f"{depends} {getattr(operator, 'value', operator)} {text}"
            other.__dict__["_known_words"] = (text, words, len(words))
        if depends is None or other._composed == depends:
            other._composed = text
        other.depends = text
        return other

    def _words(self, depends: str) -> set[str]:
        """Return the words of ``depends``, kept between terms, as a fan-in may have thousands."""
        words: set[str]
        text, words, count = self.__dict__.get("_known_words", ("", set[str](), 0))
        # A copy of this task shares the set, and may have put more into it.
        if text is depends and len(words) == count:
            return words
        return _task_names(depends)

    def _term(self, on: TaskResult | Iterable[TaskResult] | None) -> str:
        results = [on] if isinstance(on, TaskResult) else list(on or ())
        terms = [f"{self.name}.{result.value}" for result in results]
        if len(terms) > 1:
            return f"({' || '.join(terms)})"
        return terms[0] if terms else self.name

    # Checkers must not look for a common type of what a list display holds: it is Task.
    @overload
    def __rshift__(self, other: list[Task]) -> list[Task]: ...
    @overload
    def __rshift__(self, other: list[OtherT]) -> list[OtherT]: ...
    @overload
    def __rshift__(self, other: OtherT) -> OtherT: ...

    def __rshift__(self, other: Any) -> Any:
        """Run one or several tasks after this one; return them."""
        if isinstance(other, TaskBase):
            return self.next(other)
        if not is_list(other):
            raise ValueError(f"Unknown type {type(other)} provided to `__rshift__`")
        for item in other:
            _must_be_task(item, "right bitshift operator `>>`")
            self.next(item)
        return other

    def __rrshift__(self, other: list[OtherT]) -> Self:
        """Run this task after several; return this one."""
        if not is_list(other):
            raise AssertionError(
                f"Unknown type {type(other)} specified using reverse right bitshift operator"
            )
        for item in other:
            _must_be_task(item, "reverse right bitshift operator")
            item.next(self)
        return self

    def __or__(self, other: TaskBase | str) -> str:
        """Return the ``depends`` text that is met by either task: ``Task(depends=a | b)``."""
        if isinstance(other, TaskBase):
            return f"({self.name} || {other.name})"
        if isinstance(other, str):  # pyright: ignore[reportUnnecessaryIsInstance] - users' own
            return f"{self.name} || {other}"
        raise AssertionError(f"Unknown type {type(other)} specified using `|` operator")

    def on_workflow_status(
        self, status: WorkflowStatus | str, op: Operator = Operator.equals
    ) -> Self:
        """Run this task only where the workflow's status compares so; return this task."""
        return self._only_when(
            f"{{{{workflow.status}}}} {op.value} {getattr(status, 'value', status)}"
        )

    def on_success(self, other: OtherT) -> OtherT:
        """Run another task when this one has succeeded; return the other."""
        return self.next(other, on=TaskResult.succeeded)

    def on_failure(self, other: OtherT) -> OtherT:
        """Run another task when this one has failed; return the other."""
        return self.next(other, on=TaskResult.failed)

    def on_error(self, other: OtherT) -> OtherT:
        """Run another task when this one has ended in an error; return the other."""
        return self.next(other, on=TaskResult.errored)

    def on_other_result(
        self, other: TaskBase, value: Any, operator: Operator = Operator.equals
    ) -> Self:
        """Run this task after another, only where the other's result compares so; return this one."""
        other.next(self)
        return self._only_when(f"{other.result} {operator.value} {value}")

    def when_any_succeeded(self, other: OtherT) -> OtherT:
        """Run another task when any run of this fan-out has succeeded; return the other."""
        self._must_loop("when_any_succeeded")
        return self.next(other, on=TaskResult.any_succeeded)

    def when_all_failed(self, other: OtherT) -> OtherT:
        """Run another task when all runs of this fan-out have failed; return the other."""
        self._must_loop("when_all_failed")
        return self.next(other, on=TaskResult.all_failed)

    def _must_loop(self, what: str) -> None:
        if self.with_param is None and self.with_sequence is None:
            raise AssertionError(
                f"Can only use `{what}` when using `with_param` or `with_sequence`, "
                f"which task {self.name!r} does not"
            )

    def _only_when(self, condition: str) -> Self:
        self.when: str | None = f"{self.when} && {condition}" if self.when else condition
        return self


def _task_names(depends: str) -> set[str]:
    """Return the names of tasks that ``depends`` has as words of their own, as Hera finds them."""
    return {word.split(".")[0] for word in depends.split()}


def _must_be_task(item: object, operator: str) -> None:
    if not isinstance(item, TaskBase):
        raise AssertionError(f"Unknown list item type {type(item)} specified using {operator}")
