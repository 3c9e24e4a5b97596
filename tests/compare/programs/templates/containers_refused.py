"""Values that a container refuses, and those that it takes."""

from hera.workflows import Container, Env, Workflow
from hera.workflows import models as m


def outcome(**values):
    try:
        template = Workflow(templates=[Container(name="c", **values)]).to_dict()["spec"][
            "templates"
        ][0]
        return {key: template[key] for key in sorted(template) if key != "name"}
    except Exception as error:
        return type(error).__name__


observed = {
    "number as argument": outcome(args=[1]),
    "text as command": outcome(command="sh"),
    "text as args": outcome(args="a"),
    "tuple of args": outcome(args=("a", "b")),
    "unknown": outcome(nothing=1),
    "number as image": outcome(image=5),
    "no image": outcome(image=None),
    "policy": outcome(image_pull_policy="Sometimes"),
    "policy of models": outcome(image_pull_policy=m.ImagePullPolicy.never),
    "number as label": outcome(labels={"a": 1}),
    "text as deadline": outcome(active_deadline_seconds="10"),
    "bad deadline": outcome(active_deadline_seconds="soon"),
    "text as daemon": outcome(daemon="yes"),
    "number as timeout": outcome(timeout=5),
    "text as stdin": outcome(stdin="true"),
    "inputs of another kind": outcome(inputs=[5]),
    "outputs of a text": outcome(outputs="x"),
    "inputs of an environment": outcome(inputs=Env(name="a")),
    "environment of a text": outcome(env="A=b"),
    "environment of a list of texts": outcome(env=["A"]),
    "volumes of a text": outcome(volumes="v"),
    "metrics of a text": outcome(metrics="m"),
    "sidecars of a dict": outcome(sidecars=[{"name": "x", "image": "i"}]),
    "resources of a dict": outcome(resources={"limits": {"cpu": "1"}}),
    "retry of a dict": outcome(retry_strategy={"limit": 3}),
    "probe of a dict": outcome(liveness_probe={"periodSeconds": 3}),
    "tolerations of a dict": outcome(tolerations=[{"key": "k"}]),
}
