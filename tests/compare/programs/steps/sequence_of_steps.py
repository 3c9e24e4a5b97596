"""Steps one after another, each with the result of the one before."""

from hera.workflows import Steps, Workflow, script


@script()
def first():
    print("one")


@script()
def then(text: str):
    print(text)


with Workflow(generate_name="steps-", entrypoint="s") as w, Steps(name="s"):
    a = first()
    b = then(name="b", arguments={"text": a.result})
    then(name="c", arguments=[b.get_result_as("text")])
