"""Single defects that are seeded into good workflows: of tags, in all places."""

from __future__ import annotations

import random

from lint._generated import Case
from lint._mutations import Path, at
from lint._seeding import Found, defect, find, pick, put


def _tagged(case: Case, spots: Found, root: str) -> Found:
    return [
        (path, value)
        for path, value in spots
        if isinstance(value, str) and f"{{{{{root}." in value and "{{=" not in value
    ]


def _misspell_tag(case: Case, spot: tuple[Path, str] | None) -> Path | None:
    if spot is None:
        return None
    path, value = spot
    return put(case, path, value.replace("}}", "x}}", 1))


@defect("misspelt-tag-in-container", "HL701")
def misspelt_tag_in_container(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "container", "args", "*")
    return _misspell_tag(case, pick(draw, _tagged(case, spots, "inputs")))


@defect("misspelt-tag-in-script", "HL701")
def misspelt_tag_in_script(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "script", "source")
    return _misspell_tag(case, pick(draw, _tagged(case, spots, "inputs")))


@defect("misspelt-tag-in-manifest", "HL701")
def misspelt_tag_in_manifest(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "resource", "manifest")
    return _misspell_tag(case, pick(draw, _tagged(case, spots, "inputs")))


@defect("misspelt-tag-in-http", "HL701")
def misspelt_tag_in_http(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "http", "body")
    return _misspell_tag(case, pick(draw, _tagged(case, spots, "inputs")))


@defect("misspelt-tag-in-plugin", "HL701")
def misspelt_tag_in_plugin(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "plugin", "slack", "text")
    return _misspell_tag(case, pick(draw, _tagged(case, spots, "inputs")))


@defect("misspelt-tag-in-memoize", "HL701")
def misspelt_tag_in_memoize(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "memoize", "key")
    return _misspell_tag(case, pick(draw, _tagged(case, spots, "inputs")))


@defect("misspelt-tag-of-node", "HL701")
def misspelt_tag_of_node(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "arguments", "parameters", "*", "value")
    tagged = _tagged(case, spots, "tasks") + _tagged(case, spots, "steps")
    return _misspell_tag(case, pick(draw, tagged))


@defect("misspelt-tag-in-when", "HL701")
def misspelt_tag_in_when(case: Case, draw: random.Random) -> Path | None:
    return _misspell_tag(case, pick(draw, _tagged(case, find(case, "when"), "inputs")))


@defect("misspelt-workflow-tag", "HL701")
def misspelt_workflow_tag(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "value") if spot[1] == "{{workflow.name}}"]
    # Argo does not look into hooks.
    found = pick(draw, [spot for spot in spots if "hooks" not in spot[0]])
    return found and put(case, found[0], "{{workflow.nmae}}")


@defect("misspelt-item", "HL701")
def misspelt_item(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "value") if spot[1] == "{{item.os}}"]
    # Steps know the items of the loops before them.
    spots = [
        spot
        for spot in spots
        if "tasks" in spot[0] and "withItems" in at(case.manifest, spot[0][:-4])
    ]
    found = pick(draw, spots)
    return found and put(case, found[0], "{{item.so}}")


@defect("unclosed-tag", "HL702")
def unclosed_tag(case: Case, draw: random.Random) -> Path | None:
    spots = [
        (path, value)
        for path, value in find(case, "container", "args", "*")
        if isinstance(value, str) and value.count("{{inputs.") == 1
    ]
    found = pick(draw, spots)
    return found and put(case, found[0], found[1].replace("}}", "}"))


@defect("later-step", "HL701")
def later_step(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "steps") if len(spot[1]) > 1]
    found = pick(draw, spots)
    if found is None:
        return None
    path, groups = found
    groups[0][0]["when"] = f"{{{{steps.{groups[-1][0]['name']}.outputs.result}}}} == x"
    return (*path, 0, 0)


@defect("misspelt-tag-in-output", "HL701")
def misspelt_tag_in_output(case: Case, draw: random.Random) -> Path | None:
    spots = find(case, "outputs", "parameters", "*", "valueFrom", "parameter")
    return _misspell_tag(case, pick(draw, spots))


@defect("misspelt-tag-of-artifact", "HL701")
def misspelt_tag_of_artifact(case: Case, draw: random.Random) -> Path | None:
    return _misspell_tag(case, pick(draw, find(case, "from")))


@defect("misspelt-tag-in-loop", "HL701")
def misspelt_tag_in_loop(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "withParam") if "{{" in spot[1]]
    return _misspell_tag(case, pick(draw, spots))


@defect("misspelt-tag-in-annotation", "HL701")
def misspelt_tag_in_annotation(case: Case, draw: random.Random) -> Path | None:
    return _misspell_tag(case, pick(draw, find(case, "metadata", "annotations", "about")))


@defect("misspelt-tag-in-lock", "HL701")
def misspelt_tag_in_lock(case: Case, draw: random.Random) -> Path | None:
    spots = [spot for spot in find(case, "mutexes", "*", "name") if "{{" in spot[1]]
    return _misspell_tag(case, pick(draw, spots))
