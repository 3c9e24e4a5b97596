"""Containers of a set that name no image get the one that is configured."""

from hera.shared import global_config
from hera.workflows import ContainerNode, ContainerSet, Workflow

with Workflow(generate_name="images-", entrypoint="set") as w:
    with ContainerSet(name="set"):
        ContainerNode(name="first")
        global_config.image = "registry.example/python:3.12"
        ContainerNode(name="second")
        ContainerNode(name="third", image="alpine:3.20")
