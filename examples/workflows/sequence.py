"""One task runs once for each number of a range."""

from hera.workflows import DAG, Workflow, models, script


@script(image="python:3.12")
def train(fold: int) -> None:
    print(f"fold {fold}")


with Workflow(generate_name="sequence-", entrypoint="main") as w, DAG(name="main"):
    train(
        name="train",
        arguments={"fold": "{{item}}"},
        with_sequence=models.Sequence(start="0", end="4"),
    )
