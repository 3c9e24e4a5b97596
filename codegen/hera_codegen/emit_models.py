"""The models of an API as files: a module for each class, and the indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import black
from black.mode import TargetVersion
from black.parsing import InvalidInput
from jinja2 import Environment, PackageLoader, StrictUndefined

from .api import Api, Definition
from .errors import CodegenError
from .python_types import file_name, nesting
from .views import LINE_LENGTH, Views

COMMAND = "hera-codegen generate"

# What the package offers besides the types, and where it is.
_RUNTIME_NAMES: Mapping[str, str] = {
    "Availability": "_runtime.availability",
    "Manifest": "_runtime.model",
    "Model": "_runtime.model",
    "ModelsError": "_runtime.errors",
    "ParseError": "_runtime.errors",
    "Problem": "_runtime.validation",
    "RELEASES": "_index",
    "ReleaseError": "_runtime.availability",
    "Tag": "_runtime.tags",
    "ValidationError": "_runtime.validation",
    "WriteError": "_runtime.errors",
    "WriteTypeError": "_runtime.errors",
    "availability": "_runtime.availability",
    "check_release": "_runtime.availability",
    "dump_all": "_runtime.documents",
    "load_all": "_runtime.documents",
    "tag": "_runtime.tags",
}


@dataclass(frozen=True, slots=True)
class Root:
    """The names of the package's root: types of the top-level modules, and the ambiguous ones."""

    names: Mapping[str, str]
    ambiguous: Mapping[str, str]


def emit_models(
    api: Api, top_level: Iterable[str], advance: Callable[[int], None] = lambda _: None
) -> dict[str, str]:
    """Return the files of the models' package by their path below it, formatted.

    Args:
        api: the API, with overrides applied.
        top_level: the modules whose names the package's root offers as well.
        advance: called with the number of files finished, again and again.
    """
    files = dict(_files(api, set(top_level)))
    formatted: dict[str, str] = {}
    for path, text in files.items():
        formatted[path] = format_file(path, text)
        advance(1)
    return formatted


def count_files(api: Api) -> int:
    """Return how many files :func:`emit_models` makes."""
    return len(api.definitions) + 2 * len(_modules(api)) + 4


def _files(api: Api, top_level: set[str]) -> Iterator[tuple[str, str]]:
    templates = environment()
    modules = _modules(api)
    views = Views(api, nesting(api))
    for definition in api.definitions.values():
        yield _definition_file(templates, views, definition)
    for module, definitions in modules.items():
        names = sorted((item.python, file_name(item)) for item in definitions)
        doc = f"The types of ``{definitions[0].package}``."
        for ending in ("py", "pyi"):
            text = render(templates, f"package.{ending}", names=names, doc=doc)
            yield f"{module}/__init__.{ending}", text
    yield from _root_files(templates, api, modules, top_level)


def _definition_file(
    templates: Environment, views: Views, definition: Definition
) -> tuple[str, str]:
    path = f"{definition.module}/{file_name(definition)}"
    if definition.target is not None:
        text = render(templates, "alias.py", view=views.alias(definition))
    else:
        text = render(templates, "model.py", view=views.model(definition))
    return f"{path}.py", text


def _root_files(
    templates: Environment,
    api: Api,
    modules: Mapping[str, Sequence[Definition]],
    top_level: set[str],
) -> Iterator[tuple[str, str]]:
    root = _root(modules, top_level)
    names = {**root.names, **_RUNTIME_NAMES}
    values: dict[str, object] = {
        "span": _span(api.releases),
        "modules": sorted(modules),
        "names": sorted(names.items()),
        "releases": api.releases,
        "ambiguous": sorted(root.ambiguous.items()),
        "kinds": sorted(
            (item.api_version, item.kind, f"{item.module}.{item.python}")
            for item in api.definitions.values()
            if item.kind
        ),
    }
    for name in ("root.py", "root.pyi"):
        path = name.replace("root", "__init__")
        yield path, render(templates, name, **values)
    yield "_index.py", render(templates, "index.py", **values)
    yield "py.typed", ""


def _root(modules: Mapping[str, Sequence[Definition]], top_level: set[str]) -> Root:
    places: dict[str, list[str]] = {}
    for module in sorted(top_level & set(modules)):
        for definition in modules[module]:
            places.setdefault(definition.python, []).append(module)
    taken = set(places) & (set(_RUNTIME_NAMES) | set(modules))
    return Root(
        names={
            name: found[0]
            for name, found in places.items()
            if len(found) == 1 and name not in taken
        },
        ambiguous={
            name: " or ".join(f"{module}.{name}" for module in found)
            for name, found in places.items()
            if len(found) > 1
        },
    )


def _modules(api: Api) -> dict[str, list[Definition]]:
    modules: dict[str, list[Definition]] = {}
    for definition in api.definitions.values():
        modules.setdefault(definition.module, []).append(definition)
    return dict(sorted(modules.items()))


def _span(releases: Sequence[str]) -> str:
    return releases[0] if len(releases) == 1 else f"{releases[0]} to {releases[-1]}"


def environment() -> Environment:
    return Environment(
        loader=PackageLoader("hera_codegen"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )


def render(templates: Environment, template: str, **values: object) -> str:
    return templates.get_template(f"{template}.jinja2").render(command=COMMAND, **values)


def format_file(path: str, text: str) -> str:
    if not path.endswith((".py", ".pyi")):
        return text
    mode = black.Mode(
        target_versions={TargetVersion.PY310},
        line_length=LINE_LENGTH,
        is_pyi=path.endswith(".pyi"),
    )
    try:
        return black.format_str(text, mode=mode)
    except InvalidInput as error:
        raise CodegenError(f"the generated {path} is not valid Python: {error}") from error
