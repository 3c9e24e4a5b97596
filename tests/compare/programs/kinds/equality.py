"""When two workflows are equal, and what their texts show."""

from hera.workflows import Container, Workflow, WorkflowTemplate


def make(image="i", kind=Workflow):
    return kind(name="a", entrypoint="c", templates=[Container(name="c", image=image)])


observed = {
    "equal": make() == make(),
    "unequal": make() == make("j"),
    "kinds": make() == make(kind=WorkflowTemplate),
    "other": make() == 5,
    "container": Container(name="c", image="i") == Container(name="c", image="i"),
    "repr": repr(make()).startswith("Workflow("),
    "str": str(make()).startswith("Workflow("),
}
try:
    hash(make())
    observed["hash"] = "hashable"
except TypeError as error:
    observed["hash"] = type(error).__name__
