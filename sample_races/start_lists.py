"""Assign bibs to the skaters of a sample race.

Bibs are as published, derived from the semi-finals, or numbered for this file only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from massstart_tui.race.standings import Standing
from sample_races.plans import Plan

BY_THE_RULE: Final = (
    "not published: by the rule for helmet numbers in a final, rank r of semi-final 1 has 2r-1, rank r of semi-final 2"
    " has 2r, and whoever the referee lets through the next number"
)
NUMBERED_HERE: Final = "not published: numbered for this file by nation and name, so that a number gives no result away"

Result = Sequence[Standing]


@dataclass(frozen=True, slots=True)
class Starter:
    """A skater of the start list; ``doubt`` says what the bib rests on, None if it was published."""

    bib: int
    name: str
    noc: str
    doubt: str | None = None


def start_list(plan: Plan, semi_finals: Sequence[Result] = ()) -> tuple[Starter, ...]:
    """Return the start list of a race, sorted by bib; ``semi_finals`` are the results that fill that of a final."""
    starters = _finalists(plan, semi_finals) if semi_finals else _numbered(plan)
    return tuple(sorted(starters, key=lambda starter: starter.bib))


def _numbered(plan: Plan) -> Iterator[Starter]:
    alphabet = sorted(plan.result.results, key=lambda row: (row.noc, row.name))
    for number, row in enumerate(alphabet, 1):
        if row.bib is None:
            yield Starter(number, row.name, row.noc, NUMBERED_HERE)
        else:
            yield Starter(row.bib, row.name, row.noc)


def _finalists(plan: Plan, semi_finals: Sequence[Result]) -> Iterator[Starter]:
    published = {row.name: row.bib for row in plan.result.results if row.bib is not None}
    for bib, row in helmet_numbers(semi_finals):
        doubt = None if row.name in published else BY_THE_RULE
        yield Starter(published.get(row.name, bib), row.name, row.noc, doubt)


def helmet_numbers(semi_finals: Sequence[Result]) -> Iterator[tuple[int, Standing]]:
    """Yield the helmet number in the final of each qualified skater, by the rule alone."""
    qualified = 0
    for index, result in enumerate(semi_finals):
        for row in result:
            if row.through == "Q":
                qualified += 1
                yield len(semi_finals) * (row.rank - 1) + index + 1, row
    let_through = (row for result in semi_finals for row in result if row.through == "q")
    yield from enumerate(let_through, qualified + 1)
