"""The diamond of the project's founding document: four tasks, the middle two side by side."""

from hera.task import Task
from hera.workflow import Workflow


def say(message: str) -> None:
    """Print a message, in a pod of its own."""
    print(message)


def diamond(name: str = "diamond") -> Workflow:
    """Return the workflow; with a service it could send itself: `Workflow(name, service)`."""
    w = Workflow(name)
    a = Task("A", say, [{"message": "This is task A!"}])
    b = Task("B", say, [{"message": "This is task B!"}])
    c = Task("C", say, [{"message": "This is task C!"}])
    d = Task("D", say, [{"message": "This is task D!"}])

    a.next(b).next(d)  # a >> b >> d
    a.next(c).next(d)  # a >> c >> d

    w.add_tasks(a, b, c, d)
    return w


if __name__ == "__main__":
    print(diamond().to_yaml(), end="")
