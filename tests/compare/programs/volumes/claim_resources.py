"""A claim's resources in place of its size, and beside it."""

from hera.workflows import Volume, Workflow
from hera.workflows import models as m


def outcome(**values):
    try:
        return Workflow(generate_name="x-", volumes=Volume(name="v", **values)).to_dict()["spec"]
    except Exception as error:
        return type(error).__name__


limits = m.VolumeResourceRequirements(limits={"storage": m.Quantity("5Gi")})
observed = {
    "quantity": outcome(
        resources=m.VolumeResourceRequirements(requests={"storage": m.Quantity("5Gi")})
    ),
    "none": Volume(name="v", size="1Gi", resources=None).size,
    "limits": outcome(size="1Gi", resources=limits),
    "no storage": outcome(resources=m.VolumeResourceRequirements(requests={})),
    "neither": outcome(),
}
