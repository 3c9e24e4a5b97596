"""A typed client for the Argo server, blocking and asynchronous.

    from hera_client import ArgoClient

    with ArgoClient("https://argo.example.com", namespace="ml", auth="TOKEN") as argo:
        workflow = argo.workflows.create(workflow)

Nothing is loaded before it is asked for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._async.client import AsyncArgoClient as AsyncArgoClient
    from ._async.kubernetes import AsyncKubernetesClient as AsyncKubernetesClient
    from ._auth import BasicAuth as BasicAuth
    from ._auth import BearerToken as BearerToken
    from ._auth import NoAuth as NoAuth
    from ._auth import ServiceAccountToken as ServiceAccountToken
    from ._config import Config as Config
    from ._errors import *  # noqa: F403
    from ._kubernetes import WatchEvent as WatchEvent
    from ._operation import Response as Response
    from ._retry import RetryPolicy as RetryPolicy
    from ._sync.client import ArgoClient as ArgoClient
    from ._sync.kubernetes import KubernetesClient as KubernetesClient
    from ._tls import ClientCertificate as ClientCertificate

_PLACES = {
    "ArgoClient": "_sync.client",
    "AsyncArgoClient": "_async.client",
    "AsyncKubernetesClient": "_async.kubernetes",
    "BasicAuth": "_auth",
    "ClientCertificate": "_tls",
    "BearerToken": "_auth",
    "Config": "_config",
    "KubernetesClient": "_sync.kubernetes",
    "NoAuth": "_auth",
    "Response": "_operation",
    "RetryPolicy": "_retry",
    "ServiceAccountToken": "_auth",
    "WatchEvent": "_kubernetes",
}

if not TYPE_CHECKING:
    # Checkers would take any name at all for one that exists.

    def __getattr__(name: str) -> object:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        errors = __import__(f"{__name__}._errors", fromlist=("__all__",))
        if name == "__all__":
            return sorted([*_PLACES, *errors.__all__])
        place = "_errors" if name in errors.__all__ else _PLACES.get(name)
        if place is None:
            near = __import__("difflib").get_close_matches(name, [*_PLACES, *errors.__all__], 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}{hint}")
        module = __import__(f"{__name__}.{place}", fromlist=(name,))
        value: object = getattr(module, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    errors = __import__(f"{__name__}._errors", fromlist=("__all__",))
    return sorted({*globals(), *_PLACES, *errors.__all__})
