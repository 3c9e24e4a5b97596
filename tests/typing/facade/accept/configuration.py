"""The configuration of a process, its hooks and class defaults."""

from hera.shared import global_config, register_pre_build_hook
from hera.workflows import Container, Script, Workflow

global_config.host = "https://argo.example.com"
global_config.token = lambda: "fresh"
global_config.token = "fixed"
global_config.image = "python:3.12"
global_config.image = lambda: "python:3.12"
global_config.client_certs = ("cert.pem", "key.pem")
global_config.strict = True
global_config.target = "3.5"
image: str = global_config.image
token: str | None = global_config.token
global_config.set_class_defaults(Container, image_pull_policy="Always", active_deadline_seconds=60)


@register_pre_build_hook
def label(workflow: Workflow) -> Workflow:
    workflow.labels = {**(workflow.labels or {}), "team": "etl"}
    return workflow


@global_config.register_pre_build_hook
def limit(template: Script) -> Script:
    template.active_deadline_seconds = 60
    return template


global_config.reset()
