"""Advice for what runs, but should not run like that where it matters: the production profile."""

from __future__ import annotations

import re

from .reach import containers
from .registry import rule
from .shape import any_string, is_list, is_object, listed, mapping, string, under
from .template import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .finding import Path
    from .registry import Say
    from .shape import Object

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SECRET_WORDS = frozenset(
    ("password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "credentials")
)
_SECRET_KEYS = frozenset(("api", "access", "private", "secret", "encryption", "signing"))
_KINDS_OF_SECRET = (
    ("a private key", re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY")),
    ("an AWS access key", re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")),
    (
        "a GitHub token",
        re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})"),
    ),
    ("a GitLab token", re.compile(r"\bglpat-[-_A-Za-z0-9]{20,}")),
    ("a Slack token", re.compile(r"\bxox[abprs]-[-A-Za-z0-9]{10,}")),
    ("a Google API key", re.compile(r"\bAIza[-_A-Za-z0-9]{35}")),
)
# What is no secret although its name says so: what is told elsewhere, or a switch.
_NO_SECRET = re.compile(r"|true|false|null|none|[0-9]|.*(?:\{\{|\$[({A-Za-z]).*", re.DOTALL | re.I)
_VALUES = ("value", "default")
_INPUT = re.compile(r"\{\{\s*((?:inputs|workflow)\.parameters\.(?!json\b)[-\w]+)\s*\}\}")
_SHELLS = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh", "perl", "ruby"))
_WITH_JSON = ("python", "node")
_SHOWN = 3
_CODE_FLAGS = frozenset(("-c", "-ec", "-xc", "-euc", "-exc", "-lc", "-e", "-euxc", "-cx", "-ce"))


class Practice:
    """A manifest as a whole."""

    __slots__ = ("raw",)

    def __init__(self, raw: Object) -> None:
        self.raw: Object = raw


@rule("HL820", Template, "An image says its version", "warning", advice=True)
def image_version(view: Template, say: Say) -> None:
    """An image without a tag, or with `latest`, is another one tomorrow.

    ```yaml
    container: {image: python}
    ```

    Name a version or a digest: `python:3.12`.
    """
    if view.holder.origin:
        return
    for path, raw in containers(view):
        image = string(raw.get("image"))
        problem = _problem_with_image(image)
        if problem:
            place, hint = under(path, "image"), "name a version or a digest"
            say(place, f"image {image!r} {problem}", hint=hint)


def _problem_with_image(image: str) -> str:
    if not image or "{{" in image or "@" in image:
        return ""
    # Before the last slash a colon belongs to the registry's port.
    _, colon, tag = image.rpartition("/")[2].partition(":")
    if not colon or not tag:
        return "has no tag, which means `latest`"
    return "has the tag `latest`" if tag == "latest" else ""


@rule("HL821", Practice, "Secrets are not written in manifests", "warning", advice=True)
def no_secret(view: Practice, say: Say) -> None:
    """Whoever may read a workflow reads its variables, parameters and arguments.

    ```yaml
    env:
    - {name: DB_PASSWORD, value: hunter2}
    ```

    Put it into a Secret and take it from there:
    `valueFrom: {secretKeyRef: {name: database, key: password}}`.
    """
    hint = "put it into a Secret, and take it with valueFrom: {secretKeyRef: …}"
    for path, part, holder in _values(view.raw):
        kind, name = _kind_of_secret(part), string(holder.get("name"))
        if kind:
            say(path, f"this looks like {kind}", hint=hint)
        elif path[-1] in _VALUES and is_secret_name(name) and not _NO_SECRET.fullmatch(part):
            say(path, f"{name!r} is by its name a secret, written in plain", hint=hint)


def _values(part: Any) -> Iterator[tuple[Path, str, Object]]:
    """Yield all texts and numbers that are values, each with its place and what holds it."""
    waiting: list[tuple[Path, Any]] = [((), part)]
    while waiting:
        path, here = waiting.pop()
        inner: Any = here.items() if is_object(here) else enumerate(listed(here))
        deeper: list[tuple[Path, Any]] = []
        for key, value in inner:
            if is_object(value) or is_list(value):
                deeper.append(((*path, key), value))
            elif isinstance(value, (str, int)):
                yield (*path, key), any_string(value), mapping(here)
        waiting += reversed(deeper)


def _kind_of_secret(text: str) -> str:
    if len(text) < 15:
        return ""
    return next((kind for kind, pattern in _KINDS_OF_SECRET if pattern.search(text)), "")


def is_secret_name(name: str) -> bool:
    """Tell whether something is called as secrets are."""
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words:
        return False
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    # A pull secret is named, not told.
    if before == "pull":
        return False
    return last in _SECRET_WORDS or (last == "key" and before in _SECRET_KEYS)


@rule("HL822", Template, "Values do not become code", "warning", advice=True)
def no_spliced_code(view: Template, say: Say) -> None:
    """A plain tag puts a value into code as it is: a quote in it ends a text, and more may follow.

    ```yaml
    script:
      image: python:3.12
      source: print("{{inputs.parameters.name}}")
    ```

    Hand it over in a variable, `env: [{name: NAME, value: "{{inputs.parameters.name}}"}]`; or in
    Python and JavaScript as a literal, `{{=toJson(inputs.parameters.name)}}`, and anywhere as
    `{{=sprig.b64enc(inputs.parameters.name)}}`, which the code decodes.
    """
    if view.holder.origin:
        return
    for path, text, as_json in _code(view):
        names = list(dict.fromkeys(_INPUT.findall(text)))
        if not names:
            continue
        shown = ", ".join(f"{{{{{name}}}}}" for name in names[:_SHOWN])
        more = ", …" if len(names) > _SHOWN else ""
        one = f", or write {{{{=toJson({_indexed(names[0])})}}}}" if as_json else ""
        value = f'env: [{{name: VALUE, value: "{{{{{names[0]}}}}}"}}]'
        told = f"the values of these tags become part of the code: {shown}{more}"
        say(path, told, hint=f"hand them over in variables, such as {value}{one}")


def _indexed(name: str) -> str:
    """Return a variable as an expression has it, in which `-` is a minus."""
    start, _, last = name.rpartition(".")
    return f"{start}['{last}']" if "-" in last else name


def _code(view: Template) -> Iterator[tuple[Path, str, bool]]:
    """Yield the code that a template's containers run.

    Each piece comes with its place, and whether JSON is a literal of its language.
    """
    for path, raw in containers(view):
        words = [
            (under(path, key, index), string(word))
            for key in ("command", "args")
            for index, word in enumerate(listed(raw.get(key)))
        ]
        program = words[0][1].rpartition("/")[2] if words else ""
        as_json = program.startswith(_WITH_JSON)
        if path[-1] == "script":
            yield under(path, "source"), string(raw.get("source")), as_json
        if program not in _SHELLS and not program.startswith(_WITH_JSON):
            continue
        flags = [index for index, (_, word) in enumerate(words) if word in _CODE_FLAGS]
        if flags and flags[0] + 1 < len(words):
            yield (*words[flags[0] + 1], as_json)
