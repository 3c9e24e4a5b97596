"""An output parameter that the task's template does not have."""

from hera.workflows import DAG, Parameter, Workflow, script


@script(outputs=Parameter(name="size", default="0"))
def work() -> None:
    print("working")


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    work(name="a").get_parameter("siez")
    # build: KeyError: .*No output parameter named `siez` found; it has 'size'
