"""A containerd in namespaces of its own, and the containers with it.

Whoever is in its process namespace dies with it, and what it mounts no one outside sees: killing
it leaves nothing but empty control groups and the files in its folder.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from ._processes import Process, StartFailed

_SECONDS = 60.0
_DYING_SECONDS = 10.0
_GROUPS = Path("/sys/fs/cgroup")
_PREFIX = "hera-node-"
INSIDE = Path("/run/node")
"""The folder as those within see it; a socket's path must be short."""

SOCKET = "/run/containerd/containerd.sock"

# Within, /run and /var/log are their own and what is written to /var/lib stays there, for paths in
# them are fixed. The kernel's settings look as kubelet wants them; it would change those of the
# whole machine.
_ENTER = """
set -eu
folder=$1
shift
mount -t tmpfs -o mode=755 node /run
mount -t tmpfs -o mode=755 node /var/log
mkdir /run/node
mount --bind "$folder" /run/node
mkdir -p /run/lib/written /run/lib/work
mount -t overlay -o lowerdir=/var/lib,upperdir=/run/lib/written,workdir=/run/lib/work node /var/lib
for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
        kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
    name=${setting%=*}
    mkdir -p "/run/settings/${name%/*}"
    echo "${setting#*=}" > "/run/settings/$name"
    mount --bind "/run/settings/$name" "/proc/sys/$name"
done
exec "$@"
"""

_CONFIG = f"""
version = 2
root = "{INSIDE}/containerd"
state = "/run/containerd/state"
[grpc]
address = "{SOCKET}"
[plugins."io.containerd.internal.v1.opt"]
path = "{INSIDE}/opt"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "@IMAGE@"
# Where root may not lower the score, no container would start.
restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "{INSIDE}/cni"
conf_dir = "{INSIDE}/cni"
[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
SystemdCgroup = false
"""


class Containerd:
    """Runs containers; `group` is the control group that theirs are to be in."""

    def __init__(self, folder: Path, sandbox_image: str, log: Path) -> None:
        config = folder / "containerd.toml"
        config.write_text(_CONFIG.replace("@IMAGE@", sandbox_image), encoding="utf-8")
        self.group = f"{_PREFIX}{os.getpid()}"
        namespaces = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        command = ["containerd", "--config", f"{INSIDE}/{config.name}"]
        self._process = Process(
            "containerd",
            [_found("unshare"), *namespaces, "sh", "-c", _ENTER, "enter", folder, *command],
            log=log,
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        remove_groups_of_the_dead()
        for hierarchy in _hierarchies():
            (hierarchy / self.group).mkdir()
        self._process.start()
        self._process.await_ready(self._answers, _SECONDS)

    def stop(self) -> None:
        """Kill it with all of its containers and remove their control groups."""
        self._process.kill()
        _remove_groups(self.group)

    def inside(self, command: Sequence[str | Path]) -> list[str | Path]:
        """Return the command that runs `command` in its namespaces."""
        return [_found("nsenter"), f"--target={self._first()}", "--mount", "--pid", "--", *command]

    def load(self, image: Path) -> None:
        """Take the image that lies at a path within its namespaces."""
        done = self._ctr("images", "import", str(image))
        if done.returncode:
            raise StartFailed(f"ctr images import: status {done.returncode}: {done.stderr}")

    def containers(self) -> list[str]:
        """Return the ids of all containers that are there."""
        return self._ctr("containers", "list", "--quiet").stdout.split()

    def _ctr(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["ctr", f"--address={SOCKET}", "--namespace=k8s.io", *arguments]
        return subprocess.run(
            self.inside(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def _first(self) -> int:
        """Return the id of its namespace's first process, seen from here."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        try:
            return int(children.read_text().split()[0])
        except (OSError, IndexError):
            raise StartFailed(f"containerd does not run; see {self._process.log}") from None

    def _answers(self) -> bool:
        try:
            return self._ctr("version").returncode == 0
        except StartFailed:
            return False


def _found(name: str) -> str:
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if os.access(path := os.path.join(folder, name), os.X_OK):
            return path
    raise StartFailed(f"{name} is not on the PATH")


def _hierarchies() -> list[Path]:
    """Return the roots of the control groups: one, or with version 1 one for each controller."""
    if (_GROUPS / "cgroup.controllers").exists():
        return [_GROUPS]
    roots = [path for path in _GROUPS.iterdir() if path.is_dir() and not path.is_symlink()]
    return [path for path in roots if os.access(path / "cgroup.procs", os.W_OK)]


def missing() -> str | None:
    """Return what is missing here for containers to run, None if nothing is."""
    if os.getuid() != 0:
        return "only root can run containers"
    for name in ("containerd", "ctr", "runc", "unshare", "nsenter", "ldd"):
        try:
            _found(name)
        except StartFailed as error:
            return f"{error}; with Debian: apt-get install containerd runc"
    if not _GROUPS.is_dir() or not _hierarchies():
        return f"no control groups that can be written are mounted at {_GROUPS}"
    return None


def remove_groups_of_the_dead() -> None:
    """Remove what a run left that was killed before it could."""
    names = {path.name for root in _hierarchies() for path in root.glob(f"{_PREFIX}*")}
    for name in names:
        if not Path(f"/proc/{name.removeprefix(_PREFIX)}").exists():
            _remove_groups(name)


def _remove_groups(name: str) -> None:
    # Who was killed is in its group until it is quite gone.
    deadline = time.monotonic() + _DYING_SECONDS
    while left := [path for root in _hierarchies() if (path := root / name).exists()]:
        for group in left:
            for folder, _, _ in os.walk(group, topdown=False):
                with contextlib.suppress(OSError):
                    os.rmdir(folder)
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
