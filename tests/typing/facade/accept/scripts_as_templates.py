"""A script stands where a template may stand."""

from typing_extensions import assert_type

from hera.workflows import DAG, InlineScriptConstructor, Script, Step, Steps, Task, Workflow, script


@script(constructor=InlineScriptConstructor(add_cwd_to_sys_path=False), name="by-name")
def work() -> None:
    print("working")


assert_type(work.template, Script)
with Workflow(generate_name="a-", entrypoint="main", on_exit=work) as w:
    with DAG(name="main"):
        Task(name="a", template=work, on_exit=work)
        Task(name="b", template=work.template)
        Task(name="c", inline=work.template)
    with Steps(name="steps"):
        Step(name="a", template=work)
    Script(name="text", source="print('text')", image="python:3.12")
    Script(name="function", source=len)
print(w.entrypoint)
