"""The DSL's workflows are classes: so they can be here, with arguments that Python checks."""

from typing import Any

from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def say(message: str) -> None:
    print(message)


class Diamond(Workflow):
    """Four tasks that talk, the middle two side by side."""

    def __init__(self, greeting: str, **spec: Any) -> None:
        super().__init__(generate_name="diamond-", entrypoint="main", **spec)
        with self, DAG(name="main"):
            a, b, c, d = (
                say.task(name=name, arguments={"message": f"{greeting} from {name}"})
                for name in "abcd"
            )
            a >> [b, c] >> d


class QuietDiamond(Diamond):
    """The same for another team; attributes of the specification are arguments."""

    def __init__(self) -> None:
        super().__init__("(hello)", parallelism=1, labels={"team": "quiet"})


loud = Diamond("HELLO")
quiet = QuietDiamond()
