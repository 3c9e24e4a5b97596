"""Hostile and very large input ends in an error of the package, in bounded memory and time."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models._examples import examples
from models._process import run_python

from hera_models import (
    Container,
    Model,
    ModelsError,
    ParseError,
    Template,
    ValidationError,
    Workflow,
    load_all,
)

# --- Deep nesting

DEEP = """
import sys, threading
import hera_models
from hera_models import *

levels = int(sys.argv[1])
way = sys.argv[2]

def nested(levels):
    data = {"name": "x"}
    for _ in range(levels // 4):
        data = {"name": "x", "dag": {"tasks": [{"name": "t", "inline": data}]}}
    return data

def plain(levels):
    data = 1
    for _ in range(levels):
        data = {"a": data}
    return data

def text(levels):
    return '{"dag":{"tasks":[{"name":"t","inline":' * (levels // 4) + "{}" + "}]}}" * (levels // 4)

def block(levels):
    return "".join(" " * number + "a:\\n" for number in range(levels))

def models(levels):
    made = Template(name="x")
    for _ in range(levels // 4):
        made = Template(dag=DAGTemplate(tasks=[DAGTask(name="t", inline=made)]))
    return made

def assigned(levels):
    Template().dag = nested(levels)["dag"]

WAYS = {
    "from_dict": lambda: Template.from_dict(nested(levels)),
    "lenient from_dict": lambda: Template.from_dict(nested(levels), lenient=True),
    "model_validate": lambda: Template.model_validate(nested(levels)),
    "constructor": lambda: Template(**nested(levels)),
    "assignment": lambda: assigned(levels),
    "constructor, any value": lambda: DAGTask(name="x", with_items=[plain(levels)]),
    "from_dict, any value": lambda: DAGTask.from_dict({"name": "x", "withItems": [plain(levels)]}),
    "lenient, any value": lambda: DAGTask.from_dict({"withItems": [plain(levels)]}, lenient=True),
    "wrong type": lambda: Container.from_dict({"image": plain(levels)}),
    "unknown field": lambda: Container.from_dict({"wrong": plain(levels)}),
    "from_json": lambda: Template.from_json(text(levels)),
    "lenient from_json": lambda: Template.from_json(text(levels), lenient=True),
    "from_yaml": lambda: Template.from_yaml(text(levels)),
    "from_yaml, block": lambda: Template.from_yaml(block(levels)),
    "load_all": lambda: list(hera_models.load_all(text(levels))),
    "load_all, YAML": lambda: list(hera_models.load_all(block(levels))),
    "to_dict": lambda: models(levels).to_dict(),
    "to_json": lambda: models(levels).to_json(),
    "to_yaml": lambda: models(levels).to_yaml(),
    "to_json, any value": lambda: DAGTask.from_dict({"withItems": [plain(levels)]}, lenient=True).to_json(),
    "to_yaml, any value": lambda: DAGTask.from_dict({"withItems": [plain(levels)]}, lenient=True).to_yaml(),
    "check_release": lambda: check_release(models(levels), "v4.1"),
}

def run():
    try:
        WAYS[way]()
        print("done")
    except hera_models.ModelsError as error:
        assert len(str(error)) < 20_000, len(str(error))
        print("refused", type(error).__name__)

failed = []
threading.excepthook = lambda args: failed.append(repr(args.exc_value)[:300])
threading.stack_size(int(sys.argv[3]) * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
print(*failed)
"""
READING = (
    *("from_dict", "lenient from_dict", "model_validate", "constructor", "assignment"),
    *("constructor, any value", "from_dict, any value", "wrong type", "unknown field"),
    *("from_json", "lenient from_json", "from_yaml", "from_yaml, block", "load_all"),
    "load_all, YAML",
)
WRITING = (
    "to_dict",
    "to_json",
    "to_yaml",
    "to_json, any value",
    "to_yaml, any value",
    "check_release",
)
SMALL, USUAL = 512, 8192  # KiB of stack


@pytest.mark.parametrize("stack", [SMALL, USUAL])
@pytest.mark.parametrize("way", READING)
def test_a_thousand_levels_are_refused(way: str, stack: int) -> None:
    found = run_python(DEEP, "1000", way, str(stack), megabytes=1024, timeout=60)
    assert found.split() in (["refused", "ValidationError"], ["refused", "ParseError"])


# Such an object can only be built from the inside out, and pydantic-core writes it on the stack.
@pytest.mark.parametrize("way", WRITING)
def test_writing_a_thousand_levels_ends_in_an_answer(way: str) -> None:
    found = run_python(DEEP, "1000", way, str(USUAL), megabytes=1024, timeout=60)
    assert found.split()[0] in ("done", "refused")


@pytest.mark.parametrize("levels", [190, 260])
@pytest.mark.parametrize("way", ["from_dict", "from_json", "from_yaml", "to_json", "to_dict"])
def test_what_is_nested_near_the_limit_ends_in_an_answer(way: str, levels: int) -> None:
    stack = USUAL if way.startswith("to_") else SMALL
    found = run_python(DEEP, str(levels), way, str(stack), megabytes=1024, timeout=60)
    assert found.split()[0] in ("done", "refused")


@pytest.mark.parametrize("way", READING[:5] + READING[9:13] + WRITING)
def test_what_people_nest_is_taken(way: str) -> None:
    found = run_python(DEEP, "40", way, str(SMALL if "block" not in way else USUAL), megabytes=1024)
    expected = "refused" if "block" in way else "done"  # the block holds names of no field
    assert found.split()[0] == expected


def test_an_object_that_holds_itself() -> None:
    data: dict[str, Any] = {"name": "x"}
    data["dag"] = {"tasks": [{"name": "t", "inline": data}]}
    items: list[Any] = []
    items.append(items)
    for document in (data, {"plugin": {"a": items}}):
        with pytest.raises(ValidationError):
            Template.from_dict(document)
        with pytest.raises(ValidationError):
            Template(**document)
    with pytest.raises(ValidationError):
        Template.from_dict(data, lenient=True)


def test_a_model_that_holds_itself_is_not_written() -> None:
    template = Template.from_dict({"name": "x", "dag": {"tasks": [{"name": "t"}]}})
    assert template.dag is not None
    assert template.dag.tasks is not None
    template.dag.tasks[0].inline = template
    for write in (template.to_dict, template.to_json, template.to_yaml):
        with pytest.raises(ModelsError):
            write()
    assert "..." in repr(template)


# --- Aliases

BOMBS = {
    "lists": "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{after}: &{after} [{','.join(['*' + before] * 10)}]\n"
        for before, after in zip("abcdefghij", "bcdefghijk", strict=True)
    ),
    "maps": "a: &a {x: 1, y: 2}\n"
    + "".join(
        f"{after}: &{after} {{x: *{before}, y: *{before}, z: *{before}}}\n"
        for before, after in zip("abcdefghijklmnopqrst", "bcdefghijklmnopqrstu", strict=True)
    ),
    "merges": "a: &a {x: 1}\n"
    + "".join(
        f"{after}: &{after} {{<<: [{','.join(['*' + before] * 9)}], k{after}: *{before}}}\n"
        for before, after in zip("abcdefghijklmnopq", "bcdefghijklmnopqr", strict=True)
    ),
    "itself": "a: &a [*a]\n",
    "itself in a map": "a: &a {b: *a}\n",
}
BOMB = """
import sys, hera_models
text = sys.stdin.read() if sys.argv[1] == "-" else sys.argv[1]
for read in (
    lambda: hera_models.Workflow.from_yaml(text, lenient=True),
    lambda: list(hera_models.load_all(text)),
    lambda: list(hera_models.load_all("---\\n" + text)),
):
    try:
        read()
        print("done")
    except hera_models.ParseError as error:
        print("refused")
"""


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_aliases_do_not_explode(text: str) -> None:
    found = run_python(BOMB, text, megabytes=1024, timeout=60)
    assert found.split() == ["refused"] * 3


def test_aliases_that_people_use_are_taken() -> None:
    text = (
        "spec:\n  templates:\n  - &a {name: a, container: &c {image: x}}\n  - {<<: *a, name: b}\n"
    )
    templates = Workflow.from_yaml(text).to_dict()["spec"]["templates"]
    assert templates == [
        {"name": "a", "container": {"image": "x"}},
        {"name": "b", "container": {"image": "x"}},
    ]


# --- Size


def test_yaml_is_read_up_to_16_mib() -> None:
    text = "image: " + "x" * (16 * 2**20)
    for read in (Container.from_yaml, lambda text: list(load_all(text))):
        with pytest.raises(ParseError, match=r"16777223 bytes is over the limit of 16777216"):
            read(text)
    read_anyway = Container.from_yaml(text, max_bytes=2 * len(text))
    assert read_anyway.image == text.removeprefix("image: ")
    fits = text[: 16 * 2**20]
    assert Container.from_yaml(fits).to_dict() == {"image": fits.removeprefix("image: ")}


def test_json_of_20_mib_is_read() -> None:
    container = {"image": "x" * 1000, "args": ["é" * 10]}
    templates = [{"name": str(number), "container": container} for number in range(20_000)]
    document = {"kind": "Workflow", "spec": {"templates": templates}}
    text = json.dumps(document, ensure_ascii=False)
    assert len(text) > 20 * 2**20
    assert Workflow.from_json(text).to_dict() == document
    (found,) = load_all(text)
    assert found.to_dict() == document


@pytest.mark.parametrize("text", ['{"image":"x"}', '{"image":"é"}'])
def test_json_over_the_limit_is_refused(text: str) -> None:
    size = len(text.encode())
    for given_text in (text, text.encode()):
        assert Container.from_json(given_text, max_bytes=size).to_json() == text
        with pytest.raises(
            ParseError, match=f"{size} bytes, more than {size - 1}; raise max_bytes"
        ):
            Container.from_json(given_text, max_bytes=size - 1)


def test_json_over_100_mib_is_refused_by_default() -> None:
    text = b'{"image":"' + b"x" * (100 * 2**20 - 12) + b'"}'
    assert len(text) == 100 * 2**20
    assert len(Container.from_json(text).image or "") == 100 * 2**20 - 12
    for read in (Container.from_json, lambda text: list(load_all(text))):
        with pytest.raises(ParseError, match="104857601 bytes"):
            read(text + b" ")


# --- Anything at all

READERS: tuple[Callable[[Any], object], ...] = (
    Workflow.from_yaml,
    Workflow.from_json,
    lambda text: list(load_all(text)),
    lambda text: Workflow.from_yaml(text, lenient=True),
    lambda text: Workflow.from_json(text, lenient=True),
    lambda text: list(load_all(text, lenient=True)),
)
SEEDS = (
    "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\n"
    "spec:\n  entrypoint: main\n  templates:\n  - name: main\n    steps:\n    - - name: a\n"
    "        template: b\n        withItems: [1, a, {b: c}]\n  - &x\n    name: b\n    script:\n      source: |\n        x\n",
    '{"kind": "Workflow", "spec": {"templates": [{"container": {"image": "x", "args": ["a"]}}]}}',
    '{"kind":"Workflow","spec":{}}\n{"kind":"CronWorkflow","spec":{"workflowSpec":{}}}',
    "%YAML 1.1\n---\n!!map {kind: Workflow, ? spec : !!map {}}\n...\n",
)
PIECES = st.sampled_from(
    [
        *("---", "...", "\n", "  ", "- ", ": ", "? ", "<<: ", "&a ", "*a", "!!int ", "!x ", "%TAG"),
        *(
            "{",
            "}",
            "[",
            "]",
            ",",
            "'",
            '"',
            "|",
            ">",
            "#",
            "\\",
            "kind: Workflow\n",
            "spec:",
            "null",
        ),
        *(
            "1e999",
            "0x",
            "-.inf",
            ".nan",
            "NaN",
            "\\ud800",
            "\x00",
            "\ufeff",
            "\x85",
            "9" * 30,
            "é",
        ),
        *('{"kind":"Workflow"', '"spec":', "\t", "\r", "2024-02-29", "!!binary x", "!!timestamp x"),
    ]
)


def told(read: Callable[[Any], object], given_value: Any) -> str:
    """Return what an error of ours says, nothing where there is none; any other error is a bug."""
    try:
        read(given_value)
    except ModelsError as error:
        return str(error) or "nothing told"
    return ""


def read_with_every_reader(text: str | bytes) -> int:
    """Give a text to every reader; return how many read it."""
    answers = [told(read, text) for read in READERS]
    assert "nothing told" not in answers
    return answers.count("")


def mutated(seed: str, changes: random.Random) -> str:
    characters = list(seed)
    for _ in range(changes.randrange(1, 6)):
        place = changes.randrange(len(characters) + 1)
        match changes.randrange(3):
            case 0:
                characters[place : place + changes.randrange(1, 9)] = []
            case 1:
                characters.insert(place, changes.choice("{}[]:,-&*!|>'\"%@#?\n \t\\0a\x00é"))
            case _:
                end = place + changes.randrange(1, 30)
                characters[place:place] = characters[place:end]
    return "".join(characters)


@examples(400)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_text_of_yaml_and_json_raises_another_error(text: str) -> None:
    assert read_with_every_reader(text) <= len(READERS)


@examples(400)
@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False))
def test_no_damaged_manifest_raises_another_error(seed: str, changes: random.Random) -> None:
    assert read_with_every_reader(mutated(seed, changes)) <= len(READERS)


@examples(300)
@given(st.text() | st.binary())
def test_no_text_at_all_raises_another_error(text: str | bytes) -> None:
    assert read_with_every_reader(text) <= len(READERS)


def test_the_seeds_themselves_are_read() -> None:
    assert [read_with_every_reader(seed) for seed in SEEDS] == [4, 6, 2, 4]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=3)
    | st.sampled_from([object(), {1}, range(2), Container, "Workflow", 2**70]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["kind", "spec", "templates", "name", "dag", "tasks", "labels", "metadata"])
        | st.text(max_size=3)
        | st.integers(),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("model", [Workflow, Template])
@pytest.mark.parametrize("lenient", [False, True])
def test_no_data_raises_another_error(model: type[Model], lenient: bool) -> None:
    @examples(200)
    @given(ANYTHING)
    def check(data: object) -> None:
        assert told(lambda data: model.from_dict(data, lenient=lenient), data) != "nothing told"

    check()
