"""Metrics of the three kinds, their labels, and the forms of the argument."""

from hera.workflows import Container, Counter, Gauge, Histogram, Label, Metric, Metrics, Workflow
from hera.workflows import models as m

counter = Counter(
    name="count",
    help="How many",
    value="1",
    when="{{status}} == Failed",
    labels=Label(key="a", value="b"),
)
gauge = Gauge(
    name="gauge",
    help="How long",
    when="{{status}} == Failed",
    realtime=True,
    value="{{duration}}",
    operation="Set",
    labels=[Label(key="a", value="b"), m.MetricLabel(key="c", value="d")],
)
histogram = Histogram(
    name="histogram", help="Sizes", buckets=[1, 2.5, 10], value="{{duration}}", labels=[], when="w"
)
with Workflow(generate_name="metrics-", entrypoint="one", metrics=[counter, gauge]) as w:
    Container(name="one", image="i", metrics=counter)
    Container(name="list", image="i", metrics=[counter, gauge])
    Container(
        name="histogram",
        image="i",
        metrics=[histogram, Histogram(name="n", help="h", buckets=[], value="v")],
    )
    Container(
        name="amounts",
        image="i",
        metrics=Histogram(name="n", help="h", buckets=[m.Amount(1.5), m.Amount(2)], value="v"),
    )
    Container(name="metrics", image="i", metrics=Metrics(metrics=[counter]))
    Container(
        name="metric",
        image="i",
        metrics=Metric(
            name="m",
            help="h",
            when="w",
            labels=[Label(key="k", value="v")],
            counter=m.Counter(value="1"),
        ),
    )
    Container(
        name="prometheus",
        image="i",
        metrics=m.Prometheus(name="p", help="h", gauge=m.Gauge(realtime=False, value="1")),
    )
    Container(
        name="models", image="i", metrics=m.Metrics(prometheus=[m.Prometheus(name="p", help="h")])
    )
    Container(
        name="prometheuses",
        image="i",
        metrics=[m.Prometheus(name="p", help="h"), m.Prometheus(name="q", help="h")],
    )
    Container(
        name="gauges",
        image="i",
        metrics=Metric(name="g", help="h", gauge=m.Gauge(realtime=True, value="2")),
    )
