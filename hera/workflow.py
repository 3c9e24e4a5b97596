"""``Workflow``: tasks, and how they are sent to the Argo server."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from hera.task import Task
from hera.workflow_service import Service, WorkflowService
from hera.workflows import workflow as core
from hera.workflows._core import building, state
from hera.workflows._core.context import nothing_open
from hera.workflows._core.flat import place_of_caller
from hera.workflows.dag import DAG

if TYPE_CHECKING:
    from hera.security_context import WorkflowSecurityContext
    from hera.workflows._core.workflow import WorkflowBase
    from hera.workflows.service import WorkflowsService
    from hera_models import TTLStrategy

__all__ = ["Workflow"]

# Up to here every task has a template of its own, under its name; with more of them, tasks that do
# the same share one, as Argo takes workflows of 1 MiB at most.
MOST_OWN_TEMPLATES = 100


class Workflow:
    """Tasks that wait for each other.

    Args:
        name: of the workflow; ``_`` becomes ``-``.
        service: the server; by default the one that Kubernetes announces to pods beside it.
        parallelism: most tasks that run at a time.
        service_account_name: whose rights the pods have.
        labels: of the workflow.
        annotations: of the workflow.
        namespace: where it runs; by default the service's, which is ``default``.
        security_context: as whom the tasks run.
        image_pull_secrets: names of Secrets for the images' registries.
        workflow_template_ref: the WorkflowTemplate that it runs in place of tasks, or its name.
        ttl_strategy: when it is deleted after its end.
    """

    _model: ClassVar[type[WorkflowBase]] = core.Workflow
    _service: ClassVar[type[Service]] = WorkflowService

    def __init__(
        self,
        name: str,
        service: Any = None,
        parallelism: int = 50,
        service_account_name: str | None = None,
        labels: dict[str, str] | None = None,
        annotations: dict[str, str] | None = None,
        namespace: str | None = None,
        security_context: WorkflowSecurityContext | None = None,
        image_pull_secrets: list[str] | None = None,
        workflow_template_ref: Any = None,
        ttl_strategy: TTLStrategy | None = None,
    ) -> None:
        self.name: str = name.replace("_", "-")
        self.service: Any = service
        self.parallelism = parallelism
        self.namespace = namespace
        self.workflow_template_ref = workflow_template_ref
        self.tasks: list[Task] = []
        self._place = place_of_caller()
        self._given: dict[str, Any] = {
            "name": self.name,
            "service_account_name": service_account_name,
            "labels": labels,
            "annotations": annotations,
            "security_context": security_context,
            "image_pull_secrets": image_pull_secrets,
            "ttl_strategy": ttl_strategy,
        }

    def add_task(self, task: Task) -> None:
        """Add a task."""
        self.tasks.append(task)

    def add_tasks(self, *tasks: Task) -> None:
        """Add tasks."""
        self.tasks.extend(tasks)

    def add_head(self, task: Task) -> None:
        """Add a task that runs before all those which wait for none so far."""
        for other in self.tasks:
            if not other.node.dependencies:
                task.next(other)
        self.add_task(task)

    def add_tail(self, task: Task) -> None:
        """Add a task that runs after all those which none waits for so far."""
        awaited = {name for other in self.tasks for name in other.node.dependencies or ()}
        for other in self.tasks:
            if other.name not in awaited:
                other.next(task)
        self.add_task(task)

    def create(self, namespace: str | None = None) -> Any:
        """Create it on the server, and return what the server made of it.

        Raises:
            BuildError: Argo would refuse it, or it can only fail.
            HeraException: the server refused it, or could not be reached.
        """
        return self._server().create(self, namespace)

    def delete(self, namespace: str | None = None) -> Any:
        """Delete it from the server."""
        return self._server().delete(self.name, namespace or self.namespace)

    def to_dict(
        self, *, check: bool = False, strict: bool | None = None, target: str | None = None
    ) -> dict[str, Any]:
        """Return the manifest as plain data, as in `hera.workflows`."""
        data = building.manifest(self._built(), check=check, strict=strict, target=target)
        return self._complete(data)

    def to_yaml(
        self, *, check: bool = False, strict: bool | None = None, target: str | None = None
    ) -> str:
        """Return the manifest as YAML, as in `hera.workflows`."""
        return building.yaml_text(self.to_dict(check=check, strict=strict, target=target))

    def _server(self) -> Any:
        state.refuse_sending(self)
        if self.service is None:
            self.service = self._service()
        elif not isinstance(self.service, self._service):
            # All services reach one server; the workflow's kind says where on it.
            given, self.service = self.service, object.__new__(self._service)
            self.service.__dict__.update(given.__dict__)
        return self.service

    def _request(self, client: WorkflowsService) -> dict[str, Any]:
        """Return what is sent, less what the path of the request says."""
        target = self._target(client)
        manifest = building.for_submission(self._built(), client, check=True, target=target)
        manifest = self._complete(manifest)
        return {"metadata": manifest["metadata"], "spec": manifest["spec"]}

    def _target(self, client: WorkflowsService) -> str | None:
        """Return the Argo version to write for; by default the server is asked where it matters."""
        return None

    def _built(self) -> WorkflowBase:
        with nothing_open():
            workflow = self._model(**self._given, **self._content())
        # Both are made here, for what the user made.
        workflow._place = self._place
        for template in workflow.templates or ():
            if isinstance(template, DAG):
                template._place = self._place
        return workflow

    def _content(self) -> dict[str, Any]:
        if self.workflow_template_ref is not None:
            if self.tasks:
                raise ValueError(
                    f"workflow {self.name!r} has workflow_template_ref and tasks; give one of them"
                )
            reference = getattr(self.workflow_template_ref, "name", self.workflow_template_ref)
            return {"workflow_template_ref": {"name": reference}, "entrypoint": reference}
        names = self._shared() if len(self.tasks) > MOST_OWN_TEMPLATES else {}
        nodes = [
            task.node._copy(template=names[task.name]) if task.name in names else task.node
            for task in self.tasks
        ]
        templates = [
            task.template
            for task in self.tasks
            if task.template is not None and names.get(task.name, task.name) == task.name
        ]
        volumes = {volume.name: volume for task in self.tasks for volume in task.volumes}
        return {
            "entrypoint": self.name,
            "templates": [
                DAG(name=self.name, tasks=nodes, parallelism=self.parallelism),
                *templates,
            ],
            "volumes": list(volumes.values()) or None,
        }

    def _shared(self) -> dict[str, str]:
        """Return for each task with a template the first task whose template is the same."""
        first: dict[str, str] = {}
        tasks = [task for task in self.tasks if task.template is not None]
        return {task.name: first.setdefault(_does(task), task.name) for task in tasks}

    def _complete(self, manifest: dict[str, Any]) -> dict[str, Any]:
        """Return the manifest with the empty objects that programs of this API always send."""
        spec = manifest["spec"]
        for template in spec.get("workflowSpec", spec).get("templates", ()):
            if "dag" not in template:
                template.setdefault("inputs", {})
                template.setdefault("outputs", {})
                continue
            for task in template["dag"]["tasks"]:
                task.setdefault("arguments", {})
                if not task["dependencies"]:
                    del task["dependencies"]
        return manifest


def _does(task: Task) -> str:
    """Return a text that is equal for tasks whose templates differ in their names alone."""
    # A loop takes results as JSON, so that its script is another.
    looped = task.node.with_items is not None or task.node.with_param is not None
    template: Any = task.template
    return f"{looped} {template._copy(name=None, container_name=None)._wire()}"
