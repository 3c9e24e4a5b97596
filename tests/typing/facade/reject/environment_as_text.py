"""Environment variables are objects or a mapping."""

from hera.workflows import Container, Env, SecretVolume

Container(name="a", env="A=b")
# error[pyright]: Argument of type "Literal.'A=b'." cannot be assigned to parameter "env" of
# error[mypy]: Argument "env" to "Container" has incompatible type "str"
Container(name="a", env=["A=b"])
# error[pyright]: Argument of type "list.str." cannot be assigned to parameter "env" of type
# error[mypy]: List item 0 has incompatible type "str"
Container(name="a", env=SecretVolume(secret_name="s"))
# error[pyright]: Argument of type "SecretVolume" cannot be assigned to parameter "env" of type
# error[mypy]: Argument "env" to "Container" has incompatible type "SecretVolume"
Container(name="a", env_from=Env(name="A"))
# error[pyright]: Argument of type "Env" cannot be assigned to parameter "env_from" of type
# error[mypy]: Argument "env_from" to "Container" has incompatible type "Env"
