"""A Task does not belong in Steps."""

from hera.workflows import Steps, Task, Workflow

with Workflow(generate_name="mixed-", entrypoint="s") as w, Steps(name="s"):
    Task(name="a", template="run")
