"""The API of the project's first README."""

from typing_extensions import assert_type

from hera.resources import Resources
from hera.retry import Retry
from hera.task import Task
from hera.workflow import Workflow
from hera.workflow_service import WorkflowService


def say(message: str) -> None:
    print(message)


def diamond(service: WorkflowService) -> None:
    w = Workflow("diamond", service, parallelism=2, labels={"team": "etl"})
    a = Task("a", say, [{"message": "a"}], image="python:3.12", retry=Retry(limit=3, duration=1))
    b = Task("b", say, [{"message": "b"}, {"message": "c"}], resources=Resources(min_cpu=1))
    c = Task("c", image="alpine:3", command=["true"])
    assert_type(a.next(b), Task)
    assert_type(a >> c, Task)
    w.add_task(a)
    w.add_tasks(b, c)
    w.create()


print(say.__name__)
