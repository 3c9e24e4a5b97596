"""Rules about several files, and about files that could not be judged to the end."""

from __future__ import annotations

from .registry import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .finding import Path
    from .registry import Say


class Unfinished:
    """A file that was given up.

    Attributes:
        message: What happened.
        hint: What to do about it.
    """

    __slots__ = ("hint", "message")

    def __init__(self, message: str, hint: str) -> None:
        self.message: str = message
        self.hint: str = hint


class Untold:
    """Why templates that were given besides are not known.

    Attributes:
        message: What is wrong.
        hint: What to do about it.
    """

    __slots__ = ("hint", "message")

    def __init__(self, message: str, hint: str | None) -> None:
        self.message: str = message
        self.hint: str | None = hint


class Double:
    """A workflow template that is defined a second time.

    Attributes:
        subject: Its kind and name.
        file: The file with the other definition; empty for the same file.
        path: The place of its name.
    """

    __slots__ = ("file", "path", "subject")

    def __init__(self, subject: str, file: str, path: Path) -> None:
        self.subject: str = subject
        self.file: str = file
        self.path: Path = path


@rule("HL011", Unfinished, "A file can be judged to the end")
def file_judged(view: Unfinished, say: Say) -> None:
    """A program that does not end, or that ends the process it runs in, is given up.

    What the file defines is not judged then; the other files are.

    ```yaml
    # a program with `while True: ...`, or with `os._exit(1)`
    ```

    Let the program only define its workflows, and do the rest under
    `if __name__ == "__main__":`.
    """
    say((), view.message, hint=view.hint)


@rule("HL407", Double, "A workflow template is defined once in a folder", "warning")
def defined_once(view: Double, say: Say) -> None:
    """Of two workflow templates with one kind, name and namespace the cluster keeps the last one.

    `argo lint` refuses both in one run. Definitions in different folders are taken for variants,
    such as a base and what kustomize lays over it: a reference means the nearest one.

    ```yaml
    kind: WorkflowTemplate
    metadata: {name: build}
    ---
    kind: WorkflowTemplate
    metadata: {name: build}   # which of them is meant?
    ```

    Rename or remove one of them, or move it to a folder of its own.
    """
    other = f"also in {view.file}" if view.file else "more than once in this file"
    say(view.path, f"{view.subject} is defined {other}", hint="rename or remove one of them")


@rule("HL014", Untold, "What is given for its templates has some", "warning")
def templates_known(view: Untold, say: Say) -> None:
    """A file or folder that is given with `--templates` holds workflow templates that can be read.

    What cannot be read there cannot be referred to; nothing else is told of such files.

    ```yaml
    # shared.yaml of `--templates shared.yaml`
    kind: ConfigMap
    ```

    Correct the path or the file.
    """
    say((), view.message, hint=view.hint)
