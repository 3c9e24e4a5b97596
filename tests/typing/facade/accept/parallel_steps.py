"""Steps side by side, by the method and by the function."""

from typing_extensions import assert_type

from hera.workflows import Parallel, Step, Steps, Workflow, parallel, script


@script()
def say(text: str) -> None:
    print(text)


with Workflow(generate_name="groups-", entrypoint="main") as w, Steps(name="main") as s:
    first: Step = say(name="first", arguments={"text": "1"})
    with s.parallel() as group:
        assert_type(group, Parallel)
        say(name="a", arguments={"text": first.result})
        say(name="b", arguments={"text": "b"})
    with parallel():
        say(name="c", arguments={"text": "c"})
        say(name="d", arguments={"text": "d"})
print(w.to_yaml())
