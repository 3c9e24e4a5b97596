"""Two tasks with one name."""

from hera.workflows import DAG, Workflow, script


@script()
def work() -> None:
    print("working")


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    work(name="a")
    work(name="a")
    # build: NodeNameConflict: Found multiple Task nodes with name: a
