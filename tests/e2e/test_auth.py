"""Who may do what on the real server, and how its TLS is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hera_client import (
    APIConnectionError,
    AuthenticationError,
    NotAnArgoServerError,
    NotFoundError,
    PermissionDeniedError,
)

from ._cluster import NAMESPACE, ArgoServer, Cluster
from ._face import FACES, Face
from ._objects import workflow

KINDS = pytest.mark.parametrize("kind", list(FACES))


def guarded(kind: str, cluster: Cluster, auth: Any, **settings: Any) -> Face:
    """Return a client of the server that wants a token."""
    server = cluster.guarded
    given = {"verify": str(server.ca_file), "namespace": NAMESPACE, "auth": auth, **settings}
    return FACES[kind](url=server.url, **given)


@pytest.fixture(scope="module")
def signed_by_itself(cluster: Cluster) -> Iterator[ArgoServer]:
    server = cluster.add_server("own", tls="own")
    yield server
    server.kill()


@KINDS
def test_a_token_decides_what_may_be_done(kind: str, cluster: Cluster) -> None:
    admin = guarded(kind, cluster, cluster.admin.token)
    reader = guarded(kind, cluster, lambda: cluster.reader.token)
    stranger = guarded(kind, cluster, f"Bearer {cluster.stranger.token}")

    made = admin.workflows.create(workflow())
    seen = reader.workflows.get(made.metadata.name)

    assert seen.metadata.uid == made.metadata.uid
    with pytest.raises(PermissionDeniedError) as failure:
        reader.workflows.create(workflow())
    assert failure.value.grpc_code == 7
    assert 'the verb "create" on "workflows"' in str(failure.value)
    with pytest.raises(PermissionDeniedError):
        stranger.workflows.list()
    with pytest.raises(PermissionDeniedError):
        stranger.read("workflows.watch")
    for face in (admin, reader, stranger):
        face.close()


@KINDS
@pytest.mark.parametrize("token", [None, "wrong", "Basic d3Jvbmc6d3Jvbmc=", "Bearer v2:wrong"])
def test_a_wrong_or_missing_token_is_told(kind: str, cluster: Cluster, token: str | None) -> None:
    face = guarded(kind, cluster, token)

    for act in (lambda: face.workflows.list(), lambda: face.read("workflows.watch")):
        with pytest.raises(AuthenticationError) as failure:
            act()
        assert failure.value.status_code == 401
        assert token is None or token not in str(failure.value)
    face.close()


@KINDS
def test_a_user_is_told_who_it_is(kind: str, cluster: Cluster) -> None:
    face = guarded(kind, cluster, cluster.admin.token)

    # The server knows names from tokens of single sign-on and of service accounts alone.
    assert face.info.get_user_info().to_dict().keys() <= {"subject", "serviceAccountName"}
    face.close()


@KINDS
def test_a_certificate_of_unknown_origin_is_refused(
    kind: str, signed_by_itself: ArgoServer
) -> None:
    careful = FACES[kind](url=signed_by_itself.url, retry=None)
    careless = FACES[kind](url=signed_by_itself.url, verify=False)

    with pytest.raises(APIConnectionError) as failure:
        careful.info.get_version()

    assert "verify=" in str(failure.value)
    assert careless.info.get_version().version
    careful.close()
    careless.close()


@KINDS
def test_a_wrong_base_path_is_told(kind: str, cluster: Cluster) -> None:
    face = FACES[kind](url=f"{cluster.open.url}/argo", namespace=NAMESPACE)

    for act in (lambda: face.workflows.list(), lambda: face.read("workflows.watch")):
        with pytest.raises(NotAnArgoServerError) as failure:
            act()
        assert "base path" in str(failure.value)
    face.close()


@KINDS
@pytest.mark.parametrize(
    "verb",
    [
        "info.get_version",
        "info.get_info",
        "info.get_user_info",
        "archived_workflows.list",
        "archived_workflows.list_label_keys",
        "archived_workflows.list_label_values",
    ],
)
def test_without_a_token_nothing_is_told(kind: str, cluster: Cluster, verb: str) -> None:
    face = guarded(kind, cluster, None)

    with pytest.raises(AuthenticationError):
        face.call(verb)
    face.close()


@KINDS
def test_without_a_token_nothing_is_collected(kind: str, cluster: Cluster) -> None:
    face = guarded(kind, cluster, None)

    with pytest.raises(AuthenticationError):
        face.info.collect_event(name="dismissed")
    face.close()


@KINDS
def test_without_a_token_nothing_is_streamed(kind: str, cluster: Cluster) -> None:
    face = guarded(kind, cluster, None)
    artifact = ("nobody", "node", "artifact")

    acts: list[Callable[[], Any]] = [
        lambda: face.read("workflows.watch_events"),
        lambda: face.read("artifacts.get_input_artifact", *artifact),
        lambda: face.read("artifacts.get_input_artifact_by_uid", *artifact),
    ]
    for act in acts:
        # A uid is looked for before anyone is asked who they are.
        with pytest.raises((AuthenticationError, NotFoundError)):
            act()
    face.close()
