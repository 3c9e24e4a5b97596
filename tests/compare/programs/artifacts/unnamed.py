"""Artifacts and parameters without a name, and with a path alone."""

from hera.workflows import Artifact, Container, Parameter, Workflow


def outcome(**values):
    try:
        return Workflow(templates=[Container(name="c", image="i", **values)]).to_dict()["spec"][
            "templates"
        ][0]
    except Exception as error:
        return type(error).__name__


observed = {
    "input artifact": outcome(inputs=Artifact(path="/a")),
    "output artifact": outcome(outputs=[Artifact(path="/a")]),
    "input parameter": outcome(inputs=Parameter(value=1)),
    "output parameter": outcome(outputs=Parameter(value_from={"path": "/a"})),
    "empty name": outcome(inputs=Parameter(name="")),
    "artifact without path": outcome(inputs=Artifact(name="a")),
    "same twice": outcome(inputs=[Parameter(name="a"), Parameter(name="a")]),
    "parameter among outputs without source": outcome(outputs=Parameter(name="a")),
}
