"""The result of one task is the list of items of the next."""

from hera.workflows import DAG, Workflow, script


@script()
def rows():
    import json
    import sys

    json.dump([{"key": i, "text": str(i)} for i in range(3)], sys.stdout)


@script()
def use(key: int, text: str):
    print(key, text)


with Workflow(generate_name="dynamic-", entrypoint="d") as w, DAG(name="d"):
    r = rows()
    r >> use(with_param=r.result)
    r >> use(name="only-key", with_param=r.result, arguments={"text": "fixed"})
