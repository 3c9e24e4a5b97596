"""Single defects that are seeded into good workflows: of loops, outputs, pods and objects."""

from __future__ import annotations

import random
from typing import Any

from lint._generated import Case
from lint._mutations import Path, at
from lint._seeding import Found, defect, find, nodes_of, pick, put, tasks_of, templates_of


@defect("unknown-dependency", "HL502")
def unknown_dependency(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, [spot for spot in tasks_of(case) if "dependencies" in spot[1]])
    if found is None:
        return None
    put(case, (*found[0], "dependencies", 0), "no-such-task")
    return (*found[0], "dependencies")


@defect("bad-depends", "HL502")
def bad_depends(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, [spot for spot in tasks_of(case) if "depends" in spot[1]])
    return found and put(case, (*found[0], "depends"), "no-such-task.Succeeded")


@defect("bad-result", "HL506")
def bad_result(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in tasks_of(case) if ".Succeeded" in spot[1].get("depends", "")]
    found = pick(draw, spots)
    if found is None:
        return None
    return put(case, (*found[0], "depends"), found[1]["depends"].replace(".Succeeded", ".Succeded"))


@defect("mixed-waits", "HL504")
def mixed_waits(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in tasks_of(case) if "depends" in spot[1]]
    found = pick(draw, spots)
    if found is None:
        return None
    put(case, (*found[0], "dependencies"), [])
    tasks = at(case.manifest, found[0][:-1])
    names = [task["name"] for task in tasks if "depends" not in task]
    put(case, (*found[0], "dependencies"), names[:1])
    return found[0][:-2]


@defect("continue-with-depends", "HL505")
def continue_with_depends(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, [spot for spot in tasks_of(case) if "depends" in spot[1]])
    if found is None:
        return None
    put(case, (*found[0], "continueOn"), {"failed": True})
    return found[0]


@defect("of-items", "HL507")
def of_items(case: Case, draw: random.Random) -> Path | None:
    for path, task in tasks_of(case):
        tasks = at(case.manifest, path[:-1])
        plain = [one["name"] for one in tasks if not any(key.startswith("with") for key in one)]
        if task.get("depends") in plain:
            return put(case, (*path, "depends"), f"{task['depends']}.AnySucceeded")
    return None


@defect("digit", "HL508")
def digit(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, [spot for spot in tasks_of(case) if "dependencies" in spot[1]])
    if found is None or f"tasks.{found[1]['name']}." in repr(case.manifest):
        return None
    return put(case, (*found[0], "name"), f"1{found[1]['name']}")


@defect("no-target", "HL509")
def no_target(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "dag"))
    return found and put(case, (*found[0], "target"), "no-such-task")


@defect("no-tasks", "HL501")
def no_tasks(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "dag"))
    if found is None:
        return None
    put(case, (*found[0], "tasks"), [])
    return found[0]


@defect("two-loops", "HL510")
def two_loops(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in nodes_of(case) if "withItems" in spot[1] or "withParam" in spot[1]]
    found = pick(draw, spots)
    if found is None:
        return None
    put(case, (*found[0], "withSequence"), {"count": 2})
    return found[0]


@defect("count-and-end", "HL511")
def count_and_end(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "withSequence") if "count" in spot[1]]
    found = pick(draw, spots)
    if found is None:
        return None
    put(case, (*found[0], "end"), "9")
    return found[0]


@defect("output-without-value", "HL601")
def output_without_value(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "outputs", "parameters", "*"))
    if found is None:
        return None
    del found[1]["valueFrom"]
    return found[0]


@defect("output-of-two-sources", "HL602")
def output_of_two_sources(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "outputs", "parameters", "*") if "path" in repr(spot[1])]
    found = pick(draw, spots)
    if found is None:
        return None
    put(case, (*found[0], "valueFrom", "jqFilter"), ".x")
    return found[0]


@defect("output-of-wrong-source", "HL603")
def output_of_wrong_source(case: Case, draw: random.Random) -> Path | None:
    spots = [
        spot
        for kind in ("dag", "steps", "container", "script", "resource")
        for path, raw in templates_of(case, kind)
        for spot in _output(path, raw)
    ]
    found = pick(draw, spots)
    if found is None:
        return None
    inner = "dag" in found[1] or "steps" in found[1]
    return put(case, found[0], {"path": "/x"} if inner else {"expression": "'x'"})


def _output(path: Path, raw: dict[str, Any]) -> Found:
    outputs = raw.get("outputs", {}).get("parameters", [])
    return [((*path, "outputs", "parameters", 0, "valueFrom"), raw)] if outputs else []


@defect("bad-global-name", "HL604")
def bad_global_name(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "outputs", "*", "*"))
    return found and put(case, (*found[0], "globalName"), "a.b")


@defect("mounts-collide", "HL422")
def mounts_collide(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "templates", "*", "container"))
    if found is None:
        return None
    put(case, (*found[0], "volumeMounts"), [{"name": "work", "mountPath": "/a"}] * 2)
    return found[0][:-1]


@defect("no-main", "HL423")
def no_main(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "containerSet", "containers", "*", "dependencies"))
    return found and put(case, found[0], ["no-such-container"])


@defect("bad-action", "HL425")
def bad_action(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "resource", "action"))
    return found and put(case, found[0], "remove")


@defect("bad-manifest", "HL428")
def bad_manifest(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "resource", "manifest"))
    return found and put(case, found[0], "a: b: c")


@defect("bad-retry-policy", "HL408", "HL001")
def bad_retry_policy(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "retryStrategy"))
    return found and put(case, (*found[0], "retryStrategy", "retryPolicy"), "Never")


@defect("timeout-without-unit", "HL410")
def timeout_without_unit(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "container"))
    return found and put(case, (*found[0], "timeout"), "10")


@defect("timeout-of-inner", "HL409")
def timeout_of_inner(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "steps"))
    return found and put(case, (*found[0], "timeout"), "10m")


@defect("parallel-leaf", "HL414")
def parallel_leaf(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "script"))
    return found and put(case, (*found[0], "parallelism"), 2)


@defect("deadline-of-inner", "HL412")
def deadline_of_inner(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "dag"))
    return found and put(case, (*found[0], "activeDeadlineSeconds"), 60)


@defect("bad-deadline", "HL413")
def bad_deadline(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "container"))
    return found and put(case, (*found[0], "activeDeadlineSeconds"), "5m")


@defect("bad-metric", "HL418")
def bad_metric(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "templates", "*", "metrics", "prometheus", "*")
    found = pick(draw, spots)
    if found is None:
        return None
    put(case, (*found[0], "name"), "my.metric")
    return found[0]


@defect("bad-amount", "HL427")
def bad_amount(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "resources", "limits"))
    return found and put(case, (*found[0], "memory"), "512MB")


@defect("path-in-inner", "HL429")
def path_in_inner(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "steps"))
    if found is None or "outputs" not in found[1] or "artifacts" not in found[1]["outputs"]:
        return None
    return put(case, (*found[0], "outputs", "artifacts", 0, "path"), "/x")


@defect("no-artifact-path", "HL430")
def no_artifact_path(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "inputs", "artifacts", "*") if "path" in spot[1]]
    found = pick(draw, spots)
    if found is None:
        return None
    del found[1]["path"]
    return found[0]


@defect("two-ways-to-call", "HL404")
def two_ways_to_call(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, [spot for spot in nodes_of(case) if "templateRef" in spot[1]])
    if found is None:
        return None
    put(case, (*found[0], "template"), "main")
    return found[0]


@defect("templates-beside-reference", "HL103")
def templates_beside_reference(case: Case, draw: random.Random) -> Path | None:
    if "workflowTemplateRef" not in case.spec:
        return None
    more = {"name": "more", "suspend": dict[str, Any]()}
    return put(case, (*case.spec_path, "templates"), [more])


@defect("bad-enum-value", "HL304")
def bad_enum_value(case: Case, draw: random.Random) -> Path | None:
    spots = [
        spot
        for spot in find(case, "arguments", "parameters", "*")
        if "enum" in spot[1] and len(spot[0]) == len(case.spec_path) + 3
    ]
    found = pick(draw, spots)
    if found is None:
        return None
    put(case, (*found[0], "enum"), ["something else"])
    return found[0]


@defect("bad-pod-gc", "HL105", "HL001")
def bad_pod_gc(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "podGC"))
    return found and put(case, (*found[0], "strategy"), "OnSuccess")


@defect("hook-without-expression", "HL104")
def hook_without_expression(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "hooks", "running"))
    if found is None:
        return None
    del found[1]["expression"]
    return found[0]


@defect("bad-schedule", "HL111")
def bad_schedule(case: Case, draw: random.Random) -> Path | None:
    if case.manifest["kind"] != "CronWorkflow":
        return None
    bad = draw.choice(["0 25 * * *", "* * *", "@never", "x * * * *"])
    return put(case, ("spec", "schedules", 0), bad)


@defect("bad-time-zone", "HL112")
def bad_time_zone(case: Case, draw: random.Random) -> Path | None:
    if case.manifest["kind"] != "CronWorkflow":
        return None
    return put(case, ("spec", "timezone"), "Europe/Berln")


@defect("no-schedule", "HL110")
def no_schedule(case: Case, draw: random.Random) -> Path | None:
    if case.manifest["kind"] != "CronWorkflow":
        return None
    del case.manifest["spec"]["schedules"]
    return ("spec",)


@defect("bad-policy", "HL113", "HL001")
def bad_policy(case: Case, draw: random.Random) -> Path | None:
    if case.manifest["kind"] != "CronWorkflow":
        return None
    return put(case, ("spec", "concurrencyPolicy"), "Skip")
