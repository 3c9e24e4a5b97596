"""How large a manifest and its texts may be."""

from __future__ import annotations

import json

from .packed import MOST_LONGER
from .registry import rule
from .releases import nodes
from .shape import any_string, mapping, objects, string, under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .finding import Path
    from .registry import Say
    from .releases import Release
    from .shape import Object

# Kubernetes keeps no object that is larger; Argo takes it for the most as well.
MOST_BYTES = 2**20
# What a script's parameters may hold together: Argo puts the pod's template, in which they stand
# in base64, into an environment variable of at most 128 KiB. Until 3.5 it does so twice.
MOST_VALUES = 90_000
MOST_VALUES_UNTIL_3_5 = 50_000

# Made once, since making it takes longer than to measure a small manifest.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


class Sized:
    """A manifest that may be too large, or may hold what is.

    Attributes:
        total: Its bytes.
        most_values: The most bytes of the values that a pod gets.
        templates: The templates, each with its place and bytes.
    """

    __slots__ = ("most_values", "templates", "total")

    def __init__(
        self, total: int, most_values: int, templates: list[tuple[Object, Path, int]]
    ) -> None:
        self.total: int = total
        self.most_values: int = most_values
        self.templates: list[tuple[Object, Path, int]] = templates


def _encoded(manifest: Object) -> str | None:
    """Return a manifest as it is sent, in JSON; None if it is none, which the schema's rules tell."""
    try:
        return _ENCODER.encode(manifest)
    except (RecursionError, TypeError, ValueError):
        return None


def measured(
    manifest: Object, short: bytes | None, spec: Object, path: Path, release: Release
) -> Sized | None:
    """Measure a manifest; return None if nothing in it can be too large.

    Args:
        manifest: The manifest.
        short: What `packed` makes of it.
        spec: The workflow's specification in it.
        path: Its place.
        release: The release that it is for.
    """
    most = MOST_VALUES_UNTIL_3_5 if release.number < (3, 6) else MOST_VALUES
    if short is not None and len(short) * MOST_LONGER <= most:
        return None
    text = _encoded(manifest)
    total = 0 if text is None else _length(text)
    if total <= most:
        return None
    templates = objects(spec.get("templates"))
    sizes = [_bytes(item) for item in templates]
    place = under(path, "templates")
    numbered = enumerate(zip(templates, sizes, strict=True))
    listed = [(raw, under(place, index), size) for index, (raw, size) in numbered]
    return Sized(total, most, listed)


def _bytes(data: Any) -> int:
    return _length(_ENCODER.encode(data))


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


@rule("HL801", Sized, "A manifest is small enough for Kubernetes", "warning")
def manifest_size(view: Sized, say: Say) -> None:
    """Kubernetes keeps no object of more than 1 MiB, unless it is set up to.

    ```yaml
    spec:
      templates: []   # here a thousand scripts of 2 KB each
    ```

    Call one template several times, put templates into a WorkflowTemplate, or read large data
    from artifacts.
    """
    if view.total <= MOST_BYTES:
        return
    by_size = sorted(view.templates, key=lambda each: each[2], reverse=True)[:3]
    named = ", ".join(f"{string(raw.get('name'))!r} ({size:,} bytes)" for raw, _, size in by_size)
    told = f"; the largest templates are {named}" if named else ""
    say(
        (),
        f"the manifest has {view.total:,} bytes, and Kubernetes takes at most {MOST_BYTES:,}{told}",
        hint="share templates, or read large data from artifacts",
    )


@rule("HL802", Sized, "A script fits into its pod", "warning")
def script_size(view: Sized, say: Say) -> None:
    """Argo hands a pod its template in an environment variable of at most 128 KiB.

    ```yaml
    script:
      image: python
      source: |   # here more than 90,000 bytes
        …
    ```

    Put what is large into the image or an artifact.
    """
    for raw, path, _ in view.templates:
        length = _length(string(mapping(raw.get("script")).get("source")))
        if length > view.most_values:
            say(
                under(path, "script", "source"),
                f"the script has {length:,} bytes, and a pod's text has 128 KiB in all",
                hint="put what is large into the image or an artifact",
            )


@rule("HL803", Sized, "Arguments fit into a pod", "warning")
def arguments_size(view: Sized, say: Say) -> None:
    """What a step or task gets as parameters goes with the pod's template, see HL802.

    ```yaml
    arguments:
      parameters:
      - {name: rows, value: …}   # here more than 90,000 bytes
    ```

    Hand larger data over as an artifact.
    """
    for raw, path, size in view.templates:
        if size <= view.most_values:
            continue
        for keys, node in nodes(raw):
            # A character has four bytes at most, so most arguments need not be measured.
            if len(repr(node.get("arguments"))) * 4 <= view.most_values:
                continue
            parameters = objects(mapping(node.get("arguments")).get("parameters"))
            held = sum(_length(any_string(item.get("value"))) for item in parameters)
            if held > view.most_values:
                most = f"a script's may hold {view.most_values:,} together"
                say(
                    under(path, *keys, "arguments"),
                    f"the arguments hold {held:,} bytes, and {most}",
                    hint="hand larger data over as an artifact",
                )
