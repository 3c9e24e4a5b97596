"""Outputs given as a mapping."""

from hera.workflows import Container, Parameter, Workflow
from hera.workflows import models as m

with Workflow(generate_name="outputs-", entrypoint="main") as w:
    Container(
        name="main",
        image="alpine:3.20",
        outputs={"answer": Parameter(name="answer", value_from=m.ValueFrom(path="/answer"))},
    )
