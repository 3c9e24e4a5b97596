"""A hook's change stays in what is built: the object itself keeps its value."""

from hera.shared import register_pre_build_hook
from hera.workflows import Container, Workflow


@register_pre_build_hook
def add(container: Container) -> Container:
    container.image = f"{container.image}-hooked"
    return container


w = Workflow(name="w", entrypoint="c", templates=[Container(name="c", image="i")])
images = [w.to_dict()["spec"]["templates"][0]["container"]["image"] for _ in range(2)]
observed = {"images": images, "attribute": w.templates[0].image}
