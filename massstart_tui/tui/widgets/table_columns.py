"""Tell which columns a race needs, and compute those of the printed protocol: their widths, and which are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import RaceState
from massstart_tui.report.open_places import total_cell
from massstart_tui.report.signs import DOUBT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from massstart_tui.race.standings import Standing
    from massstart_tui.stream.provenance import Doubts

RANK: Final = 3
OPEN_RANK: Final = 5
"""The width of a rank that is open, such as 12–15."""
BIB: Final = 5
GUTTER: Final = 2
"""The blank cells between two columns."""
NOC: Final = 5
STATE: Final = 5
TIME: Final = 9
GAINED: Final = 4
OUT: Final = 8
GAP: Final = 1
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
"""The width of a table from which a sprint has four cells."""


class TableColumns(NamedTuple):
    """Which columns a race needs: nations, the number of ``sprints``, and others that its rules require.

    ``finish`` says whether anybody has finished; ``open`` whether anything can still change, if there is an outlook;
    ``open_ranks`` whether some ranks are not known although the race is over. ``doubt`` is the sign for doubtful, if
    every bib is doubtful: it then stands in the heading only. ``rank``, ``bib``, ``marks`` and ``total`` are the widths
    of a rank, of a bib, of the signs after it and the blank before the name, and of the total.
    """

    nations: bool
    sprints: int
    points: bool
    gained: bool
    out: bool
    finish: bool
    open: bool
    open_ranks: bool = False
    rank: int = 2
    bib: int = 3
    marks: int = 1
    total: int = 4
    doubt: str = ""

    @classmethod
    def none(cls) -> TableColumns:
        """Return the columns of a race that is not known."""
        return cls(nations=True, sprints=0, points=False, gained=False, out=False, finish=False, open=False)

    @classmethod
    def of(
        cls, state: RaceState, rows: Iterable[Standing] = (), doubts: Mapping[int, Doubts] | None = None
    ) -> TableColumns:
        """Return the columns for this state, for these ``rows`` of its standings, and for what is doubtful in them."""
        rules, shown = state.rules, tuple(rows)
        doubtful = [bool(doubts and row.bib in doubts and doubts[row.bib].bib) for row in shown]
        doubt = DOUBT if doubtful and all(doubtful) else ""
        open_ranks = any(row.open_rank for row in shown)
        return cls(
            nations=any(skater.noc for skater in state.sheet.skaters),
            sprints=len(rules.sprints) if rules.on_points else 0,
            points=rules.on_points,
            gained=rules.laps_gained_count,
            out=rules.eliminates,
            finish=bool(state.finish),
            open=_has_outlook(state),
            open_ranks=open_ranks,
            rank=OPEN_RANK if open_ranks else max(2, len(str(len(shown)))),
            bib=max(3 + len(doubt), 1 + len(str(max((skater.bib for skater in state.sheet.skaters), default=0)))),
            marks=1 + (not doubt and any(doubtful)) + any(row.reviewed for row in shown),
            total=2 + max([2, *(len(str(total_cell(row))) for row in shown)]),
            doubt=doubt,
        )


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
    state: int = 0
    rank: int = RANK

    @property
    def cells(self) -> int:
        """The number of cells that all columns take, including the bib."""
        return BIB + GUTTER + sum(self) - self.sprint - self.sprints + self.sprint * self.sprints


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
        rank=OPEN_RANK if columns.open_ranks else RANK,
    )
    name = min(name + 2, LONGEST_NAME)
    sprints = sprints_in(width - lay.cells - min(name, WHOLE_NAME), lay.sprint, columns.sprints)
    room = width - lay._replace(sprints=sprints).cells
    return lay._replace(name=max(SHORT_NAME, min(name, room)), sprints=sprints)


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
    last = max(room, sprints_scrolled(state))
    return range(last - room, last)


def sprints_scrolled(state: RaceState) -> int:
    """Return how many sprints were passed in a race whose sprint columns scroll; 0 in one with few sprints."""
    laps = state.rules.sprint_laps()
    return sum(1 for lap in laps if lap <= state.lap) if len(laps) > FEW_SPRINTS else 0
