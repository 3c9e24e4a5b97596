"""The wire's names are taken from data; in Python a field has one name."""

from hera_models import Container, WorkflowSpec

Container(image="busybox", imagePullPolicy="Always")
# error[pyright]: No parameter named "imagePullPolicy"
# error[mypy]: Unexpected .*"imagePullPolicy" .*did you mean "image_pull_policy"
WorkflowSpec(serviceAccountName="etl")
# error[pyright]: No parameter named "serviceAccountName"
# error[mypy]: Unexpected .*"serviceAccountName" .*did you mean "service_account_name"
