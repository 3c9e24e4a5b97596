"""Volumes that containers mount: each is declared somewhere."""

from __future__ import annotations

from .near import closest, near
from .reach import containers
from .registry import rule
from .shape import mapping, objects, string, under
from .tags import OPEN
from .template import PODS, Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .finding import Path
    from .registry import Say
    from .shape import Object


class Mounting:
    """A template that makes a pod, with the volumes that the workflow brings.

    Attributes:
        template: The template.
        volumes: The names of the workflow's volumes and claims.
        open: Whether a workflow that uses the template may bring others.
    """

    __slots__ = ("open", "template", "volumes")

    # `is_open` is a keyword for readers of calls.
    def __init__(self, template: Template, volumes: Collection[str], *, is_open: bool) -> None:
        self.template: Template = template
        self.volumes: Collection[str] = volumes
        self.open: bool = is_open


def volumes_of(spec: Object) -> set[str]:
    """Return the names of the volumes that a workflow's specification gives to all its pods."""
    found = _names(spec)
    if "templateDefaults" in spec:
        found |= _names(mapping(spec["templateDefaults"]))
    for claim in objects(spec.get("volumeClaimTemplates")):
        found.add(string(mapping(claim.get("metadata")).get("name")))
    return found


def _names(raw: Object) -> set[str]:
    return {string(volume.get("name")) for volume in objects(raw.get("volumes"))}


@rule("HL436", Mounting, "A volume that is mounted is there", "warning")
def volume_declared(view: Mounting, say: Say) -> None:
    """A container mounts volumes of its template, or volumes and claims of the workflow that runs.

    Else the template fails at run time. A template of a WorkflowTemplate may find volumes in the
    workflow that uses it, so there only a name that is near one of its own is told; where a
    workflow calls it with `templateRef`, only the volumes of that workflow count.

    ```yaml
    spec:
      volumes: [{name: work, emptyDir: {}}]
      templates:
      - name: main
        container:
          image: busybox
          volumeMounts: [{name: wrok, mountPath: /work}]
    ```

    Correct the name, or add the volume to `spec.volumes` or the template's `volumes`.
    """
    template = view.template
    if template.kind not in PODS:
        return
    known: set[str] | None = None
    for path, name in _mounted(template):
        if known is None:
            known = {*view.volumes, *_names(template.raw), *_defaults_of(template)}
            # The name of one that has a tag nobody knows yet.
            if any(OPEN in one for one in known):
                return
        if name in known or (view.open and not closest(name, known)):
            continue
        of = f" that template {template.name!r} mounts" if template.holder.origin else ""
        say(path, f"volume {name!r}{of} not found in workflow spec" + near(name, known))


def _defaults_of(template: Template) -> set[str]:
    defaults = template.holder.spec.get("templateDefaults")
    return _names(mapping(defaults)) if defaults else set()


def _mounted(template: Template) -> Iterator[tuple[Path, str]]:
    places = list(containers(template))
    whole = template.raw.get("containerSet")
    if whole is not None:
        # Those of its containers Kubernetes looks at, when patches have been put in.
        places = [one for one in places if "containerSet" not in one[0]]
        places.insert(0, (under(template.path, "containerSet"), mapping(whole)))
    for path, raw in places:
        for index, mount in enumerate(objects(raw.get("volumeMounts"))):
            name = string(mount.get("name"))
            if name and OPEN not in name:
                yield under(path, "volumeMounts", index, "name"), name
