"""The columns of the points table: how wide each is, and which give way where there is no room for all."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

MARK: Final = 2
RANK: Final = 3
BIB: Final = 5
GUTTER: Final = 2
NOC: Final = 5
STATE: Final = 5
TIME: Final = 9
ENOUGH: Final = 7
SURELY_ENOUGH: Final = 4
GAP: Final = 1
SIGN: Final = 2
"""Where the state has no column, its sign stands before what is enough."""
LONGEST_NAME: Final = 30
WHOLE_NAMES_FROM: Final = 24
"""From so many cells for a name the whole name is shown."""
ROOMY: Final = 70
ALSO_POSSIBLE: Final = 54
"""From so many cells there is room beside the points of the finish for what can still be enough, and not only surely.
"""


class Layout(NamedTuple):
    """How wide each column is at one width of the table; 0 where there is no room for it, or nothing in it."""

    name: int
    noc: int
    sprint: int
    finish: int
    total: int
    time: int
    enough: int
    state: int


class Shows(NamedTuple):
    """What a table has to show: so many sprints; whether anybody is in yet, and whether anything can still change."""

    sprints: int
    finish: bool
    open: bool


@cache
def layout_for(width: int, shows: Shows) -> Layout:
    """The columns that fit into ``width`` cells.

    As long as a race is open, what is enough has a place at any width. Nobody has points at the finish before anybody
    is in: that column makes room. Once it is there, what can only possibly be enough gives way to the names. Where
    there is little, the state of a skater is a sign before what is enough.
    """
    roomy = width >= ROOMY
    sprint, total = (5, 5) if roomy and not shows.open else (4, 4) if roomy else (3, 4)
    finish = max(4, sprint) if shows.finish or not shows.open else 0
    state = STATE if roomy or not shows.open else 0
    enough = (GAP if roomy else SIGN) + (SURELY_ENOUGH if finish and not roomy and width < ALSO_POSSIBLE else ENOUGH)
    enough = enough if shows.open else 0
    fixed = MARK + RANK + BIB + GUTTER + state + enough + total + sprint * shows.sprints + finish
    time = TIME if shows.finish and width - fixed >= TIME + 16 + NOC else 0
    noc = NOC if width - fixed - time >= NOC + (WHOLE_NAMES_FROM if roomy and shows.open else 8) else 0
    name = min(LONGEST_NAME, max(4, width - fixed - time - noc))
    return Layout(name, noc, sprint, finish, total, time, enough, state)


def start_sheet_layout(width: int) -> Layout:
    """Before the gun there is nothing yet but who skates."""
    name = max(4, min(LONGEST_NAME, width - MARK - RANK - BIB - GUTTER - NOC))
    return Layout(name, NOC, 0, 0, 0, 0, 0, 0)
