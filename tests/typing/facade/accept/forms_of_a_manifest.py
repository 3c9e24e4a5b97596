"""What a workflow is written as, and to which release."""

from pathlib import Path
from typing import Any

from typing_extensions import assert_type

from hera.exceptions import BuildError, HeraException
from hera.workflows import Container, Workflow, models

with Workflow(name="a", entrypoint="say") as w:
    Container(name="say", image="alpine:3")
assert_type(w.to_dict(), dict[str, Any])
assert_type(w.to_yaml(strict=True, target="3.5"), str)
assert_type(w.to_json(indent=2), str)
assert_type(w.to_file(Path(), name="manifest"), Path)
assert_type(w.build(), models.Workflow)
try:
    w.to_dict(strict=True)
except BuildError as error:
    print(error.findings)
except HeraException:
    raise
