"""An enum takes its values only."""

from hera_models import Container, RetryStrategy

Container(image="busybox", image_pull_policy="Sometimes")
# error[pyright]: "Literal..Sometimes.." is not assignable to type "Literal..IfNotPresent
# error[mypy]: "image_pull_policy" .*Sometimes.*expected .*'Always', 'IfNotPresent', 'Never'
RetryStrategy(retry_policy="onfailure")
# error[pyright]: "Literal..onfailure.." is not assignable to type "Literal..OnFailure
# error[mypy]: "retry_policy" .*onfailure.*expected .*OnFailure
