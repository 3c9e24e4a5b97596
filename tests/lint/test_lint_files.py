"""Which files a path means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hera.lint.project.files import MANIFESTS, find


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _names(*paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    return [file.name for file in find(paths, exclude)]


def test_a_folder_means_what_lies_in_it_and_below_by_name(inside: Path) -> None:
    _make(inside, "b.yaml", "a/z.yml", "a/b/c.json", "c.py", "notes.txt", "d.yaml.bak", "a/x")
    assert _names(".") == ["a/b/c.json", "a/z.yml", "b.yaml", "c.py"]
    assert _names("a") == ["a/b/c.json", "a/z.yml"]
    assert _names(str(inside / "a")) == [str(inside / "a/b/c.json"), str(inside / "a/z.yml")]


def test_only_what_ends_as_asked_is_found(inside: Path) -> None:
    _make(inside, "a.yaml", "b.py")
    assert [file.name for file in find(["."], (), MANIFESTS)] == ["a.yaml"]


def test_what_is_hidden_or_installed_is_left_out(inside: Path) -> None:
    _make(inside, ".git/a.yaml", ".hidden.yaml", "node_modules/x/a.yaml", "__pycache__/a.py")
    _make(inside, "env/pyvenv.cfg", "env/lib/a.py", "seen/a.yaml", "environment/a.py")
    assert _names(".") == ["environment/a.py", "seen/a.yaml"]


def test_what_is_named_is_meant_whatever_it_is(inside: Path) -> None:
    _make(inside, ".git/a.yaml", "notes.txt", "node_modules/x/a.yaml")
    named = find([".git/a.yaml", "notes.txt", "node_modules"], exclude=["*.txt"])
    assert [(file.name, file.named) for file in named] == [
        (".git/a.yaml", True),
        ("notes.txt", True),
        ("node_modules/x/a.yaml", False),
    ]


def test_each_file_is_meant_once_in_the_order_of_the_paths(inside: Path) -> None:
    _make(inside, "a/1.yaml", "a/2.yaml", "b.yaml")
    assert _names("b.yaml", "a/2.yaml", ".", "./b.yaml") == ["b.yaml", "a/2.yaml", "a/1.yaml"]


@pytest.mark.parametrize(
    ("glob", "left"),
    [
        ("b.yaml", ["a/c/d.yaml", "e.yaml"]),
        ("c", ["a/b.yaml", "b.yaml", "e.yaml"]),
        ("a/", ["b.yaml", "e.yaml"]),
        ("a/c", ["a/b.yaml", "b.yaml", "e.yaml"]),
        ("a/*", ["b.yaml", "e.yaml"]),
        ("./a/*", ["b.yaml", "e.yaml"]),
        ("**/b.yaml", ["a/c/d.yaml", "e.yaml"]),
        ("*/d.yaml", ["a/b.yaml", "b.yaml", "e.yaml"]),
    ],
)
def test_globs_leave_out(inside: Path, glob: str, left: list[str]) -> None:
    _make(inside, "a/b.yaml", "a/c/d.yaml", "b.yaml", "e.yaml")
    assert _names(".", exclude=(glob,)) == left


def test_globs_are_also_for_paths_from_the_folder_and_for_whole_ones(inside: Path) -> None:
    _make(inside, "top/a/b.yaml", "top/c.yaml")
    assert _names("top", exclude=("a/b.yaml",)) == ["top/c.yaml"]
    assert _names("top", exclude=(f"{inside}/top/a/*",)) == ["top/c.yaml"]


def test_standard_input_is_a_path(inside: Path) -> None:
    _make(inside, "a.yaml")
    assert [(file.name, file.path) for file in find(["-", "a.yaml"])] == [
        ("-", ""),
        ("a.yaml", str(inside / "a.yaml")),
    ]


def test_links_to_files_are_followed_and_those_to_folders_are_not(inside: Path) -> None:
    _make(inside, "a/1.yaml")
    os.symlink("..", inside / "a/loop")
    os.symlink("1.yaml", inside / "a/2.yaml")
    os.symlink("nowhere.yaml", inside / "a/3.yaml")
    os.mkfifo(inside / "a/4.yaml")
    (inside / "a/5.yaml").mkdir()
    assert _names("a") == ["a/1.yaml", "a/2.yaml"]


def test_a_path_that_leads_nowhere_is_an_error(inside: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"^missing\.yaml: no such file or folder$"):
        find(["missing.yaml"])


def test_links_that_lead_to_each_other_are_passed_over(inside: Path) -> None:
    _make(inside, "c.yaml")
    os.symlink("b.yaml", inside / "a.yaml")
    os.symlink("a.yaml", inside / "b.yaml")
    assert _names(".") == ["c.yaml"]
