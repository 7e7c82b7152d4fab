"""The effect of a what-if on the outlook: which skaters would be certain to advance, or out, and are not yet.

The what-if line of a screen and the outlook page both tell it. It stands apart so that the line does not load the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from massstart_tui.race.outlook import Chance, Verdict
from massstart_tui.race.state import RaceState
from massstart_tui.text.words import Words


def decided_by_it(now: Iterable[Chance], then: Iterable[Chance]) -> dict[Verdict, tuple[int, ...]]:
    """Return who is in, and who out, in ``then`` but not in ``now``: bibs by verdict, in the order of ``then``."""
    known = {chance.bib: chance.verdict for chance in now}
    turned = [chance for chance in then if chance.verdict is not known.get(chance.bib)]
    each = {verdict: tuple(c.bib for c in turned if c.verdict is verdict) for verdict in (Verdict.IN, Verdict.OUT)}
    return {verdict: bibs for verdict, bibs in each.items() if bibs}


def decided_told(
    decided: Mapping[Verdict, tuple[int, ...]], state: RaceState, names: Mapping[int, str], words: Words
) -> Iterator[str]:
    """Yield a sentence for each verdict, or that nothing is decided."""
    for verdict, bibs in decided.items():
        skaters = ", ".join(f"{bib} {names.get(bib, '')}".rstrip() for bib in bibs)
        yield words(f"what_if.{verdict}.{state.sheet.at_stake}", skaters=skaters)
    if not decided:
        yield words("what_if.decides_nothing")
