"""A file goes from one task to the next."""

from pathlib import Path
from typing import Annotated

from hera.workflows import DAG, Artifact, Workflow, script


@script(image="python:3.12")
def write(rows: int) -> Annotated[str, Artifact(name="table")]:
    return "".join(f"{row},{row**2}\n" for row in range(rows))


@script(image="python:3.12")
def read(table: Annotated[Path, Artifact(name="table")]) -> None:
    print(f"{len(table.read_text().splitlines())} rows")


with Workflow(generate_name="artifacts-", entrypoint="main") as w, DAG(name="main"):
    written = write(name="write", arguments={"rows": 100})
    read(name="read", arguments=[written.get_artifact("table")])
