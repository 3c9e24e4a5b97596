"""The forms of the image pull secrets."""

from hera.workflows import Workflow
from hera.workflows import models as m

ref = m.LocalObjectReference(name="one")
workflows = [
    Workflow(generate_name="w-", image_pull_secrets=form)
    for form in ("one", ["one", "two"], ref, [ref], [])
]
