"""Two different scripts with one name."""

from hera.workflows import DAG, Workflow, script


@script(name="work")
def one() -> None:
    print(1)


@script(name="work")
# build: HeraWarning: two different templates have the name 'work'
def two() -> None:
    print(2)


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    one(name="one")
    two(name="two")
print(w.to_yaml())
