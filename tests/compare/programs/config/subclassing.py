"""Subclasses of a workflow, a template and a leaf."""

from hera.workflows import Container, EmptyDirVolume, Env, Parameter, Workflow


class Team(Workflow):
    def __init__(self, **kwargs):
        super().__init__(service_account_name="team", labels={"team": "a"}, **kwargs)


class Shell(Container):
    def __init__(self, *, line, **kwargs):
        super().__init__(image="alpine:3.20", command=["sh", "-c"], args=[line], **kwargs)


class Scratch(EmptyDirVolume):
    pass


class Flag(Env):
    pass


class Count(Parameter):
    pass


with Team(generate_name="team-", entrypoint="say") as w:
    Shell(
        name="say",
        line="echo hi",
        volumes=Scratch(name="s", mount_path="/s"),
        env=Flag(name="F", value=True),
        inputs=Count(name="n", value=3),
    )
