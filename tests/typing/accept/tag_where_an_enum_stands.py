"""A tag may stand in a field that otherwise takes a closed list, and is text as well."""

from hera_models import Container, RetryStrategy, tag

container = Container(image="busybox", image_pull_policy=tag("{{inputs.parameters.pull}}"))
strategy = RetryStrategy(retry_policy=tag("{{workflow.parameters.policy}}"), limit=3)
shouted: str = tag("{{item}}").upper()
