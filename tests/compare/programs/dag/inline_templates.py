"""Tasks that carry their template."""

from hera.workflows import DAG, HTTP, Container, Task, Workflow, models, script


@script()
def hello(name: str):
    print(name)


with Workflow(generate_name="inline-", entrypoint="d") as w, DAG(name="d"):
    Task(name="one", inline=Container(image="alpine:3.20", command=["true"]))
    Task(name="two", inline=HTTP(url="https://example.org"))
    Task(
        name="three",
        inline=models.Template(container=models.Container(image="alpine:3.20", args=["x"])),
    )
    Task(name="four", inline=Container(name="named", image="alpine:3.20"))
    hello(arguments={"name": "five"})
