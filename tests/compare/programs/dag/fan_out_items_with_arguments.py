"""Items that are maps, some of whose keys the arguments give already."""

from hera.workflows import DAG, Parameter, Workflow, script


@script()
def run(a, b="x"):
    print(a, b)


with Workflow(generate_name="items-", entrypoint="dag") as w, DAG(name="dag"):
    run(name="one", with_items=[{"a": 1, "b": 2}], arguments={"b": "mine"})
    run(name="list", with_items=[{"a": 1, "b": 2}], arguments=[Parameter(name="a", value="mine")])
    run(name="both", with_items=[{"a": 1, "b": 2}], arguments=[{"a": 3, "b": 4}])
    run(name="single", with_items=[{"a": 1}], arguments={"a": "mine"})
    run(name="none", with_items=[{"a": 1, "b": 2}])
