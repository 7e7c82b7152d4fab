"""Judge which laps and orders are in doubt because a timing system did not read a pass of the line.

How many laps a skater has completed of whom a pass was not read, and whether they are lapped, is not known, and no
crossing of theirs has a place in an order. `timed_race` finds the passes that were not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.race.state import Phase, RaceState


def laps_in_doubt(state: RaceState) -> frozenset[int]:
    """Return the skaters whose number of laps is not known, because a pass was probably not read.

    They are skaters who are not known to be out or in. Among them are those who were not seen while the leader
    completed two laps and others were seen: it may be the next pass that shows whether they are lapped. Whoever was
    never seen may have a dead chip, or may not have started.
    """
    if not state.timed or not (state.unread or any(laps < state.lap - 1 for laps in state.laps.values())):
        return frozenset()
    counted = (bib for bib, unread in state.unread.items() if unread.passes)
    doubted = {*counted, *_not_seen_for_two_laps(state)}
    return frozenset(bib for bib in doubted if bib not in state.exits and not state.is_in(bib))


def _not_seen_for_two_laps(state: RaceState) -> Iterator[int]:
    if len(state.lap_times) < 2 or max(state.crossed_at.values()) < state.lap_times[-1][1]:  # noqa: PLR2004 - two laps
        return
    before = state.lap_times[-2][1]
    for bib, laps in state.laps.items():
        t = state.crossed_at.get(bib, state.gun)
        if t < before and laps < state.lap - 1 and state.fell_at.get(bib, -1) < t:
            yield bib


def never_read(state: RaceState) -> tuple[int, ...]:
    """Return those of `laps_in_doubt` of whom no pass was read at all, in the order of the start sheet."""
    doubted = laps_in_doubt(state)
    return tuple(bib for bib in state.laps if bib in doubted and bib not in state.crossed_at)


def not_read_at_the_finish(state: RaceState) -> tuple[int, ...]:
    """Return who was read before, but not at the end of the distance, in a race that crossings show to be finished.

    An official result takes them out of the race, as skaters who stopped before the line.
    """
    if not state.line_finish:
        return ()
    unread = {bib: it.passes for bib, it in state.unread.items()}
    read = ((bib, state.laps[bib] + unread.get(bib, 0)) for bib in state.laps if bib in state.crossed_at)
    return tuple(bib for bib, laps in read if laps < state.distance and bib not in state.exits and not state.is_in(bib))


def orders_in_doubt(state: RaceState) -> frozenset[int]:
    """Return the laps at the end of which the order by crossings may lack somebody of whom a pass was not read."""
    if not state.unread and not laps_in_doubt(state):
        return frozenset()
    laps = (*state.rules.sprint_laps(), state.distance)
    return frozenset(lap for lap in laps if lap not in state.given_sprints and may_be_in(state, lap))


def orders_unconfirmed(state: RaceState) -> tuple[int, ...]:
    """Return the laps at the end of which crossings alone give an order that nobody recorded, in the order of the race.

    An official result confirms them, except those that may lack somebody.
    """
    laps = {lap for lap, result in state.line_sprints.items() if result.order and lap not in state.given_sprints}
    if any(place.seq is None and place.bibs for place in state.finish):
        laps.add(state.distance)
    doubted = orders_in_doubt(state)
    return tuple(sorted(doubted if state.phase is Phase.OFFICIAL else laps | doubted))


def without_orders_unconfirmed(state: RaceState) -> RaceState:
    """Return ``state`` without the orders that crossings alone give, as if those sprints and the finish were to come.

    It is ``state`` itself if there are none, and once the result is official.
    """
    laps = () if state.phase is Phase.OFFICIAL else orders_unconfirmed(state)
    if not laps:
        return state
    sprints = {lap: it for lap, it in state.line_sprints.items() if lap not in laps}
    if state.distance not in laps:
        return state._replace(line_sprints=sprints)
    # Whoever has come in may have come in at another place; so nobody has a place, and the race is not over.
    phase = Phase.FINISHING if state.phase is Phase.FINISHED else state.phase
    return state._replace(line_sprints=sprints, line_finish=(), phase=phase)


def may_be_in(state: RaceState, lap: int) -> frozenset[int]:
    """Return who may have completed ``lap`` in time for a place there, although no crossing shows it."""
    placed = {bib for place in state.finish for bib in place.bibs} if lap == state.distance else set()
    missing = {bib for bib, unread in state.unread.items() if lap in unread.at}
    # Who is not seen yet may have passed at any time since their last crossing.
    missing |= {bib for bib in laps_in_doubt(state) if state.laps[bib] < lap <= state.lap}
    gone = {bib for bib in missing if bib in state.exits and state.exits[bib].laps < lap}
    return frozenset(missing - placed - gone)


def without_orders_in_doubt(state: RaceState) -> RaceState:
    """Return ``state`` without the orders by crossings that may lack somebody, as if nobody had recorded them."""
    doubted = orders_in_doubt(state)
    if doubted.isdisjoint(state.line_sprints):
        return state
    return state._replace(line_sprints={lap: it for lap, it in state.line_sprints.items() if lap not in doubted})
