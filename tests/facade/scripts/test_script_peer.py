"""The text that Hera's inline constructor writes."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from hera.workflows._core.inline import hera_source
from hera.workflows._core.signature import read_signature

PEER = Path(__file__).resolve().parents[3] / ".bench" / "hera" / "bin" / "python"

FUNCTIONS = '''
import functools


def empty(): pass


def plain(zz, a, B=1, *, k: str = "q"):  # comment
    """Doc.

      indented
    """
    import os
    # another
    print(zz, """a
    b""")
    return a


def odd(x):
    """Doc
at the margin
    """
    print(x)


def only_keywords(*, a):
    print(a)


def variable(x, /, *args, **more): print(x); print(args)


async def waiting(x):
    await x


@functools.wraps(plain)
def wrapping(x): pass


def inner(x):

    def within(y):
        return y

    class Within:
        z = {"a": 1}
    if x:
        print(within(x))


def tabbed(x):
\tprint(x)


class Holder:
    @staticmethod
    def static(x):
        print(x)


ALL = [empty, plain, odd, only_keywords, variable, waiting, wrapping, inner, tabbed, Holder.static]
'''

ASK = """
import json, sys, warnings
warnings.simplefilter("ignore")
from functions import ALL
from hera.workflows import Script
for add in (True, False):
    for function in ALL:
        script = Script(name="x", source=function, add_cwd_to_sys_path=add)
        print(json.dumps(script._build_template().script.source))
"""


@pytest.fixture
def functions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    path = tmp_path / "functions.py"
    path.write_text(FUNCTIONS)
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("functions")
    monkeypatch.delitem(sys.modules, "functions")
    return list(module.ALL)


def test_the_text_is_heras(functions: list[object], tmp_path: Path) -> None:
    if not PEER.exists():
        pytest.skip("Hera 7.1 is not installed here: `make bench` does it")
    asked = subprocess.run(
        [PEER, "-c", ASK], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    theirs = [json.loads(line) for line in asked.stdout.splitlines()]
    ours = [
        hera_source(read_signature(function), add_cwd=add)
        for add in (True, False)
        for function in functions
    ]
    assert ours == theirs


def test_the_text_as_it_was_seen(functions: list[object]) -> None:
    source = hera_source(read_signature(functions[1]), add_cwd=False, input_names=["x", "B"])
    assert source == textwrap.dedent("""\
        import json
        try: B = json.loads(r'''{{inputs.parameters.B}}''')
        except: B = r'''{{inputs.parameters.B}}'''
        try: x = json.loads(r'''{{inputs.parameters.x}}''')
        except: x = r'''{{inputs.parameters.x}}'''

        \"""Doc.

          indented
        \"""
        import os
        print(zz, 'a\\n    b')
        return a""")
