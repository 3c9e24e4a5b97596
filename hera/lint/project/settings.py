"""What holds for a run: what was given on the command line, before what the project has settled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..shape import is_object
from .config import Config, ConfigError
from .model import Options

_SAME = ("mode", "argo", "profile", "missing", "select", "ignore", "exclude", "templates")


def options(config: Config, given: Mapping[str, Any]) -> Options:
    """Return the options of a run.

    Args:
        config: What the project has settled.
        given: What was given for this run, by the names of `Config`; None and empty: nothing.

    Raises:
        ConfigError: The file with the workflow defaults is not right.
    """
    chosen = {name: given.get(name) or getattr(config, name) for name in _SAME}
    file = given.get("workflow_defaults") or config.workflow_defaults
    if file:
        chosen["defaults"] = _defaults(file)
    chosen["program_timeout"] = given.get("program_timeout")
    chosen["force_exclude"] = given.get("force_exclude")
    programs = given.get("programs")
    return Options(
        **{name: value for name, value in chosen.items() if value},
        programs=config.programs if programs is None else programs,
    )


def _defaults(file: Path) -> dict[str, Any]:
    # Few projects have such a file, and loading PyYAML takes longer than to lint a small one.
    from hera_models import ParseError
    from hera_models._runtime.yaml_read import read_documents

    try:
        documents = read_documents(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    except ParseError as error:
        raise ConfigError(f"{file}: {error}") from None
    found: Any = documents[0] if len(documents) == 1 else None
    if not is_object(found) or not {"spec", "metadata"}.intersection(found):
        raise ConfigError(
            f"{file}: expected one manifest with the workflow defaults: a mapping with 'spec'"
        )
    return dict(found)
