"""Comparison of two standings: who crosses the cut, moves or wins points by an entry, the most important first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Status
from massstart_tui.report.open_places import rank_told, total_cell
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.report.event_phrases import Telling

MOST_TOLD: Final = 3
"""How many consequences are told; during a race nobody can take in more."""


class CutSide(StrEnum):
    """The side of the cut that a skater is on; open if skaters equal on points are on both sides of it."""

    THROUGH = "through"
    OUT = "out"
    OPEN = "open"


class Place(NamedTuple):
    """The position of one skater in the standings.

    ``on_points`` is the rank if only points count among skaters who are racing. ``scored`` is False for a skater on the
    ice without points, whose rank says nothing yet; then ``on_points`` is the last rank that they share. ``over`` is
    set once the result is complete.
    """

    row: Standing
    on_points: int
    side: CutSide
    scored: bool
    over: bool

    @property
    def reached(self) -> int:
        """Return the place from which, or to which, a move is counted."""
        return self.row.rank if self.scored else self.on_points


class Consequence(NamedTuple):
    """The change for one skater."""

    bib: int
    was: Place
    now: Place

    @property
    def crosses_the_cut(self) -> bool:
        """Return whether this skater moved from one side of the cut to the other."""
        return {self.was.side, self.now.side} == {CutSide.THROUGH, CutSide.OUT}

    @property
    def moved(self) -> int:
        """Return by how many places the skater moved up, negative for down.

        A change among skaters who are equal on the ice is no move, nor is one from or to an open rank.
        """
        known = not (self.was.row.open_rank or self.now.row.open_rank)
        counts = self.was.on_points != self.now.on_points and (self.was.scored or self.now.scored)
        return self.was.reached - self.now.reached if counts and known else 0

    @property
    def won(self) -> int:
        """Return the difference in points, negative if fewer."""
        return self.now.row.total - self.was.row.total

    @property
    def matters(self) -> bool:
        """Return whether it is worth telling; being pushed down by one place, not from the first, is not."""
        # More than one place, or to or from the first place.
        far = abs(self.moved) > 1 or (self.moved != 0 and 1 in (self.was.row.rank, self.now.row.rank))
        scored = self.was.scored and self.now.scored
        return self.crosses_the_cut or self.won != 0 or (scored and far)


def consequences(before: tuple[Standing, ...], after: tuple[Standing, ...], cut: int | None) -> tuple[Consequence, ...]:
    """Return the differences between two standings of one race that matter, the most important first.

    Skaters who cross the ``cut`` (None if there is none) come first, then by places moved, then by points won or lost.
    """
    were, are = _places(before, cut), _places(after, cut)
    changes = [Consequence(bib, were[bib], place) for bib, place in are.items() if bib in were]
    return tuple(sorted((change for change in changes if change.matters), key=_importance))


def _importance(change: Consequence) -> tuple[bool, int, int, int]:
    """Return the sort key of a change."""
    return (not change.crosses_the_cut, -abs(change.moved), -abs(change.won), change.now.row.rank)


def _places(rows: tuple[Standing, ...], cut: int | None) -> dict[int, Place]:
    """Return the position of each skater by bib."""
    side, over, level = sides(rows, cut), _is_over(rows), _level_on_points(rows)
    places = {}
    for row in rows:
        # Skaters without points are ranked by their order on the ice, which changes all the time.
        scored = row.total > 0 or not _racing(row)
        # Scorers share the first of the places with their points, skaters without points share the last.
        on_points = level[row.total][0 if scored else 1] if _racing(row) else row.rank
        places[row.bib] = Place(row, on_points, side[row.bib], scored, over)
    return places


def _is_over(rows: tuple[Standing, ...]) -> bool:
    """Return whether it is settled who advances; in a race without a cut this is never so."""
    return any(row.through for row in rows)


def _racing(row: Standing) -> bool:
    return row.status is Status.RACING and row.finish_place is None


def sides(rows: tuple[Standing, ...], cut: int | None) -> dict[int, CutSide]:
    """Return the side of the ``cut`` of every skater by bib; open for all if there is none."""
    if cut is None:
        return {row.bib: CutSide.OPEN for row in rows}
    if _is_over(rows):
        return {row.bib: CutSide.THROUGH if row.through else _side(row, (row.rank, row.rank), cut) for row in rows}
    level = _level_on_points(rows)
    return {row.bib: _side(row, level.get(row.total, (row.rank, row.rank)), cut) for row in rows}


def _level_on_points(rows: tuple[Standing, ...]) -> dict[int, tuple[int, int]]:
    """Return the first and last place by total points among the racing: their order within it is not decided."""
    found: dict[int, tuple[int, int]] = {}
    for place, row in enumerate(rows, 1):
        if _racing(row):
            first, last = found.get(row.total, (row.rank, place))
            found[row.total] = (min(first, row.rank), max(last, place))
    return found


def _side(row: Standing, level: tuple[int, int], cut: int) -> CutSide:
    """Return the side of the cut, where ``level`` is the range of places that a racing skater can have on points."""
    if row.status in (Status.DISQUALIFIED, Status.DNS):
        return CutSide.OUT
    if row.open_rank:
        return CutSide.OPEN if row.best is None or row.best <= cut else CutSide.OUT
    first, last = level if _racing(row) else (row.rank, row.rank)
    if last <= cut:
        return CutSide.THROUGH
    return CutSide.OUT if first > cut else CutSide.OPEN


def consequence_lines(changes: Sequence[Consequence], telling: Telling, words: Words) -> tuple[str, ...]:
    """Return a sentence for each of the first `MOST_TOLD` changes: ``7 Takagi now 9th, out (was 3rd, through)``."""
    return tuple(_sentence(change, telling, words) for change in changes[:MOST_TOLD])


def _sentence(change: Consequence, telling: Telling, words: Words) -> str:
    skater, crosses = telling.skater(change.bib), change.crosses_the_cut
    if crosses or (change.moved and change.was.scored and change.now.scored):
        was, now = (_place(place, words, side=crosses) for place in (change.was, change.now))
        return words("consequence.moved", skater=skater, now=now, was=was)
    place = _place(change.now, words, side=False)
    points, before = total_cell(change.now.row), total_cell(change.was.row)
    return words("consequence.points", skater=skater, place=place, count=points, was=before)


def _place(place: Place, words: Words, *, side: bool) -> str:
    """Return the rank of a skater in words, with the side of the cut if ``side`` is set."""
    text = rank_told(place.row, words.language)
    if place.row.shared and not place.row.open_rank:
        text = words("consequence.level", place=text)
    return words(f"consequence.{side_code(place.side, over=place.over)}", place=text) if side else text


def side_code(side: CutSide, *, over: bool) -> str:
    """Return the end of a sentence's code: the fact once the race is ``over``, until then what would be."""
    return str(side) if over else f"would_be_{side}"
