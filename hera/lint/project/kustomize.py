"""Which files are patches of kustomize's: parts of objects, which are no objects themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..shape import is_object, listed, mapping, string

_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_LISTS = ("patches", "patchesStrategicMerge", "patchesJson6902")
# A file with more is none that people write.
_MOST = 2**20


class Patches:
    """The files that kustomizations name as patches.

    Looked at are the kustomizations in the folders of some files and in those above them. A file
    that one of them names among its resources is none.

    Args:
        paths: The absolute paths of the files.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._patches: set[str] = set()
        self._resources: set[str] = set()
        for folder in _folders(paths):
            found = _kustomization(folder)
            if found:
                self._patches.update(_joined(folder, _patches(found)))
                self._resources.update(_joined(folder, listed(found.get("resources"))))

    def __contains__(self, path: str) -> bool:
        real = os.path.realpath(path) if self._patches else path
        return real in self._patches and real not in self._resources


def _folders(paths: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        folder = os.path.dirname(path)
        while folder and folder not in found:
            found.add(folder)
            folder = os.path.dirname(folder)
    return found


def _kustomization(folder: str) -> Mapping[str, Any]:
    """Return what a folder's kustomization says, nothing where it has none that names patches."""
    for name in _NAMES:
        try:
            with open(os.path.join(folder, name), "rb") as file:
                data = file.read(_MOST)
        except OSError:
            continue
        return _read(data) if b"patch" in data else {}
    return {}


def _read(data: bytes) -> Mapping[str, Any]:
    # Few projects have patches, and loading PyYAML takes longer than to lint a small one.
    from hera_models import ParseError
    from hera_models._runtime.yaml_read import read_documents

    try:
        documents: list[Any] = read_documents(data)
    except ParseError:
        return {}
    return mapping(documents[0]) if documents else {}


def _patches(found: Mapping[str, Any]) -> Iterator[object]:
    for key in _LISTS:
        for each in listed(found.get(key)):
            yield mapping(each).get("path") if is_object(each) else each


def _joined(folder: str, names: Iterable[object]) -> Iterator[str]:
    for each in names:
        name = string(each)
        # What has several lines is a patch written in place.
        if name and "\n" not in name and "\0" not in name:
            yield os.path.realpath(os.path.join(folder, name))
