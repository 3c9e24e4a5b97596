"""Image, command and class defaults for all scripts."""

from hera.shared import global_config
from hera.workflows import DAG, Script, Workflow, script

global_config.image = "registry.example.org/python:1"
global_config.script_command = ["python3", "-X", "dev"]
global_config.set_class_defaults(Script, constructor="runner", env={"A": "1"}, labels={"team": "x"})


@script()
def by_default(a: int):
    print(a)


@script(constructor="inline", env={"B": "2"}, image="python:3.12")
def by_choice(a: int):
    print(a)


with Workflow(generate_name="global-", entrypoint="d") as w, DAG(name="d"):
    by_default(arguments={"a": 1})
    by_choice(arguments={"a": 1})
