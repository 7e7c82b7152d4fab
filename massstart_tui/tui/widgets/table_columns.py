"""Compute which columns the points table has, their widths, and which are left out if there is no room for all."""

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
"""The width of a rank that is open, such as 12–15."""
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
"""The width of the sign before what suffices, which replaces the status column if there is no room."""
FEW_SPRINTS: Final = 3
"""The number of sprints, those of a mass start, that are always shown, however short the names become."""
TWO_DIGITS: Final = 10
SHORT_NAME: Final = 9
WHOLE_NAME: Final = 16
"""The width that a name keeps; sprints are left out for it."""
LONGEST_NAME: Final = 30
WHOLE_NAMES_FROM: Final = 24
"""The width of the name column from which the whole name is shown."""
ROOMY: Final = 70
ALSO_POSSIBLE: Final = 54
"""The width of the table from which what can still suffice fits beside the points of the finish.

Below it only what surely suffices is shown.
"""


class TableColumns(NamedTuple):
    """Which columns a race needs: nations, the number of ``sprints``, and others that its rules require.

    ``finish`` says whether anybody has finished; ``open`` whether anything can still change, if there is an outlook;
    ``open_ranks`` whether some ranks are not known although the race is over.
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
        """Return the columns for this state, and for these ``rows`` of its standings."""
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
        """The width of the column of ranks."""
        return OPEN_RANK if self.open_ranks else RANK


def _has_outlook(state: RaceState) -> bool:
    """Return whether anything can still change.

    Before the gun nothing is imported for that, so as not to delay the first picture.
    """
    if not state.under_way:
        return False
    from massstart_tui.race.contenders import uncovered

    return uncovered(state) is None


class Layout(NamedTuple):
    """The width of each column for one width of the table; 0 for a column that is left out.

    ``sprints`` is how many sprints are shown, each ``sprint`` cells wide.
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
        """The number of cells that all columns take, including the bib."""
        return BIB + GUTTER + sum(self) - self.sprint - self.sprints + self.sprint * self.sprints


@cache
def layout_for(width: int, columns: TableColumns) -> Layout:
    """Return the columns that fit into ``width`` cells, with as many sprints as leave room for a name.

    While a race is open, the column of what suffices is there at any width. The column of points at the finish appears
    only once somebody has finished; from then on, what can only possibly suffice is left out in favour of the names. In
    a narrow table a skater's status is a sign before what suffices.
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
    # Nations give way to names: a whole one in a wide table of an open race, a short one otherwise.
    least = WHOLE_NAMES_FROM if roomy and columns.open else 8
    noc = NOC if columns.nations and width - fixed - time >= NOC + least else 0
    name = min(LONGEST_NAME, max(4, width - fixed - time - noc))
    return Layout(name, noc, sprint, sprints, gained, finish, total, out, time, enough, state, columns.rank)


def protocol_layout(width: int, columns: TableColumns, name: int, time: int) -> Layout:
    """Return the columns of the printed protocol in ``width`` cells, with as many sprints as leave room for a name.

    ``name`` and ``time`` are the widths of the longest name and of the longest time, the latter including its mark.
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
    """Return the columns before the gun: only who skates, and if ``out`` is true, who does not start."""
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
    """Return how many of ``sprints`` columns are shown in ``room`` cells, ``each`` so wide.

    All are shown if there are few, and always at least one.
    """
    return sprints if sprints <= FEW_SPRINTS else max(1, min(sprints, room // each))


def latest(state: RaceState, sprints: int, room: int) -> range:
    """Return which of the sprints are shown if there is room for ``room`` of them: the latest, or at first the first
    ones.
    """
    if room >= sprints:
        return range(sprints)
    last = max(room, passed(state))
    return range(last - room, last)


def passed(state: RaceState) -> int:
    """Return how many laps that end in a sprint the leader has completed; 0 if all sprints are always shown."""
    laps = state.rules.sprint_laps()
    return sum(1 for lap in laps if lap <= state.lap) if len(laps) > FEW_SPRINTS else 0
