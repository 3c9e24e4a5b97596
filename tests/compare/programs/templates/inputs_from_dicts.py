"""A dictionary as inputs declares a parameter for each of its keys; its values must be texts."""

from hera.workflows import Container, Workflow

with Workflow(generate_name="dicts-", entrypoint="a") as w:
    Container(name="a", image="i", inputs={"text": "x", "other": "{{workflow.name}}"})
    Container(name="b", image="i", inputs=[{"one": "1"}, {"two": "2", "three": None}])

numbers = Workflow(generate_name="n-", templates=[Container(name="a", image="i", inputs={"n": 3})])
