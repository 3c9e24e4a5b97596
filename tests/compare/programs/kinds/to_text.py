"""The file that to_file writes."""

from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from hera.workflows import (
    ClusterWorkflowTemplate,
    Container,
    CronWorkflow,
    Workflow,
    WorkflowTemplate,
)

with Workflow(name="My Hello", entrypoint="c") as w:
    Container(name="c", image="i", args=["a\nb\n", "true", "1", "é", "it's"])
generated = Workflow(generate_name="gen-", entrypoint="c")

with TemporaryDirectory() as directory:
    place = Path(directory)
    paths = [
        w.to_file(place),
        generated.to_file(place),
        w.to_file(str(place), "given"),
        w.to_file(place, name="other.yml"),
        WorkflowTemplate(name="t").to_file(place),
        CronWorkflow(name="c", schedules=["x"]).to_file(place),
        ClusterWorkflowTemplate(name="cwt").to_file(place / "deeper"),
    ]
    observed = {
        "names": [path.relative_to(place.resolve()).as_posix() for path in paths],
        "written": sorted(p.relative_to(place).as_posix() for p in place.rglob("*.y*ml")),
        "text": yaml.safe_load(paths[0].read_text(encoding="utf-8")),
    }
