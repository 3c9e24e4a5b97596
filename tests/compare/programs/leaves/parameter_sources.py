"""Where parameters' values come from, as inputs, outputs and arguments."""

from hera.workflows import Container, Parameter, Steps, Workflow
from hera.workflows import models as m

sources = [
    m.ValueFrom(config_map_key_ref=m.ConfigMapKeySelector(name="c", key="k", optional=True)),
    m.ValueFrom(default="x", event="payload.a"),
    m.ValueFrom(expression="inputs.parameters.a"),
    m.ValueFrom(jq_filter=".a"),
    m.ValueFrom(json_path="{.a}"),
    m.ValueFrom(parameter="{{steps.a.outputs.result}}"),
    m.ValueFrom(path="/tmp/a"),
    m.ValueFrom(supplied=m.SuppliedValueFrom()),
    {"path": "/tmp/b", "default": "c"},
    {"configMapKeyRef": {"name": "c", "key": "k"}},
]
with Workflow(
    generate_name="sources-",
    entrypoint="c",
    arguments=[Parameter(name=f"a{i}", value_from=source) for i, source in enumerate(sources)],
) as w:
    Container(
        name="c",
        image="i",
        inputs=[Parameter(name=f"i{i}", value_from=source) for i, source in enumerate(sources)],
        outputs=[
            Parameter(name=f"o{i}", value_from=source, global_name="g")
            for i, source in enumerate(sources)
        ],
    )
    Steps(
        name="steps",
        outputs=Parameter(name="o", value_from=m.ValueFrom(parameter="{{steps.a.outputs.result}}")),
    )
