"""Dictionaries with one key; defaults are no required arguments."""

from hera.workflows import DAG, Workflow, script


@script()
def one(a):
    print(a)


@script()
def defaulted(a, b="x"):
    print(a, b)


@script()
def optional_only(a=1, b=2):
    print(a, b)


with Workflow(generate_name="single-", entrypoint="d") as w, DAG(name="d"):
    one(name="one-key", with_items=[{"a": 1}, {"a": 2}])
    defaulted(name="a-only", with_items=[{"a": 1}])
    defaulted(name="b-only", with_items=[{"b": 1}], arguments={"a": "given"})
    defaulted(name="both", with_items=[{"a": 1, "b": 2}])
    defaulted(name="by-param", with_param="{{workflow.parameters.list}}")
    optional_only(with_param="{{workflow.parameters.list}}")
