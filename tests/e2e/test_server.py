"""The server itself: what it tells of itself, of its users, and of limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hera_client import (
    APITimeoutError,
    ArgoError,
    NotFoundError,
    PermissionDeniedError,
    StreamError,
    UnsupportedOperationError,
)
from hera_client._http import http

from ._cluster import NAMESPACE, Cluster
from ._face import Face
from ._objects import fresh, template
from ._programs import ARGO_RELEASE
from .conftest import connect


def test_version_and_info(argo: Face, cluster: Cluster) -> None:
    version = argo.info.get_version()
    about = argo.info.get_info()

    assert version.version.lstrip("v") == ARGO_RELEASE.lstrip("v")
    assert version.platform
    assert about.managed_namespace == NAMESPACE


def test_user_info(argo: Face) -> None:
    user = argo.info.get_user_info()

    assert user.to_dict() is not None


def test_an_event_is_collected(argo: Face) -> None:
    assert argo.info.collect_event(name="dismissed").to_dict() == {}


def test_limits_are_a_thing_of_newer_servers(argo: Face) -> None:
    acts: list[Callable[[], Any]] = [
        lambda: argo.sync.create(key="jobs", cm_name="limits", limit=2, type=0),
        lambda: argo.sync.get("jobs", cm_name="limits"),
        lambda: argo.sync.update("jobs", cm_name="limits", limit=3, type=0),
        lambda: argo.sync.delete("jobs", cm_name="limits"),
    ]
    for act in acts:
        with pytest.raises(UnsupportedOperationError) as failure:
            act()
        assert "v4.0.10" in str(failure.value)
        assert ARGO_RELEASE in str(failure.value)


def test_an_event_makes_a_workflow(argo: Face, cluster: Cluster) -> None:
    made, discriminator = argo.workflow_templates.create(template()), fresh("pushed")
    cluster.kubernetes.create(
        f"/apis/argoproj.io/v1alpha1/namespaces/{NAMESPACE}/workfloweventbindings",
        {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "WorkflowEventBinding",
            "metadata": {"name": discriminator},
            "spec": {
                "event": {"selector": f'discriminator == "{discriminator}"'},
                "submit": {
                    "workflowTemplateRef": {"name": made.metadata.name},
                    "arguments": {
                        "parameters": [{"name": "greeting", "valueFrom": {"event": "payload.say"}}]
                    },
                },
            },
        },
    )
    bindings = argo.events.list_bindings(field_selector=f"metadata.name={discriminator}")

    # Without a token the server takes it for a webhook's, and looks for its secret.
    with_token = connect(argo.kind, cluster, auth=cluster.admin.token)
    with_token.events.receive(discriminator, {"say": "good day"})
    with_token.close()
    with pytest.raises(PermissionDeniedError):
        argo.events.receive(discriminator, {"say": "good day"})

    assert [each.metadata.name for each in bindings] == [discriminator]
    made_of = f"workflows.argoproj.io/workflow-template={made.metadata.name}"
    (event,) = argo.read("workflows.watch", label_selector=made_of, until=lambda event: True)
    assert event.object.spec.arguments.parameters[0].value == "good day"
    with pytest.raises(ArgoError):
        argo.events.list_bindings(label_selector="a=b=c")


@pytest.mark.parametrize("service", ["event_sources", "sensors"])
def test_argo_events_is_not_there(argo: Face, service: str) -> None:
    verbs = getattr(argo, service)
    given = {"metadata": {"name": "one"}, "spec": {}}

    acts: list[Callable[[], Any]] = [
        lambda: verbs.create(given),
        lambda: verbs.get("one"),
        lambda: verbs.update(given, name="one"),
        lambda: verbs.delete("one"),
        lambda: verbs.list(),
        lambda: argo.read(f"{service}.watch"),
    ]
    for act in acts:
        with pytest.raises((NotFoundError, StreamError)) as failure:
            act()
        error: Any = failure.value
        assert error.grpc_code == 5
        assert "could not find the requested resource" in error.message


@pytest.mark.parametrize("service", ["event_sources", "sensors"])
def test_logs_of_argo_events_wait_for_pods(argo: Face, cluster: Cluster, service: str) -> None:
    # The server says nothing at all, not even a status, as long as there is no line.
    impatient = connect(argo.kind, cluster, timeout=http.Timeout(5, read=2), retry=None)

    with pytest.raises(APITimeoutError):
        impatient.read(f"{service}.logs")
    impatient.close()
