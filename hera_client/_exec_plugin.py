"""Credential plugins of a kubeconfig: programs that print a token or a certificate.

https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, cast

from ._auth import HeaderAuth
from ._errors import ConfigError
from ._redact import redact_text
from ._secret import Secret, header_value
from ._tls import ClientCertificate

__all__ = ["Credential", "ExecPlugin", "ExecToken"]

_VERSIONS = ("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1")
_SKEW = 10.0  # seconds; a token that expires on its way would be refused
# Seconds: long enough for a person to log in by a browser.
_LIMIT = 180.0


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
        limit: How long it may run, in seconds.

    Raises:
        ConfigError: It speaks a version of the protocol that is not supported.
    """

    def __init__(
        self,
        settings: Mapping[str, Any],
        place: Path,
        cluster: Mapping[str, Any],
        described: str,
        *,
        limit: float = _LIMIT,
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
        self._limit = limit
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
            ConfigError: The plugin is not installed, failed, did not end within its time, or
                printed something else.
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
        try:
            return _status(self._settings, _printed(self._settings, self._cluster, self._limit))
        except OSError as error:
            hint = self._settings.get("installHint")
            reason = f"cannot be run: {error.strerror}" + (f"\n{hint}" if hint else "")
        except subprocess.TimeoutExpired:
            reason = (
                f"did not end within {self._limit:g} s and was stopped; run it by hand to see what"
                " it waits for, such as a login or the network"
            )
        except _PluginError as error:
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


class _PluginError(Exception):
    """What is wrong with a plugin's run."""


def _printed(settings: Mapping[str, Any], cluster: Mapping[str, Any], limit: float) -> str:
    """Run a plugin and return what it printed.

    The kubernetes package could run it as well, but would wait for its end however long that takes.
    """
    stdin: TextIO | None = sys.stdin  # None where the process has none
    may_ask = settings.get("interactiveMode") != "Never"
    interactive = may_ask and stdin is not None and stdin.isatty()
    spec: dict[str, Any] = {"interactive": interactive}
    if settings.get("provideClusterInfo"):
        spec["cluster"] = _cluster_info(cluster)
    told = {"apiVersion": settings["apiVersion"], "kind": "ExecCredential", "spec": spec}
    done = subprocess.run(
        [settings["command"], *map(str, settings.get("args") or ())],
        env={**os.environ, **_environment(settings), "KUBERNETES_EXEC_INFO": json.dumps(told)},
        stdin=None if interactive else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=None if interactive else subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        timeout=limit,
        check=False,
    )
    if done.returncode != 0:
        said = f": {done.stderr.strip()}" if done.stderr else ""
        raise _PluginError(f"it returned {done.returncode}{said}")
    return done.stdout


def _environment(settings: Mapping[str, Any]) -> dict[str, str]:
    given = settings.get("env") or ()
    try:
        return {str(each["name"]): str(each["value"]) for each in given}
    except (KeyError, TypeError):
        raise _PluginError(f"its env is {given!r}; expected a list of names and values") from None


def _cluster_info(cluster: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cluster's fields as plugins expect them; those meant for plugins are their config."""
    told = {name: value for name, value in cluster.items() if name != "extensions"}
    for each in cluster.get("extensions") or ():
        if each.get("name") == "client.authentication.k8s.io/exec":
            told["config"] = each.get("extension")
    return told


def _status(settings: Mapping[str, Any], printed: str) -> Mapping[str, Any]:
    """Return what a plugin's output holds; no message shows any of it."""
    try:
        credential = json.loads(printed)
    except ValueError as error:
        raise _PluginError(f"what it printed cannot be decoded as JSON: {error}") from None
    if not isinstance(credential, dict):
        raise _PluginError("what it printed is not a JSON object")
    found = cast("dict[str, Any]", credential)
    if found.get("apiVersion") != settings["apiVersion"]:
        raise _PluginError(
            f"expected a credential of apiVersion {settings['apiVersion']!r}, got"
            f" {found.get('apiVersion')!r}"
        )
    status = found.get("status")
    if not isinstance(status, dict):
        raise _PluginError("what it printed has no status")
    return cast("dict[str, Any]", status)


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
