"""Where an artifact lies: locations, keys, paths."""

from __future__ import annotations

import posixpath
import re

from .registry import rule
from .shape import is_object, mapping, string, under
from .tags import OPEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .finding import Path
    from .registry import Say
    from .shape import Object

# In the order in which Argo asks for them: the first that is there counts.
_KINDS = ("artifactory", "azure", "git", "gcs", "hdfs", "http", "oss", "plugin", "raw", "s3")
_KEYS = {"azure": "blob", "gcs": "key", "hdfs": "path", "oss": "key", "plugin": "key", "s3": "key"}
_HOST = re.compile(r"[a-zA-Z][-+.a-zA-Z0-9]*://[^/?#]*")


class Location:
    """The location of one artifact.

    Attributes:
        argo: How Argo's text begins, such as ``templates.main.inputs.artifacts.data``.
        path: The place of the artifact.
        raw: The artifact.
        fields: The same, as the registry of rules asks for it.
    """

    __slots__ = ("argo", "fields", "path", "raw")

    def __init__(self, argo: str, path: Path, raw: Object) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.raw: Object = raw
        self.fields: Object = raw


def has_location_or_key(artifact: Object) -> bool:
    """Tell whether an artifact says where it lies, or at least under which key."""
    for kind in _KINDS:
        location = artifact.get(kind)
        if is_object(location):
            return _is_somewhere(kind, mapping(location))
    return False


def _is_somewhere(kind: str, location: Object) -> bool:
    if kind == "raw":
        return True
    if kind == "git":
        return bool(location.get("repo"))
    if kind == "http":
        return bool(location.get("url"))
    if kind == "artifactory":
        # Without a user name only the URL's path counts, as the key.
        url = string(location.get("url"))
        return bool(url) and (
            location.get("usernameSecret") is not None or bool(_HOST.sub("", url, count=1))
        )
    return bool(location.get(_KEYS[kind])) or (kind == "hdfs" and bool(location.get("addresses")))


def problem_with_path(name: str, path: str) -> str:
    """Return what Argo has against the path of an artifact; empty if nothing."""
    if not path:
        return f"Artifact '{name}' did not specify a path"
    if "/.." not in path:
        return ""
    safe = path[: path.index("/../")] if "/../" in path else ""
    if not safe and path.endswith("/.."):
        safe = path[:-3]
    cleaned = posixpath.normpath(path)
    inside = cleaned.startswith(f"{safe}/") and len(cleaned) > len(safe) + 1
    if safe and not inside:
        told = "attempted to use a path containing '..'. Directory traversal is not permitted"
        return f"Artifact '{name}' {told}"
    return ""


@rule("HL432", Location, "A git artifact names its repository", needs=("git",))
def git_repository(view: Location, say: Say) -> None:
    """An artifact from git needs `repo`.

    ```yaml
    artifacts:
    - name: source
      path: /src
      git: {revision: main}
    ```

    Add `repo`, the repository's URL.
    """
    git = view.raw.get("git")
    if is_object(git) and not mapping(git).get("repo"):
        say(under(view.path, "git"), argo=f"{view.argo}.git.repo is required")


@rule("HL433", Location, "An HDFS artifact says how to reach it", needs=("hdfs",))
def hdfs_complete(view: Location, say: Say) -> None:
    """An artifact in HDFS needs `addresses`, an absolute `path`, and who reads it.

    Who reads it is `hdfsUser`, or one of the Kerberos secrets together with the principal, the
    configuration and, for a keytab, the user and realm.

    ```yaml
    artifacts:
    - name: data
      path: /data
      hdfs: {path: /x}
    ```

    Add what the message names.
    """
    if not is_object(view.raw.get("hdfs")):
        return
    hdfs = mapping(view.raw["hdfs"])
    at = f"{view.argo}.hdfs"
    path = string(hdfs.get("path"))
    cache, keytab = hdfs.get("krbCCacheSecret"), hdfs.get("krbKeytabSecret")
    principal = hdfs.get("krbServicePrincipalName") and hdfs.get("krbConfigConfigMap") is not None
    wrong: list[str] = []
    if not hdfs.get("addresses"):
        wrong.append(f"{at}.addresses is required")
    if not path:
        wrong.append(f"{at}.path is required")
    elif not path.startswith("/") and OPEN not in path:
        wrong.append(f"{at}.path must be a absolute file path")
    if not hdfs.get("hdfsUser") and cache is None and keytab is None:
        secrets = f"{at}.krbCCacheSecret or {at}.krbKeytabSecret is required"
        wrong.append(f"either {at}.hdfsUser, {secrets}")
    if keytab is not None and not (principal and hdfs.get("krbUsername") and hdfs.get("krbRealm")):
        needed = f"{at}.krbServicePrincipalName, {at}.krbConfigConfigMap, {at}.krbUsername"
        wrong.append(f"{needed} and {at}.krbRealm are required with {at}.krbKeytabSecret")
    if cache is not None and not principal:
        needed = f"{at}.krbServicePrincipalName and {at}.krbConfigConfigMap"
        wrong.append(f"{needed} are required with {at}.krbCCacheSecret")
    for argo in wrong:
        say(under(view.path, "hdfs"), argo=argo)
