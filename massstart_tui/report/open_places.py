"""How a classification shows what nobody recorded: totals that are at least so many, sprints, ranks that are open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Status
from massstart_tui.report.event_phrases import UNKNOWN_SKATER
from massstart_tui.text.ordinals import ordinal
from massstart_tui.text.words import Language, Words

UNKNOWN_LAPS: Final = "—"
"""In the place of a number of laps that nobody knows."""
AT_LEAST: Final = "+"
"""Stands behind points that can come to be more."""
BETWEEN: Final = "–"
"""Stands between the best and the worst rank. It is no hyphen: a spreadsheet takes 7-11 for a day of November."""


def total_cell(row: Standing, points: int | None = None) -> int | str:
    """The points that count, or these ``points``: with a plus where unknown places can make them more."""
    known = row.total if points is None else points
    return f"{known}{AT_LEAST}" if row.at_least else known


def sprint_cell(row: Standing, index: int) -> int | str:
    """The points at a sprint: a question mark where nobody recorded what this skater won."""
    return UNKNOWN_SKATER if index + 1 in row.unknown_sprints else row.sprints[index]


def laps_cell(row: Standing) -> int | str:
    """The laps completed; a dash for who left after nobody knows how many."""
    return UNKNOWN_LAPS if row.laps is None else row.laps


def rank_cell(row: Standing) -> str:
    """The rank: of a race that is over, from the best to the worst where unknown places decide which it is."""
    return BETWEEN.join(map(str, _ranks(row))) or UNKNOWN_SKATER


def rank_told(row: Standing, language: Language) -> str:
    """The rank as it is spoken of: ``9th``, or ``7th–11th`` where unknown places decide which it is."""
    return BETWEEN.join(ordinal(rank, language) for rank in _ranks(row)) or UNKNOWN_SKATER


def place_told(code: str, row: Standing, words: Words) -> str:
    """The sentence of ``code`` with the ``rank`` of a row and its points, ``count``, as far as they are known."""
    return words(code, rank=rank_told(row, words.language), count=total_cell(row))


def _ranks(row: Standing) -> tuple[int, ...]:
    """The rank; or the best and the worst that it can be; or none, where nobody can tell."""
    if not row.open_rank:
        return (row.rank,)
    return () if row.best is None or row.worst is None else (row.best, row.worst)


def unknown_fields(row: Standing) -> dict[str, object]:
    """What of a row is open, as data: each where it is."""
    fields: dict[str, object] = {"total_at_least": True} if row.at_least else {}
    if row.unknown_sprints:
        fields |= {"unknown_sprints": row.unknown_sprints}
    if row.open_rank:
        fields |= {"open_rank": True, "best": row.best, "worst": row.worst}
    return fields


def unknown_told(rows: Sequence[Standing], cut: int | None, words: Words) -> Iterator[str]:
    """Which sprints nobody recorded all of, what the signs of it mean, and who may be within the ``cut`` or not.

    Nothing where all is known.
    """
    if numbers := sorted({number for row in rows for number in row.unknown_sprints}):
        yield words("results.unknown_sprints", count=len(numbers), numbers=", ".join(map(str, numbers)))
    if any(row.at_least for row in rows):
        yield words("results.at_least")
    if any(row.open_rank and row.best is None for row in rows):
        yield words("results.not_worked_out")
    elif any(row.open_rank for row in rows):
        yield words("results.open_rank")
    if open_ := [row for row in rows if cut is not None and may_be_through(row, cut)]:
        yield words("programme.open_heats", skaters=", ".join(row.name for row in open_))


def may_be_through(row: Standing, cut: int) -> bool:
    """Whether it is open, of a race that is over, if this skater goes through."""
    if not row.open_rank or row.through or row.status in (Status.DISQUALIFIED, Status.DNS):
        return False
    return row.best is None or row.best <= cut
