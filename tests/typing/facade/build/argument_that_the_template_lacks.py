"""An argument that the template does not take."""

from hera.workflows import DAG, Workflow, script


@script()
def double(n: int) -> int:
    return 2 * n


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    double(arguments={"n": 1, "m": 2})
    # build: HeraWarning: .*template 'double' has no input parameter 'm'; it has: n
print(w.to_yaml())
