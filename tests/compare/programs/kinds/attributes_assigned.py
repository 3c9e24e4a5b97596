"""A workflow whose attributes are assigned after it was made."""

from hera.workflows import Container, Parameter, SecretVolume, Workflow
from hera.workflows import models as m

w = Workflow(name="w")
w.name = None
w.generate_name = "later-"
w.entrypoint = "c"
w.labels = {"a": "b"}
w.arguments = [Parameter(name="p", value="1")]
w.volumes = [SecretVolume(name="s", secret_name="s")]
w.templates.append(Container(name="c", image="i"))
w.parallelism = 4
w.image_pull_secrets = [m.LocalObjectReference(name="later")]
w.on_exit = "c"
observed = {
    "before": Workflow(name="x").templates,
    "parallelism": w.parallelism,
    "absent": w.priority,
}
