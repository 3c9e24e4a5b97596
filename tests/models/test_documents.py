"""Documents made of the facts themselves: each type takes what any release admits, and no more."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from models._documents import Maker, Mistake
from models._examples import examples
from models._facts import RELEASES, Site, models, present_name, properties, site
from models._same import check_round_trips, difference

from hera_models import Manifest, Model, ValidationError, check_release

EVERY = [(release, name) for release in RELEASES for name in models(release)]
TYPES = st.sampled_from(EVERY)
RANDOMS = st.randoms(use_true_random=False)


def loaded(place: Site) -> type[Model]:
    model: type[Model] = getattr(import_module(f"hera_models.{place.module}"), place.name)
    return model


@cache
def model_of(definition: str) -> type[Model]:
    return loaded(site(definition))


def test_the_facts_hold_the_types_that_they_are_known_to_hold() -> None:
    # So that a slip in this file's own reading cannot leave types out.
    assert len({site(name) for _, name in EVERY}) == 421
    assert len(EVERY) > 2200


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("share", [0.0, 1.0], ids=["required fields only", "every field"])
def test_every_type_of_every_release_round_trips(release: str, share: float) -> None:
    maker = Maker(release, Random(f"{release} {share}"))
    for definition in models(release):
        document = maker.document(definition, share=share, depth=2)
        if share:
            assert document.keys() == {item.name for item in properties(release, definition)}
        check_round_trips(model_of(definition), document)


@pytest.mark.parametrize("release", RELEASES)
def test_every_value_of_every_enum_is_taken(release: str) -> None:
    maker = Maker(release, Random(release))
    count = 0
    for definition in models(release):
        for item in properties(release, definition):
            if item.shape.name != "enum":
                continue
            for value in (*item.shape.values, *(["{{x}}"] if item.shape.tags else [])):
                document = {**maker.document(definition, share=0), item.name: value}
                check_round_trips(model_of(definition), document)
                count += 1
    assert count > 100


EITHER_TYPE = "cache.configmap.key"


@examples(500)
@given(TYPES, RANDOMS)
def test_any_document_round_trips(place: tuple[str, str], random: Random) -> None:
    release, definition = place
    document = Maker(release, random).document(definition)
    check_round_trips(model_of(definition), document)


@examples(500)
@given(TYPES, RANDOMS)
def test_one_mistake_is_refused_by_its_path(place: tuple[str, str], random: Random) -> None:
    definition, mistake = a_mistake(place, random)
    # Where releases disagree on a type, what is missing in one may be whole in the other.
    assume(not f"{definition}.{mistake.path}".lower().endswith(EITHER_TYPE))
    model = model_of(definition)
    with pytest.raises(ValidationError) as caught:
        model.from_dict(mistake.document)
    paths = [problem.path for problem in caught.value.problems]
    assert mistake.path in paths, (mistake, str(caught.value))
    assert mistake.path in str(caught.value)


@pytest.mark.parametrize("what", ["unknown field", "missing", "wrong enum", "wrong constant"])
def test_each_sort_of_mistake_is_refused_in_every_type(what: str) -> None:
    count = 0
    for release, definition in EVERY[-400:]:
        maker = Maker(release, Random(definition))
        document = maker.document(definition, share=1.0, depth=1)
        found = [item for item in maker.mistakes(definition, document) if item.what == what]
        for mistake in found[:3]:
            with pytest.raises(ValidationError) as caught:
                model_of(definition).from_dict(mistake.document)
            assert mistake.path in [problem.path for problem in caught.value.problems], mistake
            count += 1
    assert count > 5


@examples(500)
@given(TYPES, RANDOMS)
def test_what_a_server_sends_is_kept(place: tuple[str, str], random: Random) -> None:
    definition, mistake = a_mistake(place, random, {"unknown field", "missing", "wrong enum"})
    check_round_trips(model_of(definition), mistake.document, lenient=True)


@examples(200)
@given(TYPES, RANDOMS)
def test_a_server_may_send_null_anywhere(place: tuple[str, str], random: Random) -> None:
    release, definition = place
    document = Maker(release, random).document(definition)
    model = model_of(definition)
    constants = ("apiVersion", "kind") if issubclass(model, Manifest) else ()
    document = with_nulls(document, random, constants)
    read = model.from_dict(document, lenient=True)
    assert difference(document, read.to_dict()) == ""
    assert difference(document, model.from_json(read.to_json(), lenient=True).to_dict()) == ""


@pytest.mark.parametrize("release", RELEASES)
def test_a_release_takes_what_its_own_document_admits(release: str) -> None:
    maker = Maker(release, Random(release))
    for definition in models(release):
        for share in (0.0, 1.0):
            model = model_of(definition).from_dict(maker.document(definition, share=share, depth=2))
            assert check_release(model, release) == [], definition


@pytest.mark.parametrize("release", RELEASES)
def test_a_release_is_told_to_lack_what_its_document_lacks(release: str) -> None:
    known = {present_name(name): name for name in models(release)}
    count = 0
    for other, definition in EVERY:
        maker = Maker(other, Random(definition))
        model = model_of(definition).from_dict(maker.document(definition, share=1.0, depth=1))
        found = [problem.path for problem in check_release(model, release)]
        here = known.get(present_name(definition))
        if here is None:
            assert found == [""]
        else:
            names = {item.name for item in properties(release, here)}
            lacking = {item.name for item in properties(other, definition)} - names
            assert lacking <= set(found), definition
            count += len(lacking)
    assert count > 20


def a_mistake(
    place: tuple[str, str], random: Random, sorts: set[str] | None = None
) -> tuple[str, Mistake]:
    """Return a type and a document of it with one mistake; give up where nothing can be wrong."""
    release, definition = place
    maker = Maker(release, random)
    document = maker.document(definition, share=0.3)
    found = maker.mistakes(definition, document)
    if sorts is not None:
        found = [item for item in found if item.what in sorts]
    assume(found)
    return definition, random.choice(found)


def with_nulls(value: Any, random: Random, kept: tuple[str, ...] = ()) -> Any:
    """Return a copy in which some members and items are null, the kept members never."""
    if isinstance(value, dict):
        return {
            key: item if key in kept else some_null(item, random) for key, item in value.items()
        }
    if isinstance(value, list):
        return [some_null(item, random) for item in value]
    return value


def some_null(value: Any, random: Random) -> Any:
    return None if random.random() < 0.2 else with_nulls(value, random)
