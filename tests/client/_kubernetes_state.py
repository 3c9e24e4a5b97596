"""What the test server of the Kubernetes API holds."""

from __future__ import annotations

import copy
import threading
from dataclasses import dataclass, field
from typing import Any

Object = dict[str, Any]


@dataclass
class State:
    """The objects of the cluster, and what happened to them."""

    version: int = 100
    oldest: int = 0
    objects: dict[tuple[str, str, str], Object] = field(default_factory=dict)
    history: list[tuple[int, str, str, Object]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def put(self, kind: str, data: Object, event: str = "ADDED") -> Object:
        with self.changed:
            self.version += 1
            metadata = data.setdefault("metadata", {})
            metadata["resourceVersion"] = str(self.version)
            metadata.setdefault("uid", f"uid-{self.version}")
            key = (kind, metadata.get("namespace", ""), metadata["name"])
            if event == "DELETED":
                self.objects.pop(key)
            else:
                self.objects[key] = data
            self.history.append((self.version, kind, event, copy.deepcopy(data)))
            self.changed.notify_all()
            return data

    def forget(self) -> None:
        """Forget what happened so far, as Kubernetes does after some minutes."""
        with self.changed:
            self.oldest = self.version
