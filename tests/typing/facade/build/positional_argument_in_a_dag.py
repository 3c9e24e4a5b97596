"""A positional argument where the call makes a task."""

from hera.workflows import DAG, Workflow, script


@script()
def double(n: int = 1) -> int:
    return 2 * n


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    double(3)
    # build: HeraWarning: double.. in a DAG or Steps takes no positional arguments
