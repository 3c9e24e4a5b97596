"""A reference to a task that is not there."""

from hera.workflows import DAG, Workflow, script


@script()
def double(n: int) -> int:
    return 2 * n


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    double(name="a", arguments={"n": "{{tasks.nope.outputs.result}}"})
    # build: HeraWarning: .*no task 'nope' in template 'main'; there are: a
print(w.to_yaml())
