"""Steps that call themselves until the condition holds."""

from hera.workflows import Parameter, Step, Steps, Workflow, script


@script()
def add_one(number: int):
    print(number + 1)


with (
    Workflow(generate_name="recursive-", entrypoint="again", arguments={"number": 1}) as w,
    Steps(name="again", inputs=[Parameter(name="number", default="0")]) as again,
):
    added = add_one(arguments=again.get_parameter("number"))
    Step(
        name="more",
        template=again,
        arguments={"number": added.result},
        when=f"{added.result} < 5",
    )
