"""`from_dict` gives an object of the class that it is called on."""

from typing_extensions import assert_type

from hera_models import Container, Workflow

assert_type(Container.from_dict({"image": "busybox"}), Container)
assert_type(Workflow.from_dict({"spec": {}, "note": "new"}, lenient=True), Workflow)
assert_type(Container.model_validate({"image": "busybox"}), Container)
