"""Calls and tasks outside the contexts that they need."""

from hera.workflows import DAG, Container, Step, Steps, Task, Workflow

observed = {}


def note(name, call):
    try:
        call()
        observed[name] = None
    except BaseException as error:
        observed[name] = type(error).__name__


run = Container(name="run", image="alpine:3.20")
note("call outside", run)
note("task outside", lambda: Task(name="a", template="run").name)
note("step outside", lambda: Step(name="a", template="run").name)
with DAG(name="alone") as alone:
    note("call in lone DAG", lambda: run(name="a"))
with Steps(name="alone-steps"):
    note("call in lone steps", lambda: run(name="a"))
with Workflow(generate_name="contexts-", entrypoint="d") as w:
    note("task in workflow", lambda: Task(name="a", template="run"))
    note("step in workflow", lambda: Step(name="a", template="run"))
    with DAG(name="d"):
        note("step in DAG", lambda: Step(name="a", template="run"))
        note("task in DAG", lambda: Task(name="b", template="run"))
    with Steps(name="s"):
        note("task in steps", lambda: Task(name="a", template="run"))
