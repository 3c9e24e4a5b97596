"""Text of unknown content is no value of an enum, also where a tag would be."""

from hera_models import Container


def container(policy: str) -> Container:
    return Container(image="busybox", image_pull_policy=policy)
    # error[pyright]: "str" is not assignable to type "Literal..Always
    # error[mypy]: "image_pull_policy" .*incompatible type "str"; expected .*'Always', 'IfNotPresent', 'Never'


Container(image="busybox", image_pull_policy="{{inputs.parameters.pull}}")
# error[pyright]: "Literal.*inputs.*" is not assignable to "Tag"
# error[mypy]: "image_pull_policy" .*inputs.*; expected .*'Always', 'IfNotPresent', 'Never'. . Tag
