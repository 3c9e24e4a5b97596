"""An argument of another type than the function's."""

from hera.workflows import DAG, Workflow, script


@script()
def double(n: int) -> int:
    return 2 * n


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    double(name="a", arguments={"n": "many"})
    # build: HeraWarning: argument 'n' of 'a' is 'many', but double.. takes int
print(w.to_yaml())
