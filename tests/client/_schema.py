"""The operations of one release, and for each an answer of the shape that its schema says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_SPECS = Path(__file__).resolve().parents[2] / "specs"

Json = dict[str, Any]


@dataclass(frozen=True)
class Route:
    """One operation: `service` and `name` are the two halves of its operationId."""

    service: str
    name: str
    method: str
    segments: tuple[str, ...]
    definition: Json

    @property
    def streams(self) -> bool:
        return bool(self.definition.get("x-argo-stream"))

    @property
    def binary(self) -> bool:
        return bool(self.definition.get("x-argo-binary"))

    def match(self, segments: tuple[str, ...]) -> dict[str, str] | None:
        """Return the path parameters, or None; an artifact's name may hold further segments."""
        if self.name == "GetArtifactFile" and len(segments) > len(self.segments):
            last = len(self.segments) - 1
            segments = (*segments[:last], "/".join(segments[last:]))
        if len(segments) != len(self.segments):
            return None
        found: dict[str, str] = {}
        for pattern, segment in zip(self.segments, segments, strict=True):
            if pattern[:1] == "{":
                found[pattern[1:-1]] = segment
            elif pattern != segment:
                return None
        return found


@lru_cache
def document(version: str) -> Json:
    """Read the facts of a release; a version without them is a ValueError."""
    path = _SPECS / f"{version}.json"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in _SPECS.glob("v*.json")))
        raise ValueError(f"no facts of release {version!r}; there are those of {known}")
    found: Json = json.loads(path.read_bytes())
    return found


@lru_cache
def routes(version: str) -> tuple[Route, ...]:
    """Return the operations of a release, those with literal segments before the others."""
    found: list[Route] = []
    for path, methods in document(version)["paths"].items():
        for method, definition in methods.items():
            service, _, name = definition["operationId"].partition("_")
            segments = tuple(path.split("/")[1:])
            found.append(Route(service, name, method.upper(), segments, definition))
    return tuple(sorted(found, key=lambda route: [part[:1] == "{" for part in route.segments]))


def sample_answer(version: str, route: Route) -> Any:
    """Return the smallest value that the schema of the operation's answer allows."""
    (content,) = route.definition["responses"]["200"]["content"].values()
    return _sample(document(version), content["schema"])


def _sample(spec: Json, schema: Json) -> Any:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return _sample(spec, spec["components"]["schemas"][name])
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "string":
            return "2024-01-01T00:00:00Z" if schema.get("format") == "date-time" else "text"
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case "array":
            return []
        case _:
            properties = schema.get("properties", {})
            needed = schema.get("required", [])
            return {name: _sample(spec, properties[name]) for name in needed}
