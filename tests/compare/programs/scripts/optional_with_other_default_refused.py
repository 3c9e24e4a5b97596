"""An Optional parameter has the default None."""

from hera.workflows import Workflow, script


@script()
def hello(a: int | None = 5):
    print(a)


with Workflow(generate_name="optional-", entrypoint="hello") as w:
    hello()
w.to_dict()
