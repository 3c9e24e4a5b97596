"""What is refused in a context that it does not belong to."""

from hera.workflows import (
    DAG,
    Container,
    ContainerNode,
    ContainerSet,
    InvalidDispatchType,
    InvalidTemplateCall,
    InvalidType,
    NodeNameConflict,
    Step,
    Steps,
    Task,
    Workflow,
    parallel,
)


def within(context, make):
    try:
        with Workflow(generate_name="x-") as workflow:
            if context is None:
                make()
            else:
                with context(name="context"):
                    make()
        return workflow.to_dict()["spec"]
    except Exception as error:
        return type(error).__name__


def container():
    return Container(name="c", image="i")


def both():
    Task(name="a", template="c")
    Task(name="a", template="c")


observed = {
    "task in workflow": within(None, lambda: Task(name="t", template="c")),
    "step in workflow": within(None, lambda: Step(name="t", template="c")),
    "node in workflow": within(None, lambda: ContainerNode(name="t", image="i")),
    "call in workflow": within(None, lambda: container()()),
    "container in dag": within(DAG, container),
    "step in dag": within(DAG, lambda: Step(name="t", template="c")),
    "dag in dag": within(DAG, lambda: DAG(name="inner")),
    "node in dag": within(DAG, lambda: ContainerNode(name="t", image="i")),
    "same task twice": within(DAG, both),
    "task in steps": within(Steps, lambda: Task(name="t", template="c")),
    "container in steps": within(Steps, container),
    "task in set": within(ContainerSet, lambda: Task(name="t", template="c")),
    "container in set": within(ContainerSet, container),
    "errors": [
        issubclass(e, Exception)
        for e in (InvalidTemplateCall, InvalidType, NodeNameConflict, InvalidDispatchType)
    ],
}
try:
    container()()
except Exception as error:
    observed["call outside"] = type(error).__name__
try:
    with parallel():
        pass
    observed["parallel outside"] = "made"
except Exception as error:
    observed["parallel outside"] = type(error).__name__
