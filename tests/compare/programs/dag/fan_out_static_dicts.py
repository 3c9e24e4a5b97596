"""Arguments that are missing come from the keys of the items."""

from hera.workflows import DAG, Workflow, script


@script()
def describe(city: str, inhabitants: int):
    print(city, inhabitants)


with Workflow(generate_name="items-", entrypoint="d") as w, DAG(name="d"):
    describe(
        with_items=[
            {"city": "Bern", "inhabitants": 134000},
            {"city": "Basel", "inhabitants": 174000},
        ]
    )
