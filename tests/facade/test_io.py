"""Input and Output: models in place of lists of inputs, outputs and arguments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError

from hera.workflows import Artifact, Input, Output, Parameter
from hera.workflows._core.parameter import wire_of


class Order(Input):
    """Inputs."""

    count: int
    size: Annotated[str, Parameter(name="the-size", description="S, M or L")] = "S"
    options: Annotated[list[int], Field(description="any")] = Field(default_factory=list)
    file: Annotated[str, Artifact(name="the-file")]


class Receipt(Output):
    """Outputs."""

    total: int = 0
    paper: Annotated[str, Artifact(path="/data/paper")]


ORDERS: list[Any] = [Order]
RECEIPTS: list[Any] = [Receipt]

if sys.version_info < (3, 14):  # which `pydantic.v1` does not support
    from pydantic.v1 import Field as OldField

    from hera.workflows.io import v1

    class OldOrder(v1.Input):
        """Inputs."""

        count: int
        size: Annotated[str, Parameter(name="the-size", description="S, M or L")] = "S"
        options: list[int] = OldField(default_factory=list)
        file: Annotated[str, Artifact(name="the-file")]

    class OldReceipt(v1.Output):
        """Outputs."""

        total: int = 0
        paper: Annotated[str, Artifact(path="/data/paper")]

    ORDERS.append(OldOrder)
    RECEIPTS.append(OldReceipt)


@pytest.mark.parametrize("model", ORDERS)
def test_a_class_is_inputs(model: Any) -> None:
    inputs = wire_of("inputs", model)
    assert inputs is not None
    assert inputs["artifacts"] == [{"name": "the-file"}]
    count, size, options = inputs["parameters"]
    assert count == {"name": "count"}
    assert size == {"name": "the-size", "description": "S, M or L", "default": "S"}
    assert options["name"] == "options"


@pytest.mark.parametrize("model", ORDERS)
def test_an_object_is_arguments(model: Any) -> None:
    given = model(count=2, options=[1], file="{{tasks.a.outputs.artifacts.f}}")
    assert wire_of("arguments", given) == {
        "parameters": [
            {"name": "count", "value": "2"},
            {"name": "the-size", "value": "S"},
            {"name": "options", "value": "[1]"},
        ],
        "artifacts": [{"name": "the-file", "from": "{{tasks.a.outputs.artifacts.f}}"}],
    }


@pytest.mark.parametrize("model", ORDERS)
def test_an_object_in_inputs_gives_defaults(model: Any) -> None:
    inputs = wire_of("inputs", model(count=2, size="L", file="f"))
    assert inputs is not None
    assert [item.get("default") for item in inputs["parameters"]] == ["2", "L", "[]"]


@pytest.mark.parametrize("model", ORDERS)
def test_the_templated_form_passes_inputs_on(model: Any) -> None:
    assert wire_of("arguments", model._get_as_templated_arguments()) == {
        "parameters": [
            {"name": "count", "value": "{{inputs.parameters.count}}"},
            {"name": "the-size", "value": "{{inputs.parameters.the-size}}"},
            {"name": "options", "value": "{{inputs.parameters.options}}"},
        ],
        "artifacts": [{"name": "the-file", "from": "{{inputs.artifacts.the-file}}"}],
    }


@pytest.mark.parametrize("model", RECEIPTS)
def test_outputs_are_the_declared_fields_alone(model: Any) -> None:
    assert wire_of("outputs", model) == {
        "parameters": [{"name": "total"}],
        "artifacts": [{"name": "paper", "path": "/data/paper"}],
    }
    with pytest.raises(KeyError, match="result"):
        model._get_output("result")
    given = model(total=1, paper="p")
    assert (given.exit_code, given.result) == (0, None)


@pytest.mark.parametrize("model", RECEIPTS)
def test_an_objects_fields_refer_to_the_outputs_of_tasks(model: Any) -> None:
    receipt = model.model_construct if model is Receipt else model.construct
    given = receipt(total="{{tasks.a.outputs.result}}", paper=Artifact(from_="{{x}}"))
    assert wire_of("outputs", given._get_as_invocator_output()) == {
        "parameters": [{"name": "total", "valueFrom": {"parameter": "{{tasks.a.outputs.result}}"}}],
        "artifacts": [{"name": "paper", "path": "/data/paper", "from": "{{x}}"}],
    }


def test_values_are_checked() -> None:
    with pytest.raises(ValidationError, match="count"):
        Order(count="many", file="f")  # type: ignore[arg-type]  # what is tested


def test_pydantic_is_loaded_only_with_the_models() -> None:
    code = (
        "import sys, hera.workflows as h; h.Parameter, h.Artifact, h.Script, h.script\n"
        "before = 'pydantic' in sys.modules; h.Input; print(before, 'pydantic' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("False True\n", "")
