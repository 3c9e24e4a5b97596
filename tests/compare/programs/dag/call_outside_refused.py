"""A template that is called without a context."""

from hera.workflows import Container

run = Container(name="run", image="alpine:3.20")
run()
