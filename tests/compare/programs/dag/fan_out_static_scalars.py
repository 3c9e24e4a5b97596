"""Items that are no dicts: strings, numbers, booleans."""

from hera.workflows import DAG, Workflow, script


@script()
def show(value):
    print(value)


with Workflow(generate_name="items-", entrypoint="d") as w, DAG(name="d"):
    show(name="texts", with_items=["a", "b"])
    show(name="numbers", with_items=[1, 2.5, 3])
    show(name="flags", with_items=[True, False])
    show(name="spelled", with_items=[1, 2], arguments={"value": "{{item}}"})
