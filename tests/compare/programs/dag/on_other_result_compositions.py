"""Conditions on several results, on top of a `when` that is there already."""

from hera.workflows import DAG, Container, Operator, Workflow

with Workflow(generate_name="when-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b = run(name="a"), run(name="b")
        c = run(name="c", when="{{workflow.parameters.on}} == yes")
        c.on_other_result(a, "heads")
        c.on_other_result(b, "tails", Operator.not_equal)
        d = run(name="d").on_other_result(a, 5, operator=Operator.greater_equal)
        d.on_other_result(b, True)
