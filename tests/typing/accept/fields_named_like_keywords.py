"""A field whose name Python keeps for itself ends in an underscore."""

from typing_extensions import assert_type

from hera_models import Arguments, Artifact

artifact = Artifact(name="data", from_="{{tasks.make.outputs.artifacts.data}}")
assert_type(artifact.from_, str | None)
artifact.from_ = "{{steps.make.outputs.artifacts.data}}"
arguments = Arguments(artifacts=[artifact])
