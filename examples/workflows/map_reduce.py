"""Many tasks each do a part, and one puts their results together."""

from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def split(upto: int) -> list[dict[str, int]]:
    return [{"start": start, "stop": start + 10} for start in range(0, upto, 10)]


@script(image="python:3.12")
def add(start: int, stop: int) -> int:
    return sum(range(start, stop))


@script(image="python:3.12")
def total(sums: list[int]) -> None:
    print(f"{sum(sums)} in all")


with Workflow(generate_name="map-reduce-", entrypoint="main") as w, DAG(name="main"):
    parts = split(name="split", arguments={"upto": 100})
    sums = add(name="add", with_param=parts.result)
    # The results of a fan-out are a list.
    parts >> sums >> total(name="total", arguments={"sums": sums.result})
