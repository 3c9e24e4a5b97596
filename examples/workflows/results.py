"""What a function returns is the result of its task; who takes it runs after it."""

from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def measure(text: str) -> int:
    print("what is printed goes to the log, what is returned to the next task")
    return len(text)


@script(image="python:3.12")
def tell(length: int) -> None:
    print(f"{length} characters")


with Workflow(generate_name="results-", entrypoint="main") as w, DAG(name="main"):
    length = measure(name="measure", arguments={"text": "how long is this?"})
    tell(name="tell", arguments={"length": length.result})
