"""Fan-outs that are followed by .AnySucceeded and .AllFailed."""

from hera.workflows import DAG, Task, Workflow, models, script


@script()
def work(n: int):
    print(n)


@script()
def after():
    print("after")


with Workflow(generate_name="any-", entrypoint="d") as w, DAG(name="d"):
    many = work(with_param=[1, 2, 3])
    many.when_any_succeeded(after(name="some-went-well"))
    many.when_all_failed(after(name="none-went-well"))
    counted = Task(
        name="counted",
        template="work",
        arguments={"n": "{{item}}"},
        with_sequence=models.Sequence(count=3),
    )
    counted.when_any_succeeded(after(name="counted-well")) >> after(name="end")
