"""Methods take `self` as a parameter; class methods `cls`."""

from hera.workflows import DAG, Workflow, script


class Jobs:
    @script()
    def method(self, a: int):
        print(self, a)

    @classmethod
    @script()
    def of_class(cls, a: int):
        print(cls, a)


with Workflow(generate_name="methods-", entrypoint="d") as w, DAG(name="d"):
    Jobs.method(arguments={"a": 1, "self": 2})
    Jobs.of_class(arguments={"a": 1, "cls": 2})
