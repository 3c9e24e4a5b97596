"""`load_all` yields an object for each document, told apart by class."""

from hera_models import CronWorkflow, Workflow, load_all

TEXT = """
kind: Workflow
spec: {entrypoint: main}
---
kind: ConfigMap
"""


def entrypoints(text: str | bytes) -> list[str]:
    found: list[str] = []
    for item in load_all(text):
        match item:
            case Workflow():
                found.append(item.spec.entrypoint or "")
            case CronWorkflow():
                found.append(item.spec.workflow_spec.entrypoint or "")
            case _:
                continue
    return found


if entrypoints(TEXT) != ["main"]:
    raise SystemExit("the workflow was not found")
