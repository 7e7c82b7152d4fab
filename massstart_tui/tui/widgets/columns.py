"""Which columns the points table has, and how wide they are."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from massstart_tui.race.state import RaceState

ROOMY: Final = 70
FEW_SPRINTS: Final = 3
"""So many sprints, those of a mass start, are always shown, however short the names become."""
TWO_DIGITS: Final = 10
SHORT_NAME: Final = 9
WHOLE_NAME: Final = 16
"""What a name keeps where sprints are left out for it."""
GAINED: Final = 4
OUT: Final = 8
MARK: Final = 2
RANK: Final = 3
BIB: Final = 5
GUTTER: Final = 2
NOC: Final = 5
STATE: Final = 5
TIME: Final = 9
LONGEST_NAME: Final = 30


class Columns(NamedTuple):
    """What a race has columns for: nations, so many ``sprints``, and ``timed`` once there are times."""

    nations: bool
    sprints: int
    points: bool
    gained: bool
    out: bool
    timed: bool

    @classmethod
    def of(cls, state: RaceState) -> Columns:
        """What the rules of this race have a use for."""
        rules = state.rules
        sprints = len(rules.sprints) if rules.on_points else 0
        nations = any(skater.noc for skater in state.sheet.skaters)
        return cls(nations, sprints, rules.on_points, rules.laps_gained_count, rules.eliminates, bool(state.finish))


class Layout(NamedTuple):
    """How wide each column is at one width of the table, 0 where there is none; ``sprints`` is how many there are."""

    name: int
    noc: int
    sprint: int
    sprints: int
    gained: int
    finish: int
    total: int
    out: int
    time: int


@cache
def layout_for(width: int, columns: Columns) -> Layout:
    """The columns that fit into ``width`` cells: of the sprints as many as leave room for a name."""
    roomy = width >= ROOMY
    sprint = 4 if columns.sprints >= TWO_DIGITS else 5 if roomy else 3
    finish = total = 0
    if columns.points:
        finish, total = (5, 5) if roomy else (4, 4)
    gained, out = GAINED if columns.gained else 0, OUT if columns.out else 0
    fixed = MARK + RANK + BIB + GUTTER + STATE + total + finish + gained + out
    sprints = sprints_in(width - fixed - (WHOLE_NAME if roomy else SHORT_NAME), sprint, columns.sprints)
    fixed += sprint * sprints
    time = TIME if columns.timed and width - fixed >= TIME + 16 + NOC else 0
    noc = NOC if columns.nations and width - fixed - time >= NOC + 8 else 0
    name = min(LONGEST_NAME, max(4, width - fixed - time - noc))
    return Layout(name, noc, sprint, sprints, gained, finish, total, out, time)


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
