"""Single defects that are seeded into good workflows: of names, calls and templates."""

from __future__ import annotations

import copy
import random
from typing import Any

from lint._generated import Case
from lint._mutations import Path, at, walk
from lint._seeding import dags_of, defect, find, nodes_of, pick, put, tasks_of, templates_of


@defect("renamed-task", "HL502")
def renamed_task(case: Case, draw: random.Random) -> Path | None:
    for path, tasks in dags_of(case):
        for index, task in enumerate(tasks):
            for wait in task.get("dependencies", []):
                renamed = next(one for one in tasks if one["name"] == wait)
                renamed["name"] = "renamed"
                return (*path, index, "dependencies")
    return None


@defect("dropped-dependency", "HL512", "HL704", "HL701")
def dropped_dependency(case: Case, draw: random.Random) -> Path | None:
    for path, task in tasks_of(case):
        used = "{{tasks." in repr(task)
        if used and ("dependencies" in task or "depends" in task):
            task.pop("dependencies", None)
            task.pop("depends", None)
            return path
    return None


def _required(case: Case, draw: random.Random) -> tuple[Path, int] | None:
    templates = {raw["name"]: raw for _, raw in templates_of(case)}
    found: list[tuple[Path, int]] = []
    for path, node in nodes_of(case):
        inputs = templates.get(node.get("template", ""), {}).get("inputs", {})
        needed = {item["name"] for item in inputs.get("parameters", []) if set(item) <= {"name"}}
        for index, item in enumerate(node.get("arguments", {}).get("parameters", [])):
            if item["name"] in needed:
                found.append((path, index))
    return draw.choice(found) if found else None


@defect("dropped-argument", "HL307")
def dropped_argument(case: Case, draw: random.Random) -> Path | None:
    found = _required(case, draw)
    if found is None:
        return None
    path, index = found
    del at(case.manifest, path)["arguments"]["parameters"][index]
    return path


@defect("misspelt-argument", "HL307", "HL309")
def misspelt_argument(case: Case, draw: random.Random) -> Path | None:
    found = _required(case, draw)
    if found is None:
        return None
    path, index = found
    parameter = at(case.manifest, path)["arguments"]["parameters"][index]
    parameter["name"] = parameter["name"][:-1]
    return path


@defect("missing-artifact", "HL308")
def missing_artifact(case: Case, draw: random.Random) -> Path | None:
    found = pick(
        draw, [(path, node) for path, node in nodes_of(case) if _needs_artifact(case, node)]
    )
    if found is None:
        return None
    del found[1]["arguments"]["artifacts"]
    return found[0]


def _needs_artifact(case: Case, node: dict[str, Any]) -> bool:
    # Those of other objects are found as well, but their inputs are not told from here.
    return "template" in node and "artifacts" in node.get("arguments", {})


@defect("cycle", "HL503")
def cycle(case: Case, draw: random.Random) -> Path | None:
    for path, tasks in dags_of(case):
        for task in tasks:
            if "dependencies" in task:
                first = next(one for one in tasks if one["name"] == task["dependencies"][0])
                first.setdefault("dependencies", []).append(task["name"])
                return path[:-1]
    return None


@defect("misspelt-template", "HL403")
def misspelt_template(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, [spot for spot in nodes_of(case) if "template" in spot[1]])
    return found and put(case, (*found[0], "template"), "no-such-template")


@defect("removed-template", "HL403")
def removed_template(case: Case, draw: random.Random) -> Path | None:
    called = {node.get("template") for _, node in nodes_of(case)}
    found = pick(draw, [spot for spot in templates_of(case) if spot[1]["name"] in called])
    if found is None:
        return None
    path, raw = found
    at(case.manifest, path[:-1]).remove(raw)
    return case.spec_path


@defect("removed-output", "HL701")
def removed_output(case: Case, draw: random.Random) -> Path | None:
    # Not from expressions, which Argo does not look into.
    shown = repr([node.get("arguments") for _, node in nodes_of(case)])
    spots = [
        spot
        for spot in templates_of(case)
        if spot[1].get("outputs", {}).get("parameters")
        and any(
            f"{{{{{root}.{node['name']}.outputs.parameters." in shown
            for _, node in nodes_of(case)
            for root in ("tasks", "steps")
            if node.get("template") == spot[1]["name"]
        )
    ]
    found = pick(draw, spots)
    if found is None:
        return None
    del found[1]["outputs"]["parameters"]
    return case.spec_path


@defect("removed-reference", "HL405")
def removed_reference(case: Case, draw: random.Random) -> Path | None:
    if not any("templateRef" in node for _, node in nodes_of(case)):
        return None
    case.others.clear()
    return case.spec_path


@defect("misspelt-entrypoint", "HL403")
def misspelt_entrypoint(case: Case, draw: random.Random) -> Path | None:
    if "entrypoint" not in case.spec:
        return None
    return put(case, (*case.spec_path, "entrypoint"), "mian")


@defect("missing-entrypoint", "HL102")
def missing_entrypoint(case: Case, draw: random.Random) -> Path | None:
    if case.manifest["kind"].endswith("Template") or "entrypoint" not in case.spec:
        return None
    del at(case.manifest, case.spec_path)["entrypoint"]
    return case.spec_path


@defect("two-types", "HL402")
def two_types(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, [spot for spot in templates_of(case) if "suspend" not in spot[1]])
    if found is None:
        return None
    found[1]["suspend"] = {}
    return found[0]


@defect("no-type", "HL401")
def no_type(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "container"))
    if found is None:
        return None
    del found[1]["container"]
    return found[0]


@defect("duplicate-template", "HL203")
def duplicate_template(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "templates"))
    if found is None:
        return None
    path, templates = found
    templates.append(copy.deepcopy(draw.choice(templates)))
    return (*path, len(templates) - 1)


@defect("duplicate-step", "HL203")
def duplicate_step(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "steps") if len(spot[1]) > 1]
    found = pick(draw, spots)
    return found and put(case, (*found[0], 1, 0, "name"), found[1][0][0]["name"])


@defect("duplicate-task", "HL203")
def duplicate_task(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "dag", "tasks") if len(spot[1]) > 1]
    found = pick(draw, spots)
    return found and put(case, (*found[0], 1, "name"), found[1][0]["name"])


@defect("bad-template-name", "HL202")
def bad_template_name(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case))
    return found and put(case, (*found[0], "name"), "load_data")


@defect("bad-step-name", "HL202")
def bad_step_name(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, nodes_of(case))
    return found and put(case, (*found[0], "name"), draw.choice(["load.it", "-x", "a b"]))


@defect("bad-parameter-name", "HL202")
def bad_parameter_name(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, find(case, "inputs", "parameters", "*"))
    return found and put(case, (*found[0], "name"), "a.b")


@defect("missing-name", "HL201")
def missing_name(case: Case, draw: random.Random) -> Path | None:
    # Argo does not look into hooks.
    spots = [spot for spot in find(case, "parameters", "*") if "hooks" not in spot[0]]
    found = pick(draw, nodes_of(case) + spots)
    if found is None:
        return None
    del found[1]["name"]
    return found[0]


@defect("long-task-name", "HL202")
def long_task_name(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, nodes_of(case))
    return found and put(case, (*found[0], "name"), "x" * 129)


@defect("long-object-name", "HL101")
def long_object_name(case: Case, draw: random.Random) -> Path | None:
    return put(case, ("metadata", "name"), "x" * 64)


@defect("wrong-type", "HL001")
def wrong_type(case: Case, draw: random.Random) -> Path | None:
    fields = ("image", "command", "entrypoint", "parallelism", "schedules", "source", "when")
    spots = [spot for spot in walk(case.manifest) if spot[0] and spot[0][-1] in fields]
    found = pick(draw, spots)
    return found and put(case, found[0], {"of": "another type"})


@defect("unknown-field", "HL001")
def unknown_field(case: Case, draw: random.Random) -> Path | None:
    spots = templates_of(case) + nodes_of(case) + find(case, "container") + find(case, "script")
    found = pick(draw, spots)
    return found and put(case, (*found[0], "imagePulPolicy"), "Always")


@defect("missing-image", "HL421")
def missing_image(case: Case, draw: random.Random) -> Path | None:
    found = pick(draw, templates_of(case, "container") + templates_of(case, "script"))
    if found is None:
        return None
    path, raw = found
    kind = "container" if "container" in raw else "script"
    del raw[kind]["image"]
    return (*path, kind)
