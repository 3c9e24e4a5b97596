"""What is done to workflows."""

from __future__ import annotations

from ._same_make import OBJECTS, SPEC, W, ended, get, make, put, running, workflow
from ._same_steps import Ask, Settle, Step


def acting() -> dict[str, tuple[Step, ...]]:
    """What is done to workflows."""
    verbs = ("suspend", "resume", "stop", "terminate", "retry", "resubmit", "set")
    template = {
        "metadata": {"name": "submitted"},
        "spec": {**SPEC, "arguments": {"parameters": [{"name": "n", "value": "1"}]}},
    }
    from_it = {"resourceKind": "WorkflowTemplate", "resourceName": "submitted"}
    return {
        **{
            f"{verb} nothing": (put(f"{W}/nobody/{verb}"), put(f"{W}/nobody/{verb}", [1]))
            for verb in verbs
        },
        "suspend and resume": (
            *running("verbs-suspend"),
            put(f"{W}/verbs-suspend/suspend"),
            put(f"{W}/verbs-suspend/suspend"),
            put(f"{W}/verbs-suspend/resume"),
            put(f"{W}/verbs-suspend/resume", {"nodeFieldSelector": "displayName=nobody"}),
            put(f"{W}/verbs-suspend/resume", {"nodeFieldSelector": "rubbish"}),
        ),
        "stop": (*running("verbs-stop"), put(f"{W}/verbs-stop/stop", {"message": "enough"})),
        "stop a node that is not there": (
            *running("verbs-stop-node"),
            put(f"{W}/verbs-stop-node/stop", {"nodeFieldSelector": "displayName=nobody"}),
        ),
        "terminate": (*running("verbs-terminate"), put(f"{W}/verbs-terminate/terminate")),
        "verbs on an ended workflow": (
            *ended("verbs-ended"),
            *(put(f"{W}/verbs-ended/{verb}") for verb in verbs if verb != "resubmit"),
        ),
        "retry": (
            *running("verbs-retry"),
            put(f"{W}/verbs-retry/retry"),
            put(f"{W}/verbs-retry/stop"),
            Settle("verbs-retry", "Failed"),
            put(f"{W}/verbs-retry/retry", {"parameters": ["nope"]}),
            put(f"{W}/verbs-retry/retry", {"restartSuccessful": "yes"}),
            put(f"{W}/verbs-retry/retry"),
        ),
        "resubmit": (
            *ended("verbs-resubmit", labels={"mine": "yes"}),
            put(f"{W}/verbs-resubmit/resubmit"),
            put(f"{W}/verbs-resubmit/resubmit", {"parameters": ["n=2"]}),
            put(f"{W}/verbs-resubmit/resubmit", {"parameters": ["nope"]}),
            put(f"{W}/verbs-resubmit/resubmit", {"memoized": True}),
        ),
        "set": (
            *running("verbs-set"),
            put(f"{W}/verbs-set/set"),
            put(
                f"{W}/verbs-set/set",
                {"nodeFieldSelector": "displayName=nobody", "phase": "Succeeded"},
            ),
            put(f"{W}/verbs-set/set", {"nodeFieldSelector": "rubbish", "phase": "Succeeded"}),
            put(
                f"{W}/verbs-set/set",
                {"nodeFieldSelector": "displayName=verbs-set", "phase": "Nope"},
            ),
            put(
                f"{W}/verbs-set/set",
                {"nodeFieldSelector": "displayName=verbs-set", "outputParameters": "rubbish"},
            ),
            put(
                f"{W}/verbs-set/set",
                {"nodeFieldSelector": "displayName=verbs-set", "message": "m"},
            ),
            put(
                f"{W}/verbs-set/set",
                {
                    "nodeFieldSelector": "displayName=verbs-set",
                    "phase": "Succeeded",
                    "message": "m",
                },
            ),
        ),
        "submit": (
            Ask("POST", "/api/v1/workflow-templates/argo", {"template": template}),
            Ask("POST", f"{W}/submit", from_it, patient=True),
            Ask(
                "POST",
                f"{W}/submit",
                {
                    **from_it,
                    "submitOptions": {
                        "parameters": ["n=1=2"],
                        "labels": "a=b,c=d",
                        "name": "sub-1",
                    },
                },
            ),
            Ask("POST", f"{W}/submit", {**from_it, "submitOptions": {"name": "sub-1"}}),
            Ask("POST", f"{W}/submit", {**from_it, "submitOptions": {"generateName": "sub-x-"}}),
            Ask("POST", f"{W}/submit", {**from_it, "submitOptions": {"entryPoint": "nope"}}),
            Ask("POST", f"{W}/submit", {**from_it, "submitOptions": {"parameters": ["nope"]}}),
            Ask("POST", f"{W}/submit", {**from_it, "submitOptions": {"labels": "nope"}}),
            Ask("POST", f"{W}/submit", {**from_it, "submitOptions": {"annotations": "a=b"}}),
            Ask(
                "POST",
                f"{W}/submit",
                {**from_it, "submitOptions": {"dryRun": True, "name": "sub-dry"}},
            ),
            Ask(
                "POST",
                f"{W}/submit",
                {**from_it, "submitOptions": {"serverDryRun": True, "name": "sub-dry"}},
            ),
            get(f"{W}/sub-dry"),
            Ask("DELETE", "/api/v1/workflow-templates/argo/submitted"),
        ),
        "submit what is not there": (
            Ask("POST", f"{W}/submit", {**from_it, "resourceName": "nobody"}),
            Ask("POST", f"{W}/submit", {"resourceKind": "Pod", "resourceName": "x"}),
            Ask("POST", f"{W}/submit", {}),
            Ask(
                "POST",
                f"{W}/submit",
                {"resourceKind": "ClusterWorkflowTemplate", "resourceName": "nobody"},
            ),
            Ask("POST", f"{W}/submit", {"resourceKind": "CronWorkflow", "resourceName": "nobody"}),
        ),
        "submit from a cluster template and a cron workflow": (
            Ask(
                "POST",
                OBJECTS["cluster-template"][0],
                {"template": {"metadata": {"name": "sub-all"}, "spec": SPEC}},
            ),
            Ask(
                "POST",
                OBJECTS["cron"][0],
                {"cronWorkflow": {"metadata": {"name": "sub-cron"}, "spec": OBJECTS["cron"][2]}},
            ),
            Ask(
                "POST",
                f"{W}/submit",
                {"resourceKind": "ClusterWorkflowTemplate", "resourceName": "sub-all"},
                patient=True,
            ),
            Ask(
                "POST",
                f"{W}/submit",
                {"resourceKind": "CronWorkflow", "resourceName": "sub-cron"},
                patient=True,
            ),
            Ask("DELETE", f"{OBJECTS['cluster-template'][0]}/sub-all"),
            Ask("DELETE", f"{OBJECTS['cron'][0]}/sub-cron"),
        ),
        "delete a template dry": (
            Ask(
                "POST",
                OBJECTS["template"][0],
                {"template": {"metadata": {"name": "kept"}, "spec": SPEC}},
            ),
            Ask("DELETE", f"{OBJECTS['template'][0]}/kept?deleteOptions.dryRun=All"),
            # A GET may be answered from what the server remembers.
            Ask("DELETE", f"{OBJECTS['template'][0]}/kept"),
        ),
        "delete": (
            make("deleted"),
            Ask("DELETE", f"{W}/deleted"),
            Ask("DELETE", f"{W}/deleted"),
        ),
        "delete with options": (
            Ask("POST", W, workflow("deleted-2"), keep={"uid": "metadata.uid"}),
            Ask("DELETE", f"{W}/deleted-2?deleteOptions.dryRun=All"),
            get(f"{W}/deleted-2?fields=metadata.name"),
            Ask("DELETE", f"{W}/deleted-2?deleteOptions.preconditions.uid=other"),
            Ask("DELETE", f"{W}/deleted-2?deleteOptions.preconditions.resourceVersion=1"),
            Ask("DELETE", f"{W}/deleted-2?deleteOptions.propagationPolicy=Nope"),
            Ask("DELETE", f"{W}/deleted-2?deleteOptions.gracePeriodSeconds=x"),
            Ask("DELETE", f"{W}/deleted-2?force=maybe"),
            Ask("DELETE", f"{W}/deleted-2?deleteOptions.preconditions.uid=<uid>&force=true"),
            get(f"{W}/deleted-2"),
        ),
    }
