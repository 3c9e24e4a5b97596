"""What is raised where a reference cannot be made."""

from hera.workflows import DAG, Artifact, Container, Parameter, Task, Workflow, models


def raised(call, *arguments):
    try:
        call(*arguments)
    except Exception as error:
        return type(error).__name__
    return None


observed = {}
with Workflow(generate_name="messages-", entrypoint="d", arguments={"known": 1}) as w:
    bare = Container(name="bare", image="alpine:3.20")
    full = Container(
        name="full",
        image="alpine:3.20",
        outputs=[
            Parameter(name="p", value_from=models.ValueFrom(path="/p")),
            Artifact(name="art", path="/art"),
        ],
    )
    with DAG(name="d", inputs=[Parameter(name="in")]) as d:
        tasks = {
            "bare": bare(),
            "full": full(),
            "text": Task(name="text", template="full"),
            "reference": Task(
                name="reference", template_ref=models.TemplateRef(name="a", template="b")
            ),
            "inline": Task(name="inline", inline=full),
        }
    for name, task in tasks.items():
        observed[f"{name} parameter"] = raised(task.get_parameter, "p")
        observed[f"{name} artifact"] = raised(task.get_artifact, "nope")
        observed[f"{name} outputs"] = raised(task.get_outputs_as_arguments)
    observed["dag"] = raised(d.get_parameter, "out")
    observed["dag artifact"] = raised(d.get_artifact, "in")
    observed["workflow"] = raised(w.get_parameter, "unknown")
    observed["known"] = str(w.get_parameter("known"))
    observed["input"] = str(d.get_parameter("in"))
