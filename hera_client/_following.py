"""Following the logs of several pods at once: the one place where the Kubernetes clients differ."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from ._errors import ConfigError
from ._http import http
from ._merging import in_thread, merged
from ._operation import Operation

if TYPE_CHECKING:
    from ._async.kubernetes_caller import AsyncKubernetesCaller
    from ._sync.kubernetes_caller import KubernetesCaller

# Each pod has a connection of its own, of which a pool has 100; other calls need some as well.
_PODS_AT_ONCE = 64


class AsyncFollowing:
    """Follows pods in tasks."""

    def __init__(self, caller: AsyncKubernetesCaller) -> None:
        self._caller = caller

    def lines(
        self, operation: Operation, arguments: Mapping[str, Any], reconnect: bool
    ) -> AsyncGenerator[Any, None]:
        """Return the lines of a workflow's pods as they come."""

        async def sources() -> AsyncGenerator[AsyncGenerator[Any, None], None]:
            async with aclosing(self._caller.pods(arguments)) as pods:
                async for pod in pods:
                    yield self._caller.pod_lines(operation, arguments, pod, reconnect)

        return merged(sources(), _PODS_AT_ONCE)


class Following:
    """Follows pods in a thread, where an asynchronous caller does it, on connections of its own."""

    def __init__(self, caller: KubernetesCaller) -> None:
        self._caller = caller

    def lines(
        self, operation: Operation, arguments: Mapping[str, Any], reconnect: bool
    ) -> Generator[Any, None, None]:
        """Return the lines of a workflow's pods as they come.

        Raises:
            ConfigError: the client's transport is not one for asynchronous clients as well.
        """
        # Blocking clients need these for nothing else.
        from ._async.connection import Options
        from ._async.kubernetes_caller import AsyncKubernetesCaller, AsyncKubernetesConnection

        config, given = self._caller.connection.config, self._caller.options
        options = Options(given.namespace, given.timeout, given.retry, given.max_body_bytes)
        transport = self._caller.transport
        if not (transport is None or isinstance(transport, http.AsyncBaseTransport)):
            raise ConfigError(
                f"{operation.id}: following several pods at once needs a transport that is an "
                f"httpx.AsyncBaseTransport as well, got {transport!r}; follow one with pod_name"
            )

        async def lines() -> AsyncGenerator[Any, None]:
            own = AsyncKubernetesConnection(config, transport)
            try:
                following = AsyncFollowing(AsyncKubernetesCaller(own, options))
                async with aclosing(following.lines(operation, arguments, reconnect)) as found:
                    async for line in found:
                        yield line
            finally:
                await own.aclose()

        return in_thread(lines)
