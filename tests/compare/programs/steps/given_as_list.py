"""Steps without a context: lists of Step and Parallel."""

from hera.workflows import Parallel, Step, Steps, Workflow

w = Workflow(
    generate_name="lists-",
    entrypoint="s",
    templates=[
        Steps(
            name="s",
            sub_steps=[
                Step(name="a", template="run"),
                Parallel(
                    sub_steps=[Step(name="b", template="run"), Step(name="c", template="run")]
                ),
                [Step(name="d", template="run"), Step(name="e", template="run")],
            ],
        ),
        Steps(name="empty", sub_steps=[]),
    ],
)
