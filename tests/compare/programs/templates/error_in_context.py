"""An error inside a context leaves nothing behind for the next one."""

from hera.workflows import DAG, Container, Workflow

try:
    with Workflow(generate_name="broken-") as broken, DAG(name="dag"):
        raise KeyError("planned")
except KeyError:
    pass
outside = Container(name="outside", image="i")
with Workflow(generate_name="next-", entrypoint="c") as w:
    Container(name="c", image="i")
