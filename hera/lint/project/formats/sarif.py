"""For code scanning: SARIF 2.1.0."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ...engine import rules
from ...finding import shown_path
from ...registry import Rule
from ..model import FileResult, Located, Span
from .style import Style
from .summary import in_order
from .uris import inside, uri

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"


def render(results: Sequence[FileResult], style: Style) -> Iterator[str]:
    """Yield the findings as one SARIF log, with all rules that there are."""
    known, root = rules(), style.root
    index = {rule.code: number for number, rule in enumerate(known)}
    seen: Counter[str] = Counter()
    found = [_result(each, index, root, seen) for each in in_order(results)]
    driver = {
        "name": "hera lint",
        "semanticVersion": version("hera-workflows"),
        "rules": [_descriptor(rule) for rule in known],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"uri": f"{root.as_uri().rstrip('/')}/"}},
        "invocations": [{"executionSuccessful": True}],
        "results": found,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield f"{json.dumps(log, indent=2)}\n"


def _descriptor(rule: Rule) -> dict[str, Any]:
    first = rule.about.partition("\n\n")[0]
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": " ".join(first.split())},
        "help": {"text": rule.about, "markdown": rule.about},
        "defaultConfiguration": {"level": rule.severity, "enabled": not rule.advice},
    }


def _result(
    located: Located, index: dict[str, int], root: Path, seen: Counter[str]
) -> dict[str, Any]:
    finding = located.finding
    artifact = _artifact(located.file, root)
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if located.span:
        physical["region"] = _region(located.span)
    location: dict[str, Any] = {"physicalLocation": physical}
    where = ": ".join(filter(None, (located.subject, shown_path(finding.path))))
    if where:
        location["logicalLocations"] = [{"fullyQualifiedName": where}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": text},
        "locations": [location],
        "partialFingerprints": {"heraLint/v1": _fingerprint(located, artifact["uri"], seen)},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result


def _artifact(file: str, root: Path) -> dict[str, str]:
    if file == "-":
        return {"uri": "stdin"}
    path = inside(file, root)
    if path is None:
        return {"uri": Path(file).absolute().as_uri()}
    return {"uri": uri(path), "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fingerprint(located: Located, name: str, seen: Counter[str]) -> str:
    """Return what stays the same when lines are added elsewhere in the file."""
    finding = located.finding
    text = "\0".join((finding.code, name, located.subject, finding.message))
    seen[text] += 1
    return hashlib.sha256(f"{text}\0{seen[text]}".encode(errors="backslashreplace")).hexdigest()[
        :32
    ]
