"""Where the parts of the race screen stand, for a number of columns and rows: the layout classes XS, S, M and L.

Columns and rows are judged apart. The columns decide the table and what stands beside it, the rows decide the blank
lines and what stands below the table, and the smaller class of the two decides the head.

What gives way first, if there is too little room: the blank lines, the panels beside and below the table, the sentence
about the chosen skater, and the ice. The lap counter, the table and the newest line of the log are always there.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from massstart_tui.named_tuples import NamedTuple


class LayoutClass(IntEnum):
    """How much room there is, from a narrow terminal to a full screen."""

    XS = 0
    S = 1
    M = 2
    L = 3


SMALLEST_RINK: Final = (32, 7)
"""The columns and rows of the smallest rink in which a label has room."""
_FROM_COLUMNS: Final = ((160, LayoutClass.L), (110, LayoutClass.M), (72, LayoutClass.S))
_FROM_ROWS: Final = ((48, LayoutClass.L), (30, LayoutClass.M), (20, LayoutClass.S))
_HEAD: Final = {LayoutClass.XS: 4, LayoutClass.S: 5, LayoutClass.M: 9, LayoutClass.L: 18}
_COUNTER: Final = {LayoutClass.XS: 16, LayoutClass.S: 19, LayoutClass.M: 29, LayoutClass.L: 50}
_ICE_OF_M: Final = (36, 8)
_LEFT_OF_ICE: Final = 106
"""The columns of the counter and the head rows, in class L."""
_ICE_ROWS: Final = 17
_ICE_SHAPE: Final = 5.5
"""The columns of the ice for each row of it: a rink seen in true proportions."""
_BESIDE: Final = 37
"""The columns of the log beside the table, from class M."""
_LEAST_LOG: Final = 6
"""The rows that the log keeps if a panel stands below it."""
_LOG_BELOW: Final = 4
"""The rows of the log below the table, in class XS."""
_LEAST_BELOW: Final = 8
"""The rows from which the panels below the table are shown, even if they want more."""
_LEAST_TABLE: Final = 4
_LOG_STEP: Final = 8
"""The rows by which the log grows where panels below the table could use them: they move seldom."""
_USUAL_LAPS: Final = 16
"""The laps of a mass start; the chart of a longer race takes no more room than that of this one."""


class Box(NamedTuple):
    """A number of columns and rows."""

    columns: int
    rows: int


class Contents(NamedTuple):
    """What there is to show, as far as the layout depends on it.

    ``table`` and ``log`` are the rows of the whole table and the whole log, with their headings. ``ice`` and ``bar``
    say whether there is a picture of the ice and a race bar. ``beside`` and ``below`` are the rows that the panels
    beside and below the table want, ``said`` those of the sentence about the chosen skater, and ``foot`` those of what
    stands below the race, such as the entry line. Before the gun, while the race still ``waits``, little stands in the
    head.
    """

    laps: int
    table: int
    ice: bool = False
    bar: bool = True
    beside: int = 0
    below: int = 0
    said: int = 0
    foot: int = 0
    waits: bool = False
    log: int = 0


class RaceLayout(NamedTuple):
    """The columns and rows of each part; 0, or None for the ice, if a part is left out.

    ``across`` and ``down`` are the classes by columns and by rows. ``beside`` is the width of the log beside the table;
    if it is 0, the log has ``log`` rows below the table. ``panel`` is the number of rows of the panel below the log,
    ``below`` that of the panels below the table, ``said`` that of the sentence. ``gap`` is the number of blank rows
    above the table, and above what stands below it. ``lap`` is the number of cells that the chart has for a lap, not
    taking into account that a longer race has fewer; 0 if there is no chart.
    """

    across: LayoutClass
    down: LayoutClass
    head: int
    counter: int
    ice: Box | None
    table: int
    beside: int
    log: int
    body: int
    panel: int
    below: int
    said: int
    gap: int
    bar: int
    lap: int

    @property
    def size(self) -> LayoutClass:
        """The smaller of the two classes."""
        return min(self.across, self.down)


def classes_of(columns: int, rows: int) -> tuple[LayoutClass, LayoutClass]:
    """Return the layout classes by columns and by rows."""
    return (_class_from(_FROM_COLUMNS, columns), _class_from(_FROM_ROWS, rows))


def layout_of(columns: int, rows: int, contents: Contents) -> RaceLayout:
    """Return where everything stands on a screen of so many ``columns`` and ``rows``."""
    across, down = classes_of(columns, rows)
    size = min(across, down)
    bar = 1 if contents.bar and (size >= LayoutClass.M or not contents.foot) else 0
    # The top line and the line of keys are always there.
    room = max(2, rows - 2 - bar - contents.foot)
    tight = contents.waits and room - _HEAD[LayoutClass.S] < contents.table
    board = LayoutClass.XS if size is LayoutClass.S and tight else size
    head = min(_HEAD[board], max(1, (room - 1) // 3)) if size is LayoutClass.XS else _HEAD[board]
    beside = beside_of(columns, contents.laps)
    given = _given(down, room - head, contents)
    body = room - head - given.said - given.below - given.gap
    log = 0 if beside else max(1, min(_LOG_BELOW, body - _LEAST_TABLE), body - contents.table)
    panel = contents.beside if beside and body - contents.beside - 1 >= _LEAST_LOG else 0
    return RaceLayout(
        across=across,
        down=down,
        head=head,
        counter=_COUNTER[board],
        ice=_ice(size, columns) if contents.ice else None,
        table=columns - beside,
        beside=beside,
        log=log,
        body=body,
        panel=panel,
        below=given.below,
        said=given.said,
        gap=1 if given.gap else 0,
        bar=bar,
        lap=cells_for_a_lap(columns, contents.laps),
    )


def cells_for_a_lap(columns: int, laps: int) -> int:
    """Return how many cells the chart has for a lap, of a race of up to 16 laps; 0 if there is no room for a chart."""
    if _class_from(_FROM_COLUMNS, columns) < LayoutClass.M:
        return 0
    usual = min(laps, _USUAL_LAPS)
    return 4 if columns >= 135 + 4 * usual else 3 if columns >= 87 + 3 * usual else 2


def beside_of(columns: int, laps: int) -> int:
    """Return the width of the log beside the table; 0 if it stands below the table."""
    across = _class_from(_FROM_COLUMNS, columns)
    if across is LayoutClass.XS:
        return 0
    if across is LayoutClass.S:
        return columns - max(46, min(62, columns - 31))
    if across is LayoutClass.M:
        # The names of the table need the cells more than the log does.
        return max(31, min(_BESIDE, columns - 83))
    # The table has what its columns need, with names in full; the log has the rest.
    return columns - (70 + min(laps, _USUAL_LAPS) * cells_for_a_lap(columns, laps))


class _Given(NamedTuple):
    """The rows given to what stands below the table, and to blank lines."""

    said: int
    below: int
    gap: int


def _given(down: LayoutClass, room: int, contents: Contents) -> _Given:
    """Share ``room`` rows between the table and what stands below it; blank lines come last."""
    left = room - contents.table
    below = min(contents.below, left - 1) if down is LayoutClass.L and left > _LEAST_BELOW else 0
    # The panels below the table say more about the chosen skater.
    said = contents.said if down >= LayoutClass.M and not below else 0
    left -= said
    gaps = 1 + (1 if said or below else 0)
    gap = gaps if down >= LayoutClass.M and left - below >= gaps else 0
    # What neither the table nor the log fills is for the panels, which begin right below the table then.
    more = max(0, contents.log + (contents.beside + 1 if contents.beside else 0) - contents.table)
    spare = left - below - gap - -(-more // _LOG_STEP) * _LOG_STEP
    return _Given(said, below + max(0, spare) if below else 0, gap)


def _ice(size: LayoutClass, columns: int) -> Box | None:
    """Return the room for the ice, without its heading; None if there is none."""
    if size < LayoutClass.M:
        return None
    if size is LayoutClass.M:
        return Box(*_ICE_OF_M)
    rows = min(_ICE_ROWS, int((columns - _LEFT_OF_ICE) / _ICE_SHAPE))
    return Box(min(columns - _LEFT_OF_ICE, int(rows * _ICE_SHAPE)), rows)


def _class_from(thresholds: tuple[tuple[int, LayoutClass], ...], measured: int) -> LayoutClass:
    return next((named for least, named in thresholds if measured >= least), LayoutClass.XS)
