"""Workflows read and listed, and the archive."""

from __future__ import annotations

from ._same_make import W, ended, get, make, put, quick, running, selecting, workflow
from ._same_steps import Ask, Settle, Step


def reading() -> dict[str, tuple[Step, ...]]:
    """Workflows read and listed."""
    group = {"labels": {"group": "listed"}}
    return {
        "get nothing": (get(f"{W}/nobody"), get("/api/v1/workflows/elsewhere/nobody")),
        "get running": (*running("get-running"), get(f"{W}/get-running")),
        "get ended": (*ended("get-ended"), get(f"{W}/get-ended")),
        "get fields": (
            *running("get-fields"),
            get(f"{W}/get-fields?fields=metadata.name"),
            get(f"{W}/get-fields?fields=metadata.name,status.phase,spec.templates.name"),
            get(f"{W}/get-fields?fields=-spec,metadata,status.nodes"),
            get(f"{W}/get-fields?fields=status.nodes"),
            get(f"{W}/get-fields?fields=-status.nodes,metadata.managedFields,spec"),
            get(f"{W}/get-fields?fields=nope"),
            get(f"{W}/get-fields?fields="),
            get(f"{W}/get-fields?fields=metadata"),
            get(f"{W}/get-fields?fields=-status"),
        ),
        "get by uid": (
            Ask("POST", W, workflow("by-uid"), keep={"uid": "metadata.uid"}),
            get(f"{W}/by-uid?uid=<uid>&fields=metadata.name"),
            get(f"{W}/by-uid?uid=00000000-0000-0000-0000-000000000000"),
            get(f"{W}/nobody?uid=<uid>"),
        ),
        # Of those of one second any may be the latest.
        "get the latest": (make("latest-one"), get(f"{W}/@latest?fields=spec.entrypoint")),
        "get with options": (
            make("get-options"),
            get(f"{W}/get-options?getOptions.resourceVersion=0&fields=metadata.name"),
            get(f"{W}/get-options?getOptions.resourceVersion=x"),
            get(f"{W}/get-options?nope=1&fields=metadata.name"),
        ),
        "list": (
            make("listed-1", **group),
            make("listed-2", labels={"group": "listed", "tier": "x"}),
            make("listed-3", **group),
            get(
                selecting("label", "group=listed,tier=x")
                + "&fields=-items.status,items.metadata.labels,items.metadata.annotations"
            ),
            get(selecting("label", "group=nobody")),
            get(selecting("label", "group=listed") + "&fields=items.metadata.name"),
            get(
                selecting("label", "group=listed")
                + "&fields=-items.spec,items.metadata,items.status"
            ),
            get(selecting("label", "group in (listed),tier!=x") + "&fields=items.metadata.name"),
            get(selecting("label", "group=listed,!tier") + "&fields=items.metadata.name"),
            get(
                selecting("label", "group=listed,tier notin (x, y)") + "&fields=items.metadata.name"
            ),
            get(selecting("label", "group=listed") + "&fields=metadata"),
            get(selecting("field", "metadata.name=listed-1") + "&fields=items.metadata.name"),
            get(
                selecting("label", "group=listed")
                + "&listOptions.fieldSelector=metadata.name=listed"
                + "&nameFilter=Prefix&fields=items.metadata.name"
            ),
            get(
                selecting("label", "group=listed")
                + "&listOptions.fieldSelector=metadata.name=d-2"
                + "&nameFilter=Contains&fields=items.metadata.name"
            ),
            get(
                selecting("label", "group=listed")
                + "&listOptions.fieldSelector=metadata.name=listed-2"
                + "&nameFilter=Exact&fields=items.metadata.name"
            ),
            get(
                selecting("label", "group=listed")
                + "&listOptions.fieldSelector=metadata.name=listed-2"
                + "&nameFilter=Nope&fields=items.metadata.name"
            ),
            get(selecting("label", "group=listed") + "&createdAfter=2199-01-01T00:00:00Z"),
            get(selecting("label", "group=listed") + "&createdAfter=rubbish"),
        ),
        "list with a bad selector": tuple(
            get(selecting("label", text))
            for text in ("a=b=c", "=x", "a in", "!", ",", "a b", "a>b")
        ),
        "list with a bad field selector": tuple(
            get(selecting("field", text))
            for text in (
                "spec.nope=1",
                "metadata.name",
                "metadata.name=&listOptions.labelSelector=group=nobody",
                "metadata.name!=x",
                "metadata.namespace=elsewhere",
                "status.phase=Running",
                "spec.startedAt>x",
                "a=b=c",
            )
        ),
        "list by pages": (
            *(make(f"page-{number}", labels={"group": "pages"}) for number in (1, 2, 3)),
            get(
                selecting("label", "group=pages") + "&listOptions.limit=2&fields=metadata",
                keep={"next": "metadata.continue"},
            ),
            get(
                selecting("label", "group=pages")
                + "&listOptions.limit=2&listOptions.continue=<next>&fields=metadata.continue"
            ),
            get(
                selecting("label", "group=pages")
                + "&listOptions.limit=2&fields=metadata"
                + "&listOptions.fieldSelector=ext.showRemainingItemCount=true"
            ),
            get(
                selecting("label", "group=pages") + "&listOptions.limit=0&fields=metadata.continue"
            ),
            get(
                selecting("label", "group=pages") + "&listOptions.limit=-1&fields=metadata.continue"
            ),
            get(selecting("label", "group=pages") + "&listOptions.limit=x"),
            get(selecting("label", "group=pages") + "&listOptions.limit=1.5"),
            get(selecting("label", "group=pages") + "&listOptions.continue=rubbish"),
            get(selecting("label", "group=pages") + "&listOptions.continue=99"),
            get(selecting("label", "group=pages") + "&listOptions.limit=1&listOptions.continue=-1"),
        ),
        "list elsewhere": (
            get("/api/v1/workflows/elsewhere"),
            get("/api/v1/workflows/?listOptions.labelSelector=group=nobody"),
            get("/api/v1/workflows?listOptions.labelSelector=group=nobody"),
            get("/api/v1/workflows/argo/?listOptions.labelSelector=group=nobody"),
            get("/api/v1/workflows//nobody"),
        ),
        "list with odd parameters": (
            get(f"{W}?nope=1&listOptions.labelSelector=group=nobody"),
            get(f"{W}?listOptions.nope=1&listOptions.labelSelector=group=nobody"),
            get(f"{W}?listOptions=1&listOptions.labelSelector=group=nobody"),
            get(f"{W}?listOptions.watch=maybe&listOptions.labelSelector=group=nobody"),
            get(f"{W}?listOptions.timeoutSeconds=x&listOptions.labelSelector=group=nobody"),
            get(
                f"{W}?listOptions.limit=1&listOptions.limit=2&listOptions.labelSelector=group=nobody"
            ),
            get(f"{W}?%zz=1&listOptions.labelSelector=group=nobody"),
        ),
    }


def archive() -> dict[str, tuple[Step, ...]]:
    """The archive of workflows."""
    a, nobody = "/api/v1/archived-workflows", "00000000-0000-0000-0000-000000000000"
    keep = {"uid": "metadata.uid"}
    selector = "listOptions.labelSelector=group=archived"
    return {
        "archive": (
            Ask("POST", W, quick("archived", labels={"group": "archived"}), keep=keep),
            Settle("archived", "Succeeded", archived=True),
            get(f"{a}/<uid>"),
            get(f"{a}?{selector}"),
            get(
                f"{a}?{selector}&listOptions.fieldSelector=metadata.name=archived&listOptions.limit=1"
            ),
            get(f"{a}?{selector}&namespace=elsewhere"),
            get(f"{a}?{selector}&namePrefix=arch&namespace=argo"),
            get(f"{a}?{selector}&namePrefix=nope"),
            get(f"{a}-label-values?listOptions.labelSelector=group"),
            get(f"{a}-label-values?listOptions.labelSelector=nope"),
            get(f"{a}-label-values?listOptions.labelSelector=a=b"),
            get(f"{a}-label-values"),
            get(selecting("label", "group=archived") + "&fields=items.metadata.name"),
            Ask("DELETE", f"{W}/archived"),
            get(f"{W}/archived"),
            get(f"{W}/archived?uid=<uid>&fields=metadata.name"),
            get(selecting("label", "group=archived") + "&fields=items.metadata.name"),
            put(f"{a}/<uid>/retry", {"namespace": "argo", "name": "archived"}),
            put(f"{a}/<uid>/resubmit", {"namespace": "argo", "name": "archived"}),
            Ask("DELETE", f"{a}/<uid>"),
            Ask("DELETE", f"{a}/<uid>"),
            get(f"{a}/<uid>"),
        ),
        "archive of nobody": (
            get(f"{a}/{nobody}"),
            get(f"{a}/rubbish"),
            Ask("DELETE", f"{a}/{nobody}"),
            put(f"{a}/{nobody}/retry", {"namespace": "argo", "name": "nobody"}),
            put(f"{a}/{nobody}/resubmit", {"namespace": "argo", "name": "nobody"}),
            put(f"{a}/{nobody}/retry"),
            get(f"{a}?listOptions.labelSelector=group=nobody"),
            get(f"{a}?listOptions.labelSelector=a=b=c"),
            get(f"{a}?listOptions.fieldSelector=spec.nope=1"),
            get(f"{a}?listOptions.limit=x"),
            get(f"{a}?listOptions.continue=rubbish"),
        ),
    }
