"""Where the artifacts of a template lie in its container, and that their callers say the source."""

from __future__ import annotations

from .artifacts import problem_with_path
from .registry import rule
from .shape import mapping, objects, string, under
from .template import ARTIFACTS, LEAVES, Template
from .template_rules import Filled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .finding import Path
    from .registry import Say
    from .shape import Object


@rule("HL429", Template, "Only what runs something itself has paths", needs=(ARTIFACTS,))
def paths_in_leaf(view: Template, say: Say) -> None:
    """An artifact's `path` is a file in a container, so steps, DAGs and suspends have none.

    ```yaml
    templates:
    - name: main
      inputs: {artifacts: [{name: data, path: /data}]}
      steps: [[{name: a, template: a}]]
    ```

    Leave `path` out; the template that runs the container says where it wants the file.
    """
    if view.kind in LEAVES or not view.kind:
        return
    for side, path, artifact in _artifacts(view):
        if artifact.get("path"):
            at = f"templates.{view.name}.{side}.artifacts.{string(artifact.get('name'))}"
            argo = f"{at}.path only valid in container/script templates"
            say(under(path, "path"), argo=argo)


@rule("HL430", Filled, "An artifact's path stays inside its directory", needs=(ARTIFACTS,))
def paths_safe(view: Filled, say: Say) -> None:
    """Each artifact of a container has a path, and no `..` leads out of where it begins.

    ```yaml
    inputs:
      artifacts:
      - {name: data, path: /tmp/../etc/passwd}
    ```

    Write the path without `..`.
    """
    template = view.template
    if template.kind not in LEAVES:
        return
    for side, path, artifact in _artifacts(template):
        name = string(artifact.get("name"))
        given = artifact.get("path")
        # Inputs are looked at as they stand, outputs with their tags replaced.
        text = string(given) if side == "inputs" else view.fill(given)
        problem = problem_with_path(name, text)
        if problem:
            argo = f"error in templates.{template.name}.{side}.artifacts.{name}: {problem}"
            say(path, argo=argo)


@rule("HL431", Template, "An input says no source", needs=(ARTIFACTS,))
def inputs_without_from(view: Template, say: Say) -> None:
    """Where an input artifact comes from is said by the caller, in its arguments.

    ```yaml
    inputs:
      artifacts:
      - {name: data, path: /data, from: "{{tasks.a.outputs.artifacts.data}}"}
    ```

    Move `from` to the arguments of the step or task that calls the template.
    """
    for index, artifact in enumerate(objects(mapping(view.raw.get("inputs")).get("artifacts"))):
        if artifact.get("from"):
            at = f"templates.{view.name}.inputs.artifacts.{string(artifact.get('name'))}"
            place = under(view.path, "inputs", "artifacts", index, "from")
            say(place, argo=f"{at}.from not valid in inputs")


def _artifacts(template: Template) -> list[tuple[str, Path, Object]]:
    return [
        (side, under(template.path, side, "artifacts", index), artifact)
        for side in ("inputs", "outputs")
        for index, artifact in enumerate(objects(mapping(template.raw.get(side)).get("artifacts")))
    ]
