"""Compute which columns the table of the race screen has, how wide each is, and which give way if there is no room.

The chart gives way to a column for each sprint, and whole names to an initial with the family name, then to that alone.
What no other column needs is for the reason of each place.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.tui.widgets.table_columns import (
    GAINED,
    GAP,
    LONGEST_NAME,
    OUT,
    ROOMY,
    TIME,
    TWO_DIGITS,
    TableColumns,
    sprints_in,
)

if TYPE_CHECKING:
    from massstart_tui.report.race_chart import Axis

MARK: Final = 2
"""The cell of the cursor, and that of the sign of who is within the cut."""
CHANGE: Final = 1
"""The cell of the sign of a changed row, between rank and bib."""
NOC: Final = 4
BEFORE_CHART: Final = 2
FINISH: Final = 4
SIGN: Final = 2
"""The width of the sign of a fall or an attack, where there is no chart."""
LEAST_NAME: Final = 9
GOOD_NAME: Final = 16
"""The width that a name keeps; sprints, and the time, are left out for it."""
REACH: Final = 12
START_STATUS: Final = 5
LEAST_WHY: Final = 24
"""The cells left from which the reason of each place has a column."""


class RaceColumns(NamedTuple):
    """The width of each column; 0 for a column that is left out, and no ``axis`` for no chart.

    ``sprints`` is how many sprints are shown, each ``sprint`` cells wide. ``marks`` is the width of the signs after a
    bib, and of the blank before the name.
    """

    rank: int
    bib: int
    marks: int
    name: int
    noc: int = 0
    axis: Axis | None = None
    sprint: int = 0
    sprints: int = 0
    gained: int = 0
    finish: int = 0
    total: int = 0
    out: int = 0
    time: int = 0
    sign: int = 0
    enough: int = 0
    reach: int = 0
    why: int = 0

    @property
    def before_name(self) -> int:
        """The number of cells before the name."""
        return MARK + self.rank + CHANGE + self.bib + self.marks

    @property
    def cells(self) -> int:
        """The number of cells of all columns."""
        chart = BEFORE_CHART + self.axis.width if self.axis else 0
        columns = self.gained + self.finish + self.total + self.out + self.time + self.sign + self.enough + self.reach
        columns += self.why
        return self.before_name + self.name + self.noc + chart + self.sprint * self.sprints + columns


def axis_drawn(state: RaceState, lap: int) -> Axis | None:
    """Return the axis of the chart, with ``lap`` cells for a lap; None if there is no chart, as on a start sheet."""
    if not lap or state.phase is Phase.SCHEDULED:
        return None
    from massstart_tui.report.race_chart import axis_of

    return axis_of(state, lap)


@cache
def columns_for(width: int, of: TableColumns, axis: Axis | None, enough: int, *, reach: bool = False) -> RaceColumns:
    """Return the columns that fit into ``width`` cells; the name has what the others leave.

    ``enough`` is the width of the words of what is enough, and ``reach`` says whether what is possible has a column.
    """
    charts = ((axis, of.nations, reach), (axis, of.nations, False), (axis, False, False)) if axis else ()
    tried = (*charts, (None, of.nations, reach), (None, of.nations, False), (None, False, False))
    *roomier, least = [
        _columns(width, of._replace(finish=finish), shown, enough)._replace(noc=NOC * noc, reach=REACH * far)
        for shown, noc, far in tried
        # While the race is open, the points of the finish give way to the nations: they are in the total.
        for finish in ((of.finish, False) if of.open and noc and shown is None else (of.finish,))
    ]
    columns = next((columns for columns in roomier if columns.cells + LEAST_NAME <= width), least)
    if columns.cells + LEAST_NAME > width:
        columns = columns._replace(sprints=0, finish=0)
    left = width - columns.cells
    if of.finish and axis is None and left >= TIME + GOOD_NAME:
        columns, left = columns._replace(time=TIME), left - TIME
    name = max(4, min(LONGEST_NAME, left))
    return columns._replace(name=name, why=left - name if left - name >= LEAST_WHY else 0)


def _columns(width: int, of: TableColumns, axis: Axis | None, enough: int) -> RaceColumns:
    """Return the columns with or without a chart, not yet with a name, nations, or what is possible."""
    columns = RaceColumns(
        rank=of.rank,
        bib=of.bib,
        marks=of.marks,
        name=0,
        axis=axis,
        gained=GAINED if of.gained else 0,
        finish=FINISH if of.points and of.finish and axis is None else 0,
        total=of.total if of.points else 0,
        out=OUT if of.out and axis is None else 0,
        sign=GAP if axis else SIGN,
        enough=enough,
    )
    if axis or not of.sprints:
        return columns
    each = 4 if width >= ROOMY or of.sprints >= TWO_DIGITS else 3
    room = width - columns.cells - (NOC if of.nations else 0) - (GOOD_NAME if width >= ROOMY else LEAST_NAME)
    return columns._replace(sprint=each, sprints=sprints_in(room, each, of.sprints))


def start_sheet_columns(width: int, of: TableColumns, *, out: bool = False) -> RaceColumns:
    """Return the columns before the gun: only who skates, and if ``out`` is true, who does not start."""
    columns = RaceColumns(2, of.bib, of.marks, 0, NOC if of.nations else 0, enough=START_STATUS if out else 0)
    return columns._replace(name=max(LEAST_NAME, min(LONGEST_NAME, width - columns.cells)))
