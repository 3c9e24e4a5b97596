"""A manifest that was read, changed and written again."""

from hera.workflows import Container, Workflow

w = Workflow.from_dict(
    {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"generateName": "a-"},
        "spec": {"entrypoint": "a", "templates": [{"name": "a", "container": {"image": "i"}}]},
    }
)
w.generate_name = "b-"
w.entrypoint = "b"
w.labels = {"edited": "yes"}
w.arguments = {"p": 1}
with w:
    Container(name="b", image="j")
w.templates[0].container.image = "k"
