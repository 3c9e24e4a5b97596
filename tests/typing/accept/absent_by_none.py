"""None leaves an optional field out, so that a caller may pass on what it was given."""

from hera_models import Container, ObjectMeta, Workflow, WorkflowSpec


def workflow(namespace: str | None = None, command: list[str] | None = None) -> Workflow:
    meta = ObjectMeta(namespace=namespace) if namespace else None
    Container(image="busybox", command=command, ports=None)
    return Workflow(metadata=meta, spec=WorkflowSpec(templates=None), status=None)


if workflow().to_dict().keys() != {"apiVersion", "kind", "spec"}:
    raise SystemExit("something absent was written")
