"""Questions about a line that is improbable: it is recorded by a second Enter, which answers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from massstart_tui.entry.order_changes import OrderPlace, finish_entries, flat
from massstart_tui.entry.roster import roster_of
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.verb_lookup import long_form
from massstart_tui.race.events import GUNS, Amend, Clock, ClockSet, Event, Finish, Lap, Official
from massstart_tui.race.state import Phase, members
from massstart_tui.race.unread_passes import not_read_at_the_finish, orders_unconfirmed
from massstart_tui.stream.codec import decode_amended
from massstart_tui.text.prose import time_told
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Words

LARGEST_SHIFT: Final = 120_000
"""A correction of the clock by more, in ms, is questioned: a missed gun is noticed sooner than that."""
MOST_SKIPPED: Final = 1
"""A lap event that skips more laps than this is questioned."""


def questions(events: Sequence[Event], situation: Situation, words: Words) -> tuple[str, ...]:
    """Return what to ask before these events are recorded; empty if they can be recorded at once."""
    return tuple(asked for event in events for asked in _about(event, situation, words))


def _about(event: Event, situation: Situation, words: Words) -> Iterator[str]:
    """Yield the questions about one event, or about what an amend puts in its place."""
    if isinstance(event, Amend):
        instead = decode_amended(event)
        # The finish as it stands, which a new time is compared with, still holds the one that is replaced.
        if not isinstance(instead, Finish):
            yield from _about(instead, situation, words)
        return
    if event.t < 0 and situation.state.phase is not Phase.SCHEDULED and event.type not in GUNS:
        yield words("ask.before_the_gun", ago=time_told(-event.t, words.language))
    if isinstance(event, Official):
        yield from _by_chips_alone(situation, words)
        yield from _not_read_at_the_finish(situation, words)
    elif isinstance(event, Finish):
        yield from _faster_than_ahead(event, situation, words)
    elif isinstance(event, Clock | ClockSet) and abs(event.shift) > LARGEST_SHIFT:
        yield words("ask.large_shift", shift=time_told(abs(event.shift), words.language))
    elif isinstance(event, Lap) and event.lap is not None:
        yield from _far_ahead(event.lap, event.t, situation, words)


def _far_ahead(lap: int, t: int, situation: Situation, words: Words) -> Iterator[str]:
    """Yield a question if the event skips more laps than can be missed unnoticed."""
    skipped = lap - situation.state_at(t).lap - 1
    if skipped > MOST_SKIPPED:
        yield words("ask.far_ahead", count=skipped, first=lap - skipped, last=lap - 1)


def _by_chips_alone(situation: Situation, words: Words) -> Iterator[str]:
    """Yield which orders nobody recorded, when the result becomes official: they come from crossings."""
    state = situation.state
    if laps := orders_unconfirmed(state):
        to_go = ", ".join(str(state.distance - lap) for lap in laps)
        yield words("ask.by_chips_alone", to_go=to_go)


def _not_read_at_the_finish(situation: Situation, words: Words) -> Iterator[str]:
    """Yield who would be out of the race by the result only because no chip was read at the finish."""
    if bibs := not_read_at_the_finish(situation.state):
        line = f"{long_form(VERBS['finish'], words.language)} {' '.join(map(str, bibs))}"
        yield words("ask.not_read_at_the_finish", skaters=roster_of(situation.sheet).labels(bibs), line=line)


def _faster_than_ahead(finish: Finish, situation: Situation, words: Words) -> Iterator[str]:
    """Yield the first new finisher whose time is faster than that of somebody ahead of them."""
    roster = roster_of(situation.sheet)
    entries = [*finish_entries(situation.state), *_entries(finish)]
    new = set(flat(_entries(finish)))
    slowest: OrderPlace | None = None
    # Only the first: behind one time that is mistyped too slow, everybody is too fast.
    for entry in entries:
        if entry.time is None or not entry.bibs:
            continue
        if slowest is None or slowest.time is None or entry.time >= slowest.time:
            slowest = entry
        elif new.issuperset(entry.bibs):
            yield words(
                "ask.faster_than_ahead",
                skater=roster.label(entry.bibs[0]),
                time=time_told(entry.time, words.language, 2),
                other=roster.label(slowest.bibs[0]),
                other_time=time_told(slowest.time, words.language, 2),
            )
            return


def _entries(finish: Finish) -> list[OrderPlace]:
    """Return the places of a finish event with their times."""
    times = finish.times or (None,) * len(finish.order)
    return [OrderPlace(tuple(members(place)), time) for place, time in zip(finish.order, times, strict=True)]
