"""A constructor takes no keyword that the type has no field for."""

from hera_models import Container, ObjectMeta

Container(image="busybox", comand=["true"])
# error[pyright]: No parameter named "comand"
# error[mypy]: Unexpected .*"comand" for "Container"; did you mean "command"
ObjectMeta(label={"app": "etl"})
# error[pyright]: No parameter named "label"
# error[mypy]: Unexpected .*"label" for "ObjectMeta"; did you mean "labels"
