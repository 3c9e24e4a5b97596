"""A script that is text has no parameters to take the items' keys from."""

from hera.workflows import DAG, Parameter, Script, Workflow

with Workflow(generate_name="text-", entrypoint="d") as w:
    text = Script(
        name="text", image="bash:5", command=["bash"], source="echo", inputs=[Parameter(name="a")]
    )
    with DAG(name="d"):
        text(with_items=[{"a": 1}])
