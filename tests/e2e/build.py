"""Build Argo, Kubernetes' API server and etcd from their Go modules: python -m tests.e2e.build

Exit status 0: all is built. 3: modules or a toolchain are not to be had from here, so that
callers may do without. 1: something else went wrong.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ._programs import MODULES, Module, built_folder, cache
from ._toolchain import Go, NoToolchain, find_go

DONE, FAILED, NOT_TO_BE_HAD = 0, 1, 3
_AT_ONCE = 2
# Go's words for a fault of go.mod or go.sum, whatever can be fetched.
_WRONG_PINS = ("checksum mismatch", "missing go.sum entry", "updates to go.mod needed")


class BuildFailed(Exception):
    """The sources are there, but something in them or about them is wrong."""


class ModulesMissing(Exception):
    """Modules could not be fetched."""


def main() -> int:
    """Build what is not built yet and return the exit status."""
    folder = cache()
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        try:
            go = find_go(folder)
        except NoToolchain as error:
            print(f"go: {error}", file=sys.stderr)
            return NOT_TO_BE_HAD
        print(f"{go.version} builds into {folder}", flush=True)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return max(pool.map(partial(_report, go), MODULES), key=_severity)


def _severity(status: int) -> int:
    return (DONE, NOT_TO_BE_HAD, FAILED).index(status)


@contextmanager
def _alone(folder: Path) -> Generator[None, None, None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another build is under way; waiting for its end", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _report(go: Go, module: Module) -> int:
    target = built_folder(module, go.version)
    if target.is_dir():
        os.utime(target)  # for `_prune`
        print(f"{module.name}: built already", flush=True)
        return DONE
    print(f"{module.name}: building {', '.join(module.programs)}", flush=True)
    started = time.monotonic()
    try:
        _build(module, go, target)
    except ModulesMissing as error:
        print(f"{module.name}: its Go modules are not to be had: {error}", file=sys.stderr)
        return NOT_TO_BE_HAD
    except BuildFailed as error:
        print(f"{module.name}: not built: {error}", file=sys.stderr)
        return FAILED
    sizes = (
        f"{name} {(target / 'bin' / name).stat().st_size / 1e6:.0f} MB" for name in module.programs
    )
    print(f"{module.name}: {time.monotonic() - started:.0f} s; {', '.join(sizes)}", flush=True)
    _prune(module, target)
    return DONE


def _build(module: Module, go: Go, target: Path) -> None:
    work = cache() / "work" / module.name
    shutil.rmtree(work, ignore_errors=True)
    made = work / "made"
    sources = work / "sources"
    try:
        shutil.copytree(module.folder, sources, ignore=shutil.ignore_patterns("_added"))
        _lay_over(module, go, sources)
        _fetch(go, "list", "-deps", *module.programs.values(), cwd=sources)
        (made / "bin").mkdir(parents=True)
        for name, package in module.programs.items():
            flags = ["-trimpath", f"-ldflags={module.linker_flags()}", "-o", f"{made}/bin/{name}"]
            done = go.run("build", *flags, package, cwd=sources)
            if done.returncode:
                raise BuildFailed(done.stderr.strip())
        for name, (path, within) in module.keeps.items():
            shutil.copytree(_module_folder(go, path, sources) / within, made / name)
        os.replace(made, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _prune(module: Module, target: Path) -> None:
    """Remove what was built of older sources.

    All but the one that was last asked for: going to and fro between two states of the sources
    costs nothing. All but those in use, too: a test may start a program of theirs again.
    """
    name = re.compile(rf"{re.escape(module.name)}-[0-9a-f]{{16}}-go[0-9.]+")
    others = [path for path in target.parent.iterdir() if name.fullmatch(path.name)]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in others if path != target][1:]:
        if _in_use(path):
            continue
        # Renamed first: what bears the name is always whole.
        doomed = cache() / "work" / module.name
        os.replace(path, doomed)
        shutil.rmtree(doomed)
        print(f"{module.name}: removed {path.name}", flush=True)


def _in_use(folder: Path) -> bool:
    for program in Path("/proc").glob("[0-9]*/exe"):  # on Linux; elsewhere none is found
        with contextlib.suppress(OSError):
            if program.resolve().is_relative_to(folder.resolve()):
                return True
    return False


def _fetch(go: Go, *arguments: str, cwd: Path) -> None:
    """Run a command of Go that fetches modules; apart from the build, so that its failure tells."""
    done = go.run(*arguments, cwd=cwd)
    if done.returncode == 0:
        return
    if any(words in done.stderr for words in _WRONG_PINS):
        raise BuildFailed(done.stderr.strip())
    raise ModulesMissing((done.stderr.strip().splitlines() or ["go said nothing"])[-1].strip())


def _lay_over(module: Module, go: Go, sources: Path) -> None:
    """Give the build a copy of a module with files of ours added, as verified otherwise."""
    for number, path in enumerate(module.added_modules()):
        _fetch(go, "mod", "download", path, cwd=sources)
        copy = sources / f"_module-{number}"
        shutil.copytree(_module_folder(go, path, sources), copy)
        for folder in [copy, *(item for item in copy.rglob("*") if item.is_dir())]:
            folder.chmod(0o755)
        for known, missing in module.twins.items():
            if (copy / known).is_file() and not (copy / missing).exists():
                shutil.copyfile(copy / known, copy / missing)
        for file in (module.added / path).rglob("*"):
            place = copy / file.relative_to(module.added / path)
            if file.is_dir():
                place.mkdir(parents=True, exist_ok=True)
            elif place.exists():
                raise BuildFailed(f"{path} has {file.name} already: adding must not replace")
            else:
                shutil.copyfile(file, place)
        done = go.run("mod", "edit", f"-replace={path}=./{copy.name}", cwd=sources)
        if done.returncode:
            raise BuildFailed(done.stderr.strip())


def _module_folder(go: Go, path: str, sources: Path) -> Path:
    done = go.run("list", "-m", "-json", path, cwd=sources)
    if done.returncode:
        raise BuildFailed(done.stderr.strip())
    return Path(json.loads(done.stdout)["Dir"])


if __name__ == "__main__":
    sys.exit(main())
