"""Imports that a rendered module does not need are left out, and no others."""

from __future__ import annotations

import pytest
from hera_codegen.unused_imports import without_unused_imports


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from a import b\n\nb()\n", "from a import b\n\nb()\n"),
        ("from a import b\n\nc()\n", "\nc()\n"),
        ("from a import b, c, d\n\nc()\n", "from a import c\n\nc()\n"),
        ("from a import b as c\n\nc()\n", "from a import b as c\n\nc()\n"),
        ("from a import b as c\n\nb()\n", "\nb()\n"),
        ("from ..a.b import c\nfrom d import e\n\ne\n", "from d import e\n\ne\n"),
        (
            "if X:\n    from a import b\n    from c import d\n\nd\n",
            "if X:\n    from c import d\n\nd\n",
        ),
        # Mentioned as a part of another word, or only in another import, it is not needed.
        ("from a import b\n\nbb = b_b\n", "\nbb = b_b\n"),
        ("from a import b\nfrom b import c\n\nc\n", "from b import c\n\nc\n"),
        # In a text or a comment it counts, as an annotation may be a text.
        ("from a import b\n\nx: 'list[b]'\n", "from a import b\n\nx: 'list[b]'\n"),
        ("from a import b\n\n# b\n", "from a import b\n\n# b\n"),
        ("from a import b\n\nx.b\n", "from a import b\n\nx.b\n"),
        # Statements of another form stay.
        ("import a\n", "import a\n"),
        ("from a import (\n    b,\n)\n", "from a import (\n    b,\n)\n"),
        ("from __future__ import annotations\n", "from __future__ import annotations\n"),
        ("", ""),
    ],
)
def test_what_is_never_mentioned_is_left_out(text: str, expected: str) -> None:
    assert without_unused_imports(text) == expected
    assert without_unused_imports(expected) == expected
