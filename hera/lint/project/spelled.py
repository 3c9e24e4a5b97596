"""Values that YAML reads as something else than text, told as they are written."""

from __future__ import annotations

from yaml import ScalarNode

from ..finding import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from yaml import Node

_READ = "got the boolean "


def may_be_spelled(finding: Finding) -> bool:
    """Tell whether a finding is about a boolean where a text is expected."""
    return _READ in finding.message


def as_spelled(finding: Finding, node: Node | None) -> Finding:
    """Return a finding about a boolean that quotes it, where it may not look like one.

    Args:
        finding: The finding.
        node: What stands at its place.
    """
    if not isinstance(node, ScalarNode) or node.value in ("true", "false"):
        return finding
    before, _, read = finding.message.partition(_READ)
    message = f"{before}got `{node.value}`, which is read as the boolean {read}"
    hint = f'write it in quotes: "{node.value}"' if before == "expected text, " else finding.hint
    return Finding(
        finding.code,
        finding.severity,
        message,
        finding.path,
        finding.text,
        hint,
        finding.fix,
        finding.at,
        finding.within,
    )
