"""Only one such workflow runs at a time, and only two of such steps."""

from hera.workflows import DAG, Workflow, models, script


@script(
    image="python:3.12",
    synchronization=models.Synchronization(
        semaphores=[
            models.SemaphoreRef(
                config_map_key_ref=models.ConfigMapKeySelector(name="limits", key="database")
            )
        ]
    ),
)
def query(table: str) -> None:
    print(f"reading {table}")


with (
    Workflow(
        generate_name="mutex-",
        entrypoint="main",
        synchronization=models.Synchronization(mutexes=[models.Mutex(name="nightly")]),
    ) as w,
    DAG(name="main"),
):
    query(name="query", arguments={"table": "{{item}}"}, with_items=["users", "orders"])
