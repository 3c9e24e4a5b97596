"""Defaults set twice for one class, and after a reset; what is refused."""

from hera.shared import global_config
from hera.workflows import Container, Workflow

before = Container(name="before")
global_config.set_class_defaults(Container, image="first", working_dir="/a")
global_config.set_class_defaults(Container, image="second")
replaced = Container(name="replaced")
global_config.reset()
after = Container(name="after")
w = Workflow(generate_name="w-", templates=[before, replaced, after])


def outcome(make):
    try:
        made = make()
        return made if isinstance(made, (str, bool, list, type(None))) else type(made).__name__
    except Exception as error:
        return type(error).__name__


observed = {
    "unknown": outcome(lambda: global_config.set_class_defaults(Container, nothing=1)),
    "no class of ours": outcome(lambda: global_config.set_class_defaults(int, nothing=1)),
    "nothing": outcome(lambda: global_config.set_class_defaults(Container)),
    "daemon": outcome(lambda: global_config.set_class_defaults(Container, daemon=True, args=["a"])),
    "false wins": outcome(lambda: Container(name="x", daemon=False).daemon),
    "empty wins": outcome(lambda: Container(name="x", args=[]).args),
    "none does not": outcome(lambda: Container(name="x", daemon=None).daemon),
}
