"""A coroutine function keeps its result's type too."""

import asyncio

from typing_extensions import assert_type

from hera.workflows import script


@script()
async def later(n: int) -> str:
    return str(n)


async def main() -> None:
    assert_type(await later(3), str)
    assert await later(3) == "3"


asyncio.run(main())
