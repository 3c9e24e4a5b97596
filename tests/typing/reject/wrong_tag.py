"""A tag is made of text."""

from hera_models import Container, Tag, tag

tag(1)
# error[pyright]: "Literal.1." is not assignable to "str"
# error[mypy]: Argument 1 to "tag" .*"int"; expected "str"
pulled: Tag = "{{item}}"
# error[pyright]: is not assignable to declared type "Tag"
# error[mypy]: "str", variable has type "Tag"
Container(image_pull_policy=tag)
# error[pyright]: "FunctionType" is not assignable to "Tag"
# error[mypy]: "image_pull_policy" .*"Callable.*expected .* Tag
