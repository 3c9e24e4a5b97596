"""Templates of all sorts are called as scripts are."""

from hera.workflows import DAG, HTTP, Container, Parameter, Resource, Suspend, Task, Workflow

with Workflow(generate_name="calls-", entrypoint="main") as w:
    say = Container(
        name="say", image="alpine:3", inputs={"text": None}, args=["{{inputs.parameters.text}}"]
    )
    fetch = HTTP(name="fetch", url="https://example.com", method="GET")
    wait = Suspend(name="wait", duration=10)
    make = Resource(name="make", action="create", manifest="{apiVersion: v1, kind: ConfigMap}")
    with DAG(name="main"):
        one: Task = say(name="one", arguments={"text": "a"})
        two = fetch(arguments=[Parameter(name="unused", value=1)][:0])
        three = wait(name="pause", when=f"{one.status} == Succeeded")
        one >> [two, three] >> make()
print(w.to_yaml())
