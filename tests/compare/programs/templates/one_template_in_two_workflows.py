"""One template object in two workflows, built again after a change."""

from hera.workflows import Container, EmptyDirVolume, Parameter, Volume, Workflow

template = Container(
    name="shared",
    image="i",
    inputs=Parameter(name="p"),
    volumes=[
        Volume(name="v", size="1Gi", mount_path="/v"),
        EmptyDirVolume(name="e", mount_path="/e"),
    ],
)
a = Workflow(generate_name="a-", entrypoint="shared", templates=[template])
b = Workflow(generate_name="b-", entrypoint="shared", templates=[template])
first = a.to_dict()
template.image = "changed"
observed = {
    "first": first["spec"]["templates"][0]["container"]["image"],
    "twice": a.to_dict() == a.to_dict(),
}
