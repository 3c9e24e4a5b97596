"""Maps have texts for keys and one type of values."""

from hera_models import DAGTask, ObjectMeta, ResourceRequirements

ObjectMeta(labels={"version": 3})
# error[pyright]: "int" is not assignable to "str"
# error[mypy]: Dict entry 0 .*"str": "int"; expected "str": "str"
ObjectMeta(annotations={1: "a"})
# error[pyright]: parameter "annotations" of type "Mapping.str, str
# error[mypy]: Dict entry 0 .*"int": "str"; expected "str": "str"
ResourceRequirements(limits={"cpu": ["1"]})
# error[pyright]: "list.str." is not assignable to "float"
# error[mypy]: Dict entry 0 .*expected "str": "str . float"
DAGTask(name="a", hooks={"exit": "notify"})
# error[pyright]: "str" is not assignable to "LifecycleHook"
# error[mypy]: Dict entry 0 .*expected "str": "LifecycleHook"
