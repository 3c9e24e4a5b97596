"""Maps are given as dictionaries or any other mapping, and are dictionaries when read."""

from collections import OrderedDict
from types import MappingProxyType

from typing_extensions import assert_type

from hera_models import DAGTask, LifecycleHook, ObjectMeta

meta = ObjectMeta(labels={"app": "etl"}, annotations=OrderedDict(team="data"))
task = DAGTask(name="a", hooks={"exit": LifecycleHook(template="notify")})
assert_type(meta.labels, dict[str, str] | None)
assert_type(task.hooks, dict[str, LifecycleHook] | None)
constant = MappingProxyType({"app": "etl"})
copied = ObjectMeta(labels=dict(constant))
