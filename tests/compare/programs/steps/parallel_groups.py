"""Groups of steps that run at the same time."""

from hera.workflows import Container, Parameter, Step, Steps, Workflow

with Workflow(generate_name="parallel-", entrypoint="s") as w:
    say = Container(
        name="say",
        image="alpine:3.20",
        command=["echo", "{{inputs.parameters.text}}"],
        inputs=[Parameter(name="text")],
    )
    with Steps(name="s") as s:
        say(name="before", arguments={"text": "1"})
        with s.parallel():
            say(name="left", arguments={"text": "2a"})
            Step(name="right", template=say, arguments={"text": "2b"})
        with s.parallel():
            pass
        say(name="after", arguments={"text": "3"})
