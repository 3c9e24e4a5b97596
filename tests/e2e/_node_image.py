"""The one image of every container: the executor, a shell, a few tools and this Python.

It is made of this machine's own files, since no registry is there to pull from.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ._processes import StartFailed

IMAGE = "local.invalid/node:1"
"""Its name; whatever is no image here fails at once, for the name cannot be resolved."""

_TOOLS = ("sh", "sleep", "cat", "echo", "mkdir", "env", "ls")
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_LEFT_OUT = {
    *("__pycache__", "site-packages", "dist-packages", "test", "tests"),
    *("ensurepip", "idlelib", "lib2to3", "tkinter", "turtledemo"),
}
_FOLDERS = ("tmp", "etc", "proc", "sys", "dev", "usr/local/bin")


def write(path: Path, executor: Path) -> None:
    """Write the image as an archive that `ctr images import` reads; `executor` is argoexec."""
    layer = path.with_suffix(".layer")
    try:
        with tarfile.open(layer, "w") as tar:
            _fill(tar, executor)
        _pack(path, layer)
    finally:
        layer.unlink(missing_ok=True)


def _pack(path: Path, layer: Path) -> None:
    with layer.open("rb") as file:
        digest = hashlib.sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    machine = platform.machine()
    config = {
        "architecture": _ARCHITECTURES.get(machine, machine),
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest.hexdigest()}"]},
        "config": {
            "Env": ["PATH=/usr/local/bin", "PYTHONDONTWRITEBYTECODE=1", "LANG=C.UTF-8"],
            # As the container that holds a pod's namespaces; all others have commands.
            "Entrypoint": ["sleep", "infinity"],
        },
    }
    manifest = [{"Config": "config.json", "RepoTags": [IMAGE], "Layers": ["layer.tar"]}]
    with tarfile.open(path, "w") as tar:
        for name, content in (("manifest.json", manifest), ("config.json", config)):
            _add_text(tar, name, json.dumps(content))
        tar.add(layer, "layer.tar")


def _fill(tar: tarfile.TarFile, executor: Path) -> None:
    for folder in _FOLDERS:
        entry = tarfile.TarInfo(folder)
        entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if folder == "tmp" else 0o755
        tar.addfile(entry)
    _add_text(tar, "etc/passwd", "root:x:0:0:root:/tmp:/bin/sh\n")
    tar.add(executor, "usr/local/bin/argoexec")
    python = Path(sys.executable).resolve()
    _add_link(tar, "usr/local/bin/python", python)
    programs = [python, *(_tool(name) for name in _TOOLS)]
    for name, program in zip(_TOOLS, programs[1:], strict=True):
        _add_link(tar, f"usr/local/bin/{name}", program)
    library = list(_standard_library())
    extensions = [file for file in library if file.suffix == ".so"]
    for file in sorted({*programs, *library, *_shared_libraries([*programs, *extensions])}):
        # What is linked to is put in the link's place: the folders of the machine may be links.
        _add_file(tar, file)
    _add_link(tar, "bin/sh", _tool("sh"))


def _tool(name: str) -> Path:
    found = shutil.which(name)
    if found is None:
        raise StartFailed(f"{name} is not on the PATH, and the image needs it")
    return Path(found).resolve()


def _standard_library() -> Iterator[Path]:
    for kind in ("stdlib", "platstdlib"):
        # The interpreter's own, not the virtual environment's.
        root = Path(sysconfig.get_path(kind, vars=_base_variables()))
        for path in root.rglob("*"):
            kept = not _LEFT_OUT.intersection(path.relative_to(root).parts)
            if kept and path.is_file() and path.suffix != ".a":
                yield path


def _base_variables() -> dict[str, str | int | None]:
    return {"base": sys.base_prefix, "installed_base": sys.base_prefix}


def _shared_libraries(programs: Iterable[Path]) -> Iterator[Path]:
    done = subprocess.run(
        ["ldd", *programs], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    for line in done.stdout.splitlines():
        found = re.match(r"\s+(?:\S+ => )?(/\S+) \(0x", line)
        if found:
            yield Path(found[1])


def _add_file(tar: tarfile.TarFile, path: Path) -> None:
    entry = tarfile.TarInfo(str(path).lstrip("/"))
    entry.size, entry.mode = path.stat().st_size, 0o755
    with path.open("rb") as file:
        tar.addfile(entry, file)


def _add_link(tar: tarfile.TarFile, name: str, target: Path) -> None:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = tarfile.SYMTYPE, str(target)
    tar.addfile(entry)


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
