"""What Argo demands must be given."""

from hera.workflows import ContainerNode, Env, GitArtifact, Task

Task(template="t")
# error[pyright]: Argument missing for parameter "name"
# error[mypy]: Missing named argument "name" for "Task"
Env(value="b")
# error[pyright]: Argument missing for parameter "name"
# error[mypy]: Missing named argument "name" for "Env"
GitArtifact(name="a")
# error[pyright]: Argument missing for parameter "repo"
# error[mypy]: Missing named argument "repo" for "GitArtifact"
ContainerNode(image="alpine:3")
# error[pyright]: Argument missing for parameter "name"
# error[mypy]: Missing named argument "name" for "ContainerNode"
