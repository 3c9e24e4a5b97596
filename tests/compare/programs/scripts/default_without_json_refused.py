"""A default that JSON does not know."""

import datetime

from hera.workflows import Workflow, script


@script()
def hello(a=datetime.date(2020, 1, 1)):
    print(a)


with Workflow(generate_name="default-", entrypoint="hello") as w:
    hello()
w.to_dict()
