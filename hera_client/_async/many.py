"""Creating workflows where a mere POST is not enough: surely once, or many of them."""

from __future__ import annotations

import random
import time
from asyncio import sleep
from collections.abc import Iterable, Mapping
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from .._concurrency import AsyncWorkers
from .._errors import APIConnectionError, APIStatusError, ConfigError, ConflictError
from .._pace import NAP, Pace
from .._retry import Failure, RetryPolicy, may_retry
from .._sameness import fixed_name, is_same
from ..api.operations import workflows as operations
from .caller import AsyncCaller
from .service import AsyncService

if TYPE_CHECKING:
    from hera_models.workflows import Workflow

    from .._operation import Buildable


class AsyncCreating(AsyncService):
    """Creating workflows surely once, or many of them."""

    async def create_once(
        self,
        workflow: Workflow | Mapping[str, Any] | Buildable,
        *,
        namespace: str | None = None,
    ) -> Workflow:
        """Create a workflow of a fixed name, trying again where a plain ``create`` must not.

        A request whose answer is lost may have been obeyed. It is sent again, within the client's
        retry policy; where the name is then taken, the workflow of that name is read. It is
        returned if its spec, labels and annotations are the ones that were sent, so calling this
        twice makes one workflow.

        Args:
            workflow: the object: a model, plain data, or a builder.
            namespace: the namespace; the object's own or the client's where not given.

        Raises:
            ConfigError: the workflow has no ``metadata.name``.
            ConflictError: another workflow has the name.
            ArgoError: the request failed.
        """
        options = self._caller.options
        # Retries are made here, where it is known what a lost answer means.
        caller = AsyncCaller(self._caller.connection, replace(options, retry=None))
        data: Mapping[str, Any] = workflow if isinstance(workflow, Mapping) else workflow.to_dict()
        name = fixed_name(data)
        policy, began, attempt = options.retry or RetryPolicy.off(), monotonic(), 0
        while True:
            attempt += 1
            headers: Mapping[str, str] = {}
            outcome: int | Failure = Failure.MAYBE_SENT
            try:
                created: Workflow = await caller.value(
                    operations.CREATE, {"workflow": data, "namespace": namespace}
                )
                return created
            except ConflictError as conflict:
                return await self._found(data, name, namespace, conflict)
            except APIConnectionError as error:
                failure: APIConnectionError | APIStatusError = error
            except APIStatusError as error:
                failure, outcome, headers = error, error.status_code, error.response.headers
            delay: float | None = None
            if may_retry(policy, idempotent=True, outcome=outcome):
                delay = policy.next_delay(attempt, monotonic() - began, random.random, headers)
            if delay is None:
                raise failure
            await sleep(delay)

    async def _found(
        self, data: Mapping[str, Any], name: str, namespace: str | None, conflict: ConflictError
    ) -> Workflow:
        """Return the workflow that has the name, if it is the one that was to be created."""
        place = namespace
        if place is None:
            metadata: Any = data.get("metadata")
            place = metadata.get("namespace")
        found: Workflow = await self._caller.value(
            operations.GET, {"name": name, "namespace": place or None}
        )
        if not is_same(data, found.to_dict()):
            raise conflict
        return found

    async def create_many(
        self,
        workflows: Iterable[Workflow | Mapping[str, Any] | Buildable],
        *,
        concurrency: int = 8,
        namespace: str | None = None,
    ) -> list[Workflow | Exception]:
        """Create many workflows, some at a time.

        Where the server says that requests come too fast (429, ``Retry-After``), all of them wait
        as long as it asks, and what it refused for that reason alone is sent again within the
        ``total`` seconds of the client's retry policy.

        Args:
            workflows: the objects: models, plain data, or builders.
            concurrency: how many requests are under way at once, at most.
            namespace: the namespace; the object's own or the client's where not given.

        Returns:
            for each workflow, in order, what the server answers, or the error.

        Raises:
            ConfigError: ``concurrency`` is no number from 1, or ``workflows`` is a single one.
        """
        given = cast("object", workflows)
        if isinstance(given, (str, bytes, dict)) or hasattr(given, "to_dict"):
            raise ConfigError(
                f"expected several workflows, got one {type(workflows).__name__}; put it in a list, or"
                " use create"
            )
        workers = AsyncWorkers(concurrency)
        pace = Pace(self._caller.options.retry)

        async def one(workflow: Workflow | Mapping[str, Any] | Buildable) -> Workflow | Exception:
            try:
                return await self._paced(workflow, namespace, pace)
            except Exception as error:
                # Of whatever kind, a builder's own too: raised, it would hide what has become of
                # the others, whose workflows exist by then.
                return error

        return await workers.map(one, list(workflows), pace.stop)

    async def _paced(
        self,
        workflow: Workflow | Mapping[str, Any] | Buildable,
        namespace: str | None,
        pace: Pace,
    ) -> Workflow:
        """Create a workflow when the pace allows it."""
        began: float | None = None
        attempt, not_before = 0, 0.0
        while True:
            while (wait := pace.wait(monotonic(), not_before)) > 0:
                await sleep(min(wait, NAP))
            began = monotonic() if began is None else began
            attempt += 1
            try:
                created: Workflow = await self._caller.value(
                    operations.CREATE, {"workflow": workflow, "namespace": namespace}
                )
                return created
            except APIStatusError as error:
                delay = pace.refused(
                    error.status_code,
                    error.response.headers,
                    attempt=attempt,
                    elapsed=monotonic() - began,
                    now=monotonic(),
                    wall=time.time(),
                )
                if delay is None:
                    raise
            not_before = monotonic() + delay
