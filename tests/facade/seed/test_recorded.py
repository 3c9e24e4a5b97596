"""Each recorded request of hera-workflows 3.1.0, sent anew over HTTP."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from _shared import shared
from client._server import ArgoServer
from client._wire import Request
from facade.seed._seed_programs import PROGRAMS
from facade.seed._seed_runs import arrived, output

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What reaches the parameters whose values are known in the cluster alone.
_IN_THE_CLUSTER = {"{{item.i}}": arrived("4\n"), "{{item.value}}": "4"}
_IP = "{{tasks.daemon.ip}}"

every = pytest.mark.parametrize("name", PROGRAMS)


def recorded(name: str) -> tuple[str, str, Any]:
    """Return the path, the header and the body of a recorded request."""
    text = shared("reference", "seed-manifests", f"{name}.yaml").read_text()
    request, header = text.splitlines()[:2]
    method, url = request.removeprefix("# ").split()
    path = re.sub(r"^(https?://)?[^/]+", "", url)
    return f"{method} {path}", header.partition(": ")[2].strip(), yaml.safe_load(text)


def sent(name: str) -> Request:
    """Return the request that the program sends."""
    # A release of the time, which takes a cron workflow's `schedule`.
    with ArgoServer("v3.4.18") as server:
        PROGRAMS[name](server.url)
        (request,) = (item for item in server.requests if item.method == "POST")
    return request


def meaning(body: Any) -> Any:
    """Return a body less what may differ: empty lists, inputs' values, sources, names by chance."""
    if isinstance(body, list):
        return [meaning(item) for item in body]
    if not isinstance(body, dict):
        return _UUID.sub("UUID", body) if isinstance(body, str) else body
    kept = {key: meaning(value) for key, value in body.items() if value != []}
    if isinstance(kept.get("inputs"), dict):
        for item in kept["inputs"].get("parameters", ()):
            item.pop("value", None)
    if "lastScheduledTime" in kept:
        kept["lastScheduledTime"] = re.sub(r"\d", "0", kept["lastScheduledTime"])
    if "source" in kept:
        kept["source"] = "judged by running it"
    return kept


def templates(body: Any) -> dict[str, Any]:
    (manifest,) = body.values()
    spec = manifest["spec"].get("workflowSpec", manifest["spec"])
    return {item["name"]: item for item in spec.get("templates", ())}


@every
def test_request_is_that_which_was_recorded(name: str) -> None:
    request = sent(name)
    line, header, body = recorded(name)
    assert f"{request.method} {request.path}" == line
    assert request.header("Authorization") == header
    assert meaning(request.json()) == meaning(body)


def test_every_record_has_its_program() -> None:
    records = shared("reference", "seed-manifests").glob("*.yaml")
    assert sorted(PROGRAMS) == sorted(path.stem for path in records)


def values_of(task: Any) -> list[dict[str, str]]:
    """Return what reaches the parameters of a task, once for each of its runs."""
    given = {p["name"]: p["value"] for p in task.get("arguments", {}).get("parameters", ())}
    given = {key: value.replace(_IP, "10.0.0.7") for key, value in given.items()}
    known = [
        {f"{{{{item.{key}}}}}": arrived(value) for key, value in item.items()}
        for item in task.get("withItems", ())
    ]
    return [
        {key: item.get(value, value) for key, value in given.items()}
        for item in known or [_IN_THE_CLUSTER]
    ]


@every
def test_scripts_do_what_the_recorded_ones_do(name: str, tmp_path: Path) -> None:
    theirs, ours = (templates(body) for body in (recorded(name)[2], sent(name).json()))
    ran = 0
    for task in next((t["dag"]["tasks"] for t in theirs.values() if "dag" in t), ()):
        script = theirs[task["template"]].get("script")
        if script is None:
            continue
        for values in values_of(task):
            env = dict(values)
            expected = output(script["source"], values, tmp_path, env)
            assert (
                output(ours[task["template"]]["script"]["source"], values, tmp_path, env)
                == expected
            )
            ran += 1
    assert ran == sum("script" in item for item in theirs.values()) * (
        3 if "parallel" in name else 1
    )


def test_meaning_tells_what_counts() -> None:
    body = recorded("ex_diamond")[2]
    changed = json.loads(json.dumps(body).replace("This is task A!", "This is task B!"))
    assert meaning(changed) != meaning(body)
