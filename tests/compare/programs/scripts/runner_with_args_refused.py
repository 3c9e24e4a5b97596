"""The runner needs `args` for itself."""

from hera.workflows import Workflow, script


@script(constructor="runner", args=["mine"])
def hello():
    print("hello")


with Workflow(generate_name="args-", entrypoint="hello") as w:
    hello()
w.to_dict()
