"""Variables whose values come from inputs: by a text, by a Parameter, with a name made up."""

from hera.workflows import Container, Env, Parameter, Script, Workflow

with Workflow(generate_name="env-", entrypoint="text") as w:
    Container(name="text", image="i", env=Env(name="A", value_from_input="{{inputs.parameters.a}}"))
    Container(
        name="parameter",
        image="i",
        env=Env(name="A", value_from_input=Parameter(name="x", value="1")),
    )
    Container(
        name="beside",
        image="i",
        env=[
            Env(name="MY_VAR", value_from_input="1"),
            Env(name="B", value_from_input=Parameter(name="b", value=2)),
        ],
        inputs=[Parameter(name="own")],
    )
    Script(name="script", image="i", source="x", env=Env(name="A", value_from_input="v"))


def outcome(make):
    try:
        return str(make())
    except Exception as error:
        return type(error).__name__


observed = {
    "param_name": Env(name="MY_VAR", value_from_input="1").param_name,
    "both": outcome(lambda: Env(name="A", value="1", value_from_input="2").build()),
    "none": outcome(lambda: Env(name="A").build().value),
    "built": outcome(lambda: Env(name="A", value_from_input="2").build().value),
}
