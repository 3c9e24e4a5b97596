"""What to do about a failed request, where the server's own words do not say it."""

from __future__ import annotations

import re

_FIRST_WORD = re.compile(r"[A-Z][a-z]+")
_VERBS = {
    **{name: name.lower() for name in ("Get", "List", "Watch", "Create", "Update", "Delete")},
    **dict.fromkeys(("Submit", "Resubmit"), "create"),
    **dict.fromkeys(("Retry", "Resume", "Suspend", "Stop", "Terminate", "Set"), "update"),
}
_RESOURCES = {
    "ArchivedWorkflowService": "workflows",
    "ClusterWorkflowTemplateService": "clusterworkflowtemplates",
    "CronWorkflowService": "cronworkflows",
    "EventService": "workfloweventbindings",
    "EventSourceService": "eventsources",
    "SensorService": "sensors",
    "WorkflowService": "workflows",
    "WorkflowTemplateService": "workflowtemplates",
}


def advise(operation_id: str, status: int, grpc_code: int | None) -> str:
    """Return what to do, as whole sentences; empty where there is nothing to add.

    Args:
        operation_id: The operation, such as ``WorkflowService_GetWorkflow``.
        status: The HTTP status.
        grpc_code: The gRPC code of the body; without one the Argo server did not answer itself.
    """
    if status == 403:
        return _forbidden(operation_id)
    if status == 404:
        return _not_found(operation_id, grpc_code)
    if status == 500 and operation_id.startswith("ArtifactService_"):
        return "The server answers this also where the artifact, or its node, does not exist."
    return _BY_STATUS.get(status, "")


def connection_advice(reason: str, scheme: str) -> str:
    """Return what to check where no answer came; empty where the reason says it.

    Args:
        reason: What the transport said.
        scheme: The scheme of the URL.
    """
    words = reason.lower()
    if "refused" in words:
        return "; check the port, and that the server runs (is a port-forward open?)"
    if any(said in words for said in ("name or service", "getaddrinfo", "nodename", "resolution")):
        return "; check the host's name in the URL"
    if "certificate verify failed" in words:
        return (
            "; name the server's CA with verify=FILE (a server makes its own certificate by"
            " default; verify=False accepts any)"
        )
    if scheme == "https" and any(
        said in words for said in ("wrong version", "handshake", "record")
    ):
        return "; the server may speak plain HTTP: if so, say http:// in the URL"
    if scheme == "http" and ("disconnected" in words or "illegal" in words):
        return "; the server may want TLS: if so, say https:// in the URL"
    return ""


_BY_STATUS = {
    401: (
        "The token is missing, expired, or of a kind that this server does not take: pass auth=,"
        ' or set ARGO_TOKEN to the whole header value, "Bearer " included.'
    ),
    409: "If it exists already, choose another name; if it has changed, read it again first.",
    500: "The server's log says more.",
}


def _forbidden(operation_id: str) -> str:
    rbac = _rbac(operation_id)
    needed = 'the verb "{}" on "{}"'.format(*rbac) if rbac else "the verb for this operation"
    return f"The token's account needs an RBAC role with {needed}."


def _not_found(operation_id: str, grpc_code: int | None) -> str:
    if operation_id.startswith("ArtifactService_"):
        return "Check the workflow's name or uid, the node, the artifact, and a path within it."
    if grpc_code is None:
        return (
            "The answer is not the Argo server's: check the base path of the URL, and whether the"
            " server's version has this operation."
        )
    if operation_id.endswith("Logs"):
        return (
            "Logs exist only while the workflow and its pods do; afterwards the archived copy is"
            ' the artifact "main-logs".'
        )
    return "Check the name and the namespace."


def _rbac(operation_id: str) -> tuple[str, str] | None:
    """Return the RBAC verb and resource that an operation needs; None where that is not clear."""
    service, _, name = operation_id.partition("_")
    if name.endswith("Logs"):
        return "get", "pods/log"
    word = _FIRST_WORD.match(name)
    verb = _VERBS.get(word[0]) if word else None
    resource = _RESOURCES.get(service)
    return (verb, resource) if verb and resource else None
