"""`@script` needs its parentheses."""

from hera.workflows import script


@script
def hello():
    print("hello")
