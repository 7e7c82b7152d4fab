"""Display of unknown values in the standings: minimum totals, sprints with a question mark, and ranges of ranks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Status
from massstart_tui.report.signs import DOUBT, UNKNOWN_SKATER
from massstart_tui.text.prose import ordinal
from massstart_tui.text.words import Language, Words

if TYPE_CHECKING:
    from massstart_tui.stream.provenance import Doubts

UNKNOWN_LAPS: Final = "—"
"""In the place of an unknown number of laps."""
AT_LEAST: Final = "+"
"""Behind points that are a minimum."""
BETWEEN: Final = "–"
"""Between the best and the worst rank. It is not a hyphen, because a spreadsheet reads 7-11 as a date."""


def total_cell(row: Standing, points: int | None = None) -> int | str:
    """Return the total, or ``points`` if given, with a plus if unknown places can add to it."""
    known = row.total if points is None else points
    return f"{known}{AT_LEAST}" if row.at_least else known


def sprint_cell(row: Standing, index: int) -> int | str:
    """Return the points at a sprint; a question mark if it is unknown what this skater won."""
    return UNKNOWN_SKATER if index + 1 in row.unknown_sprints else row.sprints[index]


def laps_cell(row: Standing) -> int | str:
    """Return the laps completed; a dash if unknown."""
    return UNKNOWN_LAPS if row.laps is None else row.laps


def rank_cell(row: Standing) -> str:
    """Return the rank, as a range if unknown places decide it, or a question mark if nobody can tell."""
    return BETWEEN.join(map(str, _ranks(row))) or UNKNOWN_SKATER


def rank_told(row: Standing, language: Language) -> str:
    """Return the rank as an ordinal, ``9th``, or as a range, ``7th–11th``, if unknown places decide it."""
    return BETWEEN.join(ordinal(rank, language) for rank in _ranks(row)) or UNKNOWN_SKATER


def place_told(code: str, row: Standing, words: Words) -> str:
    """Return the sentence of ``code`` with the ``rank`` of a row and its points as ``count``, as far as known."""
    return words(code, rank=rank_told(row, words.language), count=total_cell(row))


def _ranks(row: Standing) -> tuple[int, ...]:
    """Return the rank; or the best and the worst one possible; or nothing if nobody can tell."""
    if not row.open_rank:
        return (row.rank,)
    return () if row.best is None or row.worst is None else (row.best, row.worst)


def unknown_fields(row: Standing) -> dict[str, object]:
    """Return the open values of a row as data; only those that are open."""
    fields: dict[str, object] = {"total_at_least": True} if row.at_least else {}
    if row.laps_open:
        fields |= {"laps_open": True}
    if row.unknown_sprints:
        fields |= {"unknown_sprints": row.unknown_sprints}
    if row.open_rank:
        fields |= {"open_rank": True, "best": row.best, "worst": row.worst}
    return fields


def unknown_told(rows: Sequence[Standing], cut: int | None, words: Words) -> Iterator[str]:
    """Yield which sprints are incomplete, what the signs for it mean, and who may be within the ``cut``.

    Nothing is yielded if everything is known.
    """
    if numbers := sorted({number for row in rows for number in row.unknown_sprints}):
        yield words("results.unknown_sprints", count=len(numbers), numbers=", ".join(map(str, numbers)))
    if any(row.at_least for row in rows):
        yield words("results.at_least")
    if unread := [str(row.bib) for row in rows if row.laps_open]:
        yield words("results.laps_open", bibs=", ".join(unread))
    elif any(row.open_rank and row.best is None for row in rows):
        yield words("results.not_worked_out")
    elif open_rank := next((row for row in rows if row.open_rank), None):
        yield words("results.open_rank", rank=rank_cell(open_rank))
    if not unread and (open_ := [row for row in rows if cut is not None and may_be_through(row, cut)]):
        yield words("programme.open_heats", skaters=", ".join(row.name for row in open_))


def may_be_through(row: Standing, cut: int) -> bool:
    """Return whether it is open, after the race, if this skater advances."""
    if not row.open_rank or row.through or row.status in (Status.DISQUALIFIED, Status.DNS):
        return False
    return row.best is None or row.best <= cut


def through_cell(row: Standing, doubts: Doubts | None) -> str:
    """Return ``Q`` or ``q`` for a skater who goes through, marked if it rests on an unconfirmed order; else nothing."""
    return f"{row.through or ''}{DOUBT if doubts is not None and doubts.through else ''}"
