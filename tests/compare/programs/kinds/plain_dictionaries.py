"""Dictionaries in the place of the models' objects."""

from hera.workflows import Container, Workflow


def outcome(make):
    try:
        return make().to_dict()["spec"]
    except Exception as error:
        return type(error).__name__


observed = {
    "ttl": outcome(lambda: Workflow(ttl_strategy={"secondsAfterCompletion": 5})),
    "ttl by name": outcome(lambda: Workflow(ttl_strategy={"seconds_after_completion": 5})),
    "hooks": outcome(lambda: Workflow(hooks={"exit": {"template": "x"}})),
    "affinity": outcome(lambda: Workflow(affinity={"nodeAffinity": {}})),
    "volumes": outcome(lambda: Workflow(volumes=[{"name": "v", "emptyDir": {}}])),
    "templates": outcome(lambda: Workflow(templates=[{"name": "t", "suspend": {}}])),
    "secrets": outcome(lambda: Workflow(image_pull_secrets=[{"name": "s"}])),
    "metrics": outcome(lambda: Workflow(metrics={"prometheus": []})),
    "ports": outcome(
        lambda: Workflow(templates=[Container(name="c", ports=[{"containerPort": 80}])])
    ),
    "mounts": outcome(
        lambda: Workflow(
            templates=[Container(name="c", volume_mounts=[{"name": "v", "mountPath": "/v"}])]
        )
    ),
    "misspelt": outcome(
        lambda: Workflow(templates=[Container(name="c", ports=[{"containerPrt": 80}])])
    ),
}
