"""Methods that become functions, predicates, conditions and sprig."""

from hera.expr import C, g, it, sprig

x, y = g.x, g.y

observed = {
    str(number): str(expression)
    for number, expression in enumerate(
        [
            x.length(), x.as_float(), x.as_int(), x.string(), x.to_json(), x.jsonpath("$.a"),
            x.matches("^a$"), x.contains("a"), x.starts_with("a"), x.ends_with(y),
            x.in_([1, "a"]), x.in_(C([1])), x.not_in(["a"]),
            x.map(it.a), x.map(it * 2), x.map("text"), x.map(5), x.filter(it.a == "b").map(it.c),
            x.all(it > 1), x.any(it > 1), x.one(it > 1), x.none(it > 1), x.count(it > 1),
            (x == 1).check(C("yes"), C("no")), x.check(1, 2), x.check("a", "b"), x.check(y, C(None)),
            sprig.trim(x), sprig.trim("  a "), sprig.now(), sprig.date("2006", x),
            sprig.join("-", [1, "a"]), sprig.trim(x) + "s", sprig.trim(x).length(),
            C([{"name": "a"}]).filter(it.name == "a").map(it.name).to_json(),
            g.tasks.a.outputs.result.as_int() % 2 == 0,
        ]
    )
}  # fmt: skip
