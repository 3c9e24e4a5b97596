"""Credential plugins of a kubeconfig: programs that print a token or a certificate.

https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
"""

from __future__ import annotations

import importlib
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ._auth import HeaderAuth
from ._errors import ConfigError
from ._redact import redact_text
from ._secret import Secret, header_value
from ._tls import ClientCertificate

__all__ = ["Credential", "ExecPlugin", "ExecToken"]

_VERSIONS = ("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1")
_SKEW = 10.0  # seconds; a token that expires on its way would be refused


@dataclass(frozen=True)
class Credential:
    """What a plugin printed.

    Attributes:
        header: The value of the Authorization header; empty where it gave a certificate only.
        certificate: The client's certificate.
        expires: When it ends, in seconds since 1970; None if the plugin did not say.
    """

    header: Secret
    certificate: ClientCertificate | None
    expires: float | None

    @property
    def expired(self) -> bool:
        """Whether it has ended, or will in a moment."""
        return self.expires is not None and self.expires - _SKEW <= time.time()


class ExecPlugin:
    """A plugin, run when its credential is first needed, has expired, or was refused.

    Args:
        settings: The field `exec` of a user.
        place: The directory to which a relative command belongs.
        cluster: The cluster's fields, for plugins that ask for them.
        described: Whose plugin it is, for messages.

    Raises:
        ConfigError: It speaks a version of the protocol that is not supported.
    """

    def __init__(
        self, settings: Mapping[str, Any], place: Path, cluster: Mapping[str, Any], described: str
    ) -> None:
        if settings.get("apiVersion") not in _VERSIONS:
            raise ConfigError(
                f"{described} has a credential plugin of apiVersion "
                f"{settings.get('apiVersion')!r}; expected {' or '.join(_VERSIONS)}"
            )
        if not settings.get("command"):
            raise ConfigError(f"{described} has a credential plugin without a command")
        self._settings = {**settings, "command": _resolved(str(settings["command"]), place)}
        self._cluster = cluster
        self._described = described
        self._lock = threading.Lock()
        self._known: Credential | None = None

    def __repr__(self) -> str:
        return f"ExecPlugin({self._settings['command']!r})"

    def known(self) -> Credential | None:
        """Return the last credential unless it has expired."""
        known = self._known
        return None if known is None or known.expired else known

    def credential(self, *, refused: Secret | None = None) -> Credential:
        """Return the credential; run the plugin if there is none, or only the one refused.

        Raises:
            ConfigError: The plugin is not installed, failed, or printed something else.
        """
        with self._lock:
            known = self.known()
            if known is None or known.header == refused:
                known = self._known = self._read(self._run())
            return known

    def certificate(self) -> ClientCertificate | None:
        """Return the client's certificate, if the plugin gives one; may run it."""
        return self.credential().certificate

    def _run(self) -> Mapping[str, Any]:
        command = self._settings["command"]
        provider = _provider(self._settings, self._cluster)
        try:
            status: Mapping[str, Any] = provider.run()
            return status
        except OSError as error:
            hint = self._settings.get("installHint")
            reason = f"cannot be run: {error.strerror}" + (f"\n{hint}" if hint else "")
        except Exception as error:  # the package's own, and what odd output makes it stumble over
            reason = f"failed: {redact_text(str(error))}"
        # Raised here, so that no cause shows what the plugin printed.
        raise ConfigError(f"the credential plugin {command!r} of {self._described} {reason}")

    def _read(self, status: Mapping[str, Any]) -> Credential:
        named = f"the credential plugin {self._settings['command']!r} of {self._described}"
        token = status.get("token")
        pem, key = status.get("clientCertificateData"), status.get("clientKeyData")
        if not token and not (pem and key):
            raise ConfigError(f"{named} printed neither a token nor a certificate with its key")
        return Credential(
            header=header_value(str(token), f"the token of {named}") if token else Secret(""),
            certificate=ClientCertificate(pem.encode(), key.encode()) if pem and key else None,
            expires=_seconds(status.get("expirationTimestamp"), named),
        )


class ExecToken(HeaderAuth):
    """The token of a credential plugin.

    Args:
        plugin: The plugin.
        allow_plain_http: Send it over `http://` to hosts other than loopback as well.
    """

    def __init__(self, plugin: ExecPlugin, *, allow_plain_http: bool = False) -> None:
        super().__init__(allow_plain_http=allow_plain_http)
        self._plugin = plugin

    def __repr__(self) -> str:
        return f"ExecToken({self._plugin!r})"

    def _current(self) -> Secret | None:
        known = self._plugin.known()
        return known.header if known else None

    def _fetch(self) -> Secret:
        # Asked for only when there is none that is good, so the one known has been refused.
        known = self._plugin.known()
        return self._plugin.credential(refused=known.header if known else None).header


def _resolved(command: str, place: Path) -> str:
    """Return the command as the shell would find it, a path relative to the kubeconfig's place."""
    has_directory = os.path.dirname(command) != ""
    return str((place / command).absolute()) if has_directory else command


def _provider(settings: Mapping[str, Any], cluster: Mapping[str, Any]) -> Any:
    node = importlib.import_module("kubernetes.config.kube_config").ConfigNode
    provider = importlib.import_module("kubernetes.config.exec_provider").ExecProvider
    # The package adds to the cluster's fields, hence the copy.
    return provider(node("exec", settings), None, node("cluster", dict(cluster)))


def _seconds(timestamp: object, named: str) -> float | None:
    if not timestamp:
        return None
    parse = importlib.import_module("kubernetes.config.dateutil").parse_rfc3339
    try:
        return float(parse(str(timestamp)).timestamp())
    except Exception:  # the package raises whatever its reading of the parts comes to
        raise ConfigError(
            f"{named} printed the expirationTimestamp {timestamp!r}, which is no time in RFC 3339"
        ) from None
