"""Scripts that are static methods, in both orders of decorators."""

from hera.workflows import DAG, Workflow, script


class Jobs:
    @staticmethod
    @script(constructor="runner")
    def outer(a: int):
        print(a)

    @script(constructor="runner")
    @staticmethod
    def inner(a: int):
        print(a)

    class Deep:
        @script(constructor="runner")
        @staticmethod
        def deeper():
            print("deep")

    @staticmethod
    @script()
    def inline(a: int):
        print(a)


with Workflow(generate_name="static-", entrypoint="d") as w, DAG(name="d"):
    Jobs.outer(arguments={"a": 1})
    Jobs.inner(arguments={"a": 1})
    Jobs.Deep.deeper()
    Jobs.inline(arguments={"a": 1})
