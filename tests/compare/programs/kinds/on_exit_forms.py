"""An exit handler by name, by template, and by a template that is in the workflow as well."""

from hera.workflows import Container, Workflow, script


@script()
def farewell():
    print("bye")


handler = Container(name="handler", image="i")
workflows = [
    Workflow(generate_name="a-", entrypoint="x", on_exit="handler"),
    Workflow(generate_name="b-", entrypoint="x", on_exit=handler),
    Workflow(generate_name="c-", entrypoint="handler", templates=[handler], on_exit=handler),
]
with Workflow(generate_name="d-", entrypoint="main") as w:
    Container(name="main", image="i")
    w.on_exit = Container(name="after", image="i")

with Workflow(generate_name="e-", entrypoint="main") as e:
    Container(name="main", image="i")
    e.on_exit = handler
