"""Derive where the skaters are on the ice: their order, who skates together, gaps, and the leader's lap times."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.by_identity import ByIdentity
from massstart_tui.race.grouping import Grouping, grouping_of
from massstart_tui.race.state import RaceState, Status
from massstart_tui.race.unread_passes import laps_in_doubt

SAME_GROUP_MS = 1000
"""In ms; a skater who crosses within this time of the one ahead skates in the same group."""


class Group(NamedTuple):
    """Skaters together on the ice, and the gap in ms to the group ahead (None if nobody measured it).

    ``away`` marks those who attacked and are not caught, ``down`` those who fell and are not back; ``seq`` is the event
    that said who skates together (None: derived).
    """

    bibs: tuple[int, ...]
    gap: int | None = None
    away: bool = False
    seq: int | None = None
    down: bool = False


@ByIdentity
def still_racing(state: RaceState) -> tuple[int, ...]:
    """Return the bibs of all who are still racing, in the order of the start sheet."""
    statuses = state.statuses()
    return tuple(s.bib for s in state.sheet.skaters if statuses[s.bib] is Status.RACING)


def order_on_the_line(state: RaceState) -> tuple[int, ...]:
    """Return who is still racing and was seen by the timing system, by laps, then by the last crossing."""
    seen = [bib for bib in still_racing(state) if bib in state.crossed_at]
    return tuple(sorted(seen, key=lambda bib: (-state.laps_on_the_ice(bib), state.crossed_at[bib])))


@ByIdentity
def groups_on_the_ice(state: RaceState) -> tuple[Group, ...]:
    """Return the groups, front first: as an event gave them, else from crossings, else the attack and the bunch.

    Whoever fell is in no group of others until they are back.
    """
    if state.groups:
        ice = grouping_of(state.groups, state.gaps, still_racing(state), state.down)
    else:
        ice = _derived(state).with_the_fallen_behind(state.down)
    said = {bib for bibs in state.groups for bib in bibs}
    away, down = set(state.away), set(state.down)
    return tuple(
        Group(
            bibs, gap, away.issuperset(bibs), None if said.isdisjoint(bibs) else state.groups_seq, down.issuperset(bibs)
        )
        for bibs, gap in zip(*ice, strict=True)
    )


def _derived(state: RaceState) -> Grouping:
    """Return the groups of a race in which no event gave them."""
    if state.timed and not _nobody_crossed_since_the_stop(state):
        return _from_crossings(state)
    racing = still_racing(state)
    away = tuple(bib for bib in state.away if bib in racing)
    bunch = tuple(bib for bib in racing if bib not in away)
    groups = tuple(bibs for bibs in (away, bunch) if bibs)
    return Grouping(groups, (None,) * len(groups))


def _nobody_crossed_since_the_stop(state: RaceState) -> bool:
    """Return whether the race was resumed in this lap.

    Then the crossings before the stop tell nothing about who is where.
    """
    return state.resumed and not state.lap_times


def ahead_of_the_bunch(state: RaceState) -> tuple[int, ...]:
    """Return who skates ahead of the bunch by the given groups.

    Without groups it is who is away; if nobody is, who is ahead of the bunch by the crossings.
    """
    if not state.groups and (state.away or not state.timed):
        return state.away
    racing = still_racing(state)
    ice = grouping_of(state.groups, state.gaps, racing, state.down) if state.groups else _derived(state)
    return tuple(bib for group in ice.ahead_of_the_bunch(state.away, state.down) for bib in group)


def groups_of_one_lap(state: RaceState, before: RaceState | None) -> tuple[Group, ...]:
    """Return the groups as crossings of one lap show them, front first.

    ``before`` is the state just before the leader completed the last lap, None if there is none. While somebody of the
    bunch still has to complete that lap as well, the groups are those of the lap before it: crossings of two laps do
    not tell who skates together.
    """
    if before is None or not before.timed or state.groups:
        return groups_on_the_ice(state)
    earlier = before._replace(
        away=state.away,
        attacked_at=state.attacked_at,
        down=state.down,
        exits=state.exits,
        given_finish=state.given_finish,
        line_finish=state.line_finish,
        phase=state.phase,
    )
    groups = groups_on_the_ice(earlier)
    bunch = max(groups, key=lambda group: len(group.bibs) * (not group.down)).bibs if groups else ()
    to_come = any(state.laps_on_the_ice(bib) < state.lap for bib in bunch if bib in state.crossed_at)
    return groups if to_come else groups_on_the_ice(state)


def _from_crossings(state: RaceState) -> Grouping:
    """Return the groups that crossings show; attackers and others whom no crossing shows come last."""
    groups: list[tuple[list[int], int | None]] = []
    previous: tuple[int, int] | None = None
    for bib in order_on_the_line(state):
        here = (state.laps_on_the_ice(bib), state.crossed_at[bib])
        gap = gap_between(state, previous, here) if previous else None
        if groups and gap is not None and gap <= SAME_GROUP_MS:
            groups[-1][0].append(bib)
        else:
            groups.append(([bib], gap))
        previous = here
    unseen = tuple(bib for bib in still_racing(state) if bib not in state.crossed_at)
    seen = (Group(tuple(bibs), gap) for bibs, gap in groups)
    parts = [part for group in (*seen, Group(unseen)) for part in _apart(group, state)]
    return Grouping(tuple(part.bibs for part in parts), tuple(part.gap for part in parts))


def _apart(group: Group, state: RaceState) -> Iterator[Group]:
    """Yield those of a group who attacked, then the others, with the gap if both crossed the line since."""
    ahead = tuple(bib for bib in group.bibs if bib in state.away)
    others = tuple(bib for bib in group.bibs if bib not in state.away)
    if ahead:
        yield Group(ahead, group.gap)
    if others:
        yield Group(others, _gap_since_the_attack(state, ahead, others) if ahead else group.gap)


def _gap_since_the_attack(state: RaceState, ahead: tuple[int, ...], others: tuple[int, ...]) -> int | None:
    """Return the gap in ms from the last of those who attacked to the first of the others, at the line.

    It is None unless all who attacked completed the same lap since, ahead of the others.
    """
    # Who is away without an attack of their own, as the groups of an event can have it, has no moment to count from.
    since = all(state.crossed_at.get(bib, -1) > state.attacked_at.get(bib, state.t) for bib in ahead)
    if not since or len({state.laps_on_the_ice(bib) for bib in (*ahead, *others)}) > 1:
        return None
    gap = min(state.crossed_at[bib] for bib in others) - max(state.crossed_at[bib] for bib in ahead)
    return gap if gap >= 0 else None


def gap_between(state: RaceState, ahead: tuple[int, int], behind: tuple[int, int]) -> int | None:
    """Return the gap in ms between two skaters, each given as (laps, t of the last crossing); None if unknown.

    If they crossed last on different laps, the leader's time at the lap of the one behind serves in place of that of
    the one ahead. A negative result means that the one behind has lost so much time since that it has not been measured
    yet.
    """
    if ahead[0] == behind[0]:
        return behind[1] - ahead[1]
    leader_at = dict(state.lap_times).get(behind[0])
    ahead_at = dict(state.lap_times).get(ahead[0])
    if leader_at is None or ahead_at is None:
        return None
    gap = (behind[1] - leader_at) - (ahead[1] - ahead_at)
    return gap if gap >= 0 else None


def gap_to_the_leader(state: RaceState, bib: int) -> int | None:
    """Return the gap in ms to the leader where this skater crossed the line last; None if no crossing tells it."""
    leader_at = dict(state.lap_times).get(state.laps.get(bib, 0))
    return (
        None
        if leader_at is None or bib not in state.crossed_at or bib in laps_in_doubt(state)
        else state.crossed_at[bib] - leader_at
    )


def last_lap(state: RaceState) -> int | None:
    """Return the duration in ms of the leader's latest lap; None before the first, or if the one before is missing."""
    if not state.lap_times:
        return None
    lap, t = state.lap_times[-1]
    at_the_gun = state.gun if lap == 1 and not state.resumed else None
    before = dict(state.lap_times).get(lap - 1, at_the_gun)
    return None if before is None else t - before


def average_lap(state: RaceState) -> int | None:
    """Return the leader's average lap so far in ms, without laps that include a stop; None before the first."""
    if not state.lap_times:
        return None
    lap, t = state.lap_times[-1]
    since_lap, since = state.lap_times[0] if state.resumed else (0, state.gun)
    return (t - since) // (lap - since_lap) if lap > since_lap else None


class TimedLap(NamedTuple):
    """A lap of the leader: which it was, how long it took in ms, and the race time ``t`` at its end."""

    lap: int
    ms: int
    t: int


def leader_laps(state: RaceState) -> tuple[int, ...]:
    """Return the durations in ms of `timed_laps`."""
    return tuple(lap.ms for lap in timed_laps(state))


def timed_laps(state: RaceState) -> tuple[TimedLap, ...]:
    """Return the leader's latest laps, oldest first.

    A neutral first lap is not among them, nor are laps that include a stop, or whose beginning was not recorded.
    """
    began: tuple[int, int] | None = None if state.resumed or state.rules.neutral else (0, state.gun)
    laps = []
    for lap, t in state.lap_times:
        if began is not None and lap == began[0] + 1:
            laps.append(TimedLap(lap, t - began[1], t))
        began = (lap, t)
    return tuple(laps)
