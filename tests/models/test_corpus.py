"""Argo's own manifests are read strictly and written back as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from _shared import shared
from models._same import difference

import hera_models
from hera_models import Model, ModelsError, ParseError
from hera_models._runtime.yaml_read import read_documents

# Two objects in it have a key twice.
TWICE = "k8s-patch-json-workflow.yaml"


def manifests(*parts: str) -> list[Path]:
    found = sorted(shared("corpus", *parts).rglob("*.yaml"))
    assert found
    return found


def plain(document: object) -> Any:
    return document.to_dict() if isinstance(document, Model) else document


def check(text: str, **options: Any) -> int:
    """Check that a text survives every way in and out; return how many models it holds."""
    before = read_documents(text, **options)
    after = list(hera_models.load_all(text, **options))
    assert difference(before, [plain(item) for item in after]) == ""
    models = [item for item in after if isinstance(item, Model)]
    for model in models:
        document = model.to_dict()
        assert difference(document, json.loads(model.to_json())) == ""
        assert difference(document, yaml.safe_load(model.to_yaml())) == ""
        for again in (
            type(model).from_dict(document),
            type(model).from_json(model.to_json(indent=2)),
            type(model).from_yaml(model.to_yaml()),
        ):
            assert again == model
            assert difference(document, again.to_dict()) == ""
    return len(models)


def test_every_example_survives() -> None:
    files = [path for path in manifests("examples") if path.name != TWICE]
    assert len(files) > 120
    models = sum(check(path.read_text("utf-8")) for path in files)
    # All but a ConfigMap and a ResourceQuota, which are not Argo's.
    assert models >= len(files) - 2


def test_every_manifest_that_argo_accepts_survives() -> None:
    assert sum(check(path.read_text("utf-8")) for path in manifests("validate", "pass")) > 0


def test_an_example_with_a_key_twice_is_refused() -> None:
    (path,) = (path for path in manifests("examples") if path.name == TWICE)
    text = path.read_text("utf-8")
    with pytest.raises(ParseError, match=r"^line \d+, column \d+: the key 'annotations' is given"):
        list(hera_models.load_all(text))
    with pytest.raises(ParseError, match="the key 'annotations' is given twice"):
        hera_models.Workflow.from_yaml(text)


def test_an_example_with_a_key_twice_is_read_when_asked() -> None:
    (path,) = (path for path in manifests("examples") if path.name == TWICE)
    text = path.read_text("utf-8")
    (read,) = hera_models.load_all(text, allow_duplicate_keys=True)
    assert isinstance(read, hera_models.Workflow)
    # PyYAML lets the last of the two stand, as Argo does.
    assert difference(yaml.safe_load(text), read.to_dict()) == ""
    assert hera_models.Workflow.from_yaml(text, allow_duplicate_keys=True) == read


def refusal(text: str) -> str:
    """Return what is told of a text that is refused; nothing where it survives."""
    try:
        check(text)
    except ModelsError as error:
        return str(error) or "nothing told"
    return ""


def test_what_argo_refuses_ends_in_an_answer() -> None:
    told = [refusal(path.read_text("utf-8")) for path in manifests("validate", "fail")]
    assert "nothing told" not in told
    # Most of what Argo refuses is well-typed; a few have values of a wrong type.
    assert 0 < len(list(filter(None, told))) < len(told)
