"""Every constructor argument of a parameter."""

from hera.workflows import Container, Parameter, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="parameters-",
    entrypoint="main",
    arguments=[
        Parameter(
            name="map",
            value_from=m.ValueFrom(config_map_key_ref=m.ConfigMapKeySelector(name="c", key="k")),
        ),
        Parameter(name="global", value="1", description="text", enum=["1", "2"]),
    ],
) as w:
    Container(
        name="main",
        image="i",
        inputs=[
            Parameter(name="a", default="1", description="about a", enum=["1", "2"], value="2"),
            Parameter(name="l", loads=int, dumps=str),
        ],
        outputs=[
            Parameter(name="b", global_name="g", value_from=m.ValueFrom(path="/b", default="none")),
            Parameter(name="c", value_from={"path": "/c"}, output=True),
            Parameter(name="d", value_from=m.ValueFrom(expression="1 + 1")),
            Parameter(
                name="e",
                value_from=m.ValueFrom(event="x", jq_filter=".", json_path="{.}", parameter="p"),
            ),
        ],
    )
