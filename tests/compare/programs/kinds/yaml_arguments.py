"""The arguments of to_yaml that go to the writer, and the order of keys."""

import yaml

from hera.workflows import Container, Parameter, Workflow

with Workflow(generate_name="w-", labels={"b": "1", "a": "2"}, entrypoint="c") as w:
    Container(
        name="c", image="i", args=["a\nb"], command=["x"], inputs=Parameter(name="p"), timeout="5m"
    )


def outcome(**options):
    try:
        return yaml.safe_load(w.to_yaml(**options))
    except Exception as error:
        return type(error).__name__


observed = {
    "sorted": outcome(sort_keys=True, indent=4),
    "flow": outcome(default_flow_style=True),
    "unknown": outcome(nothing=1),
    "starts": w.to_yaml().splitlines()[:2],
    "sorted first": w.to_yaml(sort_keys=True).splitlines()[0],
    "document start": w.to_yaml(explicit_start=True).splitlines()[0],
}
