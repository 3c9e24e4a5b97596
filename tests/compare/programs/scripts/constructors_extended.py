"""Subclasses of the two constructors."""

from typing import Annotated

from hera.workflows import (
    DAG,
    InlineScriptConstructor,
    Parameter,
    RunnerScriptConstructor,
    Script,
    Workflow,
    models,
    script,
)


class WithHead(InlineScriptConstructor):
    def generate_source(self, instance: Script) -> str:
        return "# made by us\nprint('start')"


class WithEntrypoint(RunnerScriptConstructor):
    cache: bool = True

    def transform_values(self, script: Script) -> None:
        super().transform_values(script)
        script.args = ["-m", "ours", *(script.args or [])[2:]]

    def transform_script_template_post_build(
        self, instance: Script, script: models.ScriptTemplate
    ) -> models.ScriptTemplate:
        made = super().transform_script_template_post_build(instance, script)
        made.working_dir = "/app"
        return made


@script(constructor=WithHead())
def inline(a: int):
    print(a)


@script(constructor=WithEntrypoint(outputs_directory="/out"))
def runner(a: int) -> Annotated[int, Parameter(name="o")]:
    return a


with Workflow(generate_name="extended-", entrypoint="d") as w, DAG(name="d"):
    inline(arguments={"a": 1})
    runner(arguments={"a": 1})
