"""Building changes nothing: twice, copied, and in another workflow."""

import copy

from hera.workflows import DAG, Workflow, script


@script()
def work(a: int):
    print(a)


with Workflow(generate_name="twice-", entrypoint="d") as w, DAG(name="d") as d:
    work(name="many", with_param=[1, 2]) >> work(name="one", arguments={"a": 1})
before = w.to_dict()
other = Workflow(generate_name="other-", entrypoint="d", templates=[d])
observed = {
    "again": w.to_dict() == before,
    "yaml": w.to_yaml() == w.to_yaml(),
    "copy": copy.deepcopy(w).to_dict() == before,
    "equal": copy.copy(w) == w,
    "templates of the other": [t["name"] for t in other.to_dict()["spec"]["templates"]],
}
