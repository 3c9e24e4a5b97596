"""Types that share a name are found in their modules."""

import hera_models
from hera_models import core, workflows

selector = workflows.Event(selector="payload.ok == true")
happened = core.Event(
    metadata=hera_models.ObjectMeta(name="a"), involved_object=hera_models.ObjectReference()
)
header = workflows.HTTPHeader(name="Accept", value="text/plain")
probe_header = core.HTTPHeader(name="Accept", value="text/plain")
containers = (hera_models.Container(), hera_models.events.Container())
