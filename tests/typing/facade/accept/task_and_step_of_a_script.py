"""``task`` and ``step`` say exactly which of the two a call gives."""

from typing_extensions import assert_type

from hera.workflows import DAG, Step, Steps, Task, Workflow, script


@script()
def say(text: str = "hello") -> None:
    print(text)


with Workflow(generate_name="exact-", entrypoint="main") as w:
    with DAG(name="main"):
        assert_type(say.task(name="a", arguments={"text": "x"}), Task)
        assert_type(say.task(name="b", depends="a", with_items=["x", "y"]), Task)
    with Steps(name="others"):
        assert_type(say.step(), Step)
        assert_type(say.step(name="c", when="true"), Step)
print(w.to_yaml())
