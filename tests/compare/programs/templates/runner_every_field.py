"""Every constructor argument of the runner's constructor, and of the inline one."""

from hera.workflows import (
    EmptyDirVolume,
    InlineScriptConstructor,
    RunnerScriptConstructor,
    Script,
    Workflow,
)


def work(n: int = 1):
    return n


with Workflow(generate_name="runner-", entrypoint="runner") as w:
    Script(
        name="runner",
        source=work,
        constructor=RunnerScriptConstructor(
            outputs_directory="/out",
            volume_for_outputs=EmptyDirVolume(name="out", mount_path="/out"),
            DEFAULT_HERA_OUTPUTS_DIRECTORY="/other",
            pydantic_mode=2,
        ),
    )
    Script(
        name="default",
        source=work,
        constructor=RunnerScriptConstructor(DEFAULT_HERA_OUTPUTS_DIRECTORY="/other"),
    )
    Script(
        name="inline", source=work, constructor=InlineScriptConstructor(add_cwd_to_sys_path=False)
    )
