"""`when`, continue_on, hooks and on_exit of steps."""

from hera.workflows import Steps, Workflow, models, script


@script()
def flip():
    import random

    print(random.choice(["heads", "tails"]))


@script()
def tell(side: str):
    print(side)


with Workflow(generate_name="cond-", entrypoint="s") as w, Steps(name="s") as s:
    toss = flip(
        continue_on=models.ContinueOn(failed=True),
        hooks={"running": models.LifecycleHook(template="tell", expression="true")},
        on_exit="tell",
    )
    with s.parallel():
        tell(name="heads", arguments={"side": "heads"}, when=f"{toss.result} == heads")
        tell(name="tails", arguments={"side": "tails"}, when=f"{toss.result} == tails")
        tell(name="failed", arguments={"side": "none"}, when=f"{toss.status} != Succeeded")
