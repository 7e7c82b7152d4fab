"""Which columns the points table has, how wide each is, and which give way where there is no room for all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.race.state import RaceState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from massstart_tui.race.standings import Standing

MARK: Final = 2
RANK: Final = 3
OPEN_RANK: Final = 5
"""A rank that is open, as 12–15, takes so much."""
BIB: Final = 5
GUTTER: Final = 2
NOC: Final = 5
STATE: Final = 5
TIME: Final = 9
GAINED: Final = 4
OUT: Final = 8
ENOUGH: Final = 7
SURELY_ENOUGH: Final = 4
GAP: Final = 1
SIGN: Final = 2
"""Where the state has no column, its sign stands before what is enough."""
FEW_SPRINTS: Final = 3
"""So many sprints, those of a mass start, are always shown, however short the names become."""
TWO_DIGITS: Final = 10
SHORT_NAME: Final = 9
WHOLE_NAME: Final = 16
"""What a name keeps where sprints are left out for it."""
LONGEST_NAME: Final = 30
WHOLE_NAMES_FROM: Final = 24
"""From so many cells for a name the whole name is shown."""
ROOMY: Final = 70
ALSO_POSSIBLE: Final = 54
"""From so many cells there is room beside the points of the finish for what can still be enough, and not only surely.
"""


class TableColumns(NamedTuple):
    """What a race has columns for: nations, so many ``sprints``, and what else its rules have a use for.

    ``finish`` says that anybody is in yet; ``open`` that anything can still change, as far as there is an outlook;
    ``open_ranks`` that of a race that is over some ranks are not known.
    """

    nations: bool
    sprints: int
    points: bool
    gained: bool
    out: bool
    finish: bool
    open: bool
    open_ranks: bool = False

    @classmethod
    def of(cls, state: RaceState, rows: Iterable[Standing] = ()) -> TableColumns:
        """What there is to show of this race, at this moment, and of these ``rows`` of its standings."""
        rules = state.rules
        return cls(
            nations=any(skater.noc for skater in state.sheet.skaters),
            sprints=len(rules.sprints) if rules.on_points else 0,
            points=rules.on_points,
            gained=rules.laps_gained_count,
            out=rules.eliminates,
            finish=bool(state.finish),
            open=_has_outlook(state),
            open_ranks=any(row.open_rank for row in rows),
        )

    @property
    def rank(self) -> int:
        """How wide the ranks are."""
        return OPEN_RANK if self.open_ranks else RANK


def _has_outlook(state: RaceState) -> bool:
    """Whether there is anything to look out for; the first picture, before the gun, needs nothing for that."""
    if not state.under_way:
        return False
    from massstart_tui.race.contenders import uncovered

    return uncovered(state) is None


class Layout(NamedTuple):
    """How wide each column is at one width of the table; 0 where there is no room for it, or nothing in it.

    ``sprints`` is how many of them are shown, each ``sprint`` wide.
    """

    name: int
    noc: int = 0
    sprint: int = 0
    sprints: int = 0
    gained: int = 0
    finish: int = 0
    total: int = 0
    out: int = 0
    time: int = 0
    enough: int = 0
    state: int = 0
    rank: int = RANK

    @property
    def cells(self) -> int:
        """How many cells all of it takes, with the bib."""
        return BIB + GUTTER + sum(self) - self.sprint - self.sprints + self.sprint * self.sprints


@cache
def layout_for(width: int, columns: TableColumns) -> Layout:
    """The columns that fit into ``width`` cells: of the sprints as many as leave room for a name.

    As long as a race is open, what is enough has a place at any width. Nobody has points at the finish before anybody
    is in: that column makes room. Once it is there, what can only possibly be enough gives way to the names. Where
    there is little, the state of a skater is a sign before what is enough.
    """
    roomy = width >= ROOMY
    finish, total = _finish_and_total(columns, roomy=roomy)
    gained, out = GAINED if columns.gained else 0, OUT if columns.out else 0
    state = STATE if roomy or not columns.open else 0
    enough = _enough(width, roomy=roomy, finish=finish > 0) if columns.open else 0
    fixed = MARK + columns.rank + BIB + GUTTER + state + enough + total + finish + gained + out
    sprint = _sprint(columns, roomy=roomy)
    sprints = sprints_in(width - fixed - (WHOLE_NAME if roomy else SHORT_NAME), sprint, columns.sprints)
    fixed += sprint * sprints
    time = TIME if columns.finish and width - fixed >= TIME + 16 + NOC else 0
    least = WHOLE_NAMES_FROM if roomy and columns.open else 8
    noc = NOC if columns.nations and width - fixed - time >= NOC + least else 0
    name = min(LONGEST_NAME, max(4, width - fixed - time - noc))
    return Layout(name, noc, sprint, sprints, gained, finish, total, out, time, enough, state, columns.rank)


def protocol_layout(width: int, columns: TableColumns, name: int, time: int) -> Layout:
    """The columns of the protocol in ``width`` cells: of the sprints as many as leave room for a name.

    The longest name and the longest time take ``name`` and ``time`` cells, the latter with the room for its mark.
    """
    roomy = width >= ROOMY
    finish = (5 if roomy else 4) if columns.points else 0
    total = 5 if finish and columns.gained else finish
    lay = Layout(
        name=0,
        noc=NOC if columns.nations and roomy else 0,
        sprint=4 if roomy or columns.sprints >= TWO_DIGITS else 3,
        gained=GAINED if columns.gained else 0,
        finish=finish,
        total=total,
        out=OUT if columns.out else 0,
        time=max(time + 1, TIME),
        state=STATE,
        rank=columns.rank,
    )
    name = min(name + 2, LONGEST_NAME)
    sprints = sprints_in(width - lay.cells - min(name, WHOLE_NAME), lay.sprint, columns.sprints)
    room = width - lay._replace(sprints=sprints).cells
    return lay._replace(name=max(SHORT_NAME, min(name, room)), sprints=sprints)


def start_sheet_layout(width: int, *, out: bool = False) -> Layout:
    """Before the gun there is nothing yet but who skates, and where anybody is ``out`` who does not."""
    state = STATE if out else 0
    return Layout(max(4, min(LONGEST_NAME, width - MARK - RANK - BIB - GUTTER - NOC - state)), NOC, state=state)


def _finish_and_total(columns: TableColumns, *, roomy: bool) -> tuple[int, int]:
    if not columns.points:
        return 0, 0
    each = 5 if roomy and not columns.open else 4
    return each if columns.finish or not columns.open else 0, each


def _sprint(columns: TableColumns, *, roomy: bool) -> int:
    if columns.sprints >= TWO_DIGITS or (roomy and columns.open):
        return 4
    return 5 if roomy else 3


def _enough(width: int, *, roomy: bool, finish: bool) -> int:
    if roomy:
        return GAP + ENOUGH
    return SIGN + (SURELY_ENOUGH if finish and width < ALSO_POSSIBLE else ENOUGH)


def sprints_in(room: int, each: int, sprints: int) -> int:
    """How many of so many sprints are shown in ``room`` cells, ``each`` so wide: all where there are few, else one."""
    return sprints if sprints <= FEW_SPRINTS else max(1, min(sprints, room // each))


def latest(state: RaceState, sprints: int, room: int) -> range:
    """Which of so many sprints are shown where there is room for fewer: the latest, or the first before those."""
    if room >= sprints:
        return range(sprints)
    last = max(room, passed(state))
    return range(last - room, last)


def passed(state: RaceState) -> int:
    """How many laps that end in a sprint the leader has completed, where there may be more than are shown."""
    laps = state.rules.sprint_laps()
    return sum(1 for lap in laps if lap <= state.lap) if len(laps) > FEW_SPRINTS else 0
