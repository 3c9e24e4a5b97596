"""How the nodes of a container set are put in order, and what is refused."""

from hera.workflows import ContainerNode, ContainerSet, Workflow


def outcome(make):
    try:
        made = make()
        return [
            type(made).__name__,
            *sorted(getattr(n, "name", "") for n in (made if isinstance(made, list) else [made])),
        ]
    except Exception as error:
        return type(error).__name__


with Workflow(generate_name="w-", entrypoint="set") as w, ContainerSet(name="set"):
    a, b, c, d, e = (ContainerNode(name=name, image="i") for name in "abcde")
    observed = {
        "one": outcome(lambda: a >> b),
        "list": outcome(lambda: a >> [c, d]),
        "from list": outcome(lambda: [c, d] >> e),
        "twice": outcome(lambda: a >> b),
        "next": outcome(lambda: b.next(e)),
        "text": outcome(lambda: a >> "x"),
        "list of texts": outcome(lambda: a >> ["x"]),
        "from text": outcome(lambda: ["x"] >> a),
        "next of list": outcome(lambda: a.next([b])),
    }
