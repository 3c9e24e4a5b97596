"""Tasks that wait for each other."""

from hera.workflows import DAG, Workflow, script


@script()
def work() -> None:
    print("working")


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    a = work(name="a")
    # build: HeraWarning: .*dependency cycle detected: a->b->a
    b = work(name="b")
    a >> b >> a
print(w.to_yaml())
