"""Reading a manifest from a file, by path and by text, and writing it back."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hera.workflows import Container, CronWorkflow, Workflow, WorkflowTemplate

with Workflow(name="written", entrypoint="c") as w:
    Container(name="c", image="i", args=["1", "true", "a\nb"])
nightly = CronWorkflow(name="c", schedules=["* * * * *"], timezone="UTC", entrypoint="c")
with TemporaryDirectory() as directory:
    place = Path(directory)
    path = w.to_file(place)
    read = Workflow.from_file(path)
    text = Workflow.from_file(str(path))
    cron = CronWorkflow.from_file(nightly.to_file(place))
    template = WorkflowTemplate.from_file(WorkflowTemplate(name="t", entrypoint="c").to_file(place))
