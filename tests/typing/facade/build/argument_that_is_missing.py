"""An argument that the template needs."""

from hera.workflows import DAG, Workflow, script


@script()
def double(n: int) -> int:
    return 2 * n


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    double(name="a")
    # build: HeraWarning: .*inputs.parameters.n was not supplied
print(w.to_yaml())
