"""Templates as an argument, in a context, the models' templates, and twice."""

from hera.workflows import Container, Suspend, Workflow
from hera.workflows import models as m

a = Container(name="a", image="i")
workflows = [
    Workflow(generate_name="given-", entrypoint="a", templates=[a, Suspend(name="s")]),
    Workflow(
        generate_name="model-",
        entrypoint="t",
        templates=[m.Template(name="t", container=m.Container(image="i"))],
    ),
    Workflow(generate_name="twice-", entrypoint="a", templates=[a, a]),
    Workflow(
        generate_name="same-", entrypoint="a", templates=[a, Container(name="a", image="other")]
    ),
]
with Workflow(generate_name="both-", entrypoint="a", templates=[a]) as w:
    Container(name="b", image="i")

with Workflow(generate_name="again-", entrypoint="a") as again:
    Container(name="a", image="i")
    Container(name="a", image="j")
with again:
    Container(name="c", image="i")

observed = {"names": [t.name for t in again.templates], "count": len(w.templates)}
