"""What pods give back: results, exit codes, files, and the order in which they ran."""

from __future__ import annotations

from ._batch import DIGEST
from ._templates import Done, node, outputs, phases


def test_a_script_gives_its_output_to_the_next_step(done: Done) -> None:
    result = done["result"]

    assert result.status.phase == "Succeeded"
    assert node(result, "made").outputs.result == '{"a": [1, 2]}\nGrüße'
    given = node(result, "taken").inputs.parameters[0]
    assert given.value == '{"a": [1, 2]}\nGrüße'
    assert node(result, "made").outputs.exit_code == "0"


def test_a_failed_container_tells_its_exit_code(done: Done) -> None:
    fails = done["fails"]
    (failed,) = fails.status.nodes.values()

    assert (fails.status.phase, failed.phase) == ("Failed", "Failed")
    assert failed.outputs.exit_code == "3"
    assert failed.message == "main: Error (exit code 3)"
    assert fails.status.message == "main: Error (exit code 3)"


def test_parameters_are_read_from_files(done: Done) -> None:
    assert outputs(node(done["files"], "make")) == {"number": "42", "none": "instead"}


def test_an_artifact_goes_into_the_next_step(done: Done) -> None:
    files = done["files"]

    assert files.status.phase == "Succeeded"
    assert outputs(node(files, "read")) == {"digest": DIGEST}


def test_a_retry_knows_the_last_exit_code(done: Done) -> None:
    again = done["again"]
    name = again.metadata.name
    codes = {
        each.display_name.removeprefix(name): each.outputs.exit_code
        for each in again.status.nodes.values()
        if each.type == "Pod"
    }

    assert again.status.phase == "Succeeded"
    assert codes == {"(0)": "7", "(1)": "8", "(2)": "0"}


def test_a_task_runs_once_the_daemon_does(done: Done) -> None:
    daemon = done["daemon"]

    assert daemon.status.phase == "Succeeded"
    # That the controller itself ended the daemon counts as its failure, which decides nothing.
    name = daemon.metadata.name
    assert phases(daemon) == {name: "Succeeded", "server": "Failed", "task": "Succeeded"}
    assert node(daemon, "server").outputs.exit_code == "143"
    assert node(daemon, "task").inputs.parameters[0].value == "127.0.0.1"


def test_locks_and_limits_keep_pods_apart(done: Done) -> None:
    apart = done["one-by-one"]

    assert apart.status.phase == "Succeeded"
    for name in ("locked", "limited"):
        times = [outputs(node(apart, f"{name}({item}:{item})"))["times"] for item in (0, 1)]
        (_, first_end), (second_start, _) = sorted([*map(float, each.split())] for each in times)
        assert first_end < second_start
