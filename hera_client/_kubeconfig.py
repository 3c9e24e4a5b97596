"""Access to a Kubernetes cluster: from a kubeconfig, or as a pod within it.

The official `kubernetes` package (the extra `[kubernetes]`) reads and merges the files and runs
the credential plugins. Its other half, which puts the result into a configuration of its own, is
not used: it leaves private keys in temporary files and only logs what a plugin failed with.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from ._auth import SERVICE_ACCOUNT, BasicAuth, BearerToken, ServiceAccountToken
from ._errors import ConfigError
from ._exec_plugin import ExecPlugin, ExecToken
from ._http import http
from ._tls import CertificateSource, ClientCertificate, PathOrPem, Verify

__all__ = ["KubernetesAccess", "in_cluster", "kubeconfig_auth", "read_kubeconfig"]

Fields: TypeAlias = Mapping[str, Any]

_DEFAULT_NAMESPACE = "default"


@dataclass(frozen=True)
class KubernetesAccess:
    """How to reach a cluster, and as whom.

    Attributes:
        described: What it was read from, for messages.
        server: URL of the Kubernetes API.
        namespace: The namespace to use where none is named.
        auth: What makes the Authorization header; None where a certificate alone is the account.
        verify: Whom to trust.
        certificate: The client's certificate.
        server_name: The name in the server's certificate, where the URL has another.
        proxy: URL of the proxy.
    """

    described: str
    server: str
    namespace: str
    auth: http.Auth | None
    verify: Verify = field(repr=False)
    certificate: CertificateSource = None
    server_name: str | None = None
    proxy: str | None = field(default=None, repr=False)


def read_kubeconfig(
    environ: Mapping[str, str],
    path: str | os.PathLike[str] | None = None,
    context: str | None = None,
) -> KubernetesAccess | None:
    """Return the access that a context of the kubeconfig gives, or None where there is no file.

    No plugin is run and no key is read yet.

    Args:
        environ: The variables: KUBECONFIG may name several files, of which the first that has an
            entry decides; without it `.kube/config` under HOME is read.
        path: One file, read instead.
        context: The context's name. Default: the current one.

    Raises:
        ConfigError: The extra is not installed, a file is no kubeconfig, or the context or what
            it names is missing.
    """
    files = _files(environ) if path is None else [_existing(Path(path))]
    if not files:
        if context is None:
            return None
        raise ConfigError(
            f"there is no kubeconfig with a context {context!r}: "
            "neither KUBECONFIG nor ~/.kube/config leads to a file"
        )
    return _access(_Kubeconfig(files), context)


def kubeconfig_auth(
    kubeconfig: str | os.PathLike[str] | None = None, *, context: str | None = None
) -> http.Auth:
    """Return the authentication of a kubeconfig's user, for an Argo server in the mode `client`.

    Args:
        kubeconfig: A file. Default: those in KUBECONFIG, else `~/.kube/config`.
        context: A context of it. Default: its current one.

    Raises:
        ConfigError: There is no such file or context, or its user has neither token nor password.
    """
    access = read_kubeconfig(os.environ, kubeconfig, context)
    if access is None:
        raise ConfigError("there is no kubeconfig: set KUBECONFIG, or give the file's path")
    if access.auth is None:
        raise ConfigError(
            f"{access.described} authenticates by no token or password, "
            "and the Argo server takes nothing else"
        )
    return access.auth


def in_cluster(
    environ: Mapping[str, str], service_account: Path = SERVICE_ACCOUNT
) -> KubernetesAccess:
    """Return the access of the pod's service account.

    Args:
        environ: The variables, which hold the address of the Kubernetes API.
        service_account: The directory with the account's token, namespace and CA certificate.

    Raises:
        ConfigError: This is no pod, or it was given no service account.
    """
    host = environ.get("KUBERNETES_SERVICE_HOST", "")
    port = environ.get("KUBERNETES_SERVICE_PORT", "443")
    token = service_account / "token"
    if not host or not token.exists():
        raise ConfigError(
            "there is no access to Kubernetes: no kubeconfig was found (KUBECONFIG, "
            "~/.kube/config), and this is no pod with a service account "
            f"(KUBERNETES_SERVICE_HOST, {str(token)!r})"
        )
    return KubernetesAccess(
        described=f"the service account in {str(service_account)!r}",
        server=f"https://[{host}]:{port}" if ":" in host else f"https://{host}:{port}",
        namespace=_text_of(service_account / "namespace") or _DEFAULT_NAMESPACE,
        auth=ServiceAccountToken(token),
        verify=service_account / "ca.crt",
    )


def _files(environ: Mapping[str, str]) -> list[Path]:
    """Return the files that are there and hold something; as for kubectl, the rest is no error."""
    given = environ.get("KUBECONFIG", "")
    home = environ.get("HOME") or environ.get("USERPROFILE")
    paths = [Path(part).expanduser() for part in given.split(os.pathsep) if part]
    if not given and home:
        paths = [Path(home, ".kube", "config")]
    return [path for path in paths if path.is_file() and path.stat().st_size]


def _existing(path: Path) -> Path:
    path = path.expanduser()
    if not path.is_file():
        raise ConfigError(f"the kubeconfig {str(path)!r} is not there")
    return path


class _Kubeconfig:
    """The files, merged: of several entries with one name the first counts."""

    def __init__(self, files: list[Path]) -> None:
        self.described = ", ".join(repr(str(path)) for path in files)
        merger = _library().KubeConfigMerger("")
        for path in files:
            _load(merger, path)
        self._merged: Fields = merger.config.value
        # The package takes the last file's current context, kubectl the first's.
        names: list[Any] = [merger.config_files[str(path)].get("current-context") for path in files]
        self.current_context: str | None = next((name for name in names if name), None)

    def entry(self, kind: str, name: str) -> tuple[dict[str, Any], Path]:
        """Return an entry of `contexts`, `clusters` or `users`, and the directory of its file."""
        for node in self._merged[kind]:
            if node.value["name"] == name:
                return node.value.get(kind.removesuffix("s")) or {}, Path(node.path).parent
        known = ", ".join(repr(node.value["name"]) for node in self._merged[kind]) or "none"
        raise ConfigError(
            f"the kubeconfig {self.described} has no {kind.removesuffix('s')} {name!r}; "
            f"it has {known}"
        )


def _load(merger: Any, path: Path) -> None:
    import yaml

    try:
        merger.load_config(str(path))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        # The cause is cut off: it may quote the line, which may hold a secret.
        raise ConfigError(f"the kubeconfig {str(path)!r} is no YAML: see line {line}") from None
    except OSError as error:
        raise ConfigError(f"cannot read the kubeconfig {str(path)!r}: {error.strerror}") from error
    except Exception:  # the package names nothing that it raises here; see above for the cause
        raise ConfigError(f"the file {str(path)!r} is no kubeconfig") from None


def _library() -> Any:
    try:
        return importlib.import_module("kubernetes.config.kube_config")
    except ImportError as error:
        raise ConfigError(
            "reading a kubeconfig needs the package kubernetes: "
            "pip install 'hera-workflows[kubernetes]'"
        ) from error


def _access(kubeconfig: _Kubeconfig, context_name: str | None) -> KubernetesAccess:
    name = context_name or kubeconfig.current_context
    if not name:
        raise ConfigError(
            f"the kubeconfig {kubeconfig.described} has no current context; "
            "name one, or choose one with 'kubectl config use-context'"
        )
    context, _ = kubeconfig.entry("contexts", name)
    cluster, cluster_place = kubeconfig.entry("clusters", context.get("cluster") or "")
    if not cluster.get("server"):
        raise ConfigError(f"the cluster {context.get('cluster')!r} in the kubeconfig has no server")
    user: dict[str, Any] = {}
    place = cluster_place
    if context.get("user"):
        user, place = kubeconfig.entry("users", context["user"])
    described = f"the user {context.get('user')!r} of the kubeconfig's context {name!r}"
    plugin = _plugin(user, place, cluster, described)
    return KubernetesAccess(
        described=described,
        server=cluster["server"],
        namespace=context.get("namespace") or _DEFAULT_NAMESPACE,
        auth=_user_auth(user, place, plugin, described),
        verify=_verify(cluster, cluster_place),
        certificate=_user_certificate(user, place) or (plugin.certificate if plugin else None),
        server_name=cluster.get("tls-server-name") or None,
        proxy=cluster.get("proxy-url") or None,
    )


def _plugin(user: Fields, place: Path, cluster: Fields, described: str) -> ExecPlugin | None:
    return ExecPlugin(user["exec"], place, cluster, described) if user.get("exec") else None


def _user_auth(
    user: Fields, place: Path, plugin: ExecPlugin | None, described: str
) -> http.Auth | None:
    """Return what makes the header; of several ways the one that kubectl prefers."""
    if user.get("tokenFile"):
        return ServiceAccountToken(place / user["tokenFile"])
    if user.get("token"):
        return BearerToken(str(user["token"]))
    if user.get("username"):
        return BasicAuth(str(user["username"]), str(user.get("password") or ""))
    if plugin:
        return ExecToken(plugin)
    if user.get("auth-provider"):
        raise ConfigError(
            f"{described} has an auth-provider, which is not supported; "
            "use a credential plugin (exec), such as kubelogin for OIDC"
        )
    return None


def _user_certificate(user: Fields, place: Path) -> ClientCertificate | None:
    certificate = _data_or_file(user, "client-certificate", place)
    if certificate is None:
        return None
    return ClientCertificate(certificate, _data_or_file(user, "client-key", place))


def _verify(cluster: Fields, place: Path) -> Verify:
    if cluster.get("insecure-skip-tls-verify"):
        return False
    return _data_or_file(cluster, "certificate-authority", place) or True


def _data_or_file(fields: Fields, name: str, place: Path) -> PathOrPem | None:
    data = fields.get(f"{name}-data")
    if data:
        try:
            return base64.b64decode(data, validate=True)
        except (binascii.Error, TypeError, ValueError):
            raise ConfigError(f"the kubeconfig's {name}-data is no base64") from None
    return place / fields[name] if fields.get(name) else None


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""
