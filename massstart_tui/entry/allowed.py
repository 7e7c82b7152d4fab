"""Checks of a typed verb against the state of the race: which skaters it can name, and when it can be used at all.

Each check returns the `Code` of the problem it finds, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from massstart_tui.entry.expected import is_out
from massstart_tui.entry.problems import Code
from massstart_tui.entry.roster import roster_of
from massstart_tui.race.groups import ahead_of_the_bunch
from massstart_tui.race.state import Phase, RaceState, Status

Values = dict[str, str | int]


def _in_the_race(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who is out of the race."""
    if not is_out(state, bib):
        return None
    return Code.STAYED_OUT if bib in state.stayed_out else Code.IS_OUT


def _racing(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who is out of the race or over the finish line."""
    return _in_the_race(state, bib) or (Code.IS_IN if state.is_in(bib) else None)


def _finishes(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who is out; one who is over the line can be placed again, whatever has happened to them since."""
    return None if state.is_in(bib) else _in_the_race(state, bib)


def _away(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who is neither in an attack nor ahead of the bunch."""
    away = bib in state.away or bib in ahead_of_the_bunch(state)
    return _racing(state, bib) or (None if away else Code.NOT_AWAY)


def _down(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who has not fallen.

    A skater who stayed out of a restart is accepted, because they can start again after all.
    """
    if bib in state.stayed_out:
        return None
    return _racing(state, bib) or (None if bib in state.down else Code.NOT_DOWN)


def _up(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who has already fallen and not rejoined."""
    return _racing(state, bib) or (Code.DOWN_ALREADY if bib in state.down else None)


def _did_not_start(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who has been seen in the race, and so has started."""
    return _racing(state, bib) or (Code.HAS_STARTED if _was_seen(state, bib) else None)


def _was_seen(state: RaceState, bib: int) -> bool:
    """Return whether an order, a lead, a crossing, an attack or a fall has named this skater."""
    orders = (result.order for result in state.sprints.values())
    placed = any(bib in bibs for order in orders for bibs in order)
    return placed or bib == state.leader or bib in {*state.crossed_at, *state.away, *state.down}


def _not_disqualified(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who is disqualified already."""
    exit_ = state.exits.get(bib)
    return Code.DISQUALIFIED_ALREADY if exit_ and exit_.status is Status.DISQUALIFIED else None


def _may_go_through(state: RaceState, bib: int) -> Code | None:
    """Reject a skater who is disqualified or did not start: neither can advance to the next round."""
    exit_ = state.exits.get(bib)
    return Code.IS_OUT if exit_ and exit_.status in (Status.DISQUALIFIED, Status.DNS) else None


WHO: Final[Mapping[str, Callable[[RaceState, int], Code | None]]] = {
    "attack": _racing,
    "caught": _away,
    "fall": _up,
    "rejoin": _down,
    "lapped": _in_the_race,
    "lap_gained": _racing,
    "eliminated": _racing,
    "withdraw": _racing,
    "dns": _did_not_start,
    "disqualify": _not_disqualified,
    "advance": _may_go_through,
    "relegate": _in_the_race,
    "groups": _racing,
    "gap": _racing,
    "crossing": _racing,
    "lap": _in_the_race,
    "lead": _racing,
    "bell": _in_the_race,
    "finish": _finishes,
}
"""The check of a named skater, by verb. A verb that is not in it can name anyone."""


def out_before(state: RaceState, bib: int, lap: int) -> bool:
    """Return whether this skater left the race before the end of ``lap``."""
    return is_out(state, bib) and state.exits[bib].laps < lap


def _begun(state: RaceState) -> Code | None:
    return Code.NOT_BEGUN if state.phase is Phase.SCHEDULED else None


def _not_begun(state: RaceState) -> Code | None:
    return None if state.phase is Phase.SCHEDULED else Code.BEGUN_ALREADY


def _sheet_is_closed(state: RaceState) -> Code | None:
    return Code.SHEET_IS_OPEN if state.phase is Phase.SCHEDULED else None


def _neutral(state: RaceState) -> Code | None:
    return _begun(state) or (None if state.phase is Phase.NEUTRAL else Code.NOT_NEUTRAL)


def _under_way(state: RaceState) -> Code | None:
    return _begun(state) or (Code.NOT_UNDER_WAY if state.over or state.phase is Phase.STOPPED else None)


def _stopped(state: RaceState) -> Code | None:
    return _begun(state) or (None if state.phase is Phase.STOPPED else Code.NOT_STOPPED)


def _laps_are_gained(state: RaceState) -> Code | None:
    return _begun(state) or (None if state.rules.laps_gained_count else Code.NO_LAPS_GAINED)


def _somebody_is_eliminated(state: RaceState) -> Code | None:
    return _begun(state) or (None if state.rules.eliminates else Code.NOBODY_ELIMINATED)


def _somebody_in(state: RaceState) -> Code | None:
    if state.phase is Phase.OFFICIAL:
        return Code.OFFICIAL_ALREADY
    return None if state.finish else Code.NOBODY_IN


WHEN: Final[Mapping[str, Callable[[RaceState], Code | None]]] = {
    "start": _not_begun,
    "neutral_end": _neutral,
    "stop": _under_way,
    "resume": _stopped,
    "restart": _begun,
    "relegate": _begun,
    "points": _begun,
    "lap": _begun,
    "bell": _begun,
    "crossing": _begun,
    "sprint": _begun,
    "finish": _begun,
    "groups": _begun,
    "gap": _begun,
    "attack": _begun,
    "caught": _begun,
    "fall": _begun,
    "rejoin": _begun,
    "lapped": _begun,
    "lap_gained": _laps_are_gained,
    "eliminated": _somebody_is_eliminated,
    "withdraw": _begun,
    "clock": _begun,
    "lead": _begun,
    "skater": _sheet_is_closed,
    "official": _somebody_in,
}
"""The check of the moment, by verb. A verb that is not in it can be used at any moment."""


def about(state: RaceState, bib: int) -> Values:
    """Return the values that the sentence about a rejected skater can use, such as label, bib, status and laps."""
    roster = roster_of(state.sheet)
    exit_ = state.exits.get(bib)
    return {
        "skater": roster.label(bib),
        "bib": bib,
        "status": state.status_of(bib),
        "seq": (exit_.seq if exit_ else None) or 0,
        "laps": exit_.laps if exit_ else 0,
        "away": roster.labels(ahead_of_the_bunch(state)) or "-",
        "down": roster.labels(state.down) or "-",
    }
