"""Resource templates: a manifest as text, as a dict, from an artifact, and their arguments."""

from hera.workflows import Artifact, Resource, Workflow
from hera.workflows import models as m

MANIFEST = """\
apiVersion: v1
kind: ConfigMap
metadata:
  generateName: made-
"""

with Workflow(generate_name="resource-", entrypoint="text") as w:
    Resource(
        name="text",
        action="create",
        flags=["--validate=false"],
        manifest=MANIFEST,
        merge_strategy="merge",
        set_owner_reference=True,
        success_condition="status.succeeded > 0",
        failure_condition="status.failed > 3",
    )
    Resource(
        name="artifact",
        action="apply",
        inputs=Artifact(name="manifest", path="/m"),
        manifest_from=m.ManifestFrom(artifact=m.Artifact(name="manifest")),
    )
    Resource(name="gone", action="delete", manifest=MANIFEST)
