"""Each operation was called on the real server, or there is a reason why not.

It stands last: it looks at what the other tests have called.
"""

from __future__ import annotations

import os

import pytest
from client._calls import VERBS

from . import _node, _table
from ._calls import Calls


@pytest.fixture
def whole_run(request: pytest.FixtureRequest) -> None:
    """Leave the test out where only some of the tests here were asked for."""
    modules = {item.path for item in request.session.items}
    missing = set(request.path.parent.rglob("test_*.py")) - modules
    if missing or request.config.getoption("keyword") or request.session.testsfailed:
        pytest.skip("the table is of a whole run in which all tests passed")
    if lacking := _node.missing():
        pytest.skip(f"artifacts and logs need pods, and none can run here: {lacking}")


@pytest.mark.usefixtures("whole_run")
def test_each_operation_was_called_or_has_a_reason(calls: Calls) -> None:
    lacking = [
        verb.operation.id
        for verb in VERBS
        if not _table.complete(calls.seen.get(verb.operation.id, {}))
    ]

    assert sorted(set(lacking) - set(_table.REMARKS)) == []
    assert sorted(set(_table.REMARKS) - set(lacking)) == []


@pytest.mark.usefixtures("whole_run")
def test_the_page_says_so(calls: Calls) -> None:
    page = _table.page(calls.seen)
    if os.environ.get("HERA_UPDATE_GOLDEN"):
        _table.PAGE.write_text(page, "utf-8")

    assert _table.PAGE.read_text("utf-8") == page
