"""The text of every operator."""

from hera.expr import C, P, g

x, y = g.x, g.y

observed = {
    str(number): str(expression)
    for number, expression in enumerate(
        [
            x + y, x - y, x * y, x / y, x % y, x**y,
            x == y, x != y, x < y, x > y, x <= y, x >= y,
            x & y, x | y, ~x, -x, +x,
            x + 1, x == "text", x == "it's", x == 'a"b', x == None, x == True,  # noqa: E711, E712
            x * 2 + 1, (x + y) * 2, P(x + y) * 2, P(P(x)), ~(x == 1), ~P(x == 1),
            (x == 1) & (y == 2) | x, P(x == 1) & y, 1 < x, "s" == x, C(3) - x, -(x + y),  # noqa: SIM300
        ]
    )
}  # fmt: skip
