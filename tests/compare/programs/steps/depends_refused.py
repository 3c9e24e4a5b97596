"""A Step has no `depends`."""

from hera.workflows import Step

Step(name="a", template="run", depends="b")
