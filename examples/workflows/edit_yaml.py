"""A manifest is read, and one thing in it changed; all else stays."""

from pathlib import Path

from hera.workflows import Container, Workflow

w = Workflow.from_file(Path(__file__).with_name("edit_yaml_input.yaml"))
w.parallelism = 4
for template in w.templates or []:
    if isinstance(template, Container):
        template.image = "busybox:1.36"
