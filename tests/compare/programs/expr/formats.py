"""Expressions inside texts, and what is refused."""

from hera.expr import C, g, sprig


def raised(call):
    try:
        return str(call())
    except Exception as error:
        return type(error).__name__


x = g.x
observed = {
    "plain": f"{x}",
    "tag": f"{x:$}",
    "expression": f"{x + 1:=}",
    "around": f"a-{g.inputs.parameters['b-c']:=}-d",
    "constant": f"{C('a'):=} {C('a'):$}",
    "sprig": f"{sprig.upper('a'):=}",
    "percent": "%s" % x,  # noqa: UP031 - older programs have it
    "repr": repr(x == 1),
    "format": raised(lambda: f"{x:q}"),
    "step": raised(lambda: x[1:5:2]),
    "reflected": raised(lambda: 1 + x),
    "floor": raised(lambda: x // 2),
    "call": raised(lambda: g.concat(x)),
    "true": bool(x),
    "length": raised(lambda: len(x)),
}
