"""The server that the client's tests talk to behaves as the real one does.

The same requests are sent to both. What differs is a fault of the test server, or is listed with
its reason in `_differences.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from ._cluster import start
from ._differences import outdated, unexplained
from ._same_cases import CASES
from ._same_observe import differences, observe
from ._same_sides import OurSide, RealSide, our_side

Compare = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RealSide, OurSide]]:
    """Both servers, with nothing on them."""
    # Of its own: what is listed and watched must be what the cases have made.
    with start(tmp_path_factory.mktemp("same"), database=True) as cluster:
        based = cluster.add_server("based", base_href="/argo/")
        both = cluster.add_server("both", auth_modes=("client", "server"))
        with our_side(tmp_path_factory.mktemp("ours")) as ours:
            yield RealSide(cluster, based, both), ours


@pytest.fixture(scope="module")
def compare(sides: tuple[RealSide, OurSide]) -> Compare:
    """A function that tells in what both differ in a case; each case is run once."""
    found: dict[str, dict[str, str]] = {}

    def compared(case: str) -> dict[str, str]:
        if case not in found:
            real, ours = sides
            with ThreadPoolExecutor(1) as beside:
                other = beside.submit(observe, ours, CASES[case])
                # In this thread, which outlives the servers that are started in it.
                seen = observe(real, CASES[case])
                found[case] = differences(seen, other.result())
        return found[case]

    return compared


@pytest.mark.parametrize("case", CASES)
def test_both_answer_alike(compare: Compare, case: str) -> None:
    left = unexplained(case, compare(case))

    assert not left, "\n".join(f"{path}: {text}" for path, text in left.items())


def test_what_is_allowed_to_differ_does(compare: Compare) -> None:
    assert outdated({case: compare(case) for case in CASES}) == []
