"""Labels and annotations, as Kubernetes takes them."""

from __future__ import annotations

from .objects import Named, Subject
from .registry import rule
from .selectors import problem_with_key, problem_with_value
from .shape import EMPTY, Fixed, any_string, is_object, mapping, under
from .tags import OPEN
from .template import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .finding import Path
    from .registry import Say
    from .shape import Object

_MAPS = ("labels", "annotations", "labelsFrom")


@rule(
    "HL116", Named, "The object's labels and annotations are ones that Kubernetes takes", "warning"
)
def labels_of_object(view: Named, say: Say) -> None:
    """The name of a label or annotation has at most 63 letters, digits, `-`, `_` and `.`.

    It begins and ends with a letter or digit; a domain and `/` may stand before it. The value of a
    label is of the same kind or empty, that of an annotation any text. Nothing is put in the place
    of tags here. The labels that a cron workflow gives to its workflows count as well.

    ```yaml
    metadata:
      name: train
      labels: {owner: Jane Doe}
    ```

    Write `jane-doe`, or make an annotation of it.
    """
    for path, told in _problems(view.metadata, ("metadata",)):
        say(path, f"Kubernetes refuses the object: {told}")
    made = mapping(view.spec.get("workflowMetadata")) if view.kind == "CronWorkflow" else EMPTY
    for path, told in _problems(made, ("spec", "workflowMetadata")):
        say(path, f"Kubernetes refuses the workflow: {told}")


@rule(
    "HL118",
    Subject,
    "Labels and annotations that a workflow gives are ones that Kubernetes takes",
    "warning",
    needs=("artifactGC", "podMetadata", "templateDefaults", "workflowMetadata"),
)
def labels_given(view: Subject, say: Say) -> None:
    """`workflowMetadata` and `podMetadata` hold labels and annotations as Kubernetes has them.

    Kubernetes refuses what gets others at run time.

    ```yaml
    spec:
      podMetadata:
        labels: {"cost center": research}
    ```

    Write `cost-center`.
    """
    for keys in (
        ("workflowMetadata",),
        ("podMetadata",),
        ("artifactGC", "podMetadata"),
        ("templateDefaults", "metadata"),
    ):
        given: Object = view.spec
        for key in keys:
            given = mapping(given.get(key))
        _report(given, under(view.path, *keys), say)


@rule(
    "HL442",
    Template,
    "The labels and annotations of pods are ones that Kubernetes takes",
    "warning",
    needs=("metadata",),
)
def labels_of_pod(view: Template, say: Say) -> None:
    """The `metadata` of a template is that of its pod, which Kubernetes refuses with others.

    ```yaml
    templates:
    - name: main
      metadata: {labels: {team: "data & models"}}
      container: {image: busybox}
    ```

    Write `data-and-models`, or make an annotation of it.
    """
    if not isinstance(view.path, Fixed):
        _report(mapping(view.raw["metadata"]), under(view.path, "metadata"), say)


def _report(metadata: Object, path: Path, say: Say) -> None:
    for place, told in _problems(metadata, path):
        # What the tags stand for is known at run time only.
        if OPEN not in told:
            say(place, f"Kubernetes refuses it at run time: {told}")


def _problems(metadata: Object, path: Path) -> Iterator[tuple[Path, str]]:
    for kind in _MAPS:
        if kind not in metadata or not is_object(metadata[kind]):
            continue
        for key, value in mapping(metadata[kind]).items():
            place, name = under(path, kind, key), any_string(key)
            # Of annotations Kubernetes looks at the names in lower case.
            problem = problem_with_key(name.lower() if kind == "annotations" else name)
            if problem:
                yield place, f"{name!r} is no name of {_noun(kind)}: {_short(problem)}"
            elif kind == "labels" and isinstance(value, str):
                problem = problem_with_value(value)
                if problem:
                    yield place, f"{value!r} is no value of a label: {_short(problem)}"


def _short(problem: str) -> str:
    # What follows are examples.
    return problem.partition(" (e.g. ")[0]


def _noun(kind: str) -> str:
    return "an annotation" if kind == "annotations" else "a label"
