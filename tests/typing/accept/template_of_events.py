"""Argo Events has types of its own under the names of others; some take either."""

from typing_extensions import assert_type

from hera_models import core, events

own = events.Template(service_account_name="sa", container=events.Container())
general = events.Template(container=core.Container(image="busybox"))
assert_type(own.container, events.Container | core.Container | None)
source = events.EventSource(spec=events.EventSourceSpec(template=own))
