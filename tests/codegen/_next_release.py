"""A release of Argo that is not out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SPECS = Path(__file__).resolve().parents[2] / "specs"
NEWEST = "v4.1.2"
WORKFLOW = "io.argoproj.workflow.v1alpha1"
META = "io.k8s.apimachinery.pkg.apis.meta.v1"


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def next_release(directory: Path) -> None:
    """Write the facts of a release that is not out: the newest one with changes of every sort."""
    document = json.loads((SPECS / f"{NEWEST}.json").read_text("utf-8"))
    document["info"]["version"] = "v4.2.0"
    known: dict[str, Any] = document["components"]["schemas"]
    text, flag = {"type": "string"}, {"type": "boolean"}
    known[f"{WORKFLOW}.Cooling"] = {
        "type": "object",
        "properties": {
            "name": text,
            "mode": {"type": "string", "enum": ["Slow", "Fast"]},
            "next": ref(f"{WORKFLOW}.Cooling"),
            "from": {"type": "array", "items": {"type": "array", "items": text}},
            "limits": {
                "type": "object",
                "additionalProperties": ref("org.example.ice.v1beta1.Template"),
            },
        },
        "required": ["name"],
    }
    known["org.example.ice.v1beta1.Template"] = {"type": "object", "properties": {"ice": flag}}
    known[f"{WORKFLOW}.WorkflowReport"] = {
        "type": "object",
        "properties": {
            "apiVersion": text,
            "kind": text,
            "metadata": ref(f"{META}.ObjectMeta"),
            "spec": {"type": "object", "properties": {"title": text}},
        },
        "required": ["spec"],
    }
    template = known[f"{WORKFLOW}.Template"]["properties"]
    template["cooling"] = ref(f"{WORKFLOW}.Cooling")
    del template["daemon"]
    known[f"{WORKFLOW}.S3Artifact"]["properties"]["storageTier"] = text
    known[f"{WORKFLOW}.ContinueOn"]["properties"]["error"] = text
    document["paths"]["/api/v1/reports/{namespace}"] = {
        "get": {
            "operationId": "ReportService_ListReports",
            "parameters": [{"in": "path", "name": "namespace", "required": True, "schema": text}],
            "responses": {
                "200": {
                    "content": {"application/json": {"schema": ref(f"{WORKFLOW}.WorkflowReport")}},
                    "description": "OK",
                }
            },
            "tags": ["ReportService"],
        }
    }
    directory.mkdir()
    (directory / "v4.2.0.json").write_text(json.dumps(document), "utf-8")
