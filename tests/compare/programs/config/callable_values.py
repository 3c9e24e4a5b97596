"""Values of the configuration that are functions."""

from hera.shared import global_config
from hera.workflows import Container, Script, Workflow

global_config.image = lambda: "made:1"
global_config.token = lambda: "token"
global_config.host = "https://argo.example.com"

with Workflow(generate_name="w-", entrypoint="c") as w:
    Container(name="c")
    Script(name="s", source="x")
observed = {"token": global_config.token, "host": global_config.host, "image": global_config.image}
