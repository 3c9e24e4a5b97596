"""What a template's get_parameter and get_artifact give, and refuse."""

from hera.workflows import HTTP, Artifact, Container, Parameter, Suspend, Workflow
from hera.workflows import models as m

with Workflow(generate_name="get-", entrypoint="main") as w:
    main = Container(
        name="main",
        image="i",
        args=[],
        inputs=[Parameter(name="p", value=1, description="d"), Artifact(name="a", path="/a")],
        outputs=[
            Parameter(name="o", value_from=m.ValueFrom(path="/o")),
            Artifact(name="b", path="/b"),
        ],
    )
    http = HTTP(
        name="http", url="{{inputs.parameters.u}}", inputs=[Parameter(name="u", default="x")]
    )
    bare = Suspend(name="bare")


def outcome(make):
    try:
        return repr(make().__class__.__name__), make().name, getattr(make(), "value", "-")
    except Exception as error:
        return type(error).__name__


observed = {
    "input": outcome(lambda: main.get_parameter("p")),
    "artifact": outcome(lambda: main.get_artifact("a")),
    "output": outcome(lambda: main.get_parameter("o")),
    "output artifact": outcome(lambda: main.get_artifact("b")),
    "http": outcome(lambda: http.get_parameter("u")),
    "unknown": outcome(lambda: main.get_parameter("zz")),
    "unknown artifact": outcome(lambda: main.get_artifact("zz")),
    "none": outcome(lambda: bare.get_parameter("p")),
    "none artifact": outcome(lambda: bare.get_artifact("p")),
    "text": str(main.get_parameter("p")),
    "format": f"{main.get_parameter('p')} {http.get_parameter('u')}",
}
