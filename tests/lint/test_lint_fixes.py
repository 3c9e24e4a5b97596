"""Fixes mend what they are for, and leave every other character of the text as it is."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hera.lint import Finding, lint
from hera.lint.project.fixes import fixed
from hera.lint.project.model import Located
from hera.lint.project.source import read

HEAD = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: case}
spec:
"""
TEMPLATES = """\
  - name: say
    inputs: {parameters: [{name: text}]}
    container: {image: busybox, args: ["{{inputs.parameters.text}}"]}
  - name: generate
    script: {image: python, source: print(1)}
"""
USES_A = 'arguments: {parameters: [{name: text, value: "{{tasks.a.outputs.result}}"}]}'
MESSAGE = 'arguments: {parameters: [{name: text, value: "x {{tasks.a.outputs.result}}"}]}'
DAG = f"""\
{HEAD}  entrypoint: main
  templates:
{TEMPLATES}  - name: main
    dag:
      tasks:
      - {{name: a, template: generate}}   # first
      - {{name: z, template: generate}}
"""


def found_in(text: str) -> list[Located]:
    """Return what the linter finds in a text, located."""
    source = read("case.yaml", text.encode())
    return [source.locate(finding, one) for one in source.objects for finding in lint(one.manifest)]


def codes(text: str) -> set[str]:
    """Return the codes of what the linter finds in a text."""
    return {found.finding.code for found in found_in(text)}


def mended(text: str) -> str:
    """Return a text after all fixes, of which a second run finds none that can be made."""
    for _ in range(10):
        text, done = fixed(text, found_in(text))
        if not done:
            break
    assert fixed(text, found_in(text)) == (text, [])
    return text


def edited(text: str, *fixes: Any, document: int = 0, inside: tuple[str | int, ...] = ()) -> str:
    """Return a text after fixes, each given as its edits; each one is made or none of its edits."""
    findings = [
        Located(Finding("HL000", "error", str(number), fix=edits), "f", None, "", document, inside)
        for number, edits in enumerate(fixes)
    ]
    new, _ = fixed(text, findings)
    return new


@pytest.mark.parametrize(
    ("task", "after"),
    [
        ("{name: b, template: say, @}", "{name: b, template: say, depends: a, @}"),
        ("{name: b, template: say, depends: z, @}", "{name: b, template: say, depends: z && a, @}"),
        (
            "{name: b, template: say, depends: 'z || z.Failed', @}",
            "{name: b, template: say, depends: '(z || z.Failed) && a', @}",
        ),
        (
            "{name: b, template: say, dependencies: [z], @}",
            "{name: b, template: say, dependencies: [z, a], @}",
        ),
        (
            "{name: b, template: say, continueOn: {failed: true}, @}",
            "{name: b, template: say, dependencies: [a], continueOn: {failed: true}, @}",
        ),
        (
            "name: b   # the second\n        template: say\n        @",
            "name: b   # the second\n        template: say\n        depends: a\n        @",
        ),
        (
            "name: b\n        dependencies:\n        - z   # why\n        template: say\n        @",
            "name: b\n        dependencies:\n        - z   # why\n        - a\n"
            "        template: say\n        @",
        ),
    ],
)
@pytest.mark.parametrize("uses", [USES_A, MESSAGE], ids=["HL512", "HL704"])
def test_a_task_comes_to_wait_for_what_it_uses(task: str, after: str, uses: str) -> None:
    text = f"{DAG}      - {task}\n".replace("@", uses)
    assert mended(text) == f"{DAG}      - {after}\n".replace("@", uses)
    assert not codes(mended(text)) & {"HL512", "HL704"}


def test_a_task_comes_to_wait_for_all_that_it_uses() -> None:
    both = "{name: b, template: say, arguments: {parameters: [{name: text, value: '@'}]}}"
    both = both.replace("@", "{{tasks.a.outputs.result}} {{tasks.z.outputs.result}}")
    after = both.replace("say,", "say, depends: a && z,")
    assert mended(f"{DAG}      - {both}\n") == f"{DAG}      - {after}\n"


@pytest.mark.parametrize(
    "tasks",
    [
        # Each would wait for the other.
        "- {name: b, template: say, @c}\n      - {name: c, template: say, @b}",
        # A name that begins with a digit goes with neither way of waiting.
        "- {name: b, template: say, @a}\n      - {name: 1st, template: generate}",
        # What is asked for is known of a task that failed, too.
        "- {name: b, template: generate, when: '{{tasks.a.exitCode}} == 1'}",
        # `depends` does not stand beside `dependencies`.
        "- {name: b, template: say, dependencies: [z], @a}\n"
        "      - {name: c, template: generate, depends: z}",
    ],
)
def test_a_task_is_left_where_it_is_not_plain_what_to_wait_for(tasks: str) -> None:
    for name in "abc":
        tasks = tasks.replace(f"@{name}", USES_A.replace("tasks.a.", f"tasks.{name}."))
    text = f"{DAG}      {tasks}\n"
    found = [one for one in found_in(text) if one.finding.code in ("HL512", "HL704", "HL504")]
    assert found
    waits = [one for one in found if one.finding.code != "HL504"]
    assert fixed(text, waits) == (text, [])


def test_dependencies_become_depends_where_the_others_have_it() -> None:
    tasks = [
        "{name: b, template: generate, depends: a.Succeeded}",
        "{name: c, template: generate, dependencies: [a, b]}   # both",
        "name: d\n        dependencies:\n        - b\n        - c\n        template: generate",
    ]
    text = DAG + "".join(f"      - {task}\n" for task in tasks)
    after = text.replace("dependencies: [a, b]", "depends: a && b")
    after = after.replace("dependencies:\n        - b\n        - c\n", "depends: b && c\n")
    assert mended(text) == after
    assert "HL504" not in codes(after)


@pytest.mark.parametrize(
    ("depends", "after"),
    [
        ("a.Suceeded || z.Failed", "a.Succeeded || z.Failed"),
        ("'(a.Failed && !z.AnySuceeded)'  # why", "'(a.Failed && !z.AnySucceeded)'  # why"),
        ("a.Completed", "a.Completed"),
    ],
)
def test_a_result_gets_its_right_name(depends: str, after: str) -> None:
    task = "      - name: b\n        template: generate\n        depends: @\n"
    text = (DAG + task).replace("name: z,", "name: z, withItems: [1, 2],")
    assert "HL506" in codes(text.replace("@", depends))
    assert mended(text.replace("@", depends)) == text.replace("@", after)


def test_the_only_template_becomes_the_entrypoint() -> None:
    one = "  # what it runs\n  templates:\n  - name: main\n    container: {image: busybox}\n"
    assert mended(HEAD + one) == f"{HEAD}  entrypoint: main\n{one}"
    more = f"{HEAD}{one}  - name: other\n    container: {{image: busybox}}\n"
    assert mended(more) == more


@pytest.mark.parametrize(
    ("args", "after"),
    [
        ('["{{inputs.parameters.text}"]', '["{{inputs.parameters.text}}"]'),
        ('["{{ inputs.parameters.text"]', '["{{ inputs.parameters.text}}"]'),
        ("['{{inputs.parameters.text} {']", "['{{inputs.parameters.text} {']"),
        ("['{{inputs.parameters.text}: it''s']", "['{{inputs.parameters.text}}: it''s']"),
        ("[a, '{{inputs.parameters.text and more']", "[a, '{{inputs.parameters.text and more']"),
        (
            "\n    - |\n      set -e  # stop\n      echo '{{inputs.parameters.text}'  # say\n",
            "\n    - |\n      set -e  # stop\n      echo '{{inputs.parameters.text}}'  # say\n",
        ),
        (
            """['{"a": {"b": "{{inputs.parameters.text}"}}']""",
            """['{"a": {"b": "{{inputs.parameters.text}"}}']""",
        ),
        (
            """['{"a": {{inputs.parameters.text}']""",
            """['{"a": {{inputs.parameters.text}']""",
        ),
    ],
)
def test_a_tag_is_closed_where_its_end_is_plain(args: str, after: str) -> None:
    text = HEAD + "  entrypoint: main\n  arguments: {parameters: [{name: text, value: x}]}\n"
    text += "  templates:\n  - name: main\n    inputs: {parameters: [{name: text}]}\n"
    text += "    container:\n      image: busybox\n      args: "
    assert mended(text + args.replace("\n    ", "\n      ") + "\n") == (
        text + after.replace("\n    ", "\n      ") + "\n"
    )


def test_a_field_whose_place_is_not_clear_stays() -> None:
    text = f"{HEAD}  entrypoint: main\n  templates[0]: {{}}\n  templates:\n  - name: main\n"
    text += "    container: {imge: x}\n"
    assert "HL001" in codes(text)
    assert mended(text) == text


CALL = f"""\
{HEAD}  entrypoint: main
  templates:
{TEMPLATES}  - name: main
    steps:
    - - name: a
        template: say
        arguments:
          parameters:
"""


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ("- {value: x, name: txt}  # a slip", "- {value: x, name: text}  # a slip"),
        ('- name: "Text"\n            value: x', '- name: "text"\n            value: x'),
        # Another name, or one of several.
        ("- {name: message, value: x}", "- {name: message, value: x}"),
        ("- {name: txt, value: x}\n          - {name: tex, value: x}", None),
    ],
)
def test_an_argument_gets_the_name_that_is_missing(given: str, after: str | None) -> None:
    text = f"{CALL}          {given}\n"
    assert "HL307" in codes(text)
    assert mended(text) == (text if after is None else f"{CALL}          {after}\n")


def test_names_that_may_be_counted_are_told_apart() -> None:
    text = f"{CALL}          - {{name: key-b, value: x}}\n".replace("text", "key-a")
    assert "HL307" in codes(text)
    assert mended(text) == text


def test_a_field_gets_its_right_name() -> None:
    text = f"{HEAD}  entryPoint: main  # what it runs\n  templates:\n  - name: main\n"
    text += "    container: {imge: busybox, 'Command': [ls], file: x}\n    inptus: {}\n"
    after = text.replace("entryPoint", "entrypoint").replace("imge", "image")
    after = after.replace("Command", "command").replace("inptus", "inputs")
    assert mended(text) == after


def test_a_field_beside_the_right_one_stays() -> None:
    text = f"{HEAD}  entrypoint: main\n  entryPoint: main\n  templates:\n  - name: main\n"
    text += "    container: {image: busybox}\n"
    assert "HL001" in codes(text)
    assert mended(text) == text


LAYOUTS = [
    # Comments, blank lines and quotes of what is beside it.
    (
        "a: 1  # one\n\n# two\nb: [x]\n",
        ("set", ("c",), "v"),
        "a: 1  # one\nc: v\n\n# two\nb: [x]\n",
    ),
    ("a:\n  # one\n  b: [x]\n", ("set", ("a", "c"), 2), "a:\n  c: 2\n  # one\n  b: [x]\n"),
    ("- b: [x]\n  d: 1\n", ("set", (0, "c"), "v"), "- c: v\n  b: [x]\n  d: 1\n"),
    ("a: {b: 'x', d: [1]}", ("set", ("a", "c"), "v"), "a: {b: 'x', c: v, d: [1]}"),
    ("a: {d: [1]}", ("set", ("a", "c"), "v"), "a: {c: v, d: [1]}"),
    ("{a: b}", ("set", ("c",), "v"), "{a: b, c: v}"),
    ('{"a":"b"}', ("set", ("c",), "v"), '{"a":"b","c":"v"}'),
    ('{\n\t"a": "b",\n\t"d": []\n}', ("set", ("c",), "v"), None),
    ("a: [x,  'y']", ("set", ("a", 2), "z"), "a: [x,  'y',  'z']"),
    ("a: []", ("set", ("a", 0), "z"), "a: [z]"),
    ('{"a":["x"]}', ("set", ("a", 1), "z"), '{"a":["x","z"]}'),
    ('{\n"a": [\n\t"x"\n]}', ("set", ("a", 1), "z"), '{\n"a": [\n\t"x",\n\t"z"\n]}'),
    (
        "a:\n- x\n- k: y\n  # end\nb: 1",
        ("set", ("a", 2), "z"),
        "a:\n- x\n- k: y\n- z\n  # end\nb: 1",
    ),
    ("a: 'it''s x'", ("set", ("a",), "it's y"), "a: 'it''s y'"),
    ('a: "\\x41 xx"', ("set", ("a",), "A w"), 'a: "\\x41 w"'),
    ("a: x # y", ("set", ("a",), "!z"), 'a: "!z" # y'),
    ("a: x", ("set", ("a",), "true"), 'a: "true"'),
    ("a: >\n  x\n\n  y {{z}\n", ("set", ("a",), "x\ny {{z}}\n"), "a: >\n  x\n\n  y {{z}}\n"),
    ("a:  # none\nb: 1\n", ("set", ("a",), "x"), "a: x  # none\nb: 1\n"),
    ("a: [x, y]  # c\n", ("set", ("a",), "x"), "a: x  # c\n"),
    ("a:\n- x\n- y\nb: 1\n", ("set", ("a",), {"k": ["x", 1]}), "a: {k: [x, 1]}\nb: 1\n"),
    ("'a': 1\nb: 2", ("rename", ("a",), "c"), "'c': 1\nb: 2"),
    ("a: 0 0,6 * * *  # c", ("wrap", ("a",), None), 'a: ["0 0,6 * * *"]  # c'),
    ("a: '@daily'", ("wrap", ("a",), None), "a: ['@daily']"),
    ("a: {b: 1}", ("wrap", ("a",), None), "a: [{b: 1}]"),
    ("a:\n  # c\n  b: 1\n  d: 2\n", ("wrap", ("a",), None), "a:\n  # c\n- b: 1\n  d: 2\n"),
]


@pytest.mark.parametrize(("text", "edit", "after"), LAYOUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_layout_stays(text: str, edit: Any, after: str | None, newline: str, mark: str) -> None:
    if after is None:
        after = text.replace('"b",\n\t', '"b",\n\t"c": "v",\n\t')
    text, after = (mark + each.replace("\n", newline) for each in (text, after))
    assert edited(text, [edit]) == after


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        # Other places would come to differ as well.
        ("a: &x {b: 1}\nc: *x\n", ("set", ("a", "d"), 2)),
        ("a: &x {b: 1}\nc: *x\n", ("set", ("c", "d"), 2)),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ("set", ("c", "b"), 2)),
        # Comments would be lost.
        ("a:\n# one\n- x\n- y\n", ("set", ("a",), "x")),
        # There is no room for the dash.
        ("a:\n b: 1\n", ("wrap", ("a",), None)),
        ("a: |\n  text\n", ("wrap", ("a",), None)),
        ("a: |\n  x\n  z\n", ("set", ("a",), "v\nw\n")),
        ("a: !!str 1\n", ("set", ("a",), "2")),
        ("a: 1\nb: 2\n", ("rename", ("a",), "b")),
        ("a: 1\n", ("rename", ("b",), "c")),
        ("a: 1\n", ("set", ("b", "c"), 1)),
        ("a: 1\nb: [\n", ("set", ("a",), 2)),
        ("a: [1\n", ("set", ("a",), 2)),
    ],
)
def test_what_cannot_be_mended_safely_stays(text: str, edit: Any) -> None:
    assert edited(text, [edit]) == text


def test_edits_of_one_finding_follow_each_other() -> None:
    fix = [("rename", ("s", "schedule"), "schedules"), ("wrap", ("s", "schedules"), None)]
    assert edited("s:\n  schedule: '@daily'  # c\n", fix) == "s:\n  schedules: ['@daily']  # c\n"


def test_one_edit_that_cannot_be_made_stops_the_others_of_its_finding_only() -> None:
    bad = [("rename", ("a",), "b"), ("wrap", ("d",), None)]
    good = [("set", ("c",), 4)]
    assert edited("a: 1\nd: |\n  x\nc: 3\n", bad, good) == "a: 1\nd: |\n  x\nc: 4\n"


def test_of_edits_that_meet_the_first_is_made() -> None:
    assert edited("a: 1\n", [("set", ("a",), 2)], [("set", ("a",), 3)]) == "a: 2\n"


def test_a_fix_that_does_harm_is_left_out_and_the_others_are_made() -> None:
    text = "a: &x {n: 1}\nb: *x\n" + "".join(f"k{number}: 1\n" for number in range(9))
    fixes: list[Any] = [[("set", (f"k{number}",), 2)] for number in range(9)]
    fixes.insert(4, [("set", ("a", "n"), 2)])
    assert edited(text, *fixes) == text.replace(": 1\n", ": 2\n")


def test_documents_and_lists_of_objects_are_told_apart() -> None:
    text = "---\n---\na: 1\n---\nkind: List\nitems:\n- a: 1\n- a: 1\n"
    new = edited(text, [("set", ("a",), 2)], document=1, inside=("items", 1))
    assert new == text.removesuffix("1\n") + "2\n"


def test_a_broken_document_stays_and_the_others_are_mended() -> None:
    text = "a: [1\n---\na: 1\n---\nb: {\n"
    assert edited(text, [("set", ("a",), 2)], document=1) == text.replace("a: 1", "a: 2")


def _workflow(rng: random.Random) -> tuple[dict[str, Any], str, str]:
    """Return a workflow in which each task uses all that it waits for, and a task with one."""
    names = rng.sample(["a", "b", "load", "train-2", "on", "True", "x1", "e5e"], rng.randint(2, 7))
    style = rng.choice(["depends", "dependencies"])
    tasks: list[dict[str, Any]] = []
    for index, name in enumerate(names):
        others = rng.sample(names[:index], rng.randint(min(index, 1), min(index, 3)))
        used = " ".join(f"{{{{tasks.{other}.outputs.result}}}}" for other in others)
        task: dict[str, Any] = {"name": name, "template": "say", "arguments": {}}
        task["arguments"]["parameters"] = [{"name": "text", "value": used or "ü 😀 # none"}]
        if others:
            task[style] = others if style == "dependencies" else " && ".join(others)
        shuffled = list(task.items())
        rng.shuffle(shuffled)
        tasks.append(dict(shuffled))
    last = tasks[-1]["name"]
    say: dict[str, Any] = {
        "name": "say",
        "script": {"image": "python", "source": "print(1)\n\nprint({{inputs.parameters.text}})\n"},
    }
    say["inputs"] = {"parameters": [{"name": "text"}]}
    manifest = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"name": "case"},
        "spec": {
            "entrypoint": "main",
            "templates": [{"name": "main", "dag": {"tasks": tasks}}, say],
        },
    }
    return manifest, last, style


def _dumped(rng: random.Random, manifest: dict[str, Any]) -> str:
    """Return a manifest as text in one of many styles."""
    if rng.random() < 0.4:
        text = json.dumps(
            manifest,
            indent=rng.choice([None, 2, "\t"]),
            separators=rng.choice([None, (",", ":")]),
            ensure_ascii=rng.random() < 0.5,
        )
    else:
        flow = rng.choice([None, True, False, False])
        text = yaml.safe_dump(
            manifest,
            default_flow_style=flow,
            default_style=rng.choice([None, None, '"']),
            indent=rng.choice([2, 4]),
            width=10_000,
            allow_unicode=True,
            sort_keys=False,
        )
        if flow is False:
            lines = text.splitlines()
            ends = [rng.choice(["", "", "  # note", "\n\n# note"]) for _ in lines]
            # Not within the script, of which comments would be a part.
            safe = [line.endswith(("say", "main")) for line in lines]
            pairs = zip(lines, ends, safe, strict=True)
            text = "".join(line + end * ok + "\n" for line, end, ok in pairs)
    return rng.choice(["", "\ufeff"]) + text.replace("\n", rng.choice(["\n", "\r\n"]))


def _is_within(part: str, whole: str) -> bool:
    """Tell whether all characters of a text come in another in their order."""
    rest = iter(whole)
    return all(char in rest for char in part)


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_a_dropped_dependency_comes_back_and_all_else_stays(seed: int) -> None:
    rng = random.Random(seed)
    manifest, name, style = _workflow(rng)
    tasks = manifest["spec"]["templates"][0]["dag"]["tasks"]
    task = next(task for task in tasks if task["name"] == name)
    others = task[style] if style == "dependencies" else task[style].split(" && ")
    dropped = rng.choice(others)
    rest = [other for other in others if other != dropped]
    task[style] = rest if style == "dependencies" else " && ".join(rest)
    if not rest and rng.random() < 0.7:
        del task[style]
    before = _dumped(rng, manifest)
    source = read("case", before.encode()).objects[0].manifest
    after = mended(before)
    assert _is_within(before, after)
    assert not codes(after) & {"HL512", "HL704"}
    (found,) = read("case", after.encode()).objects
    if not {finding.code for finding in lint(source)} & {
        "HL512",
        "HL704",
    }:  # it still waits for the other, by way of a third
        assert after == before
        return
    new = next(
        one for one in found.manifest["spec"]["templates"][0]["dag"]["tasks"] if one["name"] == name
    )
    key = "dependencies" if new.get("dependencies") else "depends"
    assert new[key] == (
        [*rest, dropped] if key == "dependencies" else " && ".join([*rest, dropped])
    )
    for one in (new, task):
        one.pop("depends", None)
        one.pop("dependencies", None)
    assert found.manifest == manifest


def test_what_stands_in_another_object_is_not_mended_here() -> None:
    other = read("other.yaml", f"{DAG}      - {{name: b, template: say, {USES_A}}}\n".encode())
    template = {**other.objects[0].manifest, "kind": "WorkflowTemplate"}
    manifest = {**template, "kind": "Workflow", "spec": {"workflowTemplateRef": {"name": "case"}}}
    (found,) = (one for one in lint(manifest, templates=[template]) if one.code == "HL512")
    assert found.fix == ()
    (found,) = (one for one in lint(template) if one.code == "HL512")
    assert found.fix != ()
