"""What workflows do on an Argo server."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, ClassVar

import hera.workflows as facade
import hera_models
from hera.exceptions import NotFound

from . import building, state

if TYPE_CHECKING:
    from hera_models import Workflow as ModelWorkflow

_RUNNING = (None, "", "Pending", "Running")


class Submitting:
    """Methods of all kinds, by the verbs of the services.

    ``_noun`` is the kind in the names of the service's methods and of the models of its requests,
    ``_body`` the field of those that takes the manifest, ``_link`` the service's method for the
    page.
    """

    _noun: ClassVar[str] = "workflow"
    _body: ClassVar[str] = "workflow"
    _namespaced: ClassVar[bool] = True
    _link: ClassVar[str] = "get_workflow_link"

    if TYPE_CHECKING:
        name: str | None
        generate_name: str | None
        namespace: str | None
        kind: str | None
        workflows_service: Any

    def _service(self, *, asynchronous: bool = False) -> Any:
        """Return the service: the one that was given, or one by the global configuration."""
        # Told before anything is built for it.
        state.refuse_sending(self)
        kinds = facade.WorkflowsService, facade.AsyncWorkflowsService
        wanted = kinds[asynchronous]
        given = self.workflows_service
        if given is None:
            given = self.workflows_service = wanted()
        elif type(given) in kinds and type(given) is not wanted:
            raise TypeError(
                f"{'async_' if asynchronous else ''}methods need {wanted.__name__} as "
                f"workflows_service; got {type(given).__name__}"
            )
        return given

    def _where(self, service: Any) -> dict[str, str]:
        if not self._namespaced:
            return {}
        return {"namespace": self.namespace or service.namespace or "default"}

    def _title(self) -> str:
        return repr(self.name or self.generate_name or "without a name")

    def _call(self, service: Any, verb: str, **request: Any) -> Any:
        return getattr(service, f"{verb}_{self._noun}")(**request, **self._where(service))

    def _manifest(self, service: Any, check: bool, target: str | None) -> dict[str, Any]:
        return building.for_submission(self, service, check=check, target=target)

    def _requested(self, verb: str, manifest: Any) -> Any:
        noun = "".join(part.capitalize() for part in self._noun.split("_"))
        names = (f"{noun}{verb}Request", f"{verb}{noun}Request")
        cls = next(getattr(hera_models, name) for name in names if hasattr(hera_models, name))
        return cls.from_dict({self._body: manifest}, lenient=True)

    def create(
        self,
        wait: bool = False,
        poll_interval: int = 5,
        *,
        check: bool = True,
        target: str | None = None,
    ) -> ModelWorkflow:
        """Create it on the Argo server; its name is the one that the server gave from here on.

        Args:
            wait: return when it has ended.
            poll_interval: seconds between two looks, for ``wait``.
            check: look for what Argo would refuse, before anything is sent.
            target: the Argo version to write for; the server's by default.

        Raises:
            BuildError: Argo would refuse it, or it can only fail.
            HeraException: the server refused it, or could not be reached.
        """
        service = self._service()
        request = self._requested("Create", self._manifest(service, check, target))
        made = self._call(service, "create", req=request)
        self._take_name(made)
        return self.wait(poll_interval) if wait else made

    async def async_create(
        self,
        wait: bool = False,
        poll_interval: int = 5,
        *,
        check: bool = True,
        target: str | None = None,
    ) -> ModelWorkflow:
        """As :meth:`create`, with an AsyncWorkflowsService."""
        service = self._service(asynchronous=True)
        manifest = await building.for_async_submission(self, service, check=check, target=target)
        made = await self._call(service, "create", req=self._requested("Create", manifest))
        self._take_name(made)
        return await self.async_wait(poll_interval) if wait else made

    def _take_name(self, made: Any) -> None:
        name = made.metadata.name if made.metadata is not None else None
        if name:
            self.name = name

    def _named(self) -> str:
        if not self.name:
            raise ValueError(
                f"{self.kind} {self._title()} has no name yet: create it first, or give it one"
            )
        return self.name

    def wait(self, poll_interval: int = 5) -> ModelWorkflow:
        """Return the workflow when it has ended; looks every ``poll_interval`` seconds."""
        service = self._service()
        while True:
            found = service.get_workflow(self._named(), **self._where(service))
            if _ended(found):
                return found  # type: ignore[no-any-return]  # the service is what the user gave
            time.sleep(poll_interval)

    async def async_wait(self, poll_interval: int = 5) -> ModelWorkflow:
        """As :meth:`wait`, with an AsyncWorkflowsService."""
        service = self._service(asynchronous=True)
        while True:
            found = await service.get_workflow(self._named(), **self._where(service))
            if _ended(found):
                return found  # type: ignore[no-any-return]  # the service is what the user gave
            await asyncio.sleep(poll_interval)

    def lint(self) -> Any:
        """Let the Argo server check it; return what the server makes of it."""
        service = self._service()
        request = self._requested("Lint", self._manifest(service, False, None))
        return self._call(service, "lint", req=request)

    async def async_lint(self) -> Any:
        """As :meth:`lint`, with an AsyncWorkflowsService."""
        service = self._service(asynchronous=True)
        manifest = await building.for_async_submission(self, service, check=False, target=None)
        return await self._call(service, "lint", req=self._requested("Lint", manifest))

    def get_workflow_link(self) -> str:
        """Return the address of its page in Argo's user interface."""
        link: str = getattr(self._service(), self._link)(self._named())
        return link


class SubmittingKept(Submitting):
    """Methods of the kinds that stay on the server, to be read and changed."""

    def get(self) -> Any:
        """Return it as it is on the server."""
        service = self._service()
        return self._call(service, "get", name=self._named())

    async def async_get(self) -> Any:
        """As :meth:`get`, with an AsyncWorkflowsService."""
        service = self._service(asynchronous=True)
        return await self._call(service, "get", name=self._named())

    def update(self) -> Any:
        """Replace it on the server; create it where the server does not have it."""
        service, name = self._service(), self._named()
        manifest = self._manifest(service, True, None)
        try:
            there = self.get()
        except NotFound:
            return self._call(service, "create", req=self._requested("Create", manifest))
        request = self._requested("Update", _with_version(manifest, there))
        return self._call(service, "update", name=name, req=request)

    async def async_update(self) -> Any:
        """As :meth:`update`, with an AsyncWorkflowsService."""
        service, name = self._service(asynchronous=True), self._named()
        manifest = await building.for_async_submission(self, service, check=True, target=None)
        try:
            there = await self.async_get()
        except NotFound:
            return await self._call(service, "create", req=self._requested("Create", manifest))
        request = self._requested("Update", _with_version(manifest, there))
        return await self._call(service, "update", name=name, req=request)


class SubmittingAsWorkflow(Submitting):
    """Methods of the kinds that workflows are made from."""

    def create_as_workflow(
        self,
        generate_name: str | None = None,
        wait: bool = False,
        poll_interval: int = 5,
        *,
        check: bool = True,
        target: str | None = None,
    ) -> ModelWorkflow:
        """Create a workflow with the same specification on the server.

        Args:
            generate_name: beginning of its name; by default the template's, with ``-``.
            wait: return when it has ended.
            poll_interval: seconds between two looks, for ``wait``.
            check: as in :meth:`create`.
            target: as in :meth:`create`.

        Raises:
            BuildError: as in :meth:`create`.
            HeraException: as in :meth:`create`.
        """
        workflow: facade.Workflow = self._get_as_workflow(generate_name)
        return workflow.create(wait, poll_interval, check=check, target=target)

    def _get_as_workflow(self, generate_name: str | None = None) -> Any:
        workflow = object.__new__(facade.Workflow)
        workflow.__dict__.update(self.__dict__, kind="Workflow")
        prefix = generate_name or self.generate_name or f"{self._named()}-"
        workflow.__dict__.pop("name", None)
        workflow.generate_name = prefix
        return workflow


def _ended(workflow: Any) -> bool:
    return workflow.status is not None and workflow.status.phase not in _RUNNING


def _with_version(manifest: dict[str, Any], there: Any) -> dict[str, Any]:
    metadata = {**manifest["metadata"], "resourceVersion": there.metadata.resource_version}
    return {**manifest, "metadata": metadata}
