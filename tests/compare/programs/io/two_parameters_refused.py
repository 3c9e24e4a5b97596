"""An Input stands alone in a signature."""

from hera.workflows import Input, Workflow, script


class In(Input):
    number: int


@script(constructor="runner")
def work(values: In, other: int):
    print(values, other)


with Workflow(generate_name="two-", entrypoint="work") as w:
    work()
w.to_dict()
