"""Functions travel as they were written."""

# The functions are users', who annotate as they like.
# mypy: disable-error-code="no-untyped-def, no-untyped-call, name-defined, import-not-found"

from __future__ import annotations

import functools
import importlib
import json
import linecache
import subprocess
from collections.abc import Callable
from multiprocessing import get_all_start_methods
from pathlib import Path
from typing import Any, TypeVar

import pytest
from facade.scripts._pods import findings_of, run, run_file, run_with, source_of
from facade.scripts.argo_model import substitute

from hera.workflows._core.inline import InlineRequest, inline_source
from hera.workflows._core.signature import read_signature

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


def decorator(*_: object) -> Callable[[FunctionT], FunctionT]:
    return lambda function: function


def commented(  # why
    x,  # the first: a(b
    y=(1, 2),
):  # trailing
    # first comment
    """No docstring

    odd
    """
    # second comment
    return f"{x!r} {y}" """
  raw"""


def kinds(a, /, b, *more, c, d=4, **rest):
    return [a, b, list(more), c, d, rest]


@decorator(
    # a comment
    "argument"
)
@decorator()
def decorated(x):
    return x


class Holder:
    @staticmethod
    @decorator()
    def static(x: str):
        """First

        of all."""
        return """a
  b
        c""" + x


async def waiting(x: int) -> int:
    import asyncio

    await asyncio.sleep(0)
    return x + 1


def defaults(x=Path("/p"), y=str.upper, *, z=frozenset()):
    return [x, y, z]


def fails(x: int):
    return 1 / x  # by nothing


def nothing():
    print("said")


def predefined():
    os.getcwd(), sys.argv, json.dumps([])  # noqa: F821
    print(sys.path[-1] == os.getcwd())  # noqa: F821


def test_comments_and_odd_texts_stay() -> None:
    assert run_with(commented, {"x": "1", "y": "2"}).result == "1 2\n  raw"
    source = source_of(commented)
    body = Path(__file__).read_text().partition("def commented(")[2].partition("\n\n\n")[0]
    assert f"def commented({body}\n" in source


def test_every_kind_of_argument() -> None:
    values = {"a": "1", "b": "2", "more": "[3, 4]", "c": "5", "d": "6", "rest": '{"k": 7}'}
    assert json.loads(run_with(kinds, values).result) == [1, 2, [3, 4], 5, 6, {"k": 7}]


def test_decorators_stay_at_home() -> None:
    assert "decorator" not in source_of(decorated)
    assert run_with(decorated, {"x": "v"}).result == "v"
    assert run_with(functools.wraps(decorated)(lambda x: x), {"x": "v"}).result == "v"


def test_static_methods() -> None:
    assert run_with(Holder.static, {"x": "!"}).result == "a\n  b\n        c!"
    assert run_with(Holder.__dict__["static"], {"x": "?"}).result == "a\n  b\n        c?"


def test_async_functions() -> None:
    assert run_with(waiting, {"x": "1"}).result == "2"


def test_defaults_need_no_names() -> None:
    source = source_of(defaults)
    assert "def defaults(x=None, y=None, *, z=None):" in source
    found = run_with(defaults, {"x": "a", "y": "b", "z": "c"}).result
    assert json.loads(found) == ["a", "b", "c"]


def test_annotations_need_no_import() -> None:
    # This module postpones its annotations, and so the script does.
    assert "from __future__ import annotations" in source_of(kinds)
    namespace: dict[str, Any] = {"Frame": Any}
    text = "def made(x: Frame, *, y: 'Frame' = 1, z: int = 2) -> dict[str, Frame]:\n    return {'x': x}\n"
    made = from_cell(text, namespace)["made"]
    source = source_of(made)
    assert "from __future__" not in source
    assert "def made(x: 'Frame', *, y: 'Frame' = 1, z: int = 2) -> 'dict[str, Frame]':" in source
    assert json.loads(run_with(made, {"x": "[]", "y": "1", "z": "1"}).result) == {"x": []}


def test_tracebacks_show_the_users_text(tmp_path: Path) -> None:
    done = run_file(substitute(source_of(fails), {"x": "0"}), tmp_path)
    assert done.returncode == 1
    assert "return 1 / x  # by nothing" in done.stderr
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_prints_stay_on_stdout_where_nothing_is_returned() -> None:
    pod = run_with(nothing)
    assert (pod.out, pod.err) == ("said\n", "")


def test_what_hera_predefines() -> None:
    text, _ = inline_source(InlineRequest(predefined, read_signature(predefined)))
    assert run([text])[0].out == "True\n"
    without = inline_source(InlineRequest(predefined, read_signature(predefined), add_cwd=False))[0]
    assert "sys.path" not in without.partition("def predefined")[0]


@pytest.mark.parametrize("name", ["print", "str", "isinstance", "open", "json", "sys", "os"])
def test_any_name_of_ours_may_be_the_users(name: str) -> None:
    function = from_cell(f"def {name}(x: int):\n    return [x]\n")[name]
    assert run_with(function, {"x": "1"}).result == "[1]"


# --- notebooks ---


def from_cell(text: str, namespace: dict[str, Any] | None = None) -> dict[str, Any]:
    """Run a notebook's cell, whose text only `linecache` has."""
    name = f"<cell-{abs(hash(text))}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    found = {"__name__": "__main__", **(namespace or {})}
    exec(compile(text, name, "exec", dont_inherit=True), found)
    return found


def test_functions_and_classes_of_a_notebook() -> None:
    cells = from_cell("import math\n")
    cells = from_cell("class Box:\n    size = 2\n", cells)
    cells = from_cell("def double(x):\n    return Box.size * x\n", cells)
    cells = from_cell("def f(x: int):\n    return math.floor(double(x) + 0.5)\n", cells)
    found = findings_of(cells["f"])
    assert len(found) == 1
    assert "<cell-" in found[0]
    assert "name 'double' is not defined in the script: define it inside the function" in found[0]
    pod = run_with(cells["f"], {"x": "3"}, include=[cells["double"], cells["Box"]])
    assert pod.result == "6"


# --- what is refused ---


def test_what_has_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="a lambda cannot become a script: write a function"):
        source_of(lambda x: x)
    found: dict[str, Any] = {}
    exec("def made(): pass", found)
    with pytest.raises(OSError, match="the text of 'made' is not to be had"):
        source_of(found["made"])
    with pytest.raises(TypeError, match="<built-in function len> has no Python text"):
        source_of(len)


def test_the_text_of_another_function_does_not_travel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "edited_later.py").write_text("def first():\n    return 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("edited_later")
    (tmp_path / "edited_later.py").write_text("def second():\n    return 2  # longer\n")
    with pytest.raises(OSError, match="'first' is not here: the file has changed"):
        source_of(module.first)


# --- definitions within ---


def pickled(count: int):
    import multiprocessing
    import pickle

    class Pair:
        """Two."""

        def __init__(self, x):
            self.x = x

    def square(pair):
        return Pair(pair.x * pair.x + count)

    assert pickle.loads(pickle.dumps(square)) is square
    for method in multiprocessing.get_all_start_methods():
        with multiprocessing.get_context(method).Pool(1) as pool:
            print([pair.x for pair in pool.map(square, [Pair(2), Pair(3)])])


def recursive(n: int):
    def inner():
        return n

    if n > 0:
        recursive(n - 1)
    return inner()


def shadowing(x: int):
    def helper():
        def deeper():
            nonlocal x
            x += 1
            return x

        return deeper()

    def len(_):
        return 5

    return [helper(), len("abc"), x]


def test_definitions_within_can_be_pickled(tmp_path: Path) -> None:
    done = run_file(substitute(source_of(pickled), {"count": "1"}), tmp_path, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[5, 10]"] * len(get_all_start_methods())


def test_definitions_within_mean_what_they_mean() -> None:
    assert run_with(recursive, {"n": "3"}).result == "3"
    assert json.loads(run_with(shadowing, {"x": "1"}).result) == [2, 5, 2]


def test_a_builtin_that_the_module_hides_is_reported() -> None:
    cells = from_cell("def print(x):\n    return x\n")
    cells = from_cell("def f(x: int):\n    return print(x)\n", cells)
    (finding,) = findings_of(cells["f"])
    assert "name 'print' is not defined in the script" in finding
    assert run_with(cells["f"], {"x": "1"}, include=[cells["print"]]).result == "1"


def test_closures_are_reported() -> None:
    outer = 3

    def inner(x: int):
        return x + outer

    (finding,) = findings_of(inner)
    assert "name 'outer' is not defined in the script: it belongs to the function around" in finding
    assert run_with(inner, {"x": "1"}, include=[outer]).result == "4"


def test_generators_are_reported() -> None:
    def generator():
        yield 1

    (finding,) = findings_of(generator)
    assert "a generator function does not run when called: return a list" in finding


def test_methods_are_reported() -> None:
    class Owner:
        def method(self, x: int) -> int:
            return x

        @classmethod
        def of_class(cls, x: int) -> int:
            return x

    for method in (Owner.method, Owner.of_class, Owner.__dict__["of_class"].__func__):
        (finding,) = findings_of(method)
        assert "a method's object does not travel" in finding


def test_the_script_compiles_alone(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(source_of(kinds))
    done = subprocess.run(["python3", "-m", "py_compile", str(path)], capture_output=True)
    assert done.returncode == 0, done.stderr
