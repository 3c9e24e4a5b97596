"""Expressions stand in tags, conditions and arguments."""

from hera.expr import C, P, g, it, sprig
from hera.workflows import Container, Parameter, Task

count = g.inputs.parameters.n.as_int()
big = (count > 3) & (g.workflow.status != C("Failed"))
Task(name="a", template="t", when=f"{big:=}", arguments={"n": count + 1})
Container(name="b", args=[f"{g.inputs.parameters.n:$}", f"{sprig.upper(g.inputs.parameters.n):=}"])
Parameter(name="big", value=g.inputs.parameters.list.filter(it > 3).map(it * 2).to_json())
text: str = f"{P(count * 2) + 1:=} {count.check(C('yes'), C('no')):=}"
