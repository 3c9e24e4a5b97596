"""One task runs once for each item of a list that is known beforehand."""

from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def ship(city: str, parcels: int) -> None:
    print(f"{parcels} parcels to {city}")


with Workflow(generate_name="fan-out-", entrypoint="main") as w, DAG(name="main"):
    # The arguments follow from the keys: city={{item.city}}, parcels={{item.parcels}}.
    ship(
        name="ship",
        with_items=[{"city": "Malmö", "parcels": 3}, {"city": "Łódź", "parcels": 5}],
    )
