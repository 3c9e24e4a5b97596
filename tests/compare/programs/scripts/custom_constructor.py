"""A constructor of one's own changes everything that it wants to."""

from hera.workflows import DAG, Script, ScriptConstructor, Workflow, models, script


class Mine(ScriptConstructor):
    def generate_source(self, instance: Script) -> str:
        return f"# {instance.name}\nrun {instance.source.__name__}"

    def transform_values(self, script: Script) -> None:
        script.command = ["run"]
        script.labels = {"made": "here"}

    def transform_script_template_post_build(
        self, instance: Script, script: models.ScriptTemplate
    ) -> models.ScriptTemplate:
        script.image = "runner:1"
        script.env = [models.EnvVar(name="NAME", value=instance.name)]
        return script

    def transform_template_post_build(
        self, instance: Script, template: models.Template
    ) -> models.Template:
        template.daemon = True
        return template


@script(constructor=Mine())
def work(a: int, b: str = "x"):
    print(a, b)


with Workflow(generate_name="custom-", entrypoint="d") as w, DAG(name="d"):
    work(arguments={"a": 1})
