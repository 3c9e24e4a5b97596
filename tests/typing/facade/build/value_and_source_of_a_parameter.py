"""A parameter with a value and a source of one."""

from hera.workflows import Parameter
from hera.workflows.models import ValueFrom

Parameter(name="n", value=1, value_from=ValueFrom(path="/n"))
# build: ValueError: Cannot specify both `value` and `value_from` for parameter 'n'
