"""The benchmark's own arithmetic, and runs of its cheap rows on tiny workflows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest
import yaml
from _shared import shared

from bench.environments import Missing, child_environment, ensure
from bench.figures import Bar, Measure, Samples, judge
from bench.measure import Outcome, measure
from bench.programs import dag_models, documents, wire
from bench.programs.sizes import NODES
from bench.report import as_data, print_table, reasons
from bench.row import Peers, Row
from bench.rows import rows
from bench.server import serving
from bench.sides import ROOT, Absent, Side

_NO_PEERS = Peers(Missing("no network"), Missing("no network"), Path("output"))


def _bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *arguments],
        cwd=ROOT,
        env=child_environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _side(name: str, code: str) -> Side:
    return Side(name, [sys.executable, "-c", code])


def _ignore(_: str) -> None: ...


@pytest.mark.parametrize(
    ("values", "figures"),
    [
        ((3.0,), (3.0, 3.0, 3.0)),
        ((5.0, 1.0, 2.0), (1.0, 2.0, 5.0)),
        ((4.0, 1.0, 2.0, 10.0), (1.0, 3.0, 10.0)),
    ],
)
def test_samples_are_summed_up(
    values: tuple[float, ...], figures: tuple[float, float, float]
) -> None:
    samples = Samples(values)
    assert (samples.least, samples.middle, samples.most) == figures


@pytest.mark.parametrize(
    ("measure_", "found"), [(Measure.VALUE, 6.0), (Measure.OVER, 4.0), (Measure.TIMES, 3.0)]
)
def test_a_bar_is_judged_by_the_medians(measure_: Measure, found: float) -> None:
    samples = {"ours": Samples((1.0, 6.0, 90.0)), "theirs": Samples((2.0, 2.0, 50.0))}

    just = judge(Bar(found, "ours", measure_, "theirs"), samples)
    over = judge(Bar(found - 0.01, "ours", measure_, "theirs"), samples)

    assert (just.found, just.met, just.word) == (found, True, "PASS")
    assert (over.found, over.met, over.word) == (found, False, "MISS")


@pytest.mark.parametrize("measured", ["ours", "theirs"])
def test_a_bar_without_one_of_its_sides_is_not_measured(measured: str) -> None:
    verdict = judge(Bar(1, "ours", Measure.TIMES, "theirs"), {measured: Samples((1.0,))})
    assert (verdict.found, verdict.met, verdict.word) == (None, False, "not measured")


def test_each_bar_names_sides_of_its_row() -> None:
    work = rows(_NO_PEERS, 10_000)
    assert len({row.name for row in work}) == len(work)
    for row in work:
        names = {side.name for side in row.sides}
        assert len(names) == len(row.sides)
        assert row.bars
        for bar in row.bars:
            assert bar.subject in names
            assert bar.measure is Measure.VALUE or bar.base in names


def test_the_sides_take_turns_after_a_warm_up(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = (
        "import sys\n"
        "for turn, _ in enumerate(sys.stdin):\n"
        f"    print('{{}}', end='', file=open({str(log)!r}, 'a'))\n"
        "    print(turn, flush=True)\n"
    )
    row = Row("turns", "turns", tuple(_side(name, code.format(name)) for name in "AB"), ())

    outcome = measure(row, 3, _ignore)

    assert log.read_text(encoding="utf-8") == "ABABABAB"
    assert outcome.samples == {"A": Samples((1.0, 2.0, 3.0)), "B": Samples((1.0, 2.0, 3.0))}


def test_a_row_may_need_few_runs() -> None:
    side = _side("side", "import sys\nfor _ in sys.stdin: print(1.5, flush=True)")
    row = Row("row", "work", (side,), (), most_runs=2)

    assert measure(row, 5, _ignore).samples == {"side": Samples((1.5, 1.5))}
    assert measure(row, 1, _ignore).samples == {"side": Samples((1.5,))}


def test_a_side_that_fails_says_why_and_stops_no_other() -> None:
    works = "import sys\nfor _ in sys.stdin: print(1.5, flush=True)"
    # The second fails when it has been measured once already.
    late = (
        "input(); print(1.0, flush=True); input(); print(1.0, flush=True); input(); exit('tired')"
    )
    sides = (_side("early", "exit('broken')"), _side("late", late), _side("works", works))
    bars = (Bar(2, "works", Measure.VALUE), Bar(1, "late", Measure.TIMES, "works"))

    outcome = measure(Row("row", "work", (*sides, Absent("gone", "lost")), bars), 3, _ignore)

    assert outcome.reasons == {"gone": "lost", "early": "broken", "late": "tired"}
    assert outcome.samples == {"works": Samples((1.5, 1.5, 1.5))}
    assert [verdict.word for verdict in outcome.verdicts] == ["PASS", "not measured"]


def test_the_table_shows_each_side_and_each_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    row = Row(
        "row",
        "the work",
        (_side("ours", ""), Absent("theirs", "no network")),
        (Bar(0.005, "ours", Measure.VALUE), Bar(2, "ours", Measure.TIMES, "theirs", aim=True)),
    )
    outcome = Outcome(row, {"ours": Samples((0.004, 0.006, 1.0))}, {"theirs": "no network"})

    print_table([outcome], 3)

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "| the work | ours | 4.0 ms | 6.0 ms | 1,000.0 ms | ≤ 5 ms | 6.0 ms | MISS |",
        "|  | theirs | – | – | – | ≤ 2 × theirs (aim) | – | not measured |",
    ]
    assert reasons([outcome]) == ["theirs was not measured: no network (rows: row)"]
    bars = as_data([outcome], 3)["rows"][0]["bars"]
    assert [(bar["found"], bar["met"]) for bar in bars] == [(0.006, False), (None, None)]


_MODEL_ROWS = [
    "import",
    "memory",
    "dag-write",
    "dag-read",
    "dag-json",
    "status",
    "one-template",
    "distinct-templates",
]
_FACADE_ROWS = [
    "facade-import",
    "facade-hello",
    "facade-write",
    "facade-read",
    "facade-memory",
    "facade-containers",
    "facade-scripts",
    "facade-fan-in",
]
_CLIENT_ROWS = [
    "client-import",
    "client-get-version",
    "client-get-workflow",
    "client-logs-single",
    "client-logs-packed",
    "client-watch",
    "client-list",
    "client-memory-log",
    "client-memory-watch",
    "client-memory-artifact",
]


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (_MODEL_ROWS, "| 20-task DAG: from_yaml | hera_models | "),
        (_FACADE_ROWS, "| 8 distinct script templates: define, to_yaml | hera, 8 | "),
        (_CLIENT_ROWS, "| list of 1 workflows | hera_client | "),
    ],
    ids=["models", "facade", "client"],
)
def test_the_cheap_rows_run(tmp_path: Path, names: list[str], line: str) -> None:
    results = tmp_path / "results.json"
    chosen = [argument for name in names for argument in ("--only", name)]

    done = _bench("--no-peers", "--tasks", "20", "--runs", "2", "--json", str(results), *chosen)

    assert (done.returncode, done.stderr) == (0, "")
    assert line in done.stdout
    assert f"Hera 7.1 was not measured: left out by --no-peers (rows: {names[0]}, " in done.stdout
    data = json.loads(results.read_text(encoding="utf-8"))
    assert [row["name"] for row in data["rows"]] == names
    for row in data["rows"]:
        assert row["samples"]
        assert all(len(found) == 2 and min(found) > 0 for found in row["samples"].values())
        assert set(row["not_measured"].values()) <= {"left out by --no-peers"}


def test_the_rows_of_the_linter_run(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    names = ["lint-dag", "lint-growth", "lint-cache"]
    chosen = [argument for name in names for argument in ("--only", name)]

    done = _bench("--no-peers", "--tasks", "20", "--runs", "2", "--json", str(results), *chosen)

    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(results.read_text(encoding="utf-8"))
    assert [row["name"] for row in data["rows"]] == names
    for row in data["rows"]:
        assert (len(row["samples"]), row["not_measured"]) == (2, {})


@pytest.mark.parametrize("name", ["lint-examples", "lint-process"])
def test_the_linter_is_measured_on_examples_where_they_are(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def of_examples() -> Row:
        return next(row for row in rows(_NO_PEERS, 20) if row.name == name)

    there = shared("corpus", "examples").parents[1]
    monkeypatch.setenv("HERA_SHARED", "/nowhere")
    assert [getattr(side, "reason", "")[:9] for side in of_examples().sides] == ["/nowhere/"] * 2
    monkeypatch.setenv("HERA_SHARED", str(there))
    assert not any(isinstance(side, Absent) for side in of_examples().sides)


def test_children_do_not_find_our_packages_where_they_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    code = (
        "import os, sys\n" "for _ in sys.stdin: print(float(os.path.exists('hera')), flush=True)\n"
    )
    outcome = measure(Row("row", "work", (_side("peer", code),), ()), 1, _ignore)

    assert (ROOT / "hera").exists()
    assert outcome.samples == {"peer": Samples((0.0,))}


def test_check_fails_when_a_bar_was_not_measured() -> None:
    arguments = ("--no-peers", "--tasks", "1", "--runs", "1", "--only", "dag-write")
    assert _bench(*arguments).returncode == 0
    assert _bench(*arguments, "--check").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--only", "nothing"), "invalid choice: 'nothing'"),
        (("--runs", "0"), "expected a number of 1 or more, got '0'"),
        (("--tasks", "many"), "expected a number of 1 or more, got 'many'"),
        (("--json", "no/such/file"), "expected a file in an existing directory"),
    ],
)
def test_misuse_is_told(arguments: tuple[str, ...], complaint: str) -> None:
    done = _bench(*arguments)
    assert done.returncode == 2
    assert complaint in done.stderr


def test_without_the_package_index_a_peer_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")

    found = ensure(tmp_path, "peer", ("hera==7.1.0",))

    assert isinstance(found, Missing)
    assert found.reason.startswith("hera==7.1.0 could not be installed: ERROR: ")
    assert "\n" not in found.reason


def test_an_environment_is_made_once_for_its_requirements(tmp_path: Path) -> None:
    first = ensure(tmp_path, "peer", (str(_package(tmp_path)),))
    assert first == tmp_path / "peer" / "bin"
    kept = tmp_path / "peer" / "kept"
    kept.touch()

    assert ensure(tmp_path, "peer", (str(_package(tmp_path)),)) == first
    assert kept.exists()


def test_the_server_sends_streams_in_chunks_and_ends() -> None:
    with serving(10) as url, httpx.Client(base_url=url) as client:
        with client.stream("GET", "/api/v1/workflow-events/default") as answer:
            lines = [line for line in answer.iter_lines() if line]
        unknown = client.get("/unknown")

    assert answer.headers["transfer-encoding"] == "chunked"
    events = [json.loads(line.removeprefix("data: "))["result"] for line in lines]
    assert [event["type"] for event in events] == ["MODIFIED"]
    assert len(events[0]["object"]["status"]["nodes"]) == NODES
    assert unknown.status_code == 404
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_the_documents_of_a_stream_have_the_size_that_is_told() -> None:
    lines, events = list(wire.long_log_frames(1)), list(wire.events(wire.event_count(1)))
    assert len(lines) == wire.long_log_lines(1)
    assert sum(map(len, lines)) == pytest.approx(1e6, rel=0.1)
    assert sum(map(len, events)) == pytest.approx(1e6, rel=0.1)
    versions = {
        json.loads(event)["result"]["object"]["metadata"]["resourceVersion"] for event in events
    }
    assert len(versions) == len(events)


def _package(place: Path) -> Path:
    """Return a wheel without content."""
    wheel = place / "nothing-1-py3-none-any.whl"
    info = "nothing-1.dist-info"
    with ZipFile(wheel, "w") as file:
        file.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: nothing\nVersion: 1\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", f"{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return wheel


def test_the_documents_are_one_workflow_in_each_form() -> None:
    plain = documents.dag(3)
    assert yaml.safe_load(documents.dag_yaml(3)) == plain
    assert json.loads(documents.dag_json(3)) == plain
    assert dag_models.build(3, 1).to_dict() == plain
    assert len(documents.finished(3)["status"]["nodes"]) == 3
