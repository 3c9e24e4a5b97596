"""A function with a pydantic model, in a module that the tests take it from."""

from pydantic import BaseModel


class Size(BaseModel):
    width: int


def sized(size: Size) -> int:
    return size.width
