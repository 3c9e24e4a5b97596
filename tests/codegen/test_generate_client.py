"""``hera-codegen generate --client``: a client of some releases, away from the checkout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from _command import Command
from client._controller import Controller
from client._server import ArgoServer
from codegen._next_release import next_release

ROOT = Path(__file__).resolve().parents[2]
OLDEST, NEWEST, NEXT = "v3.4.18", "v4.1.2", "v4.2.0"

USE = """
import asyncio, importlib, pkgutil, sys
import hera_client, hera_models
from hera_client import ArgoClient, AsyncArgoClient, UnimplementedError
for package in (hera_client, hera_models):
    print(package.__file__)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
from hera_client._operation import Operation
from hera_client.api import operations
found = (vars(importlib.import_module(f"{operations.__name__}.{module.name}")).values()
    for module in pkgutil.iter_modules(operations.__path__))
print(*sorted(one.id for each in found for one in each if isinstance(one, Operation)))
workflow = hera_models.Workflow(
    metadata={"name": "one"}, spec={"entrypoint": "main", "templates": [{"name": "main"}]}
)
with ArgoClient(sys.argv[1], namespace="ml") as argo:
    made = argo.workflows.create(workflow)
    print(type(made).__name__, made.metadata.name)
    if hasattr(argo, "reports"):
        try:
            print(argo.reports.list())
        except UnimplementedError as error:
            print(error.request.url)

async def main():
    async with AsyncArgoClient(sys.argv[1], namespace="ml") as argo:
        print([each.metadata.name async for each in argo.workflows.list()])
        print((await argo.workflows.wait("one", on_event=lambda _: None)).status.phase)

asyncio.run(main())
"""


def run(*arguments: str | Path, cwd: Path) -> str:
    """Run Python with the generated packages before all others; return what it printed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ARGO_")}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env=environment | {"PYTHONPATH": str(cwd)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout[-3000:]
    return done.stdout


def operations_of(path: Path) -> list[str]:
    document = json.loads(path.read_text("utf-8"))
    return sorted(
        operation["operationId"]
        for each in document["paths"].values()
        for operation in each.values()
    )


@pytest.mark.parametrize(
    "tag", [OLDEST, pytest.param(NEWEST, marks=pytest.mark.slow), NEXT], ids=str
)
def test_the_client_of_a_release_alone(tag: str, tmp_path: Path, hera_codegen: Command) -> None:
    specs, out = ROOT / "specs", tmp_path / "out"
    if tag == NEXT:
        specs = tmp_path / "specs"
        next_release(specs)
    done = hera_codegen(
        *("generate", "--release", tag, "--client", "--specs", specs, "--output", out)
    )
    assert done.returncode == 0, done.stderr
    assert re.search(rf"hera_client: \d+ files of {tag};", done.stdout)
    with ArgoServer() as server, Controller(server):
        told = run("-W", "error", "-c", USE, server.url, cwd=out).splitlines()
    assert told[0] == str(out / "hera_client" / "__init__.py")
    assert told[1] == str(out / "hera_models" / "__init__.py")
    assert told[2].split() == operations_of(specs / f"{tag}.json")
    assert told[3] == "Workflow one"
    asked = [f"{server.url}/api/v1/reports/ml"] if tag == NEXT else []
    assert told[4:] == [*asked, "['one']", "Succeeded"]
    run(
        *("-m", "mypy", "--strict", "--python-version", "3.10", "--cache-dir", tmp_path / "cache"),
        *("hera_client", "hera_models"),
        cwd=out,
    )


def test_a_client_of_someone_else_is_left_alone(hera_codegen: Command, tmp_path: Path) -> None:
    package = tmp_path / "hera_client"
    package.mkdir()
    (package / "__init__.py").write_text('"""Mine."""\n', "utf-8")
    done = hera_codegen("generate", "--release", "4.1", "--client", "--output", tmp_path)
    assert done.returncode == 2
    assert "hera_client holds a package that is not generated" in done.stderr
    # Nor are the models written beside it.
    assert [path.name for path in tmp_path.rglob("*.py")] == ["__init__.py"]
    assert (package / "__init__.py").read_text("utf-8") == '"""Mine."""\n'


def test_a_client_is_made_again_and_what_was_changed_in_it_is_put_right(
    hera_codegen: Command, tmp_path: Path
) -> None:
    arguments = ("generate", "--release", OLDEST, "--client", "--output", tmp_path)
    assert hera_codegen(*arguments).returncode == 0
    copied = tmp_path / "hera_client" / "_operation.py"
    whole = copied.read_text("utf-8")
    copied.write_text(whole + "broken\n", "utf-8")
    stale = tmp_path / "hera_client" / "_gone.py"
    stale.write_text(whole.splitlines()[0] + "\n", "utf-8")
    mine = tmp_path / "hera_client" / "_mine.py"
    mine.write_text('"""Mine."""\n', "utf-8")
    done = hera_codegen(*arguments)
    assert done.returncode == 0, done.stderr
    assert "hera_client: " in done.stdout
    assert done.stdout.endswith("; 1 written, 1 removed\n")
    assert copied.read_text("utf-8") == whole
    assert mine.exists()
    assert not stale.exists()


def test_models_alone_are_the_default(hera_codegen: Command, tmp_path: Path) -> None:
    done = hera_codegen("generate", "--release", OLDEST, "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["hera_models"]
    assert "--client" in hera_codegen("generate", "--help").stdout
