"""An artifact that one container writes and another reads."""

from hera.workflows import DAG, Artifact, Container, NoneArchiveStrategy, Task, Workflow

with Workflow(generate_name="artifact-", entrypoint="d") as w:
    write = Container(
        name="write",
        image="alpine:3.20",
        command=["sh", "-c"],
        args=["echo hello > /tmp/text"],
        outputs=[Artifact(name="text", path="/tmp/text", archive=NoneArchiveStrategy())],
    )
    read = Container(
        name="read",
        image="alpine:3.20",
        command=["cat"],
        args=["/tmp/in"],
        inputs=[Artifact(name="in", path="/tmp/in")],
    )
    with DAG(
        name="d", outputs=[Artifact(name="all", from_="{{tasks.write.outputs.artifacts.text}}")]
    ):
        a = write()
        b = read(name="by-dict", arguments={"in": a.get_artifact("text")})
        c = read(name="by-list", arguments=[a.get_artifact("text").with_name("in")])
        d = Task(
            name="by-hand",
            template=read,
            arguments=Artifact(name="in", from_="{{tasks.write.outputs.artifacts.text}}"),
        )
        a >> [b, c, d]
