"""Parameters where artifacts are needed, and artifacts where text is."""

from __future__ import annotations

import re

from .expressed import read
from .expressions.tree import variables
from .registry import rule
from .shape import is_list, is_object, listed, mapping, objects, string, under
from .tags import OPEN, has_expression, tags
from .template import LEAVES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .finding import Path
    from .registry import Report, Say
    from .shape import Object
    from .template import Template

# What is known at run time as a text: the outputs of other nodes.
_TEXT = re.compile(
    r"(?:tasks|steps)\.[^.]+\.(?:outputs\.parameters\..+|outputs\.result|id|ip|status)"
)
# What may hold the name of an artifact, as no output of a node does.
_OTHER_TEXT = re.compile(
    r"(?:inputs|workflow)\.parameters\..+|workflow\.(?:labels|annotations)\..+"
    r"|workflow\.(?:name|namespace|uid|serviceAccountName|mainEntrypoint|status)"
)
_ARTIFACT = re.compile(
    r"(?:(?:tasks|steps)\.[^.]+\.outputs|inputs|workflow\.outputs)\.artifacts\.[-\w]+"
)
_INPUT = re.compile(r"\{\{\s*inputs\.artifacts\.([-\w]+)\s*\}\}")


class Handed:
    """What a step, task or template hands on.

    Attributes:
        artifacts: What artifacts come from, each with its place.
        texts: The values of parameters likewise.
        computed_artifacts: The expressions from which artifacts come.
        computed_texts: Those from which parameters come.
    """

    __slots__ = ("artifacts", "computed_artifacts", "computed_texts", "texts")

    def __init__(
        self,
        artifacts: list[tuple[Path, str]],
        texts: list[tuple[Path, str]],
        computed_artifacts: Sequence[tuple[Path, str]] = (),
        computed_texts: Sequence[tuple[Path, str]] = (),
    ) -> None:
        self.artifacts: list[tuple[Path, str]] = artifacts
        self.texts: list[tuple[Path, str]] = texts
        self.computed_artifacts: Sequence[tuple[Path, str]] = computed_artifacts
        self.computed_texts: Sequence[tuple[Path, str]] = computed_texts


class ArtifactInText:
    """A tag ``{{inputs.artifacts.x}}`` in a template that runs something."""

    __slots__ = ("name", "path")

    def __init__(self, name: str, path: Path) -> None:
        self.name: str = name
        self.path: Path = path


def check_arguments(report: Report, arguments: Object, path: Path) -> None:
    """Check what a step, task or hook hands to what it calls.

    Args:
        report: Runs the rules.
        arguments: The arguments.
        path: Their place.
    """
    artifacts = list(_texts(arguments.get("artifacts"), "from", under(path, "artifacts")))
    texts = list(_texts(arguments.get("parameters"), "value", under(path, "parameters")))
    if artifacts or texts:
        report.check(Handed(artifacts, texts))


def check_outputs(report: Report, template: Template) -> None:
    """Check what steps or a DAG take over from what they call."""
    outputs, path = mapping(template.raw.get("outputs")), under(template.path, "outputs")
    artifacts = list(_texts(outputs.get("artifacts"), "from", under(path, "artifacts")))
    computed = list(_texts(outputs.get("artifacts"), "fromExpression", under(path, "artifacts")))
    found: dict[str, list[tuple[Path, str]]] = {"parameter": [], "expression": []}
    for index, parameter in enumerate(objects(outputs.get("parameters"))):
        for key, texts in found.items():
            source = string(mapping(parameter.get("valueFrom")).get(key))
            if source:
                texts.append((under(path, "parameters", index, "valueFrom", key), source))
    if artifacts or computed or any(found.values()):
        report.check(Handed(artifacts, found["parameter"], computed, found["expression"]))


def check_text(report: Report, template: Template) -> None:
    """Check the text of a template that runs something for artifacts among its tags."""
    # A resource may be a workflow with tags of its own.
    if not template.artifacts or template.kind not in LEAVES or template.kind == "resource":
        return
    for key, part in template.raw.items():
        if key != "inputs" and "inputs.artifacts." in repr(part):
            for place, text in _all_texts(part, under(template.path, key)):
                for name in _INPUT.findall(text):
                    if name in template.artifacts:
                        report.check(ArtifactInText(name, place))


def _texts(items: object, key: str, path: Path) -> Iterator[tuple[Path, str]]:
    for index, item in enumerate(objects(items)):
        text = item.get(key)
        # What is optional may come from nowhere.
        if text and isinstance(text, str) and not item.get("optional"):
            yield under(path, index, key), text


def _all_texts(part: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(part, str):
        yield path, part
    elif is_object(part):
        for key, inner in mapping(part).items():
            yield from _all_texts(inner, under(path, key))
    elif is_list(part):
        for index, inner in enumerate(listed(part)):
            yield from _all_texts(inner, under(path, index))


@rule("HL310", Handed, "An artifact comes from an artifact")
def artifact_from_artifact(view: Handed, say: Say) -> None:
    """`from` names an artifact; a parameter or result is text, which Argo refuses when it runs.

    ```yaml
    artifacts:
    - {name: data, from: "{{tasks.load.outputs.parameters.data}}"}
    ```

    Name the artifact, `{{tasks.load.outputs.artifacts.data}}`, or hand the text over as a
    parameter.
    """
    for path, source in view.artifacts:
        tag = _only_tag(source)
        if _TEXT.fullmatch(tag):
            hint = "name an artifact, or hand the text over as a parameter"
            say(path, f"{{{{{tag}}}}} is text, no artifact", hint=hint)


@rule("HL315", Handed, "An artifact comes from no text", "warning")
def artifact_from_no_text(view: Handed, say: Say) -> None:
    """What an artifact comes from is an artifact; inputs, names and the like are texts.

    A text may hold the name of an artifact, so it is no error.

    ```yaml
    artifacts:
    - {name: data, from: "{{inputs.parameters.data}}"}
    ```

    Name an artifact, or hand the text over as a parameter.
    """
    hint = "name an artifact, or hand the text over as a parameter"
    for path, source in view.artifacts:
        tag = _only_tag(source)
        computed = _variable(tag[1:]) if tag.startswith("=") else ""
        if _OTHER_TEXT.fullmatch(tag) or _is_text(computed):
            may_be = ", unless it holds the name of one" if ".parameters." in tag else ""
            say(path, f"{{{{{tag}}}}} is text, no artifact{may_be}", hint=hint)
    for path, source in view.computed_artifacts:
        if _is_text(_variable(source)):
            say(path, f"{source.strip()} is text, no artifact", hint=hint)


def _is_text(variable: str) -> bool:
    return bool(_TEXT.fullmatch(variable) or _OTHER_TEXT.fullmatch(variable))


def _variable(source: str) -> str:
    """Return the variable that is all of an expression; empty for any other."""
    if OPEN in source:
        return ""
    tree, _ = read(source)
    found = variables(tree) if tree is not None and tree.kind in ("member", "name") else []
    # An index that is computed may lead anywhere.
    if len(found) != 1 or found[0].end != len(source.rstrip()):
        return ""
    return found[0].name


@rule("HL311", Handed, "An artifact comes from one artifact")
def one_source(view: Handed, say: Say) -> None:
    """`from` is one reference to an artifact and nothing besides: no path within it, no location.

    ```yaml
    artifacts:
    - {name: data, from: "{{tasks.load.outputs.artifacts.data}}/part.csv"}
    ```

    Use `subPath` for a part of the artifact; write locations as `s3`, `http`, ….
    """
    for path, source in view.artifacts:
        # What other tags will become may be the name of an artifact.
        if has_expression(source) or any(
            not _ARTIFACT.fullmatch(tag.strip()) for tag in tags(source)
        ):
            continue
        if not _ARTIFACT.fullmatch(_only_tag(source)):
            told = f"{source!r} is not one reference to an artifact"
            say(path, told, hint='write from: "{{tasks.NAME.outputs.artifacts.NAME}}"')


@rule("HL312", Handed, "A text comes from a text", "warning")
def text_from_text(view: Handed, say: Say) -> None:
    """A parameter's value is text; the tag of an artifact in it stays as it is.

    ```yaml
    parameters:
    - {name: data, value: "{{tasks.load.outputs.artifacts.data}}"}
    ```

    Hand it over among `artifacts`, with `from`, to an input artifact.
    """
    for path, text in view.texts:
        for tag in tags(text) if OPEN in text else ():
            if _ARTIFACT.fullmatch(tag.strip()):
                hint = "hand it over among `artifacts`, with `from`"
                say(path, f"{{{{{tag.strip()}}}}} is an artifact, no text", hint=hint)
    for path, source in view.computed_texts:
        if _ARTIFACT.fullmatch(_variable(source)):
            say(path, f"{source.strip()} is an artifact, no text", hint="name an output parameter")


@rule("HL314", ArtifactInText, "In text an artifact has a path", "warning")
def artifact_path(view: ArtifactInText, say: Say) -> None:
    """What a template runs finds an artifact at its path; a tag of the artifact itself stays.

    ```yaml
    args: ["{{inputs.artifacts.data}}"]
    ```

    Write `{{inputs.artifacts.data.path}}`.
    """
    tag = f"inputs.artifacts.{view.name}"
    say(view.path, f"{{{{{tag}}}}} stays as it is", hint=f"write {{{{{tag}.path}}}}")


def _only_tag(source: str) -> str:
    """Return what Argo looks up: it takes off the braces, where they are."""
    return source.removeprefix("{{").removesuffix("}}").strip()
