"""Metrics of a workflow, in their forms."""

from hera.workflows import Counter, Gauge, Metrics, Workflow
from hera.workflows import models as m

counter = Counter(name="c", help="h", value="1")
prometheus = m.Prometheus(name="p", help="h", counter=m.Counter(value="1"))
workflows = [
    Workflow(name="one", metrics=counter),
    Workflow(name="list", metrics=[counter, Gauge(name="g", help="h", realtime=False, value="1")]),
    Workflow(name="metrics", metrics=Metrics(metrics=[counter])),
    Workflow(name="model", metrics=m.Metrics(prometheus=[prometheus])),
    Workflow(name="prometheus", metrics=prometheus),
    Workflow(name="prometheuses", metrics=[prometheus, prometheus]),
    Workflow(name="empty", metrics=[]),
]
