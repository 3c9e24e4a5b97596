"""The code in README and docs, block by block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENTS = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind the fence, and the text."""

    language: str
    text: str


@dataclass(frozen=True)
class Section:
    """A document's part below one heading of the second level; the first part has no heading."""

    document: str
    title: str
    blocks: tuple[Block, ...]

    def code(self) -> str:
        """Return the Python of all blocks as one program."""
        return "\n".join(each.text for each in self.blocks if each.language == "python")


def sections() -> list[Section]:
    """Return the sections that have blocks, of all documents."""
    found: list[Section] = []
    for path in DOCUMENTS:
        for part in re.split(r"^(?=## )", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            title = part.splitlines()[0].removeprefix("## ") if part.startswith("## ") else ""
            blocks = tuple(Block(*match) for match in _FENCE.findall(part))
            if blocks:
                found.append(Section(path.name, title, blocks))
    return found


def section(document: str, title: str) -> Section:
    """Return one section."""
    (found,) = (each for each in sections() if (each.document, each.title) == (document, title))
    return found
