"""How a classification shows what nobody recorded: totals that are at least so many, sprints, ranks that are open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from massstart_tui.race.standings import Standing
from massstart_tui.report.lines import UNKNOWN_SKATER
from massstart_tui.text.words import Words

AT_LEAST: Final = "+"
"""Stands behind points that can come to be more."""


def total_cell(row: Standing, points: int | None = None) -> int | str:
    """The points that count, or these ``points``: with a plus where unknown places can make them more."""
    known = row.total if points is None else points
    return f"{known}{AT_LEAST}" if row.at_least else known


def sprint_cell(row: Standing, index: int) -> int | str:
    """The points at a sprint: a question mark where nobody recorded what this skater won."""
    return UNKNOWN_SKATER if index + 1 in row.unknown_sprints else row.sprints[index]


def rank_cell(row: Standing) -> str:
    """The rank: of a race that is over, from the best to the worst where unknown places decide which it is."""
    if not row.open_rank:
        return str(row.rank)
    return UNKNOWN_SKATER if row.best is None else f"{row.best}-{row.worst}"


def unknown_fields(row: Standing) -> dict[str, object]:
    """What of a row is open, as data: each where it is."""
    fields: dict[str, object] = {"total_at_least": True} if row.at_least else {}
    if row.unknown_sprints:
        fields |= {"unknown_sprints": row.unknown_sprints}
    if row.open_rank:
        fields |= {"open_rank": True, "best": row.best, "worst": row.worst}
    return fields


def unknown_told(rows: Sequence[Standing], words: Words) -> Iterator[str]:
    """Which sprints nobody recorded all of, and what the signs of it mean; nothing where all is known."""
    if numbers := sorted({number for row in rows for number in row.unknown_sprints}):
        yield words("results.unknown_sprints", count=len(numbers), numbers=", ".join(map(str, numbers)))
    if any(row.at_least for row in rows):
        yield words("results.at_least")
    if any(row.open_rank and row.best is None for row in rows):
        yield words("results.not_worked_out")
    elif any(row.open_rank for row in rows):
        yield words("results.open_rank")
