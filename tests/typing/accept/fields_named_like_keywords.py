"""A field whose name Python keeps for itself ends in an underscore."""

from hera_models import Arguments, Artifact
from typing_extensions import assert_type

artifact = Artifact(name="data", from_="{{tasks.make.outputs.artifacts.data}}")
artifact.from_ = "{{steps.make.outputs.artifacts.data}}"
assert_type(artifact.from_, str | None)
arguments = Arguments(artifacts=[artifact])
