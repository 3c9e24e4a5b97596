"""Whether images are written as container runtimes read them."""

from __future__ import annotations

import re
from functools import lru_cache

from .reach import containers
from .registry import rule
from .shape import Fixed, under
from .tags import OPEN
from .template import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .registry import Say

# As the reference grammar of container registries has it.
_LABEL = r"[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?"
_HOST = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?"
_PART = r"[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*"
_TAG = r"[A-Za-z0-9_][-.\w]{0,127}"
_DIGEST = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}"
_IMAGE = re.compile(rf"(?:{_HOST}/)?{_PART}(?:/{_PART})*(?::{_TAG})?(?:@{_DIGEST})?", re.ASCII)
# A name has at most 255 characters, a tag 128; what is much longer is not looked through.
_LONGEST = 1000


@rule(
    "HL437",
    Template,
    "An image is written as one",
    "warning",
    needs=("container", "containerSet", "initContainers", "script", "sidecars"),
)
def image_reference(view: Template, say: Say) -> None:
    """An image is `name`, `name:tag` or `name@digest`, with a registry and folders before it.

    The name is in lower case. Argo and Kubernetes let others pass; then the pod waits for an image
    that nobody can pull (`InvalidImageName`).

    ```yaml
    container: {image: Python 3.12}
    ```

    Write `python:3.12`.
    """
    # What stands in another object is told where that one is judged.
    if isinstance(view.path, Fixed):
        return
    for path, raw in containers(view):
        image = raw.get("image")
        if not isinstance(image, str) or not image or OPEN in image:
            continue
        if not _is_image(image):
            shown = image if len(image) <= _LONGEST else image[:20] + "…"
            say(under(path, "image"), f"{shown!r} is no image: {_why(image)}")


# Most templates of a folder have one of a few.
@lru_cache(maxsize=256)
def _is_image(text: str) -> bool:
    return len(text) <= _LONGEST and _IMAGE.fullmatch(text) is not None


def _why(image: str) -> str:
    if len(image) > _LONGEST:
        return "it is too long"
    if any(char.isspace() for char in image):
        return "there is a space in it"
    name, at, _ = image.partition("@")
    host, slash, rest = name.rpartition("/")
    if rest.count(":") > 1:
        return "it has more than one tag"
    name = f"{host}{slash}{rest.partition(':')[0]}"
    # A first part with a dot, a port or capitals is the registry.
    path = name.partition("/")[2] or name
    if path != path.lower():
        return "the name of a repository is in lower case"
    if "://" in image:
        return "it begins with the registry's name, without a scheme"
    if at:
        return "what follows the @ is no digest such as sha256:… with all its digits, or no name precedes it"
    return "expected [registry[:port]/]name[:tag]"
