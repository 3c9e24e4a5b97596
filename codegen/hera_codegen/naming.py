"""What Python calls the things of the document, by rule; exceptions are data (``names.toml``)."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping

# The parts of a camelCase name: an acronym in the plural (IPs), an acronym (URL), a word (Name).
_PART = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+[0-9]*(?![a-z])|[A-Z]?[a-z0-9]+")
_VERSION = re.compile(r"v[0-9]+((alpha|beta)[0-9]+)?")

# A field of one of these names would hide a part of pydantic's BaseModel.
_OF_PYDANTIC = frozenset(
    {
        *("construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw"),
        *("schema", "schema_json", "update_forward_refs", "validate"),
        *("model_computed_fields", "model_config", "model_construct", "model_copy", "model_dump"),
        *("model_dump_json", "model_extra", "model_fields", "model_fields_set"),
        *("model_json_schema", "model_parametrized_name", "model_post_init", "model_rebuild"),
        *("model_validate", "model_validate_json", "model_validate_strings"),
    }
)
# A field of one of these names would hide a method of the models' base class.
_OF_MODEL = frozenset({"to_dict", "to_json", "to_yaml", "from_dict", "from_json", "from_yaml"})
# Names that a generated module uses itself.
RESERVED_CLASSES = frozenset(
    {
        *("Any", "Const", "Enum", "Field", "List", "Literal", "Manifest", "Map", "Mapping"),
        *("Model", "OneOf", "Ref", "TYPE_CHECKING", "Tag", "TypeAlias"),
    }
)
# In the body of a class these would no longer mean the built-in types in its annotations, or
# would be a constructor's first argument.
_OF_ANNOTATIONS = frozenset({"bool", "float", "int", "list", "self", "str"})


def python_name(wire: str) -> str:
    """Return the snake_case name for the name of a field or parameter on the wire.

    Acronyms stay whole (``useSDKCreds`` becomes ``use_sdk_creds``, ``hostIPs`` ``host_ips``).
    A name that Python or the models' base class has taken ends in an underscore (``from_``).
    """
    name = "_".join(_PART.findall(wire)).lower() or "field"
    if name[0].isdigit():
        name = f"field_{name}"
    return f"{name}_" if _is_taken(name) else name


def class_name(short: str) -> str:
    """Return the name of the class for the last part of a definition's name."""
    parts = re.findall(r"[A-Za-z0-9]+", short)
    name = "".join(part[0].upper() + part[1:] for part in parts) or "Model"
    if name[0].isdigit():
        name = f"Model{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in RESERVED_CLASSES else name


def module_names(packages: Iterable[str], taken: Iterable[str]) -> Mapping[str, str]:
    """Return a module's name for each package of the document.

    It is the package's last part that is no version; as many parts before it are put in front as
    it takes to differ from the other packages' modules.

    Args:
        packages: The packages, for example ``io.k8s.api.batch.v1``.
        taken: The names of modules that other packages have.
    """
    names: dict[str, str] = {}
    used = set(taken)
    for package in sorted(packages):
        names[package] = next(name for name in _candidates(package) if name not in used)
        used.add(names[package])
    return names


def _candidates(package: str) -> Iterable[str]:
    parts = [part for part in package.split(".") if not _VERSION.fullmatch(part)] or ["models"]
    for length in range(1, len(parts) + 1):
        yield python_name("_".join(parts[-length:]))
    number = 2
    while True:
        yield f"{python_name('_'.join(parts))}_{number}"
        number += 1


def _is_taken(name: str) -> bool:
    return keyword.iskeyword(name) or name in _OF_PYDANTIC | _OF_MODEL | _OF_ANNOTATIONS
