"""The configuration's namespace and account: read when an object is made, not when it is built."""

from hera.shared import global_config
from hera.workflows import Container, Script, Workflow

before = Workflow(name="before", templates=[Container(name="c"), Script(name="s", source="x")])
global_config.namespace = "later"
global_config.service_account_name = "later"
global_config.image = "later"
global_config.script_command = ["later"]
after = Workflow(name="after", templates=[Container(name="c"), Script(name="s", source="x")])
global_config.reset()
