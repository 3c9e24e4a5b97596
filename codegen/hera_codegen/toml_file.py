"""Reading TOML files, with errors that name the file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from .errors import FactsError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def load(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises:
        FactsError: The file cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FactsError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise FactsError(f"{path} is no UTF-8 text; expected TOML") from None
    except tomllib.TOMLDecodeError as error:
        raise FactsError(f"{path} is no TOML: {error}") from None
