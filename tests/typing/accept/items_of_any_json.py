"""Items of a loop are any JSON values, also those of a list of one type."""

from hera_models import DAGTask, Item, WorkflowStep

mixed = DAGTask(name="a", with_items=[1, "two", 3.0, True, None, {"os": "linux"}, [1, 2]])
texts: list[str] = ["a", "b"]
step = WorkflowStep(name="b", with_items=texts)
item: Item = {"os": "linux"}
single = WorkflowStep(name="c", with_items=[item])
