"""Rules about files and what stands in them besides objects of Argo's."""

from __future__ import annotations

from difflib import get_close_matches

from .registry import rule
from .shape import string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .registry import Say
    from .shape import Object

# What `argo lint` judges.
KINDS = (
    "Workflow",
    "WorkflowTemplate",
    "ClusterWorkflowTemplate",
    "CronWorkflow",
    "WorkflowEventBinding",
)
VERSION = "argoproj.io/v1alpha1"


# Kinds of the same group that are not for the linter: Argo's own records, and other projects'.
_OTHERS = frozenset(
    {
        "AnalysisRun",
        "AnalysisTemplate",
        "AppProject",
        "Application",
        "ApplicationSet",
        "ArgoCD",
        "ClusterAnalysisTemplate",
        "EventBus",
        "EventSource",
        "Experiment",
        "GitOpsPromotion",
        "NotificationsConfiguration",
        "NumaflowController",
        "Rollout",
        "RolloutManager",
        "Sensor",
        "WorkflowArtifactGCTask",
        "WorkflowTaskResult",
        "WorkflowTaskSet",
    }
)
# How alike two words are that differ by a slip or two.
_ALIKE = 0.8


def is_as_usual(manifest: Object) -> bool:
    """Tell whether an object says that it is one of Argo's as Argo writes it."""
    return manifest.get("kind") in KINDS and manifest.get("apiVersion") is not None


def is_argos(manifest: Object) -> bool:
    """Tell whether an object is one that the linter judges.

    Argo's own linter goes by the kind alone. Other projects have kinds of the same names, which
    their group tells apart; a group that looks like a slip does not.
    """
    return manifest.get("kind") in KINDS and _is_argos_version(manifest.get("apiVersion"))


def _is_argos_version(version: object) -> bool:
    if not isinstance(version, str) or version.startswith("argoproj.io/"):
        return True
    return bool(_close(version, (VERSION, VERSION.partition("/")[0])))


def _close(given: str, known: Sequence[str]) -> str:
    """Return the nearest of some words if it is near enough."""
    return next(iter(get_close_matches(given, known, 1, _ALIKE)), "")


class Problem:
    """Something wrong with a file, as text.

    Attributes:
        message: What is wrong.
        hint: What to do about it.
    """

    __slots__ = ("hint", "message")

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message: str = message
        self.hint: str | None = hint


class Header:
    """What an object says that it is.

    Attributes:
        raw: The object.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: Object) -> None:
        self.raw: Object = raw


class Unreadable(Problem):
    """Why a file as a whole is not read."""


class Failing(Problem):
    """Why a program does not run to its end."""


class Sending(Problem):
    """Why a program is not read to its end, although it may run."""


class Wrong(Problem):
    """What the build of a workflow knows to fail."""


class Doubtful(Problem):
    """What the build of a workflow warns of."""


class Useless(Problem):
    """Why a comment silences nothing."""


class BadDocument(Problem):
    """Why a document is not read."""


class Repeated(Problem):
    """A key that a document gives twice."""


@rule("HL003", Unreadable, "A file can be read")
def file_readable(view: Unreadable, say: Say) -> None:
    """What is not text, or larger than any manifest, is not read; nothing in it is judged.

    ```yaml
    # 50 MB of data, which no cluster would take
    ```

    Leave the file out with `exclude`, or save it as UTF-8.
    """
    say((), view.message, hint=view.hint)


@rule("HL004", BadDocument, "A document is YAML or JSON")
def document_readable(view: BadDocument, say: Say) -> None:
    """A document that is not YAML or nests without end is not judged.

    Documents before and after it, which a line `---` separates, are.

    ```yaml
    value: {{inputs.parameters.message}}   # to YAML this begins a mapping
    ```

    Correct what the message says at its line; quote values that begin with a brace.
    """
    say((), view.message, hint=view.hint)


@rule("HL013", Repeated, "A key is given once", "warning")
def key_given_once(view: Repeated, say: Say) -> None:
    """Of equal keys the last one counts, here and where a manifest reaches the cluster.

    Argo's own command line passes over a document with a key that is given twice: `argo lint` does
    not judge it, and `argo submit` does not send it.

    ```yaml
    metadata:
      annotations: {owner: ada}
      annotations: {team: data}   # only this one is there
    ```

    Put what belongs together under one key.
    """
    say((), view.message, hint=view.hint)


@rule("HL005", Failing, "A program runs to its end")
def program_runs(view: Failing, say: Say) -> None:
    """A Python program is run for the workflows among its variables; this one fails.

    What it defines before that is judged.

    ```yaml
    # a program that reads a file which is not there
    ```

    Mend the program; do what needs more than its own modules under `if __name__ == "__main__":`.
    """
    say((), view.message, hint=view.hint)


@rule("HL006", Useless, "A comment that silences a rule silences something", "warning")
def ignore_needed(view: Useless, say: Say) -> None:
    """A comment that silences what is not found hides the next mistake at its place.

    `# hera: ignore[HL101,HL7]` at the end of a line is for findings that begin on it, on a line of
    its own for those of the next line; without codes it is for all. `# hera: ignore-file[HL7]` at
    the head of a file is for the file.

    ```yaml
    entrypoint: main  # hera: ignore[HL102]
    ```

    Remove the comment, or the code that is of no use.
    """
    say((), view.message, hint=view.hint or "remove it")


@rule("HL007", Header, "An object says that it is one of Argo's as Argo writes it", "warning")
def kind_known(view: Header, say: Say) -> None:
    """What has no kind of Argo's is passed over: one that is misspelt is not judged.

    Without `apiVersion`, Argo's own commands take an object, but the cluster does not.

    ```yaml
    apiVersion: argoproj.io/v1alpha1
    kind: Workflo
    ```

    Write `apiVersion: argoproj.io/v1alpha1` and the kind as Argo does.
    """
    kind, version = string(view.raw.get("kind")), view.raw.get("apiVersion")
    if kind in KINDS:
        if version is None:
            say((), "there is no apiVersion", hint=f"add apiVersion: {VERSION}")
    elif string(version).startswith("argoproj.io/") and kind not in _OTHERS:
        if not kind:
            say(
                ("kind",) if "kind" in view.raw else (),
                "there is no kind",
                hint="add kind: Workflow",
            )
        elif close := _close(kind, KINDS):
            say(("kind",), f"Argo has no kind {kind!r}; did you mean {close!r}?")


@rule("HL008", Sending, "A program only defines its workflows when it is imported", "warning")
def program_only_defines(view: Sending, say: Say) -> None:
    """While a program is read, nothing is sent to a server: it ends where it tries to.

    What it defines before that is judged, what it would define after it is not.

    ```yaml
    # a program with `workflow.create()` outside of any function
    ```

    Put what is to be done under `if __name__ == "__main__":`.
    """
    say((), view.message, hint=view.hint)


@rule("HL009", Wrong, "What a program builds is what it says")
def build_sound(view: Wrong, say: Say) -> None:
    """Some mistakes are seen in the program alone, as its manifest no longer shows them.

    ```yaml
    # a program with two different templates of one name, of which the manifest has the first
    ```

    Correct the program as the message says.
    """
    say((), view.message, hint=view.hint)


@rule("HL012", Doubtful, "What a program builds is likely what is meant", "warning")
def build_meant(view: Doubtful, say: Say) -> None:
    """Building a workflow warns of what looks wrong in the program, and not in its manifest.

    ```yaml
    # a program that sets a field which there is not, as in `container.imge = "busybox"`
    ```

    Correct the program as the message says.
    """
    say((), view.message, hint=view.hint)
