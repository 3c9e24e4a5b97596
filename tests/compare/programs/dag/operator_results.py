"""What the operators give back, and what they raise."""

from hera.workflows import DAG, Container, TaskResult, Workflow, WorkflowStatus

observed = {}


def note(name, call):
    try:
        made = call()
        if isinstance(made, list):
            observed[name] = [task.name for task in made]
        else:
            observed[name] = made if isinstance(made, str) else made.name
    except Exception as error:
        observed[name] = type(error).__name__


with Workflow(generate_name="results-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20")
    with DAG(name="d"):
        a, b, c, d = (run(name=n) for n in "abcd")
        note("shift", lambda: a >> b)
        note("shift list", lambda: a >> [c, d])
        note("list shift", lambda: [c, d] >> run(name="e"))
        note("next", lambda: a.next(run(name="f")))
        note("success", lambda: a.on_success(run(name="g")))
        note("failure", lambda: a.on_failure(run(name="h")))
        note("error", lambda: a.on_error(run(name="i")))
        note("other result", lambda: run(name="j").on_other_result(a, "x"))
        note("status", lambda: run(name="k").on_workflow_status(WorkflowStatus.failed))
        note("or", lambda: a | b)
        note("or text", lambda: a | "b.Failed")
        note("shift int", lambda: a >> 1)
        note("int shift", lambda: 1 >> a)
        note("shift list of int", lambda: a >> [1])
        note("list of int shift", lambda: [1] >> a)
        note("shift tuple", lambda: a >> (b,))
        note("or int", lambda: a | 1)
        note("text or", lambda: "a" | b)
        note("next of text", lambda: a.next("b"))
        note("next of list", lambda: a.next([b]))
        note("next on text", lambda: a.next(run(name="l"), on="Failed"))
        note("no results", lambda: a.next(run(name="m"), on=[]))
        note("itself", lambda: run(name="n").next(run(name="o"), on=TaskResult.failed))
