"""Templates, cron workflows and workflows: created, refused, linted."""

from __future__ import annotations

import gzip
import json

from ._same_make import OBJECTS, PAUSE, SPEC, W, get, make, put, workflow
from ._same_steps import Ask, Step


def objects() -> dict[str, tuple[Step, ...]]:
    """Templates, cluster templates and cron workflows, from their creation to their end."""
    cases: dict[str, tuple[Step, ...]] = {}
    for kind, (path, key, spec) in OBJECTS.items():
        one = {"metadata": {"name": f"{kind}-one", "labels": {"group": kind}}, "spec": spec}
        inner = {**spec, "entrypoint": "nope"}
        if kind == "cron":
            inner = {**spec, "workflowSpec": {**SPEC, "entrypoint": "nope"}}
        bad = {"metadata": {"name": f"{kind}-bad"}, "spec": inner}
        changed = {
            "metadata": {"name": f"{kind}-one", "resourceVersion": "<version>"},
            "spec": spec,
        }
        cases |= {
            f"{kind}: create, again, get, delete": (
                Ask("POST", path, {key: one}),
                Ask("POST", path, {key: one}),
                get(f"{path}/{kind}-one"),
                Ask("DELETE", f"{path}/{kind}-one"),
                get(f"{path}/{kind}-one"),
                Ask("DELETE", f"{path}/{kind}-one"),
            ),
            f"{kind}: update": (
                Ask("POST", path, {key: one}, keep={"version": "metadata.resourceVersion"}),
                put(f"{path}/{kind}-one", {key: changed}),
                put(f"{path}/{kind}-one", {key: changed}),
                put(f"{path}/{kind}-one", {key: one}),
                put(f"{path}/nobody", {key: {**one, "metadata": {"name": "nobody"}}}),
                put(f"{path}/{kind}-one", {}),
                Ask("DELETE", f"{path}/{kind}-one"),
            ),
            f"{kind}: update under another name": (
                Ask("POST", path, {key: one}, keep={"version": "metadata.resourceVersion"}),
                put(f"{path}/other", {key: changed}),
                Ask("DELETE", f"{path}/{kind}-one"),
            ),
            f"{kind}: lint": (
                Ask("POST", f"{path}/lint", {key: one}),
                Ask("POST", f"{path}/lint", {key: bad}),
                Ask("POST", f"{path}/lint", {}),
            ),
            f"{kind}: create what is wrong": (
                Ask("POST", path, {key: bad}),
                Ask("POST", path, {}),
                Ask("POST", path, {key: {"spec": spec}}),
                Ask("POST", path, {key: {"metadata": {"name": "Not_A_Name"}, "spec": spec}}),
            ),
            f"{kind}: list": (
                get(path),
                Ask("POST", path, {key: one}),
                get(f"{path}?listOptions.labelSelector=group={kind}"),
                get(f"{path}?listOptions.labelSelector=a=b=c"),
                get(f"{path}?listOptions.fieldSelector=spec.nope=1"),
                get(f"{path}?listOptions.limit=x"),
                get(f"{path}?listOptions.continue=rubbish"),
                Ask("DELETE", f"{path}/{kind}-one"),
            ),
            f"{kind}: pages": (
                *(
                    Ask("POST", path, {key: {"metadata": {"name": f"{kind}-{n}"}, "spec": spec}})
                    for n in (1, 2, 3)
                ),
                get(f"{path}?listOptions.limit=2", keep={"next": "metadata.continue"}),
                get(f"{path}?listOptions.limit=2&listOptions.continue=<next>"),
                get(f"{path}?namePattern={kind}-1"),
                get(f"{path}?nameFilter=Prefix&listOptions.fieldSelector=metadata.name={kind}"),
                *(Ask("DELETE", f"{path}/{kind}-{n}") for n in (1, 2, 3)),
            ),
        }
    cron = OBJECTS["cron"][0]
    yearly = {"metadata": {"name": "yearly"}, "spec": OBJECTS["cron"][2]}
    return {
        **cases,
        "cron: suspend and resume": (
            Ask("POST", cron, {"cronWorkflow": yearly}),
            put(f"{cron}/yearly/suspend"),
            put(f"{cron}/yearly/resume"),
            put(f"{cron}/nobody/suspend"),
            put(f"{cron}/nobody/resume"),
            Ask("DELETE", f"{cron}/yearly"),
        ),
        "cron: delete with options": (
            Ask("POST", cron, {"cronWorkflow": yearly}),
            Ask("DELETE", f"{cron}/yearly?deleteOptions.preconditions.uid=other"),
            Ask("DELETE", f"{cron}/yearly?deleteOptions.preconditions.resourceVersion=1"),
            Ask("DELETE", f"{cron}/yearly?deleteOptions.dryRun=Some"),
            Ask("DELETE", f"{cron}/yearly?deleteOptions.dryRun=All"),
            get(f"{cron}/yearly"),
            Ask("DELETE", f"{cron}/yearly"),
            get(f"{cron}/yearly"),
        ),
        "cron: a schedule that is none": (
            Ask(
                "POST",
                cron,
                {
                    "cronWorkflow": {
                        "metadata": {"name": "never"},
                        "spec": {"schedules": ["* *"], "workflowSpec": SPEC},
                    }
                },
            ),
        ),
    }


def creation() -> dict[str, tuple[Step, ...]]:
    """Workflows made, refused and linted."""
    full = {
        "entrypoint": "all",
        "arguments": {"parameters": [{"name": "n", "value": "1"}]},
        "templates": [
            {"name": "all", "steps": [[{"name": "a", "template": "c"}]]},
            {"name": "graph", "dag": {"tasks": [{"name": "a", "template": "c"}]}},
            {"name": "c", "container": {"image": "busybox", "command": ["true"]}},
            {"name": "s", "script": {"image": "busybox", "source": "true", "command": ["sh"]}},
        ],
    }
    return {
        "create": (make("create-one"), make("create-one"), get(f"{W}/create-one", racing=True)),
        "create every kind of template": (
            Ask("POST", f"{W}/lint", workflow("full", full)),
            Ask("POST", W, {**workflow("full", full), "serverDryRun": True}),
        ),
        "create with a made-up name": (
            Ask("POST", W, {"workflow": {"metadata": {"generateName": "made-"}, "spec": SPEC}}),
        ),
        "create without a name": (Ask("POST", W, {"workflow": {"spec": SPEC}}),),
        "create with a name that is none": (make("Not_A_Name"),),
        "create with kind and apiVersion": (
            Ask(
                "POST",
                W,
                {
                    "workflow": {
                        "kind": "Workflow",
                        "apiVersion": "argoproj.io/v1alpha1",
                        "metadata": {"name": "with-kind"},
                        "spec": SPEC,
                    }
                },
            ),
            get(f"{W}/with-kind", racing=True),
        ),
        "create with another kind": (
            Ask(
                "POST", W, {"workflow": {"kind": "Pod", "metadata": {"name": "pod"}, "spec": SPEC}}
            ),
        ),
        "create without a spec": (Ask("POST", W, {"workflow": {"metadata": {"name": "bare"}}}),),
        "create without an entrypoint": (
            Ask("POST", W, workflow("no-entry", {"templates": [PAUSE]})),
        ),
        "create with a missing entrypoint": (
            Ask("POST", W, workflow("bad", {**SPEC, "entrypoint": "nope"})),
        ),
        "create without templates": (Ask("POST", W, workflow("empty", {"entrypoint": "pause"})),),
        "create in another namespace": (
            Ask("POST", "/api/v1/workflows/elsewhere", workflow("there")),
        ),
        "create with two namespaces": (Ask("POST", W, workflow("two", namespace="elsewhere")),),
        "create with unknown fields": (
            Ask("POST", W, {**workflow("unknown", {**SPEC, "nope": 1}), "never": True}),
            get(f"{W}/unknown", racing=True),
        ),
        "create with wrong types": (
            Ask("POST", W, {"workflow": {"metadata": {"name": 1}, "spec": SPEC}}),
            Ask("POST", W, {"workflow": {"metadata": {"name": "x"}, "spec": []}}),
            Ask("POST", W, {"workflow": "text"}),
            Ask("POST", W, {"workflow": []}),
            Ask("POST", W, {"workflow": None}),
            Ask("POST", W, workflow("x", {**SPEC, "parallelism": "many"})),
            Ask("POST", W, workflow("x", {**SPEC, "templates": {}})),
            Ask("POST", W, workflow("x", labels={"a": 1})),
        ),
        "create with a bad body": (
            Ask("POST", W, content=b""),
            Ask("POST", W, content=b"{"),
            Ask("POST", W, content=b"[]"),
            Ask("POST", W, content=b"null"),
            Ask("POST", W, content=b"text"),
            Ask("POST", W, content=b'{"workflow": {}} {}'),
            Ask("POST", W, content=b"\xff\xfe"),
            Ask("POST", W, {}),
        ),
        "create with another content type": (
            Ask(
                "POST",
                W,
                content=json.dumps(workflow("typed")).encode(),
                headers={"content-type": "text/plain"},
            ),
            Ask(
                "POST",
                W,
                content=json.dumps(workflow("typed-not")).encode(),
                headers={"content-type": ""},
            ),
            Ask(
                "POST",
                W,
                content=b"workflow: {}",
                headers={"content-type": "application/yaml"},
            ),
        ),
        "create with a packed body": (
            Ask(
                "POST",
                W,
                content=gzip.compress(json.dumps(workflow("packed")).encode()),
                headers={"content-type": "application/json", "content-encoding": "gzip"},
            ),
        ),
        "create with labels": (
            make("labelled", labels={"a": "b"}, annotations={"c": "d"}),
            make("labelled-not", labels={"a b": "c"}),
        ),
        "create dry": (
            Ask("POST", W, {**workflow("dry-one"), "serverDryRun": True}),
            get(f"{W}/dry-one"),
            Ask("POST", W, {**workflow("dry-one"), "createOptions": {"dryRun": ["All"]}}),
            get(f"{W}/dry-one"),
            make("dry-one"),
            Ask("POST", W, {**workflow("dry-one"), "serverDryRun": True}),
        ),
        "lint": (
            Ask("POST", f"{W}/lint", workflow("lint")),
            Ask("POST", f"{W}/lint", workflow("lint", {**SPEC, "entrypoint": "nope"})),
            Ask("POST", f"{W}/lint", workflow("lint", {"templates": [PAUSE]})),
            Ask("POST", f"{W}/lint", {}),
            Ask("POST", f"{W}/lint", {"workflow": {"spec": SPEC}}),
        ),
    }
