"""Script made directly: of text, of a function, with each constructor."""

from hera.workflows import (
    DAG,
    InlineScriptConstructor,
    Parameter,
    RunnerScriptConstructor,
    Script,
    Workflow,
)


def function(a, b=1):
    """Show two values."""
    print(a, b)


with Workflow(generate_name="class-", entrypoint="d") as w:
    text = Script(
        name="text",
        image="bash:5",
        command=["bash"],
        source="""
            echo {{inputs.parameters.a}}
              echo indented
        """,
        inputs=[Parameter(name="a")],
    )
    inline = Script(name="inline", source=function)
    more = Script(name="more-inputs", source=function, inputs=[Parameter(name="c")])
    bare = Script(
        name="bare",
        source=function,
        constructor=InlineScriptConstructor(add_cwd_to_sys_path=False),
        add_cwd_to_sys_path=False,
    )
    runner = Script(name="runner", source=function, constructor=RunnerScriptConstructor())
    with DAG(name="d"):
        text(arguments={"a": 1})
        inline(arguments={"a": 1})
        more(arguments={"a": 1, "c": 2})
        bare(arguments={"a": 1})
        runner(arguments={"a": 1})
