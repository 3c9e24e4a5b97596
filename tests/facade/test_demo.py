"""The end of `make demo`: the founding diamond shown, drawn, and run."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from io import RawIOBase

import pytest
from client._controller import Controller
from client._programs import REPOSITORY, TOKEN, end, run, start
from client._server import ArgoServer

sys.path.insert(0, str(REPOSITORY))
from examples.picture import picture

DIAMOND = """\
      ┌───┐
      │ A │
      └─┬─┘
    ┌───┴───┐
  ┌─┴─┐   ┌─┴─┐
  │ B │   │ C │
  └─┬─┘   └─┬─┘
    └───┬───┘
      ┌─┴─┐
      │ D │
      └───┘"""


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer(token=TOKEN) as server:
        yield server


@pytest.mark.parametrize(("phase", "status"), [("Succeeded", 0), ("Failed", 1)])
def test_diamond_is_shown_run_and_followed(server: ArgoServer, phase: str, status: int) -> None:
    with Controller(server, phase):
        done = run(server, "-W", "error", "-m", "examples.demo_diamond")
    (made,) = server.state.all("workflows", "ml")
    name = made["metadata"]["name"]
    assert (done.returncode, done.stderr) == (status, "")
    assert "kind: Workflow\n" in done.stdout
    assert DIAMOND in done.stdout
    assert "\x1b" not in done.stdout
    after = done.stdout.split(DIAMOND)[1].splitlines()
    assert after[1] == f"   submitted {name}: {server.url}/workflows/ml/{name}"
    assert f"   {phase} 0/0" in after
    assert after[-2].endswith(": hello")
    assert after[-1] == f"   {name}: {phase}"


def test_terminal_gets_a_progress_bar(server: ArgoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = os.openpty()
    with Controller(server), open(ours, "rb", buffering=0) as screen:
        running = start(server, "-m", "examples.demo_diamond", stdout=theirs)
        os.close(theirs)
        shown = b"".join(iter(lambda: read_screen(screen), b"")).decode()
        done = end(running)
    assert (done.returncode, done.stderr) == (0, "")
    assert "━━━" in shown.split("submitted diamond-")[1]
    assert "Succeeded" in shown


def read_screen(screen: RawIOBase) -> bytes:
    """Return what comes next; nothing when the program has closed its terminal."""
    try:
        return screen.read(65536) or b""
    except OSError:  # EIO, Linux's way to tell it
        return b""


def test_refusal_is_told_without_a_traceback(server: ArgoServer) -> None:
    server.token = "another"
    done = run(server, "-m", "examples.demo_diamond")
    assert done.returncode == 1
    assert "401" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_two_runs_do_not_meet(server: ArgoServer) -> None:
    with Controller(server):
        assert [run(server, "-m", "examples.demo_diamond").returncode for _ in "ab"] == [0, 0]
    assert len(server.state.all("workflows", "ml")) == 2


def test_picture_of_a_task_that_waits_for_both_ends_of_a_line() -> None:
    assert picture({"a": [], "b": ["a"], "c": ["a", "b"]}) == ("""\
      ┌───┐
      │ a │
      └─┬─┘
    ┌───┴───┐
  ┌─┴─┐     │
  │ b │     │
  └─┬─┘     │
    └───┬───┘
      ┌─┴─┐
      │ c │
      └───┘""")


@pytest.mark.parametrize("waits", [{"a": ["a"]}, {"a": ["b"], "b": ["a"]}, {"a": ["nobody"]}])
def test_picture_of_what_cannot_run_is_refused(waits: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="wait for each other, or for one that is not: a"):
        picture(waits)


@pytest.mark.parametrize("seed", range(200))
def test_lines_of_a_picture_lead_where_they_should(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"{'x' * chance.randrange(9)}{number}" for number in range(chance.randint(0, 9))]
    waits = {
        name: chance.sample(names[:number], chance.randint(0, min(number, 3)))
        for number, name in enumerate(names)
    }
    assert read(picture(waits)) == {name: set(before) for name, before in waits.items()}


UP, DOWN, LEFT, RIGHT = (-1, 0), (1, 0), (0, -1), (0, 1)
LEADS = {
    "│": {UP, DOWN},
    "─": {LEFT, RIGHT},
    "┐": {LEFT, DOWN},
    "┌": {RIGHT, DOWN},
    "┘": {LEFT, UP},
    "└": {RIGHT, UP},
    "┬": {LEFT, RIGHT, DOWN},
    "┴": {LEFT, RIGHT, UP},
    "├": {UP, DOWN, RIGHT},
    "┤": {UP, DOWN, LEFT},
    "┼": {UP, DOWN, LEFT, RIGHT},
}


def read(drawn: str) -> dict[str, set[str]]:
    """Return who waits for whom, as a person reads it who follows the lines of a picture."""
    lines = dict(enumerate(drawn.split("\n")))
    cells = {(y, x): each for y, line in lines.items() for x, each in enumerate(line)}
    edges: dict[tuple[int, int], str] = {}
    waits: dict[str, set[str]] = {}
    ports: list[tuple[str, tuple[int, int]]] = []
    for (y, x), each in cells.items():
        # A name stands in the middle of its box, behind a side and a space.
        if each.isalnum() and cells.get((y, x - 1)) == " " and cells.get((y, x - 2), "") in " │":
            name = lines[y][x:].split(" ")[0]
            waits[name] = set()
            left, right = lines[y].rindex("│", 0, x), lines[y].index("│", x)
            for column in range(left, right + 1):
                edges[y - 1, column] = name
                edges[y + 1, column] = ""
                if cells[y + 1, column] == "┬":
                    ports.append((name, (y + 1, column)))
    for source, port in ports:
        seen = {(port, DOWN)}
        todo = [(port, DOWN)]
        while todo:
            (y, x), (down, right) = todo.pop()
            place = (y + down, x + right)
            if place in edges:
                # A line that ends at the upper side of a box leads to it; it comes from the lower.
                if (down, right) == DOWN:
                    waits[edges[place]].add(source)
                continue
            across = (down, right) in (LEFT, RIGHT) and cells[place] == "│"
            back = (-down, -right)
            # Where a line goes up, that of another task comes from above.
            onward = {(down, right)} if across else LEADS[cells[place]] - {back, UP}
            assert across or back in LEADS[cells[place]], drawn
            new = {(place, direction) for direction in onward} - seen
            seen |= new
            todo.extend(new)
    return waits
