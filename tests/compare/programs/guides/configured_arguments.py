"""Arguments whose values come from a config map, with a fallback."""

from hera.workflows import Container, Parameter, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="configured-",
    entrypoint="main",
    arguments=Parameter(
        name="message",
        value_from=m.ValueFrom(
            default="hello",
            config_map_key_ref=m.ConfigMapKeySelector(
                name="settings", key="message", optional=True
            ),
        ),
    ),
) as w:
    Container(
        name="main",
        image="alpine:3.20",
        command=["echo", "{{inputs.parameters.message}}"],
        inputs=Parameter(
            name="message",
            value_from=m.ValueFrom(
                config_map_key_ref=m.ConfigMapKeySelector(name="settings", key="message")
            ),
        ),
    )
