"""Parameters with functions for reading and writing values."""

import json

from hera.workflows import Container, Parameter, Workflow

with Workflow(generate_name="loads-", entrypoint="c") as w:
    Container(
        name="c",
        image="i",
        inputs=[
            Parameter(name="upper", value="a", dumps=str.upper),
            Parameter(
                name="json",
                default={"a": 1},
                dumps=lambda v: json.dumps(v, indent=1),
                loads=json.loads,
            ),
            Parameter(name="enum", enum=[1, 2], dumps=lambda v: f"<{v}>"),
        ],
    )
