"""One task runs once for each item of a list that another task makes."""

from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def find_files() -> list[str]:
    return [f"part-{number}.csv" for number in range(5)]


@script(image="python:3.12")
def process(file: str) -> None:
    print(f"processing {file}")


with Workflow(generate_name="fan-out-dynamic-", entrypoint="main") as w, DAG(name="main"):
    files = find_files(name="find-files")
    files >> process(name="process", with_param=files.result, arguments={"file": "{{item}}"})
