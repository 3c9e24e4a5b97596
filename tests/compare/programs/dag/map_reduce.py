"""Map over a list made by a script, reduce the collected results."""

from hera.workflows import DAG, Workflow, script


@script()
def split(parts: int):
    import json
    import sys

    json.dump(list(range(parts)), sys.stdout)


@script()
def square(number: int):
    print(number * number)


@script()
def add(numbers):
    print(sum(numbers))


with Workflow(generate_name="map-reduce-", entrypoint="main") as w, DAG(name="main"):
    s = split(arguments={"parts": 4})
    m = square(with_param=s.result)
    r = add(arguments={"numbers": m.result})
    s >> m >> r
