"""A function that uses what is not there in the pod."""

import threading

from hera.workflows import DAG, Workflow, script

lock = threading.Lock()


@script()
def work() -> None:
    with lock:
        # build: HeraWarning: .*name 'lock' is not defined in the script: define it inside
        print("working")


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    work(name="a")
print(w.to_yaml())
