"""A template called where nothing takes the task."""

from hera.workflows import Container

Container(name="say", image="alpine:3")(name="first")
# build: InvalidTemplateCall: Callable Template 'say' is not under a Workflow
