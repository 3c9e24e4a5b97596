"""A manifest is read, and two things in it changed; all else stays as it is written."""

from pathlib import Path

from hera.workflows import Workflow, models

w = Workflow.from_file(Path(__file__).with_name("edit_yaml_input.yaml"))
w.parallelism = 4
for template in w.templates or []:
    if isinstance(template, models.Template) and template.container is not None:
        template.container.image = "busybox:1.36"
