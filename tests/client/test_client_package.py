"""The package as a whole: what importing it loads and changes, its names, its reprs."""

from __future__ import annotations

import ast
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from client._with_httpx2 import CHANGED, LINE, copy_with_httpx2

import hera_client
from hera_client import (
    ArgoClient,
    AsyncArgoClient,
    BasicAuth,
    BearerToken,
    Config,
    ServiceAccountToken,
)

PACKAGE = Path(hera_client.__file__).parent
# Made when it is asked for, so checkers do not know it.
NAMES: list[str] = getattr(hera_client, "__all__")  # noqa: B009
SECRET = "s3cr3t-of-the-tests"
SERVICES = (
    "archived_workflows",
    "artifacts",
    "cluster_workflow_templates",
    "cron_workflows",
    "event_sources",
    "events",
    "info",
    "sensors",
    "sync",
    "workflow_templates",
    "workflows",
)


def in_fresh_python(code: str) -> Any:
    """Return what code prints as JSON, run by a Python that has imported nothing."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_import_loads_nothing_else() -> None:
    loaded = in_fresh_python(
        "import json, sys; before = set(sys.modules); import hera_client;"
        "print(json.dumps(sorted(name for name in set(sys.modules) - before)))"
    )
    assert loaded == ["hera_client"]


def test_client_is_made_without_pydantic_and_the_asynchronous_half() -> None:
    loaded = in_fresh_python(
        "import json, sys; from hera_client import ArgoClient;"
        "ArgoClient('http://127.0.0.1:1', auth='abc').close();"
        "print(json.dumps(sorted(sys.modules)))"
    )
    # Services are loaded with the first call of one, and the models with them.
    unwanted = ("pydantic", "yaml", "hera_client._async", "hera_client.api.synchronous.workflows")
    assert [name for name in loaded if name.startswith(unwanted)] == []


def test_import_and_use_change_nothing_global() -> None:
    told = in_fresh_python("""
import asyncio, json, locale, logging, os, signal, socket, sys, warnings
def state():
    root = logging.getLogger()
    return [root.level, len(root.handlers), dict(os.environ), locale.getlocale(),
            socket.getdefaulttimeout(), len(warnings.filters), repr(sys.excepthook),
            repr(signal.getsignal(signal.SIGINT)), sys.path[:], sys.getrecursionlimit(),
            repr(type(asyncio.get_event_loop_policy())) if sys.version_info < (3, 14) else ""]
import anyio, httpx, pydantic  # what they change on their own is not the client's doing
before = state()
import hera_client
for name in hera_client.__all__:
    getattr(hera_client, name)
hera_client.ArgoClient("http://127.0.0.1:1", auth="abc").close()
print(json.dumps([before == state(), logging.getLogger("hera_client").level,
                  len(logging.getLogger("hera_client").handlers)]))
""")
    assert told == [True, logging.NOTSET, 0]


def test_every_public_name_is_there() -> None:
    assert sorted(set(NAMES)) == NAMES
    assert {"ArgoClient", "AsyncArgoClient", "ArgoError", "Config"} <= set(NAMES)
    for name in NAMES:
        assert getattr(hera_client, name).__name__ == name


def test_star_import_gives_the_public_names() -> None:
    given = in_fresh_python(
        "import json; names = {}; exec('from hera_client import *', names);"
        "names.pop('__builtins__'); print(json.dumps(sorted(names)))"
    )
    assert given == NAMES


def test_dir_shows_the_public_names_before_they_are_loaded() -> None:
    shown = in_fresh_python("import json, hera_client; print(json.dumps(dir(hera_client)))")
    assert set(NAMES) <= set(shown)


@pytest.mark.parametrize(
    ("wrong", "right"), [("ArgoClent", "ArgoClient"), ("NotFoundErr", "NotFoundError")]
)
def test_misspelt_name_is_told_with_the_nearest(wrong: str, right: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(hera_client, wrong)
    assert str(caught.value) == (
        f"module 'hera_client' has no attribute '{wrong}'; did you mean '{right}'?"
    )


def test_unknown_name_is_told() -> None:
    with pytest.raises(AttributeError, match=r"^module 'hera_client' has no attribute 'xyzzy'$"):
        _ = hera_client.xyzzy  # type: ignore[attr-defined]  # what is tested


@pytest.mark.parametrize("kind", [ArgoClient, AsyncArgoClient])
def test_client_has_its_services(kind: type[ArgoClient] | type[AsyncArgoClient]) -> None:
    client = kind("https://argo.example.com")
    for service in SERVICES:
        assert getattr(client, service) is getattr(client, service)
    assert set(SERVICES) <= set(dir(client))


def test_clients_with_other_options_do_not_share_services() -> None:
    client = ArgoClient("https://argo.example.com", namespace="one")
    assert client.workflows is not client.with_options(namespace="two").workflows
    assert client.workflows.link("w").endswith("/one/w")
    assert client.with_options(namespace="two").workflows.link("w").endswith("/two/w")


@pytest.mark.parametrize(
    "thing",
    [
        ArgoClient("https://argo.example.com", auth=SECRET, headers={"X-Key": SECRET}),
        AsyncArgoClient("https://argo.example.com", auth=("user", SECRET)),
        ArgoClient("https://argo.example.com", proxy=f"http://user:{SECRET}@proxy.example.com"),
        Config("https://argo.example.com", auth=lambda: SECRET, headers={"X-Key": SECRET}),
        Config("https://argo.example.com", proxy=f"http://user:{SECRET}@proxy.example.com"),
        BearerToken(SECRET),
        BearerToken(lambda: SECRET),
        BasicAuth("user", SECRET),
        ServiceAccountToken("/nowhere/token"),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_no_secret_is_shown(thing: object) -> None:
    assert type(thing).__name__ in repr(thing)
    assert SECRET not in f"{thing!r} {thing!s} {thing:}"


def test_one_module_alone_names_the_http_library() -> None:
    naming = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if imported(path) & {"httpx", "httpx2", "httpcore", "httpcore2"}
    ]
    assert naming == ["_http.py"]


def test_imports_go_down_only() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert not imported(path) & {"hera", "hera_codegen"}, path


def test_the_copy_for_httpx2_differs_by_the_one_line(tmp_path: Path) -> None:
    copy_with_httpx2(tmp_path)
    different = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.read_bytes() != (tmp_path / "hera_client" / path.relative_to(PACKAGE)).read_bytes()
    ]
    assert different == ["_http.py"]
    changed = (tmp_path / "hera_client" / "_http.py").read_text(encoding="utf-8")
    assert changed.replace(CHANGED, LINE) == (PACKAGE / "_http.py").read_text(encoding="utf-8")


def imported(path: Path) -> set[str]:
    """Return the top-level packages that a module imports by their absolute names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found
