"""Locks that workflows and templates wait for, and caches of what they made."""

from __future__ import annotations

import re

from .objects import Subject
from .registry import rule
from .shape import Fixed, is_object, listed, mapping, string, under
from .tags import OPEN, without_tags
from .template import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .finding import Path
    from .registry import Say
    from .shape import Object

_KEY = re.compile(r"[A-Za-z0-9][-A-Za-z0-9]*")


@rule("HL440", Template, "A lock says where it is", "warning", needs=("synchronization",))
def lock_complete(view: Template, say: Say) -> None:
    """A semaphore has a `configMapKeyRef` or a `database`, and a mutex has a name.

    Else Argo fails when it runs the template.

    ```yaml
    synchronization:
      semaphores: [{namespace: shared}]
    ```

    Add `configMapKeyRef: {name: my-config, key: template}`.
    """
    # What stands in another object is told where that one is judged.
    if isinstance(view.path, Fixed):
        return
    for path, told in _problems(view.raw, view.path):
        say(path, told)


@rule(
    "HL122",
    Subject,
    "A workflow's lock says where it is",
    "warning",
    needs=("synchronization", "templateDefaults"),
)
def lock_of_workflow_complete(view: Subject, say: Say) -> None:
    """A semaphore has a `configMapKeyRef` or a `database`, and a mutex has a name.

    Else Argo fails before it runs the workflow.

    ```yaml
    spec:
      synchronization:
        mutexes: [{namespace: shared}]
    ```

    Add the name.
    """
    for path, told in _problems(view.spec, view.path):
        say(path, told)
    defaults, at = mapping(view.spec.get("templateDefaults")), under(view.path, "templateDefaults")
    for path, told in _problems(defaults, at):
        say(path, told)


def _problems(raw: Object, path: Path) -> Iterator[tuple[Path, str]]:
    path = under(path, "synchronization")
    for kind, place, lock in _locks(mapping(raw.get("synchronization")), path):
        told = _wrong_semaphore(lock) if kind == "semaphore" else _wrong_mutex(lock)
        if told:
            yield place, told


def _locks(raw: Object, path: Path) -> Iterator[tuple[str, Path, Object]]:
    for kind, several in (("semaphore", "semaphores"), ("mutex", "mutexes")):
        if is_object(raw.get(kind)):
            yield kind, under(path, kind), mapping(raw[kind])
        for index, lock in enumerate(listed(raw.get(several))):
            if is_object(lock):
                yield kind, under(path, several, index), mapping(lock)


def _wrong_semaphore(lock: Object) -> str:
    of_map, of_base = lock.get("configMapKeyRef"), lock.get("database")
    if of_map is not None and of_base is not None:
        return "invalid semaphore with both configMapKeyRef and database: leave one"
    if of_map is None and of_base is None:
        return "a semaphore needs configMapKeyRef or database, which say how many may hold it"
    return ""


def _wrong_mutex(lock: Object) -> str:
    return "" if lock.get("name") else "a mutex needs a name"


@rule("HL441", Template, "What is kept has a key and a cache", "warning", needs=("memoize",))
def memoize_complete(view: Template, say: Say) -> None:
    """`memoize` has a `key` of letters, digits and `-`, and a ConfigMap as its `cache`.

    The key begins with a letter or digit. Argo fails with any other when it runs the template.

    ```yaml
    memoize:
      key: my_key
      maxAge: 1h
      cache: {configMap: {name: my-cache}}
    ```

    Write `my-key`.
    """
    raw = view.raw["memoize"]
    if not is_object(raw) or isinstance(view.path, Fixed):
        return
    path, key = under(view.path, "memoize"), raw.get("key")
    name = mapping(mapping(raw.get("cache")).get("configMap")).get("name")
    if not name:
        say(path, "it has no cache: add cache: {configMap: {name: …}}")
    if key is None or key == "":
        say(path, "it has no key: add key, by which results are kept")
    elif "{{=" not in string(key) and not _KEY.fullmatch(_known(string(key))):
        told = "letters, digits and '-', and begins with a letter or digit"
        say(under(path, "key"), f"invalid cache key {key!r}: a key consists of {told}")


def _known(key: str) -> str:
    # A tag counts as a letter.
    return without_tags(key) if OPEN in key else key
