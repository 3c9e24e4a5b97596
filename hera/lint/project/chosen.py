"""Which findings are told."""

from __future__ import annotations

from ..engine import Profile
from ..finding import Finding
from ..near import near
from ..registry import Rule, rules
from .model import Options


class Chosen:
    """Tells which findings the options ask for.

    Args:
        options: They name codes, or what several codes begin with.

    Attributes:
        profile: The profile with which all of them are found.

    Raises:
        ValueError: There is no such code, or no such value of ``missing``.
    """

    def __init__(self, options: Options) -> None:
        known = {rule.code: rule for rule in rules()}
        for prefix in (*options.select, *options.ignore):
            _check(prefix, known)
        if options.missing not in (None, "error", "warning"):
            raise ValueError(f"missing: expected 'error' or 'warning', got {options.missing!r}")
        self._select, self._ignore = options.select, options.ignore
        advice = [code for code, rule in known.items() if rule.advice]
        # What was asked for by its code is told whatever the profile.
        told = options.profile == "production"
        self._advice: frozenset[str] = frozenset(() if told else advice)
        asked = any(code.startswith(self._select) for code in advice) if self._select else False
        self.profile: Profile = "production" if asked else options.profile

    def __call__(self, finding: Finding) -> bool:
        """Tell whether a finding is told."""
        code = finding.code
        if self._ignore and code.startswith(self._ignore):
            return False
        if self._select:
            return code.startswith(self._select)
        return code not in self._advice


def _check(prefix: str, known: dict[str, Rule]) -> None:
    if prefix and any(code.startswith(prefix) for code in known):
        return
    raise ValueError(f"no rule's code begins with {prefix!r}{near(prefix, known)}")
