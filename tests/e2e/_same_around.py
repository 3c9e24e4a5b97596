"""Information, events, artifacts; paths and methods; tokens."""

from __future__ import annotations

from ._same_make import W, ended, get, put, workflow
from ._same_steps import EVENTS, LINES, Ask, Listen, Step

# Any will do where none is looked at.
_TOKEN = {"authorization": "any", "content-type": "application/json"}


def others() -> dict[str, tuple[Step, ...]]:
    """Information, events, Argo Events, sync limits, artifacts."""
    bad = {"eventSource": {"metadata": {"name": "one"}, "spec": {}}}
    sensor = {"sensor": {"metadata": {"name": "one"}, "spec": {}}}
    e, s = "/api/v1/event-sources/argo", "/api/v1/sensors/argo"
    node = "artifacts/argo/art/art-1/main-logs"
    return {
        "info": (get("/api/v1/info"), get("/api/v1/version"), get("/api/v1/userinfo")),
        "tracking": (
            Ask("POST", "/api/v1/tracking/event", {"name": "x"}),
            Ask("POST", "/api/v1/tracking/event"),
        ),
        "events": (
            Ask("POST", "/api/v1/events/argo/some", {"a": 1}),
            Ask("POST", "/api/v1/events/argo/", {"a": 1}),
            Ask("POST", "/api/v1/events/argo/some", [1]),
            Ask("POST", "/api/v1/events/argo/some", content=b"rubbish"),
            Ask("POST", "/api/v1/events/argo/some", content=b""),
            Ask(
                "POST",
                "/api/v1/events/argo/some",
                content=b"text",
                headers={"content-type": "text/plain"},
            ),
            *(
                Ask("POST", f"/api/v1/events/argo/{path}", content=content, headers=_TOKEN)
                for path, content in (
                    ("some", b'{"a": 1}'),
                    ("", b"{}"),
                    ("some", b"[1]"),
                    ("some", b"rubbish"),
                    ("some", b""),
                )
            ),
            get("/api/v1/workflow-event-bindings/argo"),
            get("/api/v1/workflow-event-bindings/argo?listOptions.labelSelector=a=b=c"),
        ),
        "event sources": (
            Ask("POST", e, bad),
            get(f"{e}/one"),
            get(e),
            put(f"{e}/one", bad),
            Ask("DELETE", f"{e}/one"),
        ),
        "sensors": (
            Ask("POST", s, sensor),
            get(f"{s}/one"),
            get(s),
            put(f"{s}/one", sensor),
            Ask("DELETE", f"{s}/one"),
        ),
        "sync limits": (
            Ask("POST", "/api/v1/sync/argo", {"key": "k", "limit": 1, "cmName": "c"}),
            get("/api/v1/sync/argo/k?cmName=c"),
        ),
        "artifacts": (
            get(f"/{node}"),
            get(f"/input-{node}"),
            get("/artifacts-by-uid/00000000-0000-0000-0000-000000000000/art-1/main-logs"),
            get("/input-artifacts-by-uid/00000000-0000-0000-0000-000000000000/art-1/main-logs"),
            get("/artifact-files/argo/workflows/art/art-1/outputs/main-logs"),
            get("/artifact-files/argo/archived-workflows/x/art-1/outputs/main-logs"),
            get("/artifact-files/argo/nope/x/art-1/outputs/main-logs"),
            get("/artifacts/argo/art"),
            get("/artifacts/"),
            get("/artifacts"),
            Ask("POST", f"/{node}", {}),
        ),
        "an artifact that is not there": (
            *ended("art"),
            get("/artifacts/argo/art/art/main-logs"),
            get("/artifacts/argo/art/art-1/main-logs"),
            get("/input-artifacts/argo/art/art/main-logs"),
            get("/artifact-files/argo/workflows/art/art/outputs/main-logs"),
            get("/artifact-files/argo/workflows/art/art/sideways/main-logs"),
            get(f"/{node}", at="guarded"),
        ),
        "uploads": (Ask("POST", "/upload-artifacts/argo/t/a", content=b"x"),),
    }


def addresses() -> dict[str, tuple[Step, ...]]:
    """Paths, methods, and what is no operation."""
    return {
        "unknown paths": tuple(
            get(path)
            for path in (
                "/",
                "/nope",
                "/workflows/argo",
                "/api",
                "/api/",
                "/api/v1",
                "/api/v1/nope",
                "/api/v2/version",
                "/API/v1/version",
                "/index.html",
                "/a/../api/v1/version",
                "//api/v1/version",
            )
        ),
        "wrong methods": (
            Ask("DELETE", W),
            Ask("PATCH", f"{W}/x", {}),
            Ask("PUT", W, {}),
            Ask("POST", "/api/v1/version", {}),
            Ask("POST", "/", {}),
            Ask("PUT", "/nope", {}),
        ),
        "head": (
            Ask("HEAD", "/api/v1/version"),
            Ask("HEAD", W),
            Ask("HEAD", "/"),
            Ask("HEAD", "/api/v1/nope"),
        ),
        "options": (
            Ask("OPTIONS", "/api/v1/version"),
            Ask("OPTIONS", "/"),
            Ask("OPTIONS", "/api/v1/nope"),
        ),
        "names that need quoting": (
            get(f"{W}/a%2Fb"),
            get(f"{W}/a%20b"),
            get(f"{W}/a%25b"),
            get(f"{W}/%C3%BC"),
            get(f"{W}/a+b"),
            get(f"{W}/a:b"),
            get(f"{W}/Upper"),
        ),
        "a base path": (
            get("/api/v1/version", at="based"),
            get("/argo/api/v1/version", at="based"),
            get("/argo/", at="based"),
            get("/", at="based"),
            get("/nope", at="based"),
        ),
        "packed answers": (
            get("/api/v1/version", headers={"accept-encoding": "gzip"}),
            get("/", headers={"accept-encoding": "gzip"}),
            get("/nope", headers={"accept-encoding": "gzip"}),
        ),
        "accept": (
            get("/api/v1/version", headers={"accept": "text/plain"}),
            get("/api/v1/version", headers={"accept": EVENTS}),
            get(f"{W}/nobody", headers={"accept": EVENTS}),
        ),
        "method override": (
            Ask(
                "POST",
                f"{W}/nobody",
                headers={
                    "x-http-method-override": "GET",
                    "content-type": "application/x-www-form-urlencoded",
                },
            ),
        ),
        "a head that is too large": (
            get("/api/v1/version?x=" + "y" * 40_000),
            get("/api/v1/version", headers={"x-long": "y" * 40_000}),
        ),
    }


def permission() -> dict[str, tuple[Step, ...]]:
    """Tokens: missing, wrong, of others, in cookies."""

    def told(value: str, path: str = f"{W}/nobody", at: str = "guarded", **more: str) -> Ask:
        return get(path, at=at, headers={"authorization": value, **more})

    where = (
        f"{W}?listOptions.labelSelector=group=nobody",
        f"{W}/nobody",
        "/api/v1/version",
        "/api/v1/info",
        "/api/v1/userinfo",
        "/",
        "/api/v1/nope",
    )
    both = (
        "Bearer <token_admin>",
        "Bearer nonsense",
        "Bearer",
        "Bearer ",
        "bearer <token_admin>",
        "<token_admin>",
        "Basic YWRtaW46YWRtaW4=",
        "Bearer v2:nonsense",
        "Digest x",
        "",
    )
    return {
        "no token": tuple(get(path, at="guarded") for path in where),
        "a right token": tuple(told("Bearer <token_admin>", path) for path in where),
        "a wrong token": tuple(told("Bearer nonsense", path) for path in where),
        "odd tokens": tuple(told(value) for value in both),
        "odd tokens where none is needed": tuple(told(value, at="both") for value in both),
        "odd tokens where none is looked at": tuple(told(value, at="open") for value in both),
        "cookies": (
            get(f"{W}/nobody?fields=metadata.name"),
            get(
                f"{W}/nobody",
                at="guarded",
                headers={"cookie": 'authorization="Bearer <token_admin>"'},
            ),
            get(
                f"{W}/nobody",
                at="guarded",
                headers={"cookie": "authorization=Bearer <token_admin>"},
            ),
            get(
                f"{W}/nobody",
                at="guarded",
                headers={"cookie": "authorization=Bearer%20<token_admin>"},
            ),
            get(
                f"{W}/nobody",
                at="guarded",
                headers={"cookie": "authorization=nonsense; authorization=Bearer <token_admin>"},
            ),
            get(
                f"{W}/nobody",
                at="guarded",
                headers={
                    "cookie": "authorization=Bearer nonsense; authorization=Bearer <token_admin>"
                },
            ),
            told("Bearer nonsense", cookie="authorization=Bearer <token_admin>"),
            told("Bearer <token_admin>", cookie="authorization=Bearer nonsense"),
        ),
        "a token in the query": (get(f"{W}/nobody?access_token=<token_admin>", at="guarded"),),
        "rights of a reader": (
            told("Bearer <token_reader>"),
            Ask(
                "POST",
                W,
                workflow("forbidden"),
                at="guarded",
                headers={"authorization": "Bearer <token_reader>"},
            ),
            Ask(
                "DELETE",
                f"{W}/nobody",
                at="guarded",
                headers={"authorization": "Bearer <token_reader>"},
            ),
            told("Bearer <token_reader>", "/api/v1/workflows/elsewhere"),
            told("Bearer <token_reader>", "/api/v1/cluster-workflow-templates"),
        ),
        "rights of a stranger": (
            told("Bearer <token_stranger>"),
            told("Bearer <token_stranger>", W),
            told("Bearer <token_stranger>", "/api/v1/workflow-templates/argo"),
            told("Bearer <token_stranger>", "/api/v1/archived-workflows"),
            told("Bearer <token_stranger>", "/api/v1/version"),
        ),
        "events without a token": (
            Ask("POST", "/api/v1/events/argo/x", {}, at="guarded"),
            Ask(
                "POST",
                "/api/v1/events/argo/x",
                {},
                at="guarded",
                headers={"x-hub-signature": "sha1=0"},
            ),
        ),
        "streams without a token": (
            Listen("/api/v1/workflow-events/argo", at="guarded"),
            Listen("/api/v1/workflow-events/argo", accept=LINES, at="guarded"),
            Listen(f"{W}/nobody/log", at="guarded"),
        ),
        "streams of a stranger": (
            Listen(
                "/api/v1/workflow-events/argo",
                at="guarded",
                headers={"authorization": "Bearer <token_stranger>"},
            ),
        ),
        "streams with a token": (
            Listen(
                "/api/v1/workflow-events/argo?listOptions.labelSelector=group=nobody",
                seconds=17,
                frames=1,
                at="guarded",
                headers={"authorization": "Bearer <token_admin>"},
            ),
        ),
    }
