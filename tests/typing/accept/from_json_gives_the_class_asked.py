"""`from_json` takes text or bytes and gives an object of the class that it is called on."""

from typing_extensions import assert_type

from hera_models import Container, WorkflowTemplate

assert_type(Container.from_json('{"image": "busybox"}'), Container)
assert_type(WorkflowTemplate.from_json(b'{"spec": {}}', max_bytes=1000), WorkflowTemplate)
assert_type(Container.model_validate_json('{"image": "busybox"}'), Container)
