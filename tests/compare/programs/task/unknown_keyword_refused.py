"""A keyword that a Task lacks."""

from hera.workflows import Task

Task(name="a", template="run", depend="b")
