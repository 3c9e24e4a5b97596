"""Watches and logs."""

from __future__ import annotations

from ._same_make import W, ended, get, make, running, workflow
from ._same_steps import LINES, Ask, Expire, Listen, Restart, Settle, Step, Together


def watching() -> dict[str, tuple[Step, ...]]:
    """Watches."""
    v = "/api/v1/workflow-events/argo"
    one = "listOptions.labelSelector=group=watched"
    quiet = "listOptions.labelSelector=group=nobody"
    since = f"{v}?listOptions.labelSelector=group=from&listOptions.resourceVersion=<version>"
    return {
        "watch what there is": (
            *running("watched", labels={"group": "watched"}),
            Listen(f"{v}?{one}", frames=1),
            Listen(f"{v}?{one}", frames=1, accept=LINES),
            Listen(f"{v}?{one}", frames=1, accept="*/*"),
            Listen(f"{v}?{one}", frames=1, accept="text/event-stream, application/json"),
            Listen(f"{v}?{one}&listOptions.resourceVersion=0", frames=1),
            Listen(f"{v}?{one}&fields=result.object.metadata.name,result.type", frames=1),
            Listen(f"{v}?{one}&fields=metadata.name", frames=1),
            Listen(
                f"{v}?{one}&fields=-result.object.spec,result.object.metadata,result.object.status",
                frames=1,
            ),
            Listen(f"{v}?listOptions.fieldSelector=metadata.name=watched", frames=1),
        ),
        "watch from a version": (
            Ask(
                "POST",
                W,
                workflow("from-1", labels={"group": "from"}),
                keep={"version": "metadata.resourceVersion"},
            ),
            Settle("from-1", "Running"),
            Listen(f"{since}&fields=result.type,result.object.metadata.name", frames=1),
            get(f"{W}/from-1", keep={"version": "metadata.resourceVersion"}),
            Listen(since, seconds=5, frames=1, during=(Ask("DELETE", f"{W}/from-1"),)),
        ),
        "watch from an expired version": (
            Expire(),
            Listen(f"{v}?listOptions.resourceVersion=1"),
            Listen(f"{v}?listOptions.resourceVersion=1", accept=LINES),
        ),
        "watch from a version to come": (
            Listen(f"{v}?listOptions.resourceVersion=999999999", seconds=8),
        ),
        "watch from no version": (
            Listen(f"{v}?listOptions.resourceVersion=rubbish"),
            Listen(f"{v}?listOptions.resourceVersion=-1"),
            Listen(f"{v}?listOptions.resourceVersion=rubbish", accept=LINES),
        ),
        "watch with a bad selector": (
            Listen(f"{v}?listOptions.labelSelector=a=b=c"),
            Listen(f"{v}?listOptions.fieldSelector=spec.nope=1"),
            Listen(f"{v}?listOptions.fieldSelector=rubbish"),
            Listen(f"{v}?listOptions.fieldSelector=metadata.name=nobody"),
            Listen(f"{v}?listOptions.timeoutSeconds=x"),
            Listen(f"{v}?listOptions.labelSelector=a=b=c", accept=LINES),
            Listen(f"{v}?listOptions.limit=x", accept=LINES),
            Listen(f"{v}?listOptions.labelSelector=a=b=c&fields=result.type"),
            Listen(f"{v}?listOptions.labelSelector=a=b=c&fields=result.type,error"),
        ),
        "watch for a time": (
            Together(
                (
                    Listen(f"{v}?{quiet}&listOptions.timeoutSeconds=2", seconds=6),
                    Listen(f"{v}?{quiet}&listOptions.timeoutSeconds=2", seconds=6, accept=LINES),
                    Listen(f"{v}?{quiet}&listOptions.timeoutSeconds=0", seconds=3),
                )
            ),
            *running("watch-timed", labels={"group": "timed"}),
            Listen(
                f"{v}?listOptions.labelSelector=group=timed&listOptions.timeoutSeconds=2&fields=result.type",
                seconds=6,
            ),
            Listen(
                f"{v}?listOptions.labelSelector=group=timed&listOptions.timeoutSeconds=2&fields=result.type",
                seconds=6,
                accept=LINES,
            ),
        ),
        "watch in silence": (
            Together(
                (
                    Listen(f"{v}?{quiet}", seconds=17, frames=1),
                    Listen(f"{v}?{quiet}", seconds=17, accept=LINES),
                    Listen(f"{v}?{quiet}&listOptions.resourceVersion=0", seconds=4),
                    Listen("/api/v1/workflow-events/elsewhere", seconds=4),
                    Listen("/api/v1/stream/events/elsewhere", seconds=17, frames=1),
                    Listen("/api/v1/stream/events/elsewhere", seconds=17, accept=LINES),
                    Listen(
                        "/api/v1/stream/event-sources/argo/logs?podLogOptions.follow=true",
                        seconds=17,
                    ),
                    Listen(
                        "/api/v1/stream/sensors/argo/logs?podLogOptions.follow=true",
                        seconds=17,
                        accept=LINES,
                    ),
                    Listen("/api/v1/stream/event-sources/argo/logs", seconds=17),
                    Listen("/api/v1/stream/sensors/argo/logs", seconds=17),
                    Listen("/api/v1/stream/event-sources/argo", seconds=4),
                    Listen("/api/v1/stream/sensors/argo", seconds=4, accept=LINES),
                )
            ),
        ),
        "watch with bookmarks": (
            *running("marked", labels={"group": "marked"}),
            Listen(
                f"{v}?listOptions.labelSelector=group=marked&listOptions.allowWatchBookmarks=true&fields=result.type",
                frames=1,
            ),
            Listen(
                f"{v}?listOptions.labelSelector=group=marked&listOptions.sendInitialEvents=true&listOptions.allowWatchBookmarks=true&listOptions.resourceVersionMatch=NotOlderThan",
                seconds=4,
            ),
            Listen(f"{v}?listOptions.sendInitialEvents=true", seconds=4),
            Listen(
                f"{v}?listOptions.resourceVersionMatch=Exact&listOptions.resourceVersion=1",
                seconds=4,
            ),
        ),
        "watch a new one and its end": (
            Listen(
                f"{v}?listOptions.labelSelector=group=new&fields=result.type,result.object.metadata.name",
                frames=1,
                during=(make("new", labels={"group": "new"}),),
            ),
        ),
        "watch the latest": (
            make("watch-latest"),
            Listen(
                f"{v}?listOptions.fieldSelector=metadata.name=@latest&fields=result.type",
                frames=1,
            ),
        ),
        "watch until a restart": (
            *running("restarted", labels={"group": "restarted"}),
            Together(
                (
                    Listen(
                        f"{v}?listOptions.labelSelector=group=restarted&fields=result.type",
                        seconds=10,
                    ),
                    Listen(
                        f"{v}?listOptions.labelSelector=group=restarted&fields=result.type",
                        seconds=10,
                        accept=LINES,
                    ),
                    Listen(f"{v}?{quiet}", seconds=10),
                ),
                during=(Restart(),),
            ),
        ),
        "watch elsewhere": (
            Listen("/api/v1/workflow-events/?fields=result.type", frames=1),
            Listen("/api/v1/workflow-events", seconds=2),
        ),
    }


def logs() -> dict[str, tuple[Step, ...]]:
    """Logs of workflows that have no pods."""
    follow = "logOptions.follow=true&logOptions.container=main"
    return {
        "log of nobody": (
            Listen(f"{W}/nobody/log?logOptions.container=main"),
            Listen(f"{W}/nobody/log?logOptions.container=main", accept=LINES),
            Listen(f"{W}/nobody/p/log?logOptions.container=main"),
            Listen(f"{W}/nobody/log?podName=p&logOptions.container=main"),
        ),
        "log of an ended workflow": (
            *ended("log-ended"),
            Listen(f"{W}/log-ended/log?logOptions.container=main"),
            Listen(f"{W}/log-ended/log?logOptions.container=main", accept=LINES),
            Listen(f"{W}/log-ended/log"),
            Listen(f"{W}/log-ended/log?{follow}"),
            Listen(f"{W}/log-ended/p/log?{follow}"),
        ),
        "log of a running workflow": (
            *running("log-running"),
            Listen(f"{W}/log-running/log?logOptions.container=main"),
            Together(
                (
                    Listen(f"{W}/log-running/log?{follow}", seconds=17, frames=1),
                    Listen(f"{W}/log-running/log?{follow}", seconds=17, accept=LINES),
                    Listen(f"{W}/log-running/p/log?{follow}", seconds=4),
                )
            ),
        ),
        "log with odd options": (
            *running("log-odd"),
            Listen(f"{W}/log-odd/log?logOptions.tailLines=x"),
            Listen(f"{W}/log-odd/log?logOptions.sinceSeconds=-1"),
            Listen(f"{W}/log-odd/log?logOptions.sinceTime.seconds=1"),
            Listen(f"{W}/log-odd/log?logOptions.sinceTime=2020-01-01T00:00:00Z"),
            Listen(f"{W}/log-odd/log?grep=%5B"),
            Listen(f"{W}/log-odd/log?selector=a=b=c"),
        ),
        "log of the latest": (
            *ended("log-latest"),
            Listen(f"{W}/@latest/log?logOptions.container=main"),
        ),
        "log of the archived": (
            *ended("log-archived", archived=True),
            Ask("DELETE", f"{W}/log-archived"),
            Listen(f"{W}/log-archived/log?logOptions.container=main"),
        ),
    }
