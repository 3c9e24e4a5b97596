"""The rules' documentation, from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine import rules
from ..near import near
from ..registry import Rule

# What the first digits of a code say.
_GROUPS = {
    "HL0": "Files and fields",
    "HL1": "Objects",
    "HL2": "Names",
    "HL3": "Arguments",
    "HL4": "Templates, pods and references",
    "HL5": "Steps and DAGs",
    "HL6": "Outputs",
    "HL7": "Variables and expressions",
    "HL8": "Sizes, releases and advice",
}
_HEAD = """\
# The rules of `hera lint`

Made by `hera lint --explain all`. An **error** is what Argo refuses, or what can only fail at run
time; a **warning** is what looks wrong. **Advice** is given with `--profile production`, or where
`--select` names the rule. How to silence a rule is said in [lint.md](lint.md).
"""


def known(code: str) -> Rule:
    """Return the rule of a code.

    Raises:
        ValueError: There is none.
    """
    found = {rule.code: rule for rule in rules()}
    if code.upper() not in found:
        raise ValueError(f"no rule {code!r}{near(code.upper(), found)}")
    return found[code.upper()]


def markdown(rule: Rule) -> str:
    """Return a rule's documentation as a section of a Markdown document."""
    kind = _kind(rule).capitalize()
    return f"### {rule.code}: {rule.title}\n\n**{kind}.** {rule.about}\n"


def all_markdown() -> str:
    """Return all rules' documentation as one Markdown document."""
    return "\n".join([_HEAD, *_sections()])


def table() -> str:
    """Return the rules as a table for people."""
    return "".join(f"{rule.code}  {_kind(rule):8} {rule.title}\n" for rule in rules())


def _kind(rule: Rule) -> str:
    return "advice" if rule.advice else rule.severity


def _sections() -> Iterator[str]:
    group = ""
    for rule in rules():
        if rule.code[:3] != group:
            group = rule.code[:3]
            yield f"## {group}: {_GROUPS[group]}\n"
        yield markdown(rule)
