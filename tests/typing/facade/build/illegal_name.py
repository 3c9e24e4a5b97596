"""A name that Kubernetes does not allow."""

from hera.workflows import DAG, Workflow, script


@script()
def work() -> None:
    print("working")


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    work(name="not_legal!")
    # build: HeraWarning: .*'not_legal!' is invalid: name must consist of
print(w.to_yaml())
