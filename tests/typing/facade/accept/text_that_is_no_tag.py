"""A literal is text, and goes where text goes."""

import hera
from hera.workflows import Task

text: str = hera.literal("{{ not.a.tag }}")
Task(name="a", template="t", arguments={"text": hera.literal("{{x}}")})
