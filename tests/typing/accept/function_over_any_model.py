"""A function may be generic over the models."""

from typing import TypeVar

from typing_extensions import assert_type

from hera_models import Container, Model, Workflow

AnyModel = TypeVar("AnyModel", bound=Model)


def copied(model: AnyModel) -> AnyModel:
    return type(model).from_dict(model.to_dict())


def read(kind: type[AnyModel], text: str) -> AnyModel:
    return kind.from_yaml(text)


assert_type(copied(Container(image="busybox")), Container)
assert_type(read(Workflow, "spec: {}"), Workflow)
