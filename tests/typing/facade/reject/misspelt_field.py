"""Classes take the fields that they have."""

from hera.workflows import Container, S3Artifact, Workflow

Workflow(entrypont="main")
# error[pyright]: No parameter named "entrypont"
# error[mypy]: Unexpected keyword argument "entrypont" for "Workflow"
Container(name="a", comand=["true"])
# error[pyright]: No parameter named "comand"
# error[mypy]: Unexpected keyword argument "comand" for "Container"
S3Artifact(name="a", buckett="b")
# error[pyright]: No parameter named "buckett"
# error[mypy]: Unexpected keyword argument "buckett" for "S3Artifact"
