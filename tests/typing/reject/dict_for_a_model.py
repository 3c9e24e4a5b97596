"""A model is given as a model; plain data goes through `from_dict`."""

from hera_models import Template, Workflow, WorkflowSpec

Workflow(metadata={"generateName": "hello-"}, spec=WorkflowSpec())
# error[pyright]: "dict.str, str." is not assignable to "ObjectMeta"
# error[mypy]: "metadata" .*incompatible type "dict.*expected "ObjectMeta
WorkflowSpec(templates=[{"name": "main"}])
# error[pyright]: "list.dict.str, str.." cannot be assigned to parameter "templates" of type "list.Template
# error[mypy]: List item 0 .*"dict.*expected "Template"
Template(name="main", container={"image": "busybox"})
# error[pyright]: "dict.str, str." is not assignable to "Container"
# error[mypy]: "container" .*incompatible type "dict.*expected "Container
