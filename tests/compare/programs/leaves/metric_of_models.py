"""The general metric, of the models' gauge, counter and histogram, and of ours."""

from hera.workflows import Container, Counter, Gauge, Histogram, Metric, Workflow
from hera.workflows import models as m


def outcome(**values):
    try:
        metric = Metric(name="m", help="h", histogram=values.pop("histogram", None), **values)
        w = Workflow(templates=[Container(name="c", image="i", metrics=metric)])
        return w.to_dict()["spec"]["templates"][0]["metrics"]
    except Exception as error:
        return type(error).__name__


observed = {
    "nothing": outcome(),
    "counter": outcome(counter=m.Counter(value="1")),
    "gauge": outcome(gauge=m.Gauge(realtime=True, value="1")),
    "histogram": outcome(histogram=m.Histogram(buckets=[m.Amount(1)], value="1")),
    "own counter": outcome(counter=Counter(name="c", help="h", value="1")),
    "own gauge": outcome(gauge=Gauge(name="c", help="h", realtime=False, value="1")),
    "own histogram": outcome(histogram=Histogram(name="c", help="h", buckets=[1], value="1")),
    "several": outcome(counter=m.Counter(value="1"), gauge=m.Gauge(realtime=True, value="1")),
}
