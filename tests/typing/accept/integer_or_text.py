"""IntOrString takes both, and needs a look at the value when read."""

from typing_extensions import assert_type

from hera_models import HTTPGetAction, RetryStrategy, Template
from hera_models.intstr import IntOrString

ports: list[IntOrString] = [8080, "http"]
actions = [HTTPGetAction(port=port) for port in ports]
strategy = RetryStrategy(limit="{{workflow.parameters.limit}}")
template = Template(name="main", active_deadline_seconds=60)


def number(action: HTTPGetAction) -> int:
    if isinstance(action.port, int):
        return action.port
    assert_type(action.port, str)
    return int(action.port)
