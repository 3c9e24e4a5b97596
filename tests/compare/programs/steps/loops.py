"""with_items, with_param and with_sequence on steps."""

from hera.workflows import Step, Steps, Workflow, models, script


@script()
def numbers():
    import json

    print(json.dumps([1, 2, 3]))


@script()
def show(number: int, text: str = "x"):
    print(number, text)


with Workflow(generate_name="loops-", entrypoint="s") as w, Steps(name="s") as s:
    n = numbers()
    show(name="dynamic", with_param=n.result)
    with s.parallel():
        show(name="static", with_items=[{"number": 1, "text": "a"}, {"number": 2, "text": "b"}])
        Step(
            name="counted",
            template="show",
            arguments={"number": "{{item}}"},
            with_sequence=models.Sequence(start=1, end="{{steps.numbers.outputs.result}}"),
        )
