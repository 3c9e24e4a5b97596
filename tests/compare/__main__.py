"""`python -m tests.compare`: run the programs on Hera 7.1 and on this library, and compare."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from bench.environments import HERA, Missing, ensure

from .differing import Difference, differences, merged
from .ledger import LedgerError, judge, read
from .runs import ROOT, Runs, programs, run


def main(arguments: Sequence[str]) -> int:
    """Compare what the arguments ask for; return the exit status."""
    options = _options(arguments)
    chosen = programs(options.k)
    if not chosen:
        return _misuse(f"no program's name contains {options.k!r}; --list shows them all")
    if options.list:
        print("\n".join(chosen))
        return 0
    try:
        listed = read()
    except LedgerError as error:
        return _misuse(str(error))
    peer = ensure(ROOT / ".bench", *HERA)
    if isinstance(peer, Missing):
        return _misuse(peer.reason)
    runs = run(chosen, peer / "python")
    found, empty = _compare(runs), _empty(runs)
    gone = {entry.program for entry in listed} - set(programs())
    unlisted, stale = judge(found, listed, {*chosen, *gone})
    for difference in unlisted:
        print(difference.line())
    for entry in stale:
        print(f"{entry.program}  {entry.path}  is listed in differences.toml, but does not occur")
    for name in empty:
        print(f"{name}  makes no workflow and observes nothing: there is nothing to compare")
    _summary(runs, found, unlisted, stale)
    return 1 if unlisted or stale or empty else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.compare", description=__doc__)
    parser.add_argument(
        "-k", default="", metavar="NAME", help="run only programs whose names contain NAME"
    )
    parser.add_argument("--list", action="store_true", help="print the programs' names; run none")
    return parser.parse_args(arguments)


def _misuse(message: str) -> int:
    print(f"compare: {message}", file=sys.stderr)
    return 2


def _compare(runs: Runs) -> list[Difference]:
    found: list[Difference] = []
    for name, theirs in runs.theirs.items():
        found += differences(name, theirs, runs.ours[name], sources=False)
        found += differences(name, theirs, runs.ours_as_hera[name], sources=True)
    return merged(found)


def _empty(runs: Runs) -> list[str]:
    keys = ("raised", "dict", "observed")
    return [name for name, theirs in runs.theirs.items() if not any(map(theirs.get, keys))]


def _summary(
    runs: Runs, found: Sequence[Difference], unlisted: Sequence[Difference], stale: Sequence[object]
) -> None:
    raising = [name for name, theirs in runs.theirs.items() if "raised" in theirs]
    counts = Counter[str]()
    for ours in runs.ours.values():
        counts.update(ours["warnings"])
    unequal = {difference.program for difference in unlisted}
    print(
        f"{len(runs.theirs)} programs, {len(runs.theirs) - len(unequal)} equal, "
        f"{len(unequal)} not; {len(unlisted)} differences, {len(found) - len(unlisted)} more are "
        f"listed; {len(stale)} are listed, but do not occur"
    )
    print(f"Raised by the peer in {len(raising)}: {', '.join(raising) or 'none'}")
    said = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    print(f"Warnings of this library: {said or 'none'}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
