"""The base of all models: strict in, lenient out, lossless.

What a user writes (constructors, ``from_*``, ``model_validate*``, assignment) is checked strictly.
What a server sends is read with ``lenient=True``: unknown fields and enum values are kept, nulls
and missing fields accepted. Only what was given is written back.
"""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import ConfigDict, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.main import BaseModel
from pydantic_core import CoreSchema, PydanticUndefined, SchemaValidator
from pydantic_core import ValidationError as CoreError
from pydantic_core import core_schema as cs

from . import kinds
from .errors import ParseError
from .gc_pause import gc_paused
from .json_read import MAX_JSON_BYTES, read_json
from .often import reader_of_many
from .validation import ValidationError, attribute_hint, explain, unfit, unknown_field, unwritable
from .yaml_write import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self


_FIELDS_SETS: dict[frozenset[str], set[str]] = {}
_MOST_FIELDS_SETS = 10_000


class _Signature:
    """The signature of a model's constructor, made when it is asked for."""

    def __get__(self, instance: object, owner: type[Model]) -> Signature:
        parameters = [
            Parameter(
                name,
                Parameter.KEYWORD_ONLY,
                default=Parameter.empty if info.is_required() else info.default,
                annotation=info.annotation,
            )
            for name, info in owner.__pydantic_fields__.items()
        ]
        return Signature(parameters)


_SIGNATURE = _Signature()


# pydantic asks for the schema as soon as a class is made, so these come before the first.
def _schema(
    cls: type[Model], fields: dict[str, cs.ModelField], extra: Literal["allow", "forbid"]
) -> CoreSchema:
    config = cs.CoreConfig(
        extra_fields_behavior=extra, validate_by_name=True, validate_by_alias=True
    )
    return cs.model_schema(cls, cs.model_fields_schema(fields, extra_behavior=extra), config=config)


def _strict(info: FieldInfo, handler: GetCoreSchemaHandler) -> CoreSchema:
    if isinstance(info.annotation, kinds.Kind):
        return kinds.strict_schema(info.annotation)
    # A field that a user's subclass adds, with an annotation of pydantic's own.
    return handler.generate_schema(info.annotation)


def _lenient(info: FieldInfo) -> CoreSchema:
    if isinstance(info.annotation, kinds.Kind):
        return kinds.lenient_schema(info.annotation)
    return cs.any_schema()


def _field_schema(
    name: str, info: FieldInfo, schema: CoreSchema, *, nullable: bool
) -> cs.ModelField:
    if nullable:
        default = None if info.default is PydanticUndefined else info.default
        if schema["type"] != "any":  # which takes null by itself
            schema = cs.nullable_schema(schema)
        schema = cs.with_default_schema(schema, default=default)
    return cs.model_field(schema, validation_alias=info.alias, serialization_alias=info.alias)


class Model(BaseModel):
    """Base class of every Argo and Kubernetes type.

    Fields have snake_case names; the wire's names (``imagePullPolicy``) are accepted as well.
    ``None`` given to a constructor or assigned means absent.

    Raises:
        ValidationError: from constructors, ``from_*`` and assignment, with the path of each value
            that does not fit.
    """

    # An instance may hold extras, which a lenient reading keeps; the strict schema refuses them.
    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow", validate_by_name=True, validate_by_alias=True, protected_namespaces=()
    )

    __releases__: ClassVar[int | None] = None
    __field_releases__: ClassVar[dict[str, int]] = {}
    __type_releases__: ClassVar[dict[str, tuple[tuple[kinds.Kind, int], ...]]] = {}
    __required_in__: ClassVar[dict[str, int]] = {}
    __value_releases__: ClassVar[dict[str, dict[str, int]]] = {}

    def __init__(self, /, *positional: object, **data: Any) -> None:
        if positional:
            raise TypeError(
                f"{type(self).__name__} takes its fields by name, such as "
                f"{type(self).__name__}({next(iter(self.__pydantic_fields__), 'field')}=...)"
            )
        given = {name: value for name, value in data.items() if value is not None}
        try:
            self.__pydantic_validator__.validate_python(given, self_instance=self)
        except CoreError as error:
            raise explain(error, type(self)) from None
        except RecursionError:
            raise _too_deep(type(self)) from None
        _share_fields_set(self, self.__pydantic_fields_set__)

    # Lets pydantic build nested models without calling __init__ for each.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        fields = {
            name: _field_schema(name, info, _strict(info, handler), nullable=not info.is_required())
            for name, info in cls.__pydantic_fields__.items()
        }
        return _schema(cls, fields, "forbid")

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        # pydantic's own shows the wire's names, which checkers refuse.
        type.__setattr__(cls, "__signature__", _SIGNATURE)

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: Any) -> Any:
        raise NotImplementedError(
            f"{cls.__name__} gives no JSON schema; Argo's API is described as OpenAPI 3.1 in the "
            "project's specs/"
        )

    @classmethod
    def __pydantic_on_complete__(cls) -> None:
        # The strict schema's serializer would leave out what a lenient reading kept.
        # Not a plain assignment: checkers would read that as a declaration of another type.
        serializer = kinds.lenient_serializer(cls.__lenient_schema__())
        type.__setattr__(cls, "__pydantic_serializer__", serializer)

    @classmethod
    def __lenient_schema__(cls) -> CoreSchema:
        """Return the schema for what a server sends: any field may be missing, null or new."""
        fields = {
            name: _field_schema(name, info, _lenient(info), nullable=True)
            for name, info in cls.__pydantic_fields__.items()
        }
        return _schema(cls, fields, "allow")

    @classmethod
    def __lenient_validator__(cls) -> SchemaValidator:
        validator: SchemaValidator | None = cls.__dict__.get("__lenient__")
        if validator is None:
            validator = kinds.lenient_validator(cls.__lenient_schema__())
            type.__setattr__(cls, "__lenient__", validator)
        return validator

    @classmethod
    def __reader_of_many__(cls) -> Callable[[bytes], Self | None]:
        return reader_of_many(cls)

    @classmethod
    def from_dict(cls, data: object, *, lenient: bool = False) -> Self:
        """Read plain data, as ``json.loads`` gives it.

        Args:
            data: an object of the wire's form: text keys, JSON values.
            lenient: read it as a server's answer: keep unknown fields and enum values, accept
                nulls and missing fields. By default the data is checked as a user's.

        Raises:
            ValidationError: names the path of each value that does not fit.
        """
        validator = cls.__lenient_validator__() if lenient else cls.__pydantic_validator__
        try:
            with gc_paused(), kinds.wire_names_only():
                model: Self = validator.validate_python(data, by_name=False)
        except CoreError as error:
            raise explain(error, cls) from None
        except RecursionError:
            raise _too_deep(cls) from None
        return model

    @classmethod
    def from_json(
        cls, text: str | bytes, *, lenient: bool = False, max_bytes: int = MAX_JSON_BYTES
    ) -> Self:
        """Read one JSON object. Of equal keys the last one counts, as it does for Kubernetes.

        Args:
            text: JSON; bytes are UTF-8.
            lenient: as in :meth:`from_dict`.
            max_bytes: refuse longer text; 100 MiB by default, which is the most that Argo sends.

        Raises:
            ParseError: the text is not JSON, or too long.
            ValidationError: as in :meth:`from_dict`.
        """
        with gc_paused():
            return cls.from_dict(read_json(text, max_bytes), lenient=lenient)

    @classmethod
    def from_yaml(
        cls,
        text: str | bytes,
        *,
        lenient: bool = False,
        max_bytes: int = 16 * 2**20,
        allow_duplicate_keys: bool = False,
    ) -> Self:
        """Read the one document of a YAML text, as Kubernetes reads YAML.

        Args:
            text: YAML; bytes are UTF-8.
            lenient: as in :meth:`from_dict`.
            max_bytes: refuse longer text; 16 MiB by default.
            allow_duplicate_keys: let the last of several equal keys win, as Argo's own command
                line does; by default they are refused.

        Raises:
            ParseError: the text is not YAML, is too long, or holds no or several documents.
            ValidationError: as in :meth:`from_dict`.
        """
        from .yaml_read import read_documents  # loads PyYAML

        with gc_paused():
            documents = read_documents(
                text, max_bytes=max_bytes, allow_duplicate_keys=allow_duplicate_keys
            )
            if len(documents) != 1:
                raise ParseError(
                    f"expected one YAML document, found {len(documents) or 'none'}; "
                    "load_all reads a text with any number"
                )
            if isinstance(documents[0], str) and "\n" not in documents[0]:
                raise ParseError(
                    f"expected the YAML of an object, got the text {documents[0]!r}; "
                    "of a file give the text that is in it: Path(...).read_text()"
                )
            return cls.from_dict(documents[0], lenient=lenient)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Check and read plain data strictly; pydantic's spelling of :meth:`from_dict`."""
        try:
            return super().model_validate(obj, **options)
        except CoreError as error:
            raise explain(error, cls) from None
        except RecursionError:
            raise _too_deep(cls) from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Check and read JSON strictly; pydantic's spelling of :meth:`from_json`."""
        text = bytes(json_data) if isinstance(json_data, bytearray) else json_data
        return cls.model_validate(read_json(text), **options)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data of the wire's form; only what was given or read is in it.

        Raises:
            WriteError: a list or map was changed so that it holds what cannot be written.
        """
        try:
            with gc_paused():
                data: dict[str, Any] = self.__pydantic_serializer__.to_python(
                    self, mode="json", by_alias=True, exclude_unset=True, warnings=False
                )
        except (ValueError, RecursionError) as error:
            raise unwritable(error, self) from None
        return data

    def to_json(self, *, indent: int | None = None) -> str:
        """Return JSON, on one line unless ``indent`` (in spaces) is given.

        Raises:
            WriteError: as in :meth:`to_dict`.
        """
        try:
            text = self.__pydantic_serializer__.to_json(
                self, by_alias=True, exclude_unset=True, warnings=False, indent=indent
            )
        except (ValueError, RecursionError) as error:
            raise unwritable(error, self) from None
        return text.decode()

    def to_yaml(self) -> str:
        """Return YAML in block style that YAML 1.1, 1.2 and Kubernetes' readers read alike."""
        return write(self.to_dict())

    if not TYPE_CHECKING:
        # To checkers a class with these would have every attribute.

        def __getattr__(self, name: str) -> Any:
            try:
                return super().__getattr__(name)
            except AttributeError as error:
                raise AttributeError(f"{error}{attribute_hint(type(self), name)}") from None

        def __setattr__(self, name: str, value: Any) -> None:
            _assign(self, name, value)

        def __delattr__(self, name: str) -> None:
            _make_absent(self, name)

    def __repr_args__(self) -> Any:
        given = self.__pydantic_fields_set__
        yield from ((name, value) for name, value in self.__dict__.items() if name in given)
        yield from (self.__pydantic_extra__ or {}).items()


class Manifest(Model):
    """Base class of the objects that carry ``apiVersion`` and ``kind``.

    The constructor sets both; reading adds nothing, and refuses another kind.
    """

    def __init__(self, /, *positional: object, **data: Any) -> None:
        super().__init__(*positional, **data)
        _share_fields_set(self, self.__pydantic_fields_set__ | {"api_version", "kind"})

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


def _share_fields_set(model: Model, names: set[str]) -> None:
    """Give a model the names of its set fields, in a set that equal models share.

    A set for each model would be most of what the garbage collector has to walk: 10,000 tasks are
    built three times as fast without. The shared sets are never changed.
    """
    key = frozenset(names)
    shared = _FIELDS_SETS.get(key)
    if shared is None and len(_FIELDS_SETS) < _MOST_FIELDS_SETS:
        shared = _FIELDS_SETS.setdefault(key, names)
    object.__setattr__(model, "__pydantic_fields_set__", names if shared is None else shared)


def _assign(model: Model, name: str, value: Any) -> None:
    cls = type(model)
    info = cls.__pydantic_fields__.get(name)
    if info is None:
        # A user's own property may have a setter; a method must not be hidden by a value.
        if name.startswith("_") or hasattr(getattr(cls, name, None), "__set__"):
            BaseModel.__setattr__(model, name, value)
            return
        name, info = _by_wire_name(cls, name)
    if value is None and not info.is_required():
        object.__setattr__(model, name, info.default)
        _share_fields_set(model, model.__pydantic_fields_set__ - {name})
        return
    extra = model.__pydantic_extra__
    # pydantic adds to the set, which may be shared.
    object.__setattr__(model, "__pydantic_fields_set__", set(model.__pydantic_fields_set__))
    try:
        model.__pydantic_validator__.validate_assignment(model, name, value)
        # The strict schema knows no extras, and would drop what a lenient reading kept.
        object.__setattr__(model, "__pydantic_extra__", extra)
    except CoreError as error:
        raise explain(error, cls) from None
    except RecursionError:
        raise _too_deep(cls) from None


def _make_absent(model: Model, name: str) -> None:
    info = type(model).__pydantic_fields__.get(name)
    if info is None or info.is_required():
        BaseModel.__delattr__(model, name)
    else:
        _assign(model, name, None)


def _by_wire_name(cls: type[Model], wire: str) -> tuple[str, FieldInfo]:
    for name, info in cls.__pydantic_fields__.items():
        if info.alias == wire:
            return name, info
    raise unknown_field(cls, wire)


def _too_deep(cls: type[Model]) -> ValidationError:
    return unfit(cls, "", "nested too deeply")
