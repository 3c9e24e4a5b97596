"""A keyword that a Script lacks."""

from hera.workflows import script


@script(img="python:3.12")
def hello():
    print("hello")
