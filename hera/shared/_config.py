"""`global_config`: defaults and hooks for everything that is built in this process."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_type_hints

from hera.exceptions import HeraWarning

from ._base import BaseMixin

Hook = Callable[[Any], Any]
HookT = TypeVar("HookT", bound=Callable[..., Any])
Token = str | Callable[[], str | None] | None


class Configuration:
    """Defaults of this process. Attributes are set on the one instance, ``global_config``.

    Attributes:
        host: address of the Argo server that services use which are given none.
        verify_ssl: whether such services check certificates; True by default.
        api_version: of all manifests.
        namespace: of services that are given none.
        service_account_name: of workflows that are given none.
        script_command: command of scripts that are given none; ``["python"]`` by default.
        strict: whether findings at build are errors everywhere; False by default, where they are
            warnings in ``to_dict`` and ``to_yaml``, and what Argo refuses is an error in
            ``create``.
        script_source: ``"hera"`` writes inline scripts as Hera 7 does; None, the default, writes
            them so that values and results arrive exactly.
        infer_dependencies: whether a task depends by itself on the tasks whose outputs it takes;
            True by default.
        target: the Argo version that manifests are written for, such as ``"3.5"``; None, the
            default, leaves them as they are, or as the connected server needs them.
    """

    def __init__(self) -> None:
        self.reset()

    if not TYPE_CHECKING:  # for checkers an unknown name stays an error

        def __setattr__(self, name: str, value: Any) -> None:
            # Programs for other versions may set what this one has not: told, not refused.
            known = vars(self)
            if "_class_defaults" in known and name not in known and not hasattr(type(self), name):
                text = f"global_config has no {name!r}, and nothing reads it"
                warnings.warn(text, HeraWarning, stacklevel=2)
            super().__setattr__(name, value)

    def reset(self) -> None:
        """Set every attribute back to its default, and forget all hooks and class defaults."""
        self.host: str | None = None
        self.verify_ssl: bool = True
        self.api_version: str = "argoproj.io/v1alpha1"
        self.namespace: str | None = None
        self.service_account_name: str | None = None
        self.script_command: list[str] | None = ["python"]
        self.strict: bool = False
        self.script_source: str | None = None
        self.infer_dependencies: bool = True
        self.target: str | None = None
        self.experimental_features: defaultdict[str, bool] = defaultdict(bool)
        self._token: Token = None
        self._client_certs: Any = None
        self._image: str | Callable[[], str] = "python:3.10"
        self._hooks: list[tuple[type, Hook]] = []
        self._class_defaults: dict[type, dict[str, Any]] = {}

    @property
    def image(self) -> str:
        """Image of containers and scripts that are given none. A function is called each time."""
        return self._image() if callable(self._image) else self._image

    @image.setter
    def image(self, image: str | Callable[[], str]) -> None:
        self._image = image

    @property
    def token(self) -> str | None:
        """The token for the Argo server. A function is called each time."""
        return self._token() if callable(self._token) else self._token

    @token.setter
    def token(self, token: Token) -> None:
        self._token = token

    @property
    def client_certs(self) -> tuple[str, str] | None:
        """Paths of certificate and key for the Argo server. A function is called each time."""
        certs = self._client_certs
        found: tuple[str, str] | None = cast("Any", certs)() if callable(certs) else certs
        return found

    @client_certs.setter
    def client_certs(
        self, certs: tuple[str, str] | Callable[[], tuple[str, str] | None] | None
    ) -> None:
        self._client_certs = certs

    def set_class_defaults(self, cls: type[BaseMixin], **kwargs: Any) -> None:
        """Give new objects of exactly this class these values, where they are given none.

        Raises:
            TypeError: it is no class of this library.
            ValueError: the class has no such attribute.
        """
        fields: Any = getattr(cls, "_fields", None)
        if fields is None:
            raise TypeError(f"class defaults are for the classes of this library, not for {cls!r}")
        unknown = [name for name in kwargs if name not in fields]
        if unknown:
            raise ValueError(f"Invalid keys for class {cls}: {set(unknown)}")
        self._class_defaults.setdefault(cls, {}).update(kwargs)

    def register_pre_build_hook(self, hook: HookT) -> HookT:
        """Call a function with each workflow or template of exactly the class that it returns.

        The function gets a copy, just before the build, may change it, and returns what shall be
        built. Hooks are called in the order of their registration.

        Raises:
            TypeError: the function's return annotation does not say which class it is for, or an
                annotation is a text that names what its module does not know.
        """
        try:
            kind = get_type_hints(hook).get("return")
        except NameError as error:
            raise TypeError(f"the annotations of hook {hook!r} cannot be read: {error}") from None
        if not isinstance(kind, type):
            raise TypeError(
                "Hook must have a return type annotation, the class that it is for: "
                f"{getattr(hook, '__qualname__', hook)!r} has none"
            )
        self._hooks.append((kind, hook))
        return hook

    def _hooked(self, instance: Any) -> Any:
        for kind, hook in self._hooks:
            if type(instance) is kind:
                instance = hook(instance)
                if instance is None:
                    raise RuntimeError(
                        f"Pre-build hook {getattr(hook, '__name__', hook)} returned None. "
                        "A hook returns the object that shall be built."
                    )
        return instance


global_config: Configuration = Configuration()
# Its name in programs that know no class of configurations.
GlobalConfig: Configuration = global_config


def register_pre_build_hook(hook: HookT) -> HookT:
    """Call a function before each build; as `Configuration.register_pre_build_hook`."""
    return global_config.register_pre_build_hook(hook)
