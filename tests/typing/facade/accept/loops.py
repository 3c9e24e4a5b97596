"""Items, results and sequences to loop over."""

from hera.workflows import DAG, Workflow, script
from hera.workflows.models import Sequence


@script()
def items() -> list[int]:
    return [1, 2]


@script()
def show(item: int) -> None:
    print(item)


@script()
def pair(a: str, b: int) -> None:
    print(a, b)


with Workflow(generate_name="loops-", entrypoint="main") as w, DAG(name="main"):
    source = items()
    show(name="numbers", with_items=[1, 2, 3], arguments={"item": "{{item}}"})
    pair(name="maps", with_items=[{"a": "x", "b": 1}, {"a": "y", "b": 2}])
    source >> show(name="results", with_param=source.result)
    show.task(
        name="sequence",
        with_sequence=Sequence(count="3"),
        arguments={"item": "{{item}}"},
    )
print(w.to_yaml())
