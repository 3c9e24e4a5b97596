"""Workflows and templates that run one at a time."""

from hera.workflows import Container, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="mutex-",
    entrypoint="main",
    synchronization=m.Synchronization(mutexes=[m.Mutex(name="whole", namespace="argo")]),
) as w:
    Container(
        name="main",
        image="alpine:3.20",
        synchronization=m.Synchronization(
            semaphores=[
                m.SemaphoreRef(
                    config_map_key_ref=m.ConfigMapKeySelector(name="limits", key="template")
                )
            ]
        ),
    )
