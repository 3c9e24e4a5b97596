"""A workflow whose every part is an object of the models."""

from hera.workflows import Workflow
from hera.workflows import models as m

w = Workflow(
    generate_name="models-",
    entrypoint="steps",
    arguments=m.Arguments(parameters=[m.Parameter(name="p", value="1", enum=["1", "2"])]),
    templates=[
        m.Template(
            name="steps",
            steps=[
                m.ParallelSteps([m.WorkflowStep(name="a", template="say")]),
                m.ParallelSteps([m.WorkflowStep(name="b", template="say", when="1 == 1")]),
            ],
        ),
        m.Template(
            name="say",
            container=m.Container(image="alpine:3.20", env=[m.EnvVar(name="A", value="b")]),
            inputs=m.Inputs(
                artifacts=[m.Artifact(name="raw", path="/r", raw=m.RawArtifact(data="x"))]
            ),
        ),
        m.Template(
            name="script", script=m.ScriptTemplate(image="i", source="echo", command=["sh"])
        ),
        m.Template(
            name="dag", dag=m.DAGTemplate(tasks=[m.DAGTask(name="t", template="say", depends="")])
        ),
    ],
    volumes=[m.Volume(name="v", config_map=m.ConfigMapVolumeSource(name="c"))],
)
