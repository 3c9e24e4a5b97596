"""The facade's view of an API: flat classes, each attribute with its place in the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .api import Api, Definition, Field, properties
from .errors import CodegenError
from .facade_tables import Ingredients, Part, Recipe, Recipes, Special, WirePath


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a class: the field that it stands for, or what a recipe says of it, or both.

    ``path`` is empty for one without a place of its own; ``also`` are further places of the value.
    """

    name: str
    path: WirePath = ()
    also: tuple[WirePath, ...] = ()
    owner: Definition | None = None
    field: Field | None = None
    special: Special | None = None
    required: bool = False

    @property
    def hidden(self) -> bool:
        """Whether it is accepted at run time, and shown to nobody."""
        return self.special is not None and self.special.hidden


@dataclass(frozen=True, slots=True)
class FacadeClass:
    """A class of the facade with all its attributes, those of the class that it extends first.

    ``inherited`` are the names of these; ``part`` is the type that the class is mainly about.
    """

    recipe: Recipe
    attributes: tuple[Attribute, ...]
    inherited: frozenset[str] = frozenset()
    always: tuple[WirePath, ...] = ()
    part: Definition | None = None


def facade_classes(api: Api, recipes: Recipes) -> Mapping[str, FacadeClass]:
    """Return the classes by name, each after the class that it extends.

    Raises:
        CodegenError: a recipe names what is not there, or has no effect, or gives two attributes
            one name; the message names the entry.
    """
    types = {f"{item.module}.{item.python}": item for item in api.definitions.values()}
    made: dict[str, FacadeClass] = {}
    for name in recipes.classes:
        _make(name, recipes, types, made, ())
    unused = set(recipes.groups) - {
        group for recipe in recipes.classes.values() for group in recipe.groups
    }
    if unused:
        raise CodegenError(f"facade.toml: no class uses the groups {', '.join(sorted(unused))}")
    return made


def _make(
    name: str,
    recipes: Recipes,
    types: Mapping[str, Definition],
    made: dict[str, FacadeClass],
    asking: tuple[str, ...],
) -> FacadeClass:
    if name in made:
        return made[name]
    recipe = recipes.classes.get(name)
    if recipe is None or name in asking:
        problem = "there is no such class" if recipe is None else "it extends itself"
        raise CodegenError(f"facade recipe {asking[-1]}: extends {name}, but {problem}")
    mixing = _Mixing(types)
    above = None
    if recipe.extends:
        above = _make(recipe.extends, recipes, types, made, (*asking, name))
        mixing.extend(above, recipe)
    unknown = [group for group in recipe.groups if group not in recipes.groups]
    if unknown:
        raise CodegenError(f"{recipe.own.where}: there is no group {', '.join(unknown)}")
    mixing.mix([*(recipes.groups[group] for group in recipe.groups), recipe.own])
    made[name] = FacadeClass(
        recipe,
        tuple(mixing.attributes.values()),
        frozenset(item.name for item in above.attributes) if above else frozenset(),
        tuple(mixing.always),
        mixing.part,
    )
    return made[name]


class _Mixing:
    """The attributes of one class while they are put together."""

    def __init__(self, types: Mapping[str, Definition]) -> None:
        self.types = types
        self.attributes: dict[str, Attribute] = {}
        self.always: list[WirePath] = []
        self.part: Definition | None = None

    def extend(self, above: FacadeClass, recipe: Recipe) -> None:
        start, to = recipe.move or ((), ())
        for item in above.attributes:
            paths = [_moved(path, start, to) for path in (item.path, *item.also)]
            self.attributes[item.name] = replace(item, path=paths[0], also=tuple(paths[1:]))
        if start and not any(item.path[: len(start)] == start for item in above.attributes):
            raise CodegenError(f"{recipe.own.where}: {recipe.extends} has nothing to move")
        self.always += above.always

    def mix(self, all_: Sequence[Ingredients]) -> None:
        for ingredients in all_:
            for part in ingredients.parts:
                self._add_part(part)
            for name, special in ingredients.added.items():
                self._new(Attribute(name, special.at, special=special), special.where)
            self.always += ingredients.always
        # Only now, since what a group says may be of attributes that a class's own parts make.
        for ingredients in all_:
            for name, special in ingredients.types.items():
                self.attributes[name] = replace(self._get(name, special.where), special=special)
            for name in ingredients.required:
                self._demand(name, ingredients.where, True)
            for name in ingredients.optional:
                self._demand(name, ingredients.where, False)

    def _add_part(self, part: Part) -> None:
        definition = self.types.get(part.type)
        if definition is None or definition.target is not None:
            raise CodegenError(f"{part.where}: the API has no object type {part.type}")
        known = properties(definition)
        unknown = [
            name for name in (*part.only, *part.omit, *part.rename, *part.also) if name not in known
        ]
        if unknown:
            raise CodegenError(f"{part.where}: {part.type} has no field {', '.join(unknown)}")
        self.part = definition
        for item in _taken(definition, part):
            self._add_field(part, definition, item)

    def _add_field(self, part: Part, owner: Definition, item: Field) -> None:
        name = part.rename.get(item.name, item.python)
        path = (*part.at, item.name)
        if item.name in part.also:
            before = self.attributes.get(name)
            if before is None:
                raise CodegenError(f"{part.where}: no attribute {name} for the field to share")
            self.attributes[name] = replace(before, also=(*before.also, path))
            return
        self._new(
            Attribute(
                name,
                () if part.nowhere else path,
                owner=owner,
                field=item,
                required=item.required
                and not item.nullable
                and not (part.optional or part.nowhere),
            ),
            part.where,
        )

    def _new(self, attribute: Attribute, where: str) -> None:
        if attribute.name in self.attributes:
            raise CodegenError(
                f"{where}: there is an attribute {attribute.name} already; "
                "rename or omit one, or let them share a value"
            )
        self.attributes[attribute.name] = attribute

    def _demand(self, name: str, where: str, required: bool) -> None:
        before = self._get(name, where)
        if before.required == required:
            raise CodegenError(
                f"{where}: {name} is {'required' if required else 'optional'} without saying so"
            )
        self.attributes[name] = replace(before, required=required)

    def _get(self, name: str, where: str) -> Attribute:
        if name not in self.attributes:
            raise CodegenError(f"{where}: there is no attribute {name}")
        return self.attributes[name]


def _taken(definition: Definition, part: Part) -> Iterator[Field]:
    for item in definition.fields:
        if item.name not in part.omit and (not part.only or item.name in part.only):
            yield item


def _moved(path: WirePath, start: WirePath, to: WirePath) -> WirePath:
    inside = start and path[: len(start)] == start
    return (*to, *path[len(start) :]) if inside else path


def names_by_module(
    classes: Mapping[str, FacadeClass], recipes: Recipes
) -> Mapping[str, Sequence[FacadeClass]]:
    """Return the classes of each module, in the order of their recipes."""
    found: dict[str, list[FacadeClass]] = {}
    for item in classes.values():
        found.setdefault(item.recipe.module, []).append(item)
    for name, note in recipes.modules.items():
        if name not in found:
            raise CodegenError(f"{note.where}: no class is in the module {name}")
    return dict(sorted(found.items()))
