"""Shifting onto a task whose own condition names the task already, in several spellings."""

from hera.workflows import DAG, Container, Task, Workflow

spellings = [
    "a",
    "a.Failed",
    "(a)",
    "(a || b)",
    "!a",
    "b||a",
    "b || (a.Failed || a.Errored)",
    "a-b",
]


def outcome(depends):
    first, last = Task(name="a", template="run"), Task(name="z", template="run", depends=depends)
    try:
        first >> last
    except ValueError:
        return "refused"
    return last.depends


observed = {spelling: outcome(spelling) for spelling in spellings}

with Workflow(generate_name="composed-", entrypoint="dag") as w:
    run = Container(name="run", image="alpine:3.20")
    with DAG(name="dag"):
        one, two, last = run(name="one"), run(name="two"), run(name="last")
        last.depends = one | two
        one >> last
