"""What an object is written as has a type."""

from typing import Any

from typing_extensions import assert_type

from hera_models import Container

container = Container(image="busybox")
assert_type(container.to_dict(), dict[str, Any])
assert_type(container.to_json(), str)
assert_type(container.to_json(indent=2), str)
assert_type(container.to_yaml(), str)
