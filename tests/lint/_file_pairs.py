"""For each rule about files a folder that it must flag, with the place, and one that it must not."""

from __future__ import annotations

from typing import NamedTuple

HEAD = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\n"
SPEC = "spec: {entrypoint: m, templates: [{name: m, container: {image: busybox}}]}\n"
WORKFLOW = HEAD + SPEC
TEMPLATE = WORKFLOW.replace("Workflow", "WorkflowTemplate").replace("generateName: a-", "name: a")
PROGRAM = """\
from hera.workflows import Container, Workflow

with Workflow(generate_name="a-", entrypoint="main") as w:
    c = Container(name="main", image="busybox")
"""
TWO_OF_ONE_NAME = """\
from hera.workflows import Steps, Workflow, script


@script(image="python:3.12")
def hello():
    print("hello")


first = hello


@script(image="python:3.12", name="hello")
def greet():
    print("hi")


with Workflow(generate_name="a-", entrypoint="main") as w:
    with Steps(name="main"):
        first(name="a")
        greet(name="b")
"""
_MAIN = 'if __name__ == "__main__":\n    '


class FilePair(NamedTuple):
    """Files with the defect at a line and column of one of them, and without it."""

    bad: dict[str, str | bytes]
    place: tuple[str, int, int] | tuple[str, None]
    good: dict[str, str | bytes]
    templates: tuple[str, ...] = ()


FILE_PAIRS = {
    "HL003": FilePair(
        {"a.yaml": (WORKFLOW + "# Käse\n").encode("latin-1")},
        ("a.yaml", 5, 4),
        {"a.yaml": WORKFLOW + "# Käse\n"},
    ),
    "HL004": FilePair(
        {"a.yaml": WORKFLOW + "---\nvalue: {{inputs.parameters.x}}\n"},
        ("a.yaml", 6, 8),
        {"a.yaml": WORKFLOW + '---\nvalue: "{{inputs.parameters.x}}"\n'},
    ),
    "HL013": FilePair(
        {"a.yaml": HEAD.replace("{generateName: a-}", "{name: a, name: b}") + SPEC},
        ("a.yaml", 3, 21),
        {"a.yaml": HEAD.replace("{generateName: a-}", "{name: a, labels: {name: b}}") + SPEC},
    ),
    "HL005": FilePair(
        {"a.py": PROGRAM + "open('nothing-of-this-name')\n"},
        ("a.py", 5, 1),
        {"a.py": PROGRAM + _MAIN + "open('nothing-of-this-name')\n"},
    ),
    "HL006": FilePair(
        {"a.yaml": WORKFLOW + "# hera: ignore[HL101]\n"},
        ("a.yaml", 5, 1),
        {
            "a.yaml": HEAD
            + SPEC.replace("entrypoint: m", "entrypoint: q").rstrip()
            + "  # hera: ignore[HL403]\n"
        },
    ),
    "HL007": FilePair(
        {"a.yaml": WORKFLOW + "---\n" + WORKFLOW.replace("Workflow", "Workflo")},
        ("a.yaml", 7, 7),
        {"a.yaml": WORKFLOW + "---\n" + WORKFLOW.replace("Workflow", "Rollout")},
    ),
    "HL008": FilePair(
        {"a.py": PROGRAM + "if w:\n    w.create()\n"},
        ("a.py", 6, 5),
        {"a.py": PROGRAM + _MAIN + "w.create()\n"},
    ),
    "HL009": FilePair(
        {"a.py": TWO_OF_ONE_NAME},
        ("a.py", 12, 1),
        {"a.py": TWO_OF_ONE_NAME.replace('name="hello"', 'name="other"')},
    ),
    "HL011": FilePair(
        {"a.py": PROGRAM + "import os\nos._exit(3)\n"},
        ("a.py", None),
        {"a.py": PROGRAM + "import os\n" + _MAIN + "os._exit(3)\n"},
    ),
    "HL012": FilePair(
        {"a.py": PROGRAM + '    c.imge = "alpine"\n'},
        ("a.py", 5, 5),
        {"a.py": PROGRAM + '    c.image = "alpine"\n'},
    ),
    "HL014": FilePair(
        {"a.yaml": WORKFLOW, "b.yaml": "kind: ConfigMap\n"},
        ("b.yaml", None),
        {"a.yaml": WORKFLOW, "b.yaml": TEMPLATE},
        templates=("b.yaml",),
    ),
    "HL407": FilePair(
        {"a.yaml": TEMPLATE, "b.yaml": TEMPLATE},
        ("b.yaml", 3, 18),
        {"a.yaml": TEMPLATE, "b.yaml": TEMPLATE.replace("name: a", "name: b")},
    ),
}
