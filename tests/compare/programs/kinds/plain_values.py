"""Values of another type than a workflow's fields have."""

from hera.workflows import Workflow


def outcome(**values):
    try:
        return Workflow(name="w", **values).to_dict()["spec"]
    except Exception as error:
        return type(error).__name__


observed = {
    "parallelism": outcome(parallelism="3"),
    "bad parallelism": outcome(parallelism="many"),
    "boolean as number": outcome(priority=True),
    "number as boolean": outcome(suspend=1),
    "text as boolean": outcome(suspend="true"),
    "number as text": outcome(entrypoint=5),
    "float as int": outcome(priority=5.0),
    "fraction as int": outcome(priority=5.5),
    "labels": outcome(labels={"a": "b"}),
    "selector": outcome(node_selector={"a": 1}),
    "unknown enum": outcome(dns_policy="Nonsense"),
    "arguments of a text": outcome(arguments="a"),
    "arguments of a number": outcome(arguments=5),
    "secrets of a number": outcome(image_pull_secrets=5),
}
