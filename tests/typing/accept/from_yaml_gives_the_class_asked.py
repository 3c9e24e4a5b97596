"""`from_yaml` gives an object of the class that it is called on, also of a subclass."""

from typing_extensions import assert_type

from hera_models import CronWorkflow, Workflow


class Nightly(CronWorkflow):
    pass


assert_type(Workflow.from_yaml("spec: {entrypoint: main}"), Workflow)
assert_type(Nightly.from_yaml(b"spec: {schedules: ['0 3 * * *'], workflowSpec: {}}"), Nightly)
