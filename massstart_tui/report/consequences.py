"""What an entry, or a correction, changes in the classification for whom, most important first."""

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
"""How many consequences are told: more cannot be taken in while a race goes on."""


class CutSide(StrEnum):
    """On which side of the cut a skater is; open where those level on points are on both sides of it."""

    THROUGH = "through"
    OUT = "out"
    OPEN = "open"


class Place(NamedTuple):
    """Where a skater stands: in ``row``, and ``on_points`` as points alone tell those racing apart.

    ``scored`` is False for who is on the ice without points: their place says nothing yet, and ``on_points`` is the
    last that they share. ``over`` once all are in.
    """

    row: Standing
    on_points: int
    side: CutSide
    scored: bool
    over: bool

    @property
    def reached(self) -> int:
        """The place that a move is counted from or to."""
        return self.row.rank if self.scored else self.on_points


class Consequence(NamedTuple):
    """What changed for one skater."""

    bib: int
    was: Place
    now: Place

    @property
    def crosses_the_cut(self) -> bool:
        """Whether this skater was on one side of the cut and is on the other."""
        return {self.was.side, self.now.side} == {CutSide.THROUGH, CutSide.OUT}

    @property
    def moved(self) -> int:
        """How many places up, or below nought down; a place on the ice among equals is none, and an open rank."""
        known = not (self.was.row.open_rank or self.now.row.open_rank)
        counts = self.was.on_points != self.now.on_points and (self.was.scored or self.now.scored)
        return self.was.reached - self.now.reached if counts and known else 0

    @property
    def won(self) -> int:
        """How many points more, or below nought fewer."""
        return self.now.row.total - self.was.row.total

    @property
    def matters(self) -> bool:
        """Whether it is worth telling: who was only pushed down a place below the first is not."""
        far = abs(self.moved) > 1 or (self.moved != 0 and 1 in (self.was.row.rank, self.now.row.rank))
        scored = self.was.scored and self.now.scored
        return self.crosses_the_cut or self.won != 0 or (scored and far)


def consequences(before: tuple[Standing, ...], after: tuple[Standing, ...], cut: int | None) -> tuple[Consequence, ...]:
    """What differs between two classifications of one race and matters, most important first.

    First who crosses the ``cut`` (None where there is none), then who moved most, then who won or lost most points.
    """
    were, are = _places(before, cut), _places(after, cut)
    changes = [Consequence(bib, were[bib], place) for bib, place in are.items() if bib in were]
    return tuple(sorted((change for change in changes if change.matters), key=_importance))


def _importance(change: Consequence) -> tuple[bool, int, int, int]:
    return (not change.crosses_the_cut, -abs(change.moved), -abs(change.won), change.now.row.rank)


def _places(rows: tuple[Standing, ...], cut: int | None) -> dict[int, Place]:
    side, over, level = sides(rows, cut), _is_over(rows), _level_on_points(rows)
    places = {}
    for row in rows:
        scored = row.total > 0 or not _racing(row)
        on_points = level[row.total][0 if scored else 1] if _racing(row) else row.rank
        places[row.bib] = Place(row, on_points, side[row.bib], scored, over)
    return places


def _is_over(rows: tuple[Standing, ...]) -> bool:
    """Whether it is settled who goes through; in a race without a cut nobody ever does."""
    return any(row.through for row in rows)


def _racing(row: Standing) -> bool:
    return row.status is Status.RACING and row.finish_place is None


def sides(rows: tuple[Standing, ...], cut: int | None) -> dict[int, CutSide]:
    """On which side of the ``cut`` everybody is; open for all where there is none."""
    if cut is None:
        return {row.bib: CutSide.OPEN for row in rows}
    if _is_over(rows):
        return {row.bib: CutSide.THROUGH if row.through else _side(row, (row.rank, row.rank), cut) for row in rows}
    level = _level_on_points(rows)
    return {row.bib: _side(row, level.get(row.total, (row.rank, row.rank)), cut) for row in rows}


def _level_on_points(rows: tuple[Standing, ...]) -> dict[int, tuple[int, int]]:
    """By total, the first and last place among those racing with it: the order between them is not decided."""
    found: dict[int, tuple[int, int]] = {}
    for place, row in enumerate(rows, 1):
        if _racing(row):
            first, last = found.get(row.total, (row.rank, place))
            found[row.total] = (min(first, row.rank), max(last, place))
    return found


def _side(row: Standing, level: tuple[int, int], cut: int) -> CutSide:
    if row.status in (Status.DISQUALIFIED, Status.DNS):
        return CutSide.OUT
    if row.open_rank:
        return CutSide.OPEN if row.best is None or row.best <= cut else CutSide.OUT
    first, last = level if _racing(row) else (row.rank, row.rank)
    if last <= cut:
        return CutSide.THROUGH
    return CutSide.OUT if first > cut else CutSide.OPEN


def consequence_lines(changes: Sequence[Consequence], telling: Telling, words: Words) -> tuple[str, ...]:
    """The first changes, as many as are told, a sentence each: ``7 Takagi now 9th, out (was 3rd, through)``."""
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
    text = rank_told(place.row, words.language)
    if place.row.shared and not place.row.open_rank:
        text = words("consequence.level", place=text)
    return words(f"consequence.{side_code(place.side, over=place.over)}", place=text) if side else text


def side_code(side: CutSide, *, over: bool) -> str:
    """The end of a sentence's code: as it is once the race is ``over``, and until then as it would be."""
    return str(side) if over else f"would_be_{side}"
