"""A script called under the workflow alone becomes a template, at every call."""

from hera.workflows import Container, Workflow, script


def raised(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__


@script()
def hello(a: int = 1):
    print(a)


with Workflow(generate_name="once-", entrypoint="hello") as once:
    hello()
with Workflow(generate_name="twice-", entrypoint="hello") as w:
    observed = {"first": hello(), "second": hello()}
    run = Container(name="run", image="alpine:3.20")
    observed["container"] = raised(run)
observed["outside"] = raised(run)
