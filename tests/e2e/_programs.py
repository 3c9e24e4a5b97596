"""Which programs are built from Go modules, and where in the cache they lie.

A folder of the cache holds what one module folder builds: `bin/` and what else is taken from the
modules. Its name says what it was built of, so that it is built anew only when that changes.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

_MODULES = Path(__file__).resolve().parent / "go"

ARGO = "github.com/argoproj/argo-workflows/v3"
ARGO_RELEASE = "v3.7.18"
"""The release of the server and the controller."""

KUBERNETES_RELEASE = "v1.35.4"


@dataclass(frozen=True)
class Module:
    """One folder under `go/`: a Go module whose requirements are pinned by version and checksum.

    `_added/MODULE PATH/` in it holds files that are laid over a copy of that required module,
    since Go lets no one add to a module in its cache.
    """

    name: str
    programs: dict[str, str]
    """The Go package of each program, by the program's name."""
    variables: dict[str, str] = field(default_factory=dict[str, str])
    """Go variables that releases set when they link, such as the version."""
    twins: dict[str, str] = field(default_factory=dict[str, str])
    """Files that the module's copy gets under another name as well, for another system."""
    keeps: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """Folders kept beside `bin/`, by name: the module that has it and the path within."""

    @property
    def folder(self) -> Path:
        return _MODULES / self.name

    @property
    def added(self) -> Path:
        return self.folder / "_added"

    def added_modules(self) -> list[str]:
        """Return the paths of the modules that files are added to."""
        if not self.added.is_dir():
            return []
        required = [line.split()[0] for line in self._required_lines()]
        return [path for path in required if (self.added / path).is_dir()]

    def _required_lines(self) -> list[str]:
        lines = (self.folder / "go.mod").read_text(encoding="utf-8").splitlines()
        stripped = [line.removeprefix("require ").strip() for line in lines]
        return [line for line in stripped if len(line.split()) > 1]

    def linker_flags(self) -> str:
        """Return the linker's flags: no symbol tables, and the variables."""
        values = [f"-X {name}={value}" for name, value in self.variables.items()]
        return " ".join(["-s", "-w", *values])

    def digest(self) -> str:
        """Return what tells one state of the sources from another."""
        total = hashlib.sha256(
            f"{self.programs}{self.linker_flags()}{self.keeps}{self.twins}".encode()
        )
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                total.update(f"{path.relative_to(self.folder).as_posix()}\0".encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()[:16]


_SIGNALS = "workflow/executor/osspecific/signal"

ETCD = Module("etcd", {"etcd": "."})
KUBERNETES = Module(
    "kubernetes",
    {"kube-apiserver": "./kube-apiserver", "kubelet": "./kubelet"},
    variables={"k8s.io/component-base/version.gitVersion": KUBERNETES_RELEASE},
)
S3 = Module("s3", {"s3": "."})
ARGO_3_7 = Module(
    "argo-3.7",
    {
        "lint": "./lint",
        "substitute": "./substitute",
        "argo": f"{ARGO}/cmd/argo",
        "workflow-controller": f"{ARGO}/cmd/workflow-controller",
        "argoexec": f"{ARGO}/cmd/argoexec",
    },
    # As in the release's own build; without them the server calls itself an unknown version.
    variables={
        f"{ARGO}.version": ARGO_RELEASE,
        f"{ARGO}.gitTag": ARGO_RELEASE,
        f"{ARGO}.gitCommit": "66e32e5cc367f223e2ecf4fbe852b95eaed83034",
        f"{ARGO}.gitTreeState": "clean",
    },
    # The published module lacks the one for Linux.
    twins={f"{_SIGNALS}_darwin.go": f"{_SIGNALS}_linux.go"},
    keeps={"crds": (ARGO, "manifests/base/crds/minimal")},
)

MODULES = (ETCD, KUBERNETES, ARGO_3_7, S3)

JUDGES = {"v3.7.18": ARGO_3_7}
"""The module that has a release's linter and substitution."""

_REFUSED = "its module could not be had when the others were pinned: the module proxy refused it"
NO_JUDGE = {"v3.6.19": _REFUSED, "v4.1.2": _REFUSED}
"""Releases whose linter is wanted and not there, and why."""


def cache() -> Path:
    """Return the folder for everything built: HERA_ARGO_CACHE, else one in the user's cache."""
    named = os.environ.get("HERA_ARGO_CACHE")
    if named:
        return Path(named).resolve()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "hera-workflows" / "argo"


def built_folder(module: Module, go_version: str) -> Path:
    """Return the folder for a module's programs, built or not; `go_version` as in "go1.26.8"."""
    return cache() / f"{module.name}-{module.digest()}-{go_version}"


def find_built(module: Module) -> Path | None:
    """Return the folder with a module's programs, by whatever Go they were built, or None."""
    found = sorted(cache().glob(f"{module.name}-{module.digest()}-go*"))
    return found[-1] if found else None
