"""The programs use every name of the surface, and every constructor argument."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from _shared import shared

from .covering import arguments_left, arguments_used, names_used
from .runs import programs

_PROGRAM = """\
from hera.workflows import Container, Env
from hera.workflows import Workflow as W

common = {"image": "i"}
Container(name="c", **{**common, "x": 1})
W()
"""


def _surface() -> dict[str, Any]:
    text = shared("reference", "hera-7.1-surface.json").read_text(encoding="utf-8")
    surface: dict[str, Any] = json.loads(text)
    return surface


def test_every_name_of_the_surface_is_used_by_a_program() -> None:
    names = {name for name, facts in _surface().items() if "." not in name and name != "modules"}
    assert len(names) >= 98
    assert sorted(names - names_used(programs().values())) == []


def test_every_constructor_argument_is_used_by_a_program() -> None:
    surface = {k: v for k, v in _surface().items() if isinstance(v, dict)}
    assert arguments_left(surface, arguments_used(programs().values())) == []


def test_there_are_enough_programs() -> None:
    assert len(programs()) >= 150


def test_names_count_where_they_are_imported_and_mentioned(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(_PROGRAM, encoding="utf-8")
    assert names_used([file]) == {"Container", "Workflow"}


def test_arguments_count_where_they_are_passed_on(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(_PROGRAM, encoding="utf-8")
    used = arguments_used([file])
    assert used == {("Container", "name"), ("Container", "image")}
    surface = {"Container": {"init": ["name", "image", "args", "_hidden"]}, "Odd": {"init": None}}
    assert arguments_left(surface, used) == ["Container.args"]


def test_what_a_family_has_in_common_needs_one_use() -> None:
    surface = {
        "AVolume": {"init": ["name", "path"]},
        "BVolume": {"init": ["name", "size"]},
    }
    assert arguments_left(surface, {("AVolume", "name")}) == ["AVolume.path", "BVolume.size"]
