"""Explain the rank of a skater: what decided it, against which other skater, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from massstart_tui.race.standings import Because, Standing
from massstart_tui.race.state import Status


class Why(NamedTuple):
    """What decided a rank, compared with the skater ``other`` where there is one, who is ``ahead`` or behind.

    ``points`` are those that count, ``apart`` is the difference in points between the two. ``margin`` is the time
    between them at the finish in ms, None where a time is missing. ``laps`` and ``other_laps`` are laps completed.
    """

    because: Because
    bib: int
    other: int | None = None
    ahead: bool = False
    points: int = 0
    apart: int = 0
    margin: int | None = None
    laps: int | None = 0
    other_laps: int | None = 0


# Whether a skater (second argument) is one with whom to compare another (first argument).
_Alike = Callable[[Standing, Standing], bool]


def _classified(_: Standing, other: Standing) -> bool:
    return other.status not in (Status.DISQUALIFIED, Status.DNS)


def _as_many_points(row: Standing, other: Standing) -> bool:
    return other.total == row.total and (other.finish_place is None) == (row.finish_place is None)


def _as_many_gained(row: Standing, other: Standing) -> bool:
    return other.laps_gained == row.laps_gained and other.finish_place is not None


def _as_many_laps(row: Standing, other: Standing) -> bool:
    return _as_many_points(row, other) and other.laps == row.laps


def _level(row: Standing, other: Standing) -> bool:
    return other.rank == row.rank


AGAINST: Final[dict[Because, _Alike]] = {
    Because.POINTS: _classified,
    Because.EQUAL_POINTS_FINISH: _as_many_points,
    Because.FINISH: _as_many_points,
    Because.ON_THE_ICE: _as_many_points,
    Because.EQUAL_LAPS_FINISH: _as_many_gained,
    Because.ORDER_OF_FINISH: _as_many_gained,
    Because.LAPS_GAINED: _classified,
    Because.DEAD_HEAT: _level,
    Because.LEVEL: _level,
    Because.LAPS: _classified,
    Because.LAPS_TIME: _as_many_laps,
}
"""With whom each reason compares a skater: the nearest one ahead for whom the function is true, else behind."""


def _margin(row: Standing, other: Standing) -> int | None:
    """Return the time between the two at the finish in ms.

    It is None if the times are not in the order of the ranks, as after a relegation.
    """
    if row.time is None or other.time is None:
        return None
    behind = row.time - other.time if other.rank < row.rank else other.time - row.time
    return behind if behind >= 0 else None


def _is_open(row: Standing) -> bool:
    """Return whether unknown places can change the rank or the points, so that a comparison would say nothing."""
    return row.open_rank or row.at_least


def why(rows: Sequence[Standing], bib: int) -> Why:
    """Return what decided the rank of ``bib``, who is in ``rows``, the standings of a race.

    No other skater is named if unknown places can change the rank or the points of either.
    """
    at = next(index for index, row in enumerate(rows) if row.bib == bib)
    row = rows[at]
    alike = AGAINST.get(row.because)
    nearest = [*reversed(rows[:at]), *rows[at + 1 :]]
    other = None if alike is None else next((other for other in nearest if alike(row, other)), None)
    if other is None or _is_open(row) or _is_open(other):
        return Why(row.because, bib, points=row.total, laps=row.laps)
    return Why(
        because=row.because,
        bib=bib,
        other=other.bib,
        ahead=other.rank < row.rank,
        points=row.total,
        apart=abs(row.total - other.total),
        margin=_margin(row, other),
        laps=row.laps,
        other_laps=other.laps,
    )
