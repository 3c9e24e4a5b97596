"""The generated part of the facade as files: modules of flat classes, and the package's index."""

from __future__ import annotations

from collections.abc import Iterator

from .api import Api
from .emit_models import environment, format_file, render
from .errors import CodegenError
from .facade_model import facade_classes, names_by_module
from .facade_tables import Recipes
from .facade_views import FacadeViews

_PACKAGE = "workflows"


def emit_facade(api: Api, recipes: Recipes) -> dict[str, str]:
    """Return the generated files of the facade by their path below it, formatted."""
    return {f"{_PACKAGE}/{path}": format_file(path, text) for path, text in _files(api, recipes)}


def _files(api: Api, recipes: Recipes) -> Iterator[tuple[str, str]]:
    templates = environment()
    classes = facade_classes(api, recipes)
    modules = names_by_module(classes, recipes)
    views = FacadeViews(
        api, recipes, classes, frozenset(item.module for item in api.definitions.values())
    )
    for name, members in modules.items():
        text = render(templates, "facade/module.py", view=views.module(name, members))
        yield f"{name}.py", text
    names = sorted(_names(recipes))
    submodules = sorted({*modules, *recipes.root_modules})
    for ending in ("py", "pyi"):
        text = render(templates, f"facade/package.{ending}", names=names, modules=submodules)
        yield f"__init__.{ending}", text


def _names(recipes: Recipes) -> Iterator[tuple[str, str]]:
    """Yield each name of the package with its module."""
    found: dict[str, str] = {}
    for places in (
        {item.name: item.module for item in recipes.classes.values()},
        {name: module for module, note in recipes.modules.items() for name in note.names},
        recipes.root_names,
    ):
        for name, module in places.items():
            if name in found:
                raise CodegenError(f"facade.toml: {name} is in {found[name]} and in {module}")
            found[name] = module
            yield name, module
