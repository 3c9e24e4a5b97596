"""What a release has is asked of types, fields and objects."""

from typing_extensions import assert_type

from hera_models import (
    RELEASES,
    Availability,
    Container,
    Problem,
    availability,
    check_release,
)

assert_type(RELEASES, tuple[str, ...])
assert_type(availability(Container, "restart_policy"), Availability)
assert_type(availability("Container.image_pull_policy", value="Always").since, str)
assert_type(availability("events.Template.container").until, str | None)
problems: list[Problem] = check_release(Container(image="busybox"), "v3.6")
messages = [f"{problem.path}: {problem.message}" for problem in problems]
