"""Where facts are found, how a release is named, and how facts are written."""

from __future__ import annotations

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from _command import Command
from hera_codegen import facts
from hera_codegen.errors import FactsError, ReleaseError
from hera_codegen.facts import Lock
from hera_codegen.files import write_together
from hera_codegen.release import check_tag, find_tag, is_tag, sort_key

SPECS = Path(__file__).resolve().parents[2] / "specs"
TAGS = ["v3.4.18", "v3.5.15", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2"]
LOCK = Lock("0" * 64, 12)


def normal(tag: str) -> str:
    """Return a small document in normal form."""
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Small", "version": tag},
            "paths": {},
            "components": {"schemas": {"a.Thing": {"type": "object"}}},
        }
    )


def snapshot(directory: Path) -> dict[str, bytes | None]:
    """Return every path below a directory with its content."""
    return {
        str(path.relative_to(directory)): path.read_bytes() if path.is_file() else None
        for path in directory.rglob("*")
    }


# --- tags


@pytest.mark.parametrize("text", ["v4.1.2", "v0.0.0", "v10.20.30", "v4.0.0-rc1", "v4.0.0-rc12"])
def test_tags(text: str) -> None:
    assert is_tag(text)
    assert check_tag(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "main",
        "4.1",
        "4.1.2",
        "v4.1",
        "v4.1.2.3",
        "v04.1.2",
        "v4.1.2-rc",
        "v4.1.2-beta1",
        "../x",
        "v4.1.2/",
        "v4.1.2\n",
        "v4.1.²",
        "V4.1.2",
        " v4.1.2",
        "latest",
        "v4.1.2-rc1-rc2",
    ],
)
def test_what_is_no_tag(text: str) -> None:
    assert not is_tag(text)
    with pytest.raises(ReleaseError, match="is no release tag; give the whole tag"):
        check_tag(text)


def test_tags_sort_by_number_and_candidates_first() -> None:
    ordered = [
        "v3.9.1",
        "v3.10.0-rc2",
        "v3.10.0-rc10",
        "v3.10.0",
        "v3.10.1",
        "v4.0.0-rc1",
        "v4.0.0",
    ]
    assert sorted([*ordered[3:], *ordered[:3]], key=sort_key) == ordered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v3.6.19", "v3.6.19"),
        ("3.6.19", "v3.6.19"),
        ("v3.6", "v3.6.19"),
        ("3.6", "v3.6.19"),
        ("3", "v3.7.18"),
        ("v4", "v4.1.2"),
        ("v4.1.2-rc1", "v4.1.2-rc1"),
        ("4.1", "v4.1.2"),
        ("4.2", "v4.2.0-rc2"),
    ],
)
def test_a_beginning_means_the_newest_release(text: str, expected: str) -> None:
    more = ["v3.6.9", "v4.1.2-rc1", "v4.1.3-rc1", "v4.2.0-rc2", "v4.2.0-rc1"]
    assert find_tag(text, [*more, *TAGS]) == expected


def test_an_unknown_release_is_an_error_that_names_the_known() -> None:
    with pytest.raises(ReleaseError) as caught:
        find_tag("v3.1", reversed(TAGS))
    assert str(caught.value) == (
        f"release 'v3.1' is not known; known are {', '.join(TAGS)}; "
        "`hera-codegen fetch TAG` adds another"
    )
    for text in ("3.60", "v3.6.1", "v4.1.2-rc1"):
        with pytest.raises(ReleaseError, match="is not known"):
            find_tag(text, TAGS)
    for text in ("", "v", "main", "3.", "3.6.", "../x", "v3.6.19 ", "vv3.6"):
        with pytest.raises(ReleaseError, match="is no release; expected a version such as"):
            find_tag(text, TAGS)
    with pytest.raises(ReleaseError, match="none is known"):
        find_tag("v3.6", [])


# --- finding and loading


def test_the_packaged_releases_are_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    known = facts.catalogue()
    assert list(known) == TAGS
    assert all(item.packaged and item.lock for item in known.values())
    apis = facts.load_all(reversed(known.values()))
    assert [api.releases for api in apis] == [(tag,) for tag in TAGS]
    assert facts.load(facts.find("3.6", known)).releases == ("v3.6.19",)


def test_given_facts_come_before_packaged_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for tag in ("v4.1.2", "v10.0.0", "v4.1.2-rc1"):
        facts.save(tmp_path / "specs", tag, normal(tag), LOCK)
    (tmp_path / "specs" / "notes.json").write_text("{}")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert list(facts.catalogue()) == TAGS
    given = facts.catalogue(Path("../specs"))
    assert list(given) == [*TAGS[:-1], "v4.1.2-rc1", "v4.1.2", "v10.0.0"]
    assert not given["v4.1.2"].packaged
    assert given["v4.1.2"].lock == LOCK
    assert list(facts.load(given["v4.1.2"]).definitions) == ["a.Thing"]
    assert given["v4.0.10"].packaged
    monkeypatch.chdir(tmp_path)
    assert list(facts.catalogue()) == list(given)


def test_facts_without_a_row_of_the_lock_are_facts(tmp_path: Path) -> None:
    (tmp_path / "v9.0.0.json").write_text(normal("v9.0.0"))
    found = facts.catalogue(tmp_path)["v9.0.0"]
    assert found.lock is None
    assert facts.load(found).releases == ("v9.0.0",)


def test_a_directory_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="nothing: no such directory"):
        facts.catalogue(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no JSON: "),
        ("[" * 100_000, "is no JSON: "),
        ("[]", "is no OpenAPI 3.1 document"),
        ('{"openapi": "3.0.0"}', "is no OpenAPI 3.1 document"),
        ('{"swagger": "2.0"}', "is an upstream document; `hera-codegen fetch v9.0.0 --from "),
        ('{"openapi": "3.1.0"}', "the document: expected a member 'info', found none"),
        (normal("v9.0.1"), "holds release 'v9.0.1'; expected 'v9.0.0'"),
        (normal("v9.0.0").replace("object", "wrong"), "expected one JSON type, found 'wrong'"),
    ],
)
def test_damaged_facts_are_an_error_that_names_the_file(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "v9.0.0.json"
    path.write_text(content)
    with pytest.raises(FactsError) as caught:
        facts.load(facts.catalogue(tmp_path)["v9.0.0"])
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[", "is no TOML: "),
        ("[tool]", 'tool: unknown key; expected only tables [releases."TAG"]'),
        ('[releases."main"]', "releases/main: expected a release tag with sha256 and size"),
        ('[releases."v1.0.0"]\nsize = 1', "expected a release tag with sha256 and size"),
        (
            '[releases."v1.0.0"]\nsize = 1\nsha256 = "x"',
            "expected 64 hexadecimal digits, found 'x'",
        ),
        (
            f'[releases."v1.0.0"]\nsize = true\nsha256 = "{"0" * 64}"',
            "expected a number of bytes, found True",
        ),
    ],
)
def test_a_damaged_lock_is_an_error_that_names_the_file(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "releases.toml"
    path.write_text(content)
    with pytest.raises(FactsError) as caught:
        facts.catalogue(tmp_path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


# --- writing


def test_saving_writes_facts_and_a_sorted_lock(tmp_path: Path) -> None:
    directory = tmp_path / "new" / "specs"
    for tag in ("v3.10.0", "v3.9.0", "v3.10.0-rc1"):
        assert facts.save(directory, tag, normal(tag), LOCK) == directory / f"{tag}.json"
    rows = facts.locks(directory)
    assert list(rows) == ["v3.9.0", "v3.10.0-rc1", "v3.10.0"]
    assert set(rows.values()) == {LOCK}
    newer = Lock("f" * 64, 13)
    facts.save(directory, "v3.9.0", normal("v3.9.0") + "\n", newer)
    assert facts.locks(directory)["v3.9.0"] == newer
    assert (directory / "v3.9.0.json").read_text() == normal("v3.9.0") + "\n"
    assert len(snapshot(directory)) == 4


def test_writers_at_the_same_time_lose_no_row(tmp_path: Path) -> None:
    tags = [f"v1.0.{number}" for number in range(20)]

    def save(tag: str) -> None:
        facts.save(tmp_path, tag, normal(tag), LOCK)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, tags))
    assert list(facts.locks(tmp_path)) == tags


@pytest.mark.parametrize("content", ["mine", '{"swagger": "2.0"}', normal("v1.0.1")])
def test_a_file_that_holds_no_facts_is_not_overwritten(tmp_path: Path, content: str) -> None:
    (tmp_path / "v1.0.0.json").write_text(content)
    before = snapshot(tmp_path)
    with pytest.raises(FactsError, match="exists and is not a file of facts"):
        facts.save(tmp_path, "v1.0.0", normal("v1.0.0"), LOCK)
    assert snapshot(tmp_path) == before


def test_a_damaged_lock_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "releases.toml").write_text("[mine]\n")
    before = snapshot(tmp_path)
    with pytest.raises(FactsError, match="mine: unknown key"):
        facts.save(tmp_path, "v1.0.0", normal("v1.0.0"), LOCK)
    assert snapshot(tmp_path) == before


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    first, new, last = tmp_path / "first", tmp_path / "new", tmp_path / "last"
    first.write_text("old")
    (last / "child").mkdir(parents=True)  # a directory cannot be replaced by a file
    before = snapshot(tmp_path)
    with pytest.raises(OSError, match="directory"):
        write_together({first: "one", new: "two", last: "three"})
    assert snapshot(tmp_path) == before


def test_a_failing_replacement_puts_back_what_was_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, new, last = tmp_path / "first", tmp_path / "new", tmp_path / "last"
    first.write_text("old")
    last.write_text("older")
    before = snapshot(tmp_path)
    real = os.replace

    def replace(source: Any, target: Any) -> None:
        if str(source).endswith(".new") and Path(target) == last:
            raise OSError(5, "Input/output error")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OSError, match="Input/output"):
        write_together({first: "one", new: "two", last: "three"})
    assert snapshot(tmp_path) == before


def test_written_files_keep_permissions_links_and_line_ends(tmp_path: Path) -> None:
    target, link, fresh = tmp_path / "target", tmp_path / "link", tmp_path / "fresh"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    usual = tmp_path / "usual"
    usual.touch()
    write_together({link: "a\r\nü\n", fresh: ""})
    assert link.is_symlink()
    assert target.read_bytes() == "a\r\nü\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert fresh.stat().st_mode == usual.stat().st_mode


# --- the command


def test_releases_lists_what_is_known(hera_codegen: Command, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "v9.0.0.json").write_text(normal("v9.0.0"))
    result = hera_codegen("releases", "--specs", "own")
    assert (result.returncode, result.stderr) == (0, "")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["TAG", "DEFINITIONS", "FIELDS", "OPERATIONS", "SIZE", "SHA256", "FROM"]
    assert lines[1] == ["v3.4.18", "395", "1817", "69", "684013", "76dff1bcc6f1", "packaged"]
    assert lines[-1] == ["v9.0.0", "1", "0", "0", "-", "-", "own"]
    assert [line[0] for line in lines[1:]] == [*TAGS, "v9.0.0"]
    assert "\x1b" not in result.stdout


def test_releases_as_json(hera_codegen: Command) -> None:
    result = hera_codegen("releases", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    rows = json.loads(result.stdout)
    assert [row["tag"] for row in rows] == TAGS
    lock = facts.locks(SPECS)["v4.1.2"]
    assert rows[-1] == {
        "tag": "v4.1.2",
        "definitions": 425,
        "fields": 2061,
        "operations": 73,
        "size": lock.size,
        "sha256": lock.sha256,
        "from": "packaged",
    }


def test_a_mistake_is_one_line_and_status_2(hera_codegen: Command) -> None:
    result = hera_codegen("releases", "--specs", "nothing")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "hera-codegen: --specs nothing: no such directory; expected one of TAG.json files\n"
    )


def test_help_and_version(hera_codegen: Command) -> None:
    assert hera_codegen("--version").stdout.startswith("hera-codegen ")
    help_ = hera_codegen("--help")
    assert help_.returncode == 0
    assert {"fetch", "releases"} <= set(help_.stdout.split())
    unknown = hera_codegen("fetsch")
    assert unknown.returncode == 2
    assert "No such command 'fetsch'" in unknown.stderr


def test_a_missing_dependency_is_named(hera_codegen: Command, tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise ModuleNotFoundError(name='click')\n")
    result = hera_codegen("releases")
    assert result.returncode == 2
    assert result.stderr == (
        "hera-codegen: needs the Python package 'click'; install the generator's dependencies: "
        "pip install 'hera-workflows[codegen]'\n"
    )
