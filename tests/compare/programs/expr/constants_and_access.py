"""Constants, attributes, items and slices."""

from hera.expr import C, Identifier, P, g, it

x = g.x

observed = {
    str(number): str(expression)
    for number, expression in enumerate(
        [
            C(1), C(1.5), C("text"), C("it's"), C('it"s'), C("new\nline\\"), C("é"),
            C(True), C(False), C(None), C([1, "a", None, [True]]), C({"a": 1, "b": [x]}), C(x),
            P(1), P(x), it, it.a, it["a"], Identifier("name"), Identifier("name").part,
            g.inputs.parameters.a, g.inputs.parameters["a-b"], g.tasks["my-task"].outputs.result,
            x[0], x[-1], x[1:3], x[:3], x[1:], x[:], x[g.y], x[C("k")], x["a"]["b"].c[0],
            x.get("key"), C([1, 2])[0], C({"a": 1})["a"], g.workflow.parameters.p,
        ]
    )
}  # fmt: skip
