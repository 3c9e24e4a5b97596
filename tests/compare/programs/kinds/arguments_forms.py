"""The forms of a workflow's arguments."""

from hera.workflows import Artifact, Parameter, RawArtifact, Workflow
from hera.workflows import models as m

forms = [
    Parameter(name="p", value=1),
    [Parameter(name="p", value=1), Parameter(name="q")],
    {"p": 1, "q": "text", "r": None, "s": [1, "a"], "t": True},
    [{"p": 1}, {"q": {"deep": 1}}, Parameter(name="r", value="x")],
    Artifact(name="a", from_="{{x}}"),
    [RawArtifact(name="a", data="text"), Parameter(name="p", value="1")],
    m.Arguments(parameters=[m.Parameter(name="p", value="1")]),
    m.Parameter(name="p", value="1"),
    [m.Parameter(name="p", value="1"), m.Artifact(name="a", path="/a")],
    m.Artifact(name="a", path="/a"),
    {"p": Parameter(name="q", value=5)},
    {"a": Artifact(name="b", path="/b")},
    {"a": m.Artifact(name="b"), "p": m.Parameter(name="q", value="1")},
    Parameter(name="p", default=3),
    Parameter(name="p", value_from=m.ValueFrom(path="/x")),
    Parameter(name="p", value=1, description="d", enum=[1, 2], global_name="g"),
    [],
    {},
]
workflows = [Workflow(generate_name=f"w{i}-", arguments=form) for i, form in enumerate(forms)]
