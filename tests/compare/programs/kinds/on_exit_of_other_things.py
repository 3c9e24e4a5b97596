"""Exit handlers that are no template or name."""

from hera.workflows import Container, Workflow


def outcome(make):
    try:
        return make().to_dict()["spec"]
    except Exception as error:
        return type(error).__name__


observed = {
    "number": outcome(lambda: Workflow(on_exit=5)),
    "empty": outcome(lambda: Workflow(on_exit="")),
    "unnamed": outcome(lambda: Workflow(on_exit=Container(image="i"))),
}
