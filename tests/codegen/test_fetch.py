"""`hera-codegen fetch`: the real command against a real server and real files."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from _command import Command, Result
from _shared import shared
from hera_codegen.errors import FactsError
from hera_codegen.facts import Lock, check_writable_place, locks, packaged_directory
from hera_codegen.swagger import dumps, normalize

SPECS = Path(__file__).resolve().parents[2] / "specs"
CORE = ("CronWorkflow", "Template", "Workflow", "WorkflowSpec", "WorkflowTemplate")

Answer: TypeAlias = Callable[[BaseHTTPRequestHandler], None]


def small(**changes: Any) -> dict[str, Any]:
    """Return a small document that passes as Argo's, as changed."""
    names = [f"io.argoproj.workflow.v1alpha1.{name}" for name in CORE]
    document: dict[str, Any] = {
        "swagger": "2.0",
        "info": {"title": "Argo Workflows API", "version": "VERSION"},
        "host": "localhost:2746",
        "schemes": ["http"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {
            "/a": {"get": operation("ListWorkflows"), "post": operation("CreateWorkflow")},
        },
        "definitions": {name: {"type": "object"} for name in names},
    }
    return document | changes


def operation(name: str) -> dict[str, Any]:
    schema = {"$ref": "#/definitions/io.argoproj.workflow.v1alpha1.Workflow"}
    responses = {"200": {"description": "", "schema": schema}}
    return {
        "operationId": f"WorkflowService_{name}",
        "tags": ["WorkflowService"],
        "responses": responses,
    }


SMALL = json.dumps(small()).encode()


class Server:
    """An HTTP server on the loopback that gives the answers it was given, the last for ever."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.paths: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.paths.append(self.path)
                answers = server.answers
                (answers.pop(0) if len(answers) > 1 else answers[0])(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}/swagger.json"

    def close(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


def answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def stall(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing until the client hangs up."""
    handler.rfile.read(1)
    handler.close_connection = True


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    answer(200, SMALL[:100], Content_Length=str(len(SMALL)))(handler)
    handler.close_connection = True


def assert_refused(result: Result, *parts: str) -> None:
    """One clear line on standard error, status 2, nothing else."""
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("hera-codegen: ")
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith("\n")
    for part in parts:
        assert part in result.stderr


@pytest.fixture
def untouched(tmp_path: Path) -> Iterator[None]:
    """Hold some facts of the user's, and see that a test leaves everything as it was."""
    directory = tmp_path / "specs"
    directory.mkdir()
    (directory / "v9.0.0.json").write_text(dumps(normalize(small(), "v9.0.0")))
    (directory / "releases.toml").write_text(
        f'[releases."v9.0.0"]\nsha256 = "{hashlib.sha256(SMALL).hexdigest()}"\nsize = {len(SMALL)}\n'
    )
    before = state(directory)
    yield
    assert state(directory) == before


def state(directory: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file with its content and its time."""
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in directory.rglob("*")
        if path.is_file()
    }


# --- what works


@pytest.mark.parametrize("tag", ["v3.4.18", "v4.1.2"])
def test_a_release_from_a_file(hera_codegen: Command, tmp_path: Path, tag: str) -> None:
    result = hera_codegen("fetch", tag, "--from", shared("specs", f"{tag}.json"))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{tag}: ")
    assert result.stdout.endswith(f"operations -> specs/{tag}.json\n")
    written = tmp_path / "specs"
    assert sorted(path.name for path in written.iterdir()) == ["releases.toml", f"{tag}.json"]
    assert (written / f"{tag}.json").read_bytes() == (SPECS / f"{tag}.json").read_bytes()
    assert locks(written) == {tag: locks(SPECS)[tag]}


def test_a_release_from_a_url(hera_codegen: Command, tmp_path: Path, server: Server) -> None:
    server.answers = [answer(200, shared("specs", "v4.1.2.json").read_bytes())]
    result = hera_codegen("fetch", "v4.1.2", "--from", server.url, "--specs", tmp_path / "a" / "b")
    assert (result.returncode, result.stderr) == (0, "")
    written = tmp_path / "a" / "b" / "v4.1.2.json"
    assert written.read_bytes() == (SPECS / "v4.1.2.json").read_bytes()
    assert server.paths == ["/swagger.json"]


def test_a_release_nobody_knows_yet(hera_codegen: Command, tmp_path: Path, server: Server) -> None:
    server.answers = [answer(200, SMALL)]
    for _ in range(2):
        result = hera_codegen("fetch", "v9.1.0-rc1", "--from", server.url)
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout == (
            "v9.1.0-rc1: 5 definitions, 0 fields, 2 operations -> specs/v9.1.0-rc1.json\n"
        )
    row = locks(tmp_path / "specs")["v9.1.0-rc1"]
    assert row == Lock(hashlib.sha256(SMALL).hexdigest(), len(SMALL))
    listed = hera_codegen("releases").stdout.splitlines()
    assert listed[-1].split()[0] == "v9.1.0-rc1"


def test_redirects_are_followed(hera_codegen: Command, server: Server) -> None:
    server.answers = [answer(302, Location="/moved.json"), answer(200, SMALL)]
    assert hera_codegen("fetch", "v9.1.0", "--from", server.url).returncode == 0
    assert server.paths == ["/swagger.json", "/moved.json"]


@pytest.mark.parametrize(
    "failure",
    [answer(503), answer(429, b"slow down"), answer(500), hang_up, stall],
    ids=["503", "429", "500", "hang-up", "stall"],
)
def test_a_passing_failure_is_tried_again(
    hera_codegen: Command, server: Server, failure: Answer
) -> None:
    server.answers = [failure, answer(200, SMALL)]
    timeout = 2 if failure is stall else 30
    result = hera_codegen("fetch", "v9.1.0", "--from", server.url, "--timeout", str(timeout))
    assert (result.returncode, result.stderr) == (0, "")
    assert len(server.paths) == 2


def test_a_slow_but_steady_server_is_waited_for(hera_codegen: Command, server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        answer(200, SMALL[:1], Content_Length=str(len(SMALL)))(handler)
        for start in range(1, len(SMALL), len(SMALL) // 4):
            time.sleep(0.6)
            handler.wfile.write(SMALL[start : start + len(SMALL) // 4])

    server.answers = [drip]
    result = hera_codegen("fetch", "v9.1.0", "--from", server.url, "--timeout", "2")
    assert (result.returncode, result.stderr) == (0, "")
    assert len(server.paths) == 1


def test_a_terminal_sees_a_bar_and_a_pipe_does_not(tmp_path: Path, server: Server) -> None:
    server.answers = [answer(200, SMALL)]
    master, slave = pty.openpty()
    package = Path(__file__).resolve().parents[2] / "codegen"
    environment = {**os.environ, "PYTHONPATH": str(package), "TERM": "xterm", "NO_PROXY": "*"}
    process = subprocess.run(
        [sys.executable, "-m", "hera_codegen", "fetch", "v9.1.0", "--from", server.url],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=slave,
        timeout=60,
        check=True,
    )
    os.close(slave)
    seen = os.read(master, 65536)
    os.close(master)
    assert b"v9.1.0" in seen
    assert b"\x1b[" in seen
    assert process.stdout.startswith(b"v9.1.0: 5 definitions")


# --- what is refused, leaving every file as it was


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("tag", ["4.1", "main", "../x", "v4.1", "v9.0.0/../../x", "", "4.1.2"])
def test_a_tag_that_is_none(hera_codegen: Command, tmp_path: Path, tag: str) -> None:
    (tmp_path / "good.json").write_bytes(SMALL)
    result = hera_codegen("fetch", "--from", "good.json", "--", tag)
    assert_refused(result, repr(tag), "is no release tag; give the whole tag, for example v4.1.2")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", "an HTML or XML page; expected Argo's"),
        (b"\n <html>", "an HTML or XML page"),
        (SMALL[:-1], "bytes that are not whole JSON"),
        (b"", "0 bytes that are not whole JSON"),
        (b"\xff\xfe", "2 bytes that are not whole JSON"),
        (b"[" * 100_000, "bytes that are not whole JSON"),
        (b"[]", "JSON, but no object"),
        (b"{}", "no API document; expected Argo's swagger 2.0 document"),
        (b'{"openapi": "3.0.1"}', "an OpenAPI 3 document; expected Argo's swagger 2.0 document"),
        (b'{"swagger": "2.0", "info": 3}', "the swagger document of None; expected that of"),
        (
            json.dumps(small(info={"title": "Consolidate Services"})).encode(),
            "the swagger document of 'Consolidate Services'; expected that of 'Argo Workflows'",
        ),
        (
            json.dumps(small(definitions={})).encode(),
            "lacks io.argoproj.workflow.v1alpha1.CronWorkflow, ",
        ),
        (json.dumps(small(definitions=[])).encode(), "WorkflowTemplate; expected Argo's whole"),
        (
            json.dumps(small(paths={"/a": {"get": operation("ListWorkflows")}})).encode(),
            "lacks WorkflowService_CreateWorkflow; expected",
        ),
        (json.dumps(small(paths=[])).encode(), "lacks WorkflowService_CreateWorkflow, Workfl"),
        (
            json.dumps(small(consumes=3)).encode(),
            "consumes: expected an array, found a number",
        ),
        (
            json.dumps(small(securityDefinitions=[])).encode(),
            "securityDefinitions: expected an object, found an array",
        ),
        (json.dumps(small(later={})).encode(), "later: the normal form has no place for this key"),
    ],
)
def test_a_document_that_is_not_argos(
    hera_codegen: Command, tmp_path: Path, content: bytes, part: str
) -> None:
    (tmp_path / "bad.json").write_bytes(content)
    assert_refused(hera_codegen("fetch", "v9.1.0", "--from", "bad.json"), "bad.json: ", part)


@pytest.mark.usefixtures("untouched")
def test_another_release_than_the_locked_one(hera_codegen: Command, tmp_path: Path) -> None:
    source = shared("specs", "v4.0.10.json")
    packaged = locks(SPECS)
    assert_refused(
        hera_codegen("fetch", "v4.1.2", "--from", source),
        packaged["v4.1.2"].sha256,
        packaged["v4.0.10"].sha256,
        "check that it is the document of v4.1.2",
        str(Path("specs", "releases.toml")),
    )
    assert_refused(hera_codegen("fetch", "v9.0.0", "--from", source), "but v9.0.0 is locked to")


def test_a_row_of_the_users_counts_before_the_packaged_one(
    hera_codegen: Command, tmp_path: Path
) -> None:
    (tmp_path / "small.json").write_bytes(SMALL)
    assert_refused(hera_codegen("fetch", "v4.1.2", "--from", "small.json"), "is locked to")
    assert not (tmp_path / "specs").exists()
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "releases.toml").write_text(
        f'[releases."v4.1.2"]\nsha256 = "{hashlib.sha256(SMALL).hexdigest()}"\nsize = 1\n'
    )
    assert hera_codegen("fetch", "v4.1.2", "--from", "small.json").returncode == 0


@pytest.mark.usefixtures("untouched")
def test_a_source_that_cannot_be_read(hera_codegen: Command, tmp_path: Path) -> None:
    for source, part in (
        ("nothing.json", "--from nothing.json: no such file; expected Argo's swagger.json"),
        ("specs", "--from specs: a directory; expected Argo's swagger.json"),
        ("specs/v9.0.0.json/x", "--from specs/v9.0.0.json/x: cannot be read: Not a directory"),
        ("/dev/zero", "/dev/zero: more than 64 MiB; expected Argo's swagger.json"),
        ("http://", "http://: "),
        ("http://127.0.0.1:port/", "http://127.0.0.1:port/: Invalid port"),
    ):
        assert_refused(hera_codegen("fetch", "v9.1.0", "--from", source), part)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("status", "part"),
    [
        (404, "not found (404); check that Argo has this release, or the address"),
        (403, "the server answered 403; expected 200"),
        (204, "the server answered 204; expected 200"),
    ],
)
def test_a_server_that_refuses_is_asked_once(
    hera_codegen: Command, server: Server, status: int, part: str
) -> None:
    server.answers = [answer(status)]
    assert_refused(hera_codegen("fetch", "v9.1.0", "--from", server.url), server.url, part)
    assert len(server.paths) == 1


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("failure", "part"),
    [(answer(503), "the server answered 503, 4 times"), (stall, "no answer in time, 4 times")],
    ids=["503", "stall"],
)
def test_a_lasting_failure_is_given_up(
    hera_codegen: Command, server: Server, failure: Answer, part: str
) -> None:
    server.answers = [failure]
    result = hera_codegen("fetch", "v9.1.0", "--from", server.url, "--timeout", "0.2")
    assert_refused(result, part, "try later, or give a copy of Argo's swagger.json with --from")
    assert len(server.paths) == 4


@pytest.mark.usefixtures("untouched")
def test_nobody_answers(hera_codegen: Command) -> None:
    with socket.socket() as held:  # bound but not listening: nobody else takes the port
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}/"
        result = hera_codegen("fetch", "v9.1.0", "--from", url)
    assert_refused(result, url, "refused, 4 times", "with --from PATH")


@pytest.mark.usefixtures("untouched")
def test_a_redirect_without_end(hera_codegen: Command, server: Server) -> None:
    server.answers = [answer(302, Location="/swagger.json")]
    assert_refused(hera_codegen("fetch", "v9.1.0", "--from", server.url), "redirects")


@pytest.mark.usefixtures("untouched")
def test_a_download_without_end(hera_codegen: Command, server: Server) -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(bytes(1 << 20))
        except OSError:  # the client has hung up
            handler.close_connection = True

    server.answers = [pour]
    assert_refused(hera_codegen("fetch", "v9.1.0", "--from", server.url), "more than 64 MiB")


@pytest.mark.usefixtures("untouched")
def test_a_place_that_cannot_be_written(hera_codegen: Command, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(SMALL)
    (tmp_path / "taken" / "releases.toml").mkdir(parents=True)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "v9.1.0.json").write_bytes(SMALL)
    for directory, part in (
        ("good.json", "cannot write good.json/v9.1.0.json: File exists; give a directory"),
        ("good.json/specs", "cannot write good.json/specs/v9.1.0.json: Not a directory"),
        ("/dev/null/specs", "cannot write /dev/null/specs/v9.1.0.json: Not a directory"),
        ("taken", "taken/releases.toml cannot be read: Is a directory"),
        ("mine", "mine/v9.1.0.json exists and is not a file of facts; move it away"),
    ):
        result = hera_codegen("fetch", "v9.1.0", "--from", "good.json", "--specs", directory)
        assert_refused(result, part)
    assert (tmp_path / "good.json").read_bytes() == SMALL
    assert (tmp_path / "mine" / "v9.1.0.json").read_bytes() == SMALL
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["releases.toml"]


def test_the_installed_package_is_not_written_to(hera_codegen: Command, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(SMALL)
    package = packaged_directory().parent / "codegen" / "hera_codegen"
    inside = package / "_data" / "specs"
    result = hera_codegen("fetch", "v9.1.0", "--from", "good.json", "--specs", inside)
    assert_refused(result, "belongs to the installed generator; give another directory")
    assert not inside.exists()
    with pytest.raises(FactsError, match="belongs to the installed generator"):
        check_writable_place(package)
