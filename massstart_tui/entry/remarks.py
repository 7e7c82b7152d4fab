"""Doubts about a line that can be recorded: consequences that the person who types it may not have thought of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from massstart_tui.entry.roster import roster_of
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.verb_lookup import long_form
from massstart_tui.race.contradictions import Contrary
from massstart_tui.race.events import (
    Crossing,
    Event,
    Finish,
    Lap,
    LappedBy,
    Official,
    Restart,
    Resume,
    SprintOrder,
    SprintPoints,
    Withdraw,
)
from massstart_tui.race.fold import apply
from massstart_tui.race.groups import groups_on_the_ice, still_racing
from massstart_tui.race.record import replaced
from massstart_tui.race.restarts import OUT_OF_EVERY_START
from massstart_tui.race.state import Status
from massstart_tui.race.tally import sprint_points
from massstart_tui.race.unread_passes import not_read_at_the_finish
from massstart_tui.report.fault_messages import contradiction_sentence
from massstart_tui.stream.contradicted_lines import contradictions_of
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Words

SAID_OTHERWISE: Final = frozenset({Contrary.FASTER_BEHIND, Contrary.LAP_SKIPPED})
"""Contradictions that are asked about (`confirmations`)."""


def remarks(event: Event, situation: Situation, words: Words) -> Iterator[str]:
    """Yield what to say about ``event`` before it is recorded."""
    if isinstance(event, Restart):
        yield from _still_out(situation, words)
    elif isinstance(event, Official):
        yield from _without_a_place(situation, words)
        yield from _without_a_skater(situation, words)
        yield from _still_reviewed(situation, words)
    elif isinstance(event, Resume):
        yield from _now_over(event, situation, words)
    elif isinstance(event, SprintPoints):
        yield from _less_than_known(event, situation, words)
    elif isinstance(event, Lap):
        yield from _not_in_front(event, situation, words)
    elif isinstance(event, LappedBy):
        yield from _over_the_line(event, situation, words)
    elif isinstance(event, Withdraw):
        yield from _laps_unknown(event, situation, words)
    if isinstance(event, Crossing | Finish | Lap | SprintOrder):
        yield from _contradicts(event, situation, words)


def _contradicts(event: Crossing | Finish | Lap | SprintOrder, situation: Situation, words: Words) -> Iterator[str]:
    """Yield what the event would contradict of what is recorded."""
    if situation.timeline is None:
        return
    # The seq that it will get, so that the sentence can name the event.
    new = replaced(event, {"seq": situation.recorded + 1})
    for found in contradictions_of(new, situation.timeline):
        if found.code not in SAID_OTHERWISE:
            yield contradiction_sentence(found, words, recorded=False)


def _over_the_line(event: LappedBy, situation: Situation, words: Words) -> Iterator[str]:
    """Yield the lapped skaters who are over the finish line already."""
    state, label = situation.state_at(event.t), roster_of(situation.sheet).label
    return (words("remark.lapped_after_finish", skater=label(bib)) for bib in event.bibs if state.is_in(bib))


def _laps_unknown(event: Withdraw, situation: Situation, words: Words) -> Iterator[str]:
    """Yield the skaters whose laps nobody knows, because the event is told after the finish."""
    state = situation.state_at(event.t)
    if state.lap < state.distance:
        return
    after = apply(state, event)
    if unknown := [bib for bib in event.bibs if after.known_laps_of(bib) is None]:
        yield words("remark.laps_unknown", skaters=roster_of(situation.sheet).labels(unknown))


def _not_in_front(lap: Lap, situation: Situation, words: Words) -> Iterator[str]:
    """Yield a remark if the leader was recorded as skating in a group behind another one."""
    bib, state = lap.bib, situation.state_at(lap.t)
    if bib is None:
        return
    # Groups that come from crossings only lag behind the race; what somebody recorded can contradict the leader.
    if not state.groups and (state.timed or not state.away):
        return
    groups = groups_on_the_ice(state)
    number = next((number for number, group in enumerate(groups, 1) if bib in group.bibs), 1)
    if number > 1:
        skater, usage = roster_of(situation.sheet).label(bib), words("usage.groups")
        yield words("remark.not_in_front", skater=skater, number=number, count=len(groups), usage=usage)


def _still_out(situation: Situation, words: Words) -> Iterator[str]:
    """Yield who stays out of a race that is started anew, and how those can start who are not disqualified."""
    exits = situation.state.exits
    if out := [bib for bib in sorted(exits) if exits[bib].status in OUT_OF_EVERY_START]:
        yield words("remark.stay_out", skaters=roster_of(situation.sheet).labels(out))
    if may := [bib for bib in out if exits[bib].status is not Status.DISQUALIFIED]:
        line = f"{long_form(VERBS['rejoin'], words.language)} {' '.join(map(str, may))}"
        yield words("remark.start_again", line=line)


def _now_over(resume: Resume, situation: Situation, words: Words) -> Iterator[str]:
    """Yield the new distance, if the laps to go are not those on the lap counter."""
    state = situation.state
    if resume.to_go is not None and resume.to_go != state.to_go:
        yield words("remark.now_over", count=state.lap + resume.to_go)


def _less_than_known(event: SprintPoints, situation: Situation, words: Words) -> Iterator[str]:
    """Yield the skaters for whom the sum is less than the sprints that are recorded give."""
    known = sprint_points(situation.state)
    for bib, points in event.points:
        if sum(known[bib]) > points:
            yield words("remark.sum_is_less", skater=roster_of(situation.sheet).label(bib), points=sum(known[bib]))


def _still_reviewed(situation: Situation, words: Words) -> Iterator[str]:
    """Yield who is still under review when the result becomes official."""
    if reviewed := situation.state.reviewed:
        yield words("remark.still_reviewed", skaters=roster_of(situation.sheet).labels(reviewed))


def _without_a_place(situation: Situation, words: Words) -> Iterator[str]:
    """Yield who is still racing, without a place, when the result becomes official."""
    stopped = not_read_at_the_finish(situation.state)
    if racing := [bib for bib in still_racing(situation.state) if bib not in stopped]:
        yield words("remark.without_a_place", skaters=roster_of(situation.sheet).labels(racing))


def _without_a_skater(situation: Situation, words: Words) -> Iterator[str]:
    """Yield how many unknown places of the finish nobody is left for, when the result becomes official."""
    unknown = sum(not place.bibs for place in situation.state.finish)
    if (over := unknown - len(still_racing(situation.state))) > 0:
        yield words("remark.without_a_skater", count=over)
