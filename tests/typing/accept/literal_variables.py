"""A variable of an enum's literals fits where the enum stands, and what is read fits it."""

from typing import Literal

from hera_models import Container, Tag

Policy = Literal["Always", "IfNotPresent", "Never"]


def container(policy: Policy) -> Container:
    return Container(image="busybox", image_pull_policy=policy)


def policy_of(given: Container) -> Policy | Tag | None:
    return given.image_pull_policy


def choose(production: bool) -> Container:
    return container("IfNotPresent" if production else "Always")
