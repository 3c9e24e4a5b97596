"""A hook that makes a new object, one that returns nothing, one without an annotation."""

from hera.shared import global_config, register_pre_build_hook
from hera.workflows import Container, Suspend, Workflow


def outcome(make):
    try:
        return make()
    except Exception as error:
        return type(error).__name__


@register_pre_build_hook
def fresh(container: Container) -> Container:
    return Container(name=f"{container.name}-new", image="new")


w = Workflow(generate_name="w-", templates=[Container(name="c", image="i")])
observed = {"fresh": outcome(w.to_dict)}


@register_pre_build_hook
def nothing(suspend: Suspend) -> Suspend:
    suspend.duration = 5


observed["nothing"] = outcome(Workflow(generate_name="n-", templates=[Suspend(name="s")]).to_dict)


def bare(template):
    return template


def of_number(value) -> int:
    return value


observed["bare"] = outcome(lambda: type(register_pre_build_hook(bare)).__name__)
observed["method"] = outcome(
    lambda: type(global_config.register_pre_build_hook(lambda x: x)).__name__
)
observed["number"] = outcome(lambda: type(register_pre_build_hook(of_number)).__name__)
global_config.reset()
observed["after reset"] = outcome(
    Workflow(generate_name="m-", templates=[Suspend(name="s")]).to_dict
)
