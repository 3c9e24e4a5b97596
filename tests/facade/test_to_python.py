"""The Python that is made of YAML: run, it makes the equal manifest; and it reads well."""

from __future__ import annotations

import ast
import importlib.util
import linecache
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import black
import pytest
from facade._facade_documents import OWN, corpus, manifest, same, workflow

import hera.workflows as hw
from hera._cli.to_python import to_python

pytestmark = pytest.mark.filterwarnings("ignore::hera.exceptions.HeraWarning")


def run(program: str, folder: Path) -> dict[str, Any]:
    """Run a program from a file, and return the manifests of its workflows, by variable."""
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("program", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Without what was compiled before: programs of equal size and time are taken for one.
    cached = Path(importlib.util.cache_from_source(str(file)))
    cached.unlink(missing_ok=True)
    linecache.checkcache(str(file))
    spec.loader.exec_module(module)
    kinds = (hw.Workflow, hw.WorkflowEventBinding)
    return {name: v.to_dict() for name, v in vars(module).items() if isinstance(v, kinds)}


def made(text: str, folder: Path) -> tuple[str, dict[str, Any]]:
    """Return the program for a document, and the manifest that it makes."""
    program = to_python([manifest(text)])
    (result,) = run(program, folder).values()
    return program, result


@cache
def programs() -> list[tuple[str, str, str]]:
    """Return name, YAML and program of each document in the corpus."""
    return [(name, text, to_python([manifest(text)])) for name, text in corpus()]


def test_every_document_comes_out_equal(tmp_path: Path) -> None:
    own = [(name, text, to_python([manifest(text)])) for name, text in OWN.items()]
    wrong = []
    for name, text, program in (*programs(), *own):
        (result,) = run(program, tmp_path).values()
        if not same(result, manifest(text)):
            wrong.append((name, "differs"))
        if black.format_str(program, mode=black.Mode()) != program:
            wrong.append((name, "is not in black's form"))
    assert wrong == []


def test_nearly_all_of_the_corpus_is_written_with_the_facades_classes() -> None:
    # Hera's DAG writes failFast of the DAG to the template, too.
    assert [name for name, _, text in programs() if "templates.append" in text] == [
        "dag-disable-failFast.yaml"
    ]
    assert [name for name, _, text in programs() if "from_dict" in text] == []


def test_programs_pass_a_linter_with_sorted_imports(tmp_path: Path) -> None:
    for number, (_, _, program) in enumerate(programs()):
        (tmp_path / f"p{number}.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "I,F,E9"]
    found = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_diamond_reads_like_a_persons() -> None:
    text = workflow("""
- name: echo
  inputs: {parameters: [{name: message}]}
  container: {image: alpine, command: [echo, "{{inputs.parameters.message}}"]}
- name: main
  dag:
    tasks:
    - {name: A, template: echo, arguments: {parameters: [{name: message, value: A}]}}
    - {name: B, template: echo, depends: A, arguments: {parameters: [{name: message, value: B}]}}
    - {name: C, template: echo, depends: A, arguments: {parameters: [{name: message, value: C}]}}
    - {name: D, template: echo, depends: B && C,
       arguments: {parameters: [{name: message, value: D}]}}
""")
    assert to_python([manifest(text)]) == """\
from hera.workflows import DAG, Container, Parameter, Workflow

with Workflow(name="own", entrypoint="main") as w:
    echo = Container(
        name="echo",
        inputs=[Parameter(name="message")],
        image="alpine",
        command=["echo", "{{inputs.parameters.message}}"],
    )
    with DAG(name="main"):
        a = echo(name="A", arguments={"message": "A"})
        b = echo(name="B", arguments={"message": "B"})
        c = echo(name="C", arguments={"message": "C"})
        d = echo(name="D", arguments={"message": "D"})
        a >> [b, c] >> d
"""


def test_steps_side_by_side_are_parallel() -> None:
    program = to_python([manifest(OWN["steps"])])
    assert '        one(name="a")\n        with main.parallel():\n            one(name=' in program
    assert program.endswith("        one()\n")


def test_names_that_python_or_the_program_has_already_are_changed() -> None:
    program = to_python([manifest(OWN["forward and back"])])
    assert "    print_template = Container(" in program
    assert "        class_task = print_template(" in program
    assert "        class_task >> n_1st\n" in program
    assert 'depends="class&&print"' in program
    assert 'depends="class || print.Failed"' in program
    assert 'dependencies=["class"]' in program


def test_containers_of_a_set_have_arrows() -> None:
    program = to_python([manifest(OWN["container set"])])
    assert "        a >> [b, c] >> main\n" in program


def test_volumes_and_environment_are_flat() -> None:
    program = to_python([manifest(OWN["volumes"])])
    for part in (
        "SecretVolume(",
        'mount_path="/secret"',
        'Volume(name="claim", size="1Gi")',
        'SecretEnv(name="SECRET", secret_name="s", secret_key="k")',
        'FieldEnv(name="FIELD", api_version="v1", field_path="metadata.name")',
        'models.EnvVar(name="NONE")',
        'ConfigMapEnvFrom(name="m")',
    ):
        assert part in program


def test_a_text_of_several_lines_stands_as_it_is() -> None:
    program = to_python([manifest(OWN["leaves"])])
    assert "source=\"\"\"\\\na = '''x'''" not in program  # black would end it too early
    text = workflow("""
- name: main
  script: {image: i, command: [sh], source: "set -e\\necho done\\n"}
""")
    assert 'source="""\\\nset -e\necho done\n"""' in to_python([manifest(text)])


def test_several_documents_are_one_program(tmp_path: Path) -> None:
    texts = [OWN["steps"], OWN["cron"], OWN["binding"], OWN["steps"]]
    program = to_python([manifest(text) for text in texts])
    results = run(program, tmp_path)
    assert list(results) == ["own", "c", "b", "own_workflow"]
    assert same(list(results.values()), [manifest(text) for text in texts])
    assert program.count("import") == 1


def test_a_script_that_was_a_function_is_one_again(tmp_path: Path) -> None:
    program = """\
from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def double(n: int, words: "list[str]") -> int:
    # What comes of it is printed.
    import random

    return 2 * n * len(words)


@script()
def pick(choices):
    import random
    print(choices)


with Workflow(name="functions", entrypoint="main") as w:
    with DAG(name="main"):
        first = double(name="a", arguments={"n": "1", "words": "[]"})
        second = pick(arguments={"choices": "{{tasks.a.outputs.result}}"})
        first >> second
"""
    (before,) = run(program, tmp_path).values()
    again = to_python([before])
    assert "Script(" not in again
    assert "    # What comes of it is printed.\n" in again
    assert 'a = double(name="a", arguments={"n": "1", "words": "[]"})' in again
    # Where black would change the text that travels, it is kept from it.
    kept = (
        '# fmt: off\n@script(image="python:3.10")\ndef pick(choices):\n    import random\n    print'
    )
    assert kept in again
    (after,) = run(again, tmp_path).values()
    assert same(after, before)
    assert black.format_str(again, mode=black.Mode()) == again


def test_a_fan_out_over_a_function_comes_out_equal(tmp_path: Path) -> None:
    program = """\
from hera.workflows import Steps, Workflow, script


@script()
def numbers():
    return [1, 2]


@script()
def each(n: int):
    return n


with Workflow(name="functions", entrypoint="main") as w:
    with Steps(name="main"):
        numbers()
        each(with_param="{{steps.numbers.outputs.result}}", arguments={"n": "{{item}}"})
"""
    (before,) = run(program, tmp_path).values()
    again = to_python([before])
    assert "def each(n: int):" in again
    (after,) = run(again, tmp_path).values()
    assert same(after, before)


def test_a_source_that_no_function_makes_stays_a_text(tmp_path: Path) -> None:
    text = workflow("""
- name: main
  script: {image: i, command: [python], source: "#}}\\ndef f():\\n    pass\\n\\nf()\\n"}
""")
    program, result = made(text, tmp_path)
    assert "    Script(" in program
    assert same(result, manifest(text))
    assert isinstance(ast.parse(program), ast.Module)


def test_a_long_chain_goes_over_several_statements(tmp_path: Path) -> None:
    tasks = [f"    - {{name: t{i}, template: main, depends: t{i - 1}}}" for i in range(1, 20)]
    text = workflow(
        "- name: main\n  dag:\n    tasks:\n    - {name: t0, template: main}\n" + "\n".join(tasks)
    )
    program, result = made(text, tmp_path)
    assert "        t0 >> t1 >> t2 >> t3 >> t4 >> t5 >> t6 >> t7\n        t7 >> t8 >>" in program
    assert same(result, manifest(text))
