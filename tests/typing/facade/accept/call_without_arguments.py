"""A call without arguments runs the function outside, and makes a task inside."""

from hera.workflows import DAG, Workflow, script


@script()
def flip() -> str:
    return "heads"


side: str = flip()
with Workflow(generate_name="coin-", entrypoint="main") as w, DAG(name="main"):
    one = flip()
    two = flip(name="again", when=f"{one.result} == tails")
    one >> two
print(w.to_yaml())
