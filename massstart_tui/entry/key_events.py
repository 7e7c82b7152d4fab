"""Make the events that a key records without a typed line, with the checks of a line that says the same.

A Problem that is raised here refers to no part of a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from massstart_tui.entry.allowed import WHO, about
from massstart_tui.entry.correction_checks import before_no_event, rest_on_no_bib, still_counts
from massstart_tui.entry.free_text import read_text
from massstart_tui.entry.line_reader import Entered
from massstart_tui.entry.line_reading import can_be_written
from massstart_tui.entry.problems import Problem
from massstart_tui.entry.situation import Situation
from massstart_tui.race.checked_record import record_of
from massstart_tui.race.events import Amend, ClockSet, DidNotStart, Event, Lap, Resume, Retract, Start
from massstart_tui.race.record import plain_data
from massstart_tui.race.state import RaceState, Status

NOWHERE: Final = (0, 0)


def gun() -> Entered:
    """Return the gun, fired at the moment of the key."""
    return Entered((Start(seq=0, t=0, type="start"),), gun_ago=0)


def next_lap(situation: Situation) -> Entered:
    """Return the next lap of the leader, which does not say who leads."""
    return Entered((Lap(seq=0, t=situation.t, type="lap", lap=situation.state.lap + 1),))


def resumed(situation: Situation) -> Entered:
    """Return that a race that is stopped goes on, over as many laps as before."""
    return Entered((Resume(seq=0, t=situation.t, type="resume"),))


def clock_moved(shift: int, given: str, situation: Situation) -> Entered:
    """Return that the race clock is set ``shift`` ms on from here, or below 0 back; ``given`` is how that was offered.

    Raises Problem if an event would then be later than the clock.
    """
    t = situation.t + shift
    before_no_event(situation, t, given, NOWHERE)
    return Entered((ClockSet(seq=0, t=t, type="clock_set", shift=shift),))


def retracted(seq: int, reason: str, situation: Situation) -> Entered:
    """Return the retraction of event ``seq``, with a ``reason`` unless that is empty.

    Raises Problem if the event no longer counts, if a later one rests on it, or if the reason cannot be recorded.
    """
    can_be_written(reason)
    still_counts(situation, seq, NOWHERE)
    rest_on_no_bib(situation, seq, NOWHERE)
    fields = {"seq": 0, "t": situation.t, "type": "retract", "target": seq}
    given = {"reason": read_text(reason)} if reason.strip() else {}
    return Entered((record_of(Retract, fields | given),))


def not_starting(state: RaceState) -> frozenset[int]:
    """Return the bibs of the skaters who do not start."""
    return frozenset(bib for bib, gone in state.exits.items() if gone.status is Status.DNS)


def absent(bibs: frozenset[int], situation: Situation) -> Entered:
    """Return the events after which exactly these ``bibs`` do not start; none if that is so already.

    Raises Problem if one of them cannot have stayed away.
    """
    state, before = situation.state, not_starting(situation.state)
    events: list[Event] = [*_back(before - bibs, situation)]
    if more := sorted(bibs - before):
        for bib in more:
            if code := WHO["dns"](state, bib):
                raise Problem(code, NOWHERE, **about(state, bib))
        events.append(_did_not_start(more, situation.t))
    return Entered(tuple(events))


def _back(bibs: Iterable[int], situation: Situation) -> Iterator[Event]:
    """Return the corrections by which these skaters start after all: one of each event that says they do not."""
    # One event can list several absent skaters: it is amended as long as others remain in it.
    exits, back = situation.state.exits, frozenset(bibs)
    for seq in sorted({seq for bib in back if (seq := exits[bib].seq) is not None}):
        said = situation.event(seq)
        others = sorted(bib for bib in not_starting(situation.state) - back if exits[bib].seq == seq)
        if said is not None and others:
            instead = plain_data(_did_not_start(others, said.t), without={"seq"})
            yield Amend(seq=0, t=situation.t, type="amend", target=seq, event=instead)
        else:
            yield Retract(seq=0, t=situation.t, type="retract", target=seq)


def _did_not_start(bibs: Iterable[int], t: int) -> DidNotStart:
    return DidNotStart(seq=0, t=t, type="dns", bibs=tuple(bibs))
