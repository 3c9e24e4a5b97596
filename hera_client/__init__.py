"""A typed client for the Argo server, blocking and asynchronous.

    from hera_client import ArgoClient

    with ArgoClient("https://argo.example.com", namespace="ml", auth="TOKEN") as argo:
        workflow = argo.workflows.create(workflow)

Nothing is loaded before it is asked for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._async.client import AsyncArgoClient as AsyncArgoClient
    from ._auth import BasicAuth as BasicAuth
    from ._auth import BearerToken as BearerToken
    from ._auth import NoAuth as NoAuth
    from ._auth import ServiceAccountToken as ServiceAccountToken
    from ._config import Config as Config
    from ._errors import *  # noqa: F403
    from ._operation import Response as Response
    from ._retry import RetryPolicy as RetryPolicy
    from ._sync.client import ArgoClient as ArgoClient

_PLACES = {
    "ArgoClient": "_sync.client",
    "AsyncArgoClient": "_async.client",
    "BasicAuth": "_auth",
    "BearerToken": "_auth",
    "Config": "_config",
    "NoAuth": "_auth",
    "Response": "_operation",
    "RetryPolicy": "_retry",
    "ServiceAccountToken": "_auth",
}


def __getattr__(name: str) -> object:
    if name.startswith("__") and name != "__all__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    errors = __import__(f"{__name__}._errors", fromlist=("__all__",))
    if name == "__all__":
        return sorted([*_PLACES, *errors.__all__])
    place = _PLACES.get(name)
    module = __import__(f"{__name__}.{place}", fromlist=(name,)) if place else errors
    try:
        value = globals()[name] = getattr(module, name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return value
