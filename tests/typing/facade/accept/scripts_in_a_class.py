"""Static methods are scripts, whichever decorator comes first."""

from typing_extensions import assert_type

from hera.workflows import DAG, Task, Workflow, script


class Tools:
    @script()
    @staticmethod
    def half(n: int) -> float:
        return n / 2

    @staticmethod
    @script()
    def name_of(n: int) -> str:
        return str(n)


assert_type(Tools.half(3), float)
assert_type(Tools().name_of(3), str)
with Workflow(generate_name="tools-", entrypoint="main") as w, DAG(name="main"):
    assert_type(Tools.half.task(arguments={"n": 3}), Task)
    Tools.name_of(arguments={"n": 3})
print(w.to_yaml())
