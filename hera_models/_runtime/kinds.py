"""Kinds of field values: how each is checked when a user writes it and when a server sends it.

A kind stands where a pydantic field's annotation stands. Checkers never see it: they read the true
types in the `.pyi` beside each module. Each kind gives two validators' schemas:

- ``strict`` for what a user writes: nothing is coerced, enums are closed, keys must be known;
- ``lenient`` for what a server sends: only the structure is checked, every leaf is kept as it came.

A field whose value is made of other models is checked by a function that imports and builds them
when the first value arrives, so that a process pays only for the types that its documents use.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib import import_module
from threading import local
from typing import TYPE_CHECKING, Any, cast

from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator
from pydantic_core import core_schema as cs

from .checks import finite, json_object, json_value, rfc3339, single_key_object, wrong

if TYPE_CHECKING:
    from .model import Model

_ROOT = __name__.rsplit(".", 2)[0]

# Checking needs a good 10 KiB of stack for each nested model, and a thread may have only 512.
_MAX_MODELS = 40

# The limit makes pydantic look at the characters, which refuses lone surrogates.
_TEXT = cs.str_schema(strict=True, min_length=0)
_INTEGER = cs.int_schema(strict=True, ge=-(2**63), le=2**64 - 1)
_BOOLEAN = cs.bool_schema(strict=True)


class Kind:
    """One kind of value. ``expects`` says in words what fits."""

    __slots__ = ()
    expects = ""

    def strict(self) -> CoreSchema:
        """Return the schema for what a user writes."""
        raise TypeError(f"{type(self).__name__} states no schema")

    def lenient(self) -> CoreSchema:
        """Return the schema for what a server sends."""
        return cs.any_schema()

    @property
    def lazy(self) -> bool:
        """Whether the value is made of models, to be built when the first one arrives."""
        return False

    @property
    def nests(self) -> bool:
        """Whether the value can hold, at any depth, values of its own kind."""
        return False

    @property
    def met(self) -> bool:
        """Whether values of the models that it is made of have come from a server before."""
        return False

    def __repr__(self) -> str:
        return self.expects


class Leaf(Kind):
    """A value without parts: text, a number, …"""

    __slots__ = ("_schema", "expects")

    def __init__(self, expects: str, schema: CoreSchema) -> None:
        self.expects = expects
        self._schema = schema

    def strict(self) -> CoreSchema:
        return self._schema


def _either(expects: str, *options: CoreSchema) -> Leaf:
    """Return a leaf that takes the first option that fits, unchanged."""
    union = cs.union_schema(
        list(options),
        mode="left_to_right",
        custom_error_type="expected",
        custom_error_message="expected {expects}",
        custom_error_context={"expects": expects},
    )
    return Leaf(expects, union)


def _checked(expects: str, check: Callable[[Any], Any]) -> Leaf:
    return Leaf(expects, cs.no_info_plain_validator_function(check))


_NUMBER_OPTIONS = (_INTEGER, cs.no_info_plain_validator_function(finite))

STRING = Leaf("text", _TEXT)
BYTES = Leaf("base64 text", _TEXT)
BINARY = Leaf("base64 text", _TEXT)
INTEGER = Leaf("an integer", _INTEGER)
BOOLEAN = Leaf("true or false", _BOOLEAN)
NUMBER = _either("a number", *_NUMBER_OPTIONS)
INT_OR_STRING = _either("an integer or text", _TEXT, _INTEGER)
INT64_STRING = _either("an integer or text", _TEXT, _INTEGER)
QUANTITY = _either("a quantity (text or a number)", _TEXT, *_NUMBER_OPTIONS)
ANY_STRING = _either("text, a number or a boolean", _TEXT, _BOOLEAN, *_NUMBER_OPTIONS)
TIME = _checked("a time", rfc3339)
ANY = _checked("a JSON value", json_value)
OBJECT = _checked("an object", json_object)
SINGLE_KEY_OBJECT = _checked("an object with exactly one key", single_key_object)


class Enum(Kind):
    """Text out of a closed list; with ``tags``, text that holds a ``{{…}}`` tag as well."""

    __slots__ = ("tags", "values")

    def __init__(self, *values: str | int, tags: bool = True) -> None:
        self.values = values
        self.tags = tags

    @property
    def expects(self) -> str:  # type: ignore[override]  # computed only when an error needs it
        return "one of " + ", ".join(repr(value) for value in self.values)

    def strict(self) -> CoreSchema:
        literal = cs.literal_schema(list(self.values))
        if not self.tags:
            return literal
        return cs.union_schema(
            [literal, cs.str_schema(strict=True, pattern=r"(?s)\{\{.*\}\}")],
            mode="left_to_right",
            custom_error_type="not_in_enum",
            custom_error_message="expected a value of the enum",
        )


class Const(Kind):
    """The one text that ``kind`` or ``apiVersion`` may have. Also a server's must have it."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    @property
    def expects(self) -> str:  # type: ignore[override]  # computed only when an error needs it
        return repr(self.value)

    def strict(self) -> CoreSchema:
        return cs.literal_schema([self.value])

    def lenient(self) -> CoreSchema:
        return cs.literal_schema([self.value, ""])


class Ref(Kind):
    """A model, named by its package and its class; ``nests`` if its objects can hold such objects."""

    __slots__ = ("_nests", "module", "name")

    def __init__(self, place: str, *, nests: bool = False) -> None:
        self.module, _, self.name = place.partition(".")
        self._nests = nests

    @property
    def nests(self) -> bool:
        return self._nests

    @property
    def expects(self) -> str:  # type: ignore[override]  # computed only when an error needs it
        return f"{self.name} (an object)"

    @property
    def lazy(self) -> bool:
        return True

    def model(self) -> type[Model]:
        """Import and return the model."""
        return cast("type[Model]", getattr(import_module(f"{_ROOT}.{self.module}"), self.name))

    def strict(self) -> CoreSchema:
        return self.model().__pydantic_core_schema__

    def lenient(self) -> CoreSchema:
        _met.add((self.module, self.name))
        return self.model().__lenient_schema__()

    @property
    def met(self) -> bool:
        return (self.module, self.name) in _met


class List(Kind):
    """A list of one kind."""

    __slots__ = ("item",)

    def __init__(self, item: Kind) -> None:
        self.item = item

    @property
    def expects(self) -> str:  # type: ignore[override]  # computed only when an error needs it
        return f"a list of {self.item.expects}"

    @property
    def lazy(self) -> bool:
        return self.item.lazy

    @property
    def nests(self) -> bool:
        return self.item.nests

    @property
    def met(self) -> bool:
        return self.item.met

    def strict(self) -> CoreSchema:
        # Otherwise pydantic takes any iterable: a set, and even another model.
        return cs.list_schema(self.item.strict(), strict=True)

    def lenient(self) -> CoreSchema:
        return cs.list_schema(cs.nullable_schema(self.item.lenient()))


class Map(Kind):
    """An object used as a map from text to one kind."""

    __slots__ = ("value",)

    def __init__(self, value: Kind) -> None:
        self.value = value

    @property
    def expects(self) -> str:  # type: ignore[override]  # computed only when an error needs it
        return f"an object whose values are {self.value.expects}"

    @property
    def lazy(self) -> bool:
        return self.value.lazy

    @property
    def nests(self) -> bool:
        return self.value.nests

    @property
    def met(self) -> bool:
        return self.value.met

    def strict(self) -> CoreSchema:
        return cs.dict_schema(_TEXT, self.value.strict())

    def lenient(self) -> CoreSchema:
        return cs.dict_schema(_TEXT, cs.nullable_schema(self.value.lenient()))


class OneOf(Kind):
    """The first of several kinds that fits."""

    __slots__ = ("options",)

    def __init__(self, *options: Kind) -> None:
        self.options = options

    @property
    def expects(self) -> str:  # type: ignore[override]  # computed only when an error needs it
        return " or ".join(option.expects for option in self.options)

    @property
    def lazy(self) -> bool:
        return any(option.lazy for option in self.options)

    @property
    def nests(self) -> bool:
        return any(option.nests for option in self.options)

    def strict(self) -> CoreSchema:
        return cs.union_schema([option.strict() for option in self.options], mode="left_to_right")

    def lenient(self) -> CoreSchema:
        # A strict reading tells the options apart; a server's unknown keys fall to the first.
        return cs.union_schema(
            [*(option.strict() for option in self.options), self.options[0].lenient()],
            mode="left_to_right",
        )


def _on_first_value(build: Callable[[], SchemaValidator], *, lenient: bool) -> Callable[[Any], Any]:
    """Return the check of a field made of models, which is built when the first value arrives."""
    check: Callable[..., Any] | None = None

    def validate(value: Any) -> Any:
        nonlocal check
        if check is None:
            # Two threads may both come here; they build the same, and either may stay.
            check = build().validate_python
        return check(value, by_name=not lenient and _nesting.by_name)

    return validate


def _not_too_deep(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a check that refuses what is nested too deeply for the stack."""

    def validate(value: Any) -> Any:
        depth = _nesting.depth
        if depth >= _MAX_MODELS:
            raise wrong(f"at most {_MAX_MODELS} objects nested in each other")
        _nesting.depth = depth + 1
        try:
            return check(value)
        finally:
            _nesting.depth = depth

    return validate


class _Nesting(local):
    """What this thread is doing: how deep it is in models, whether Python's names count, what it builds."""

    depth = 0
    by_name = True
    inlining = False


# The models, by package and name, of which a server has sent values.
_met: set[tuple[str, str]] = set()

_nesting = _Nesting()


@contextmanager
def wire_names_only() -> Generator[None, None, None]:
    """Take only the wire's names within: what is read is a manifest, not Python code."""
    before = _nesting.by_name
    _nesting.by_name = False
    try:
        yield
    finally:
        _nesting.by_name = before


def lenient_validator(schema: CoreSchema) -> SchemaValidator:
    """Return the validator of a lenient schema.

    pydantic-core would otherwise put each class's own (strict) validator in the schema's place.
    """
    return SchemaValidator(schema, _use_prebuilt=False)


def lenient_serializer(schema: CoreSchema) -> SchemaSerializer:
    """Return the serializer of a lenient schema, for the same reason."""
    return SchemaSerializer(schema, _use_prebuilt=False)


def strict_schema(kind: Kind) -> CoreSchema:
    """Return the schema of a field for what a user writes."""
    if not kind.lazy:
        return kind.strict()
    check = _on_first_value(lambda: SchemaValidator(kind.strict()), lenient=False)
    return cs.no_info_plain_validator_function(_not_too_deep(check) if kind.nests else check)


def lenient_schema(kind: Kind) -> CoreSchema:
    """Return the schema of a field for what a server sends."""
    if not kind.lazy or (_nesting.inlining and kind.met and not kind.nests):
        return kind.lenient()
    check = _on_first_value(lambda: lenient_validator(kind.lenient()), lenient=True)
    return cs.no_info_plain_validator_function(_not_too_deep(check) if kind.nests else check)


@contextmanager
def inlining() -> Generator[None, None, None]:
    """Put the schemas of models that have been met into those that are built within.

    A value is then checked in one go, without a call for each part that is made of models: that
    pays where very many values of one kind come, and what they are made of is known by then.
    """
    _nesting.inlining = True
    try:
        yield
    finally:
        _nesting.inlining = False
