"""Parsers of the decisions of starter, referee and jury: resume, false start, review, relegation and points."""

from __future__ import annotations

from typing import Any, Final

from massstart_tui.entry.line_reader import Entered, TypedLine
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.tokens import TokenKind
from massstart_tui.entry.verb_lookup import BEHIND_WORDS, LIFTED_WORDS
from massstart_tui.entry.verb_readers import check_distance, text_behind_colon
from massstart_tui.race.events import Clock
from massstart_tui.race.finish_order import order_of_finish
from massstart_tui.stream.timeline import Timeline

OUTLIVES_THE_GUN: Final = frozenset({"note", "card", "dns", "disqualify", "review"})
"""Types of events that a false start does not retract: they are about the skaters, not about the run that began."""


def read_resume(line: TypedLine) -> Entered:
    """Parse a resume, with the laps to go if they are given."""
    fields: dict[str, Any] = {}
    if line.peek():
        fields["to_go"] = line.number()
        if not line.exact:
            _check_to_go(line, fields["to_go"])
    line.the_end()
    return Entered((line.event("resume", **fields, **text_behind_colon(line)),))


def _check_to_go(line: TypedLine, to_go: int) -> None:
    """Raise Problem if the laps to go make an impossible distance, or somebody has finished."""
    if line.state.finish:
        raise Problem(Code.TO_GO_AFTER_FINISH, line.span)
    check_distance(line, line.state.lap + to_go)


def read_false_start(line: TypedLine) -> Entered:
    """Parse a false start: retract the gun and what was recorded of the race since; a named skater gets a warning.

    The next gun begins the race, by the lap key for example. Raises Problem if a lap has been completed.
    """
    if line.amends:
        raise Problem(Code.NOT_IN_AMEND, line.span)
    bibs = line.skaters() if line.peek() else []
    line.the_end()
    timeline = line.situation.timeline
    gun = None if timeline is None else _last_gun_seq(timeline)
    if timeline is None or gun is None:
        raise Problem(Code.NOT_BEGUN, line.span)
    if line.situation.state.lap:
        raise Problem(Code.FALSE_START, line.span, line=f"w {' '.join(map(str, bibs)) or 9}")
    rule = text_behind_colon(line)
    # At t = 0, so that the warning comes before the next gun.
    warnings = [line.event("card", t=0, bib=bib, colour="warning", **rule) for bib in bibs]
    return Entered((*(line.event("retract", target=seq) for seq in _since(timeline, gun)), *warnings))


def _last_gun_seq(timeline: Timeline) -> int | None:
    """Return the seq of the last gun, which is the one that counts; None if there is none."""
    guns = timeline.course.guns
    return timeline.order[guns[-1].position - 1] if guns else None


def _since(timeline: Timeline, gun: int) -> list[int]:
    """Return the seqs to retract: the gun, the events of the race since, and clock corrections; the latest first."""
    # By seq and not by time: a line typed after the gun can be about a moment before it.
    happened = [seq for seq in timeline.order if seq > gun and timeline.event(seq).type not in OUTLIVES_THE_GUN]
    by = timeline.corrections.corrected_by
    clocks = [it.seq for it in timeline.recording.corrections if isinstance(it, Clock) and gun < it.seq not in by]
    return sorted((gun, *happened, *clocks), reverse=True)


def read_review(line: TypedLine) -> Entered:
    """Parse a review of skaters, or its end: a word for "lifted", before or behind the bibs.

    A lifted review without bibs is that of everyone under review.
    """
    lifted = line.taken(TokenKind.WORD, *LIFTED_WORDS)
    bibs = line.skaters() if line.peek() or not lifted else list(line.state.reviewed)
    lifted = lifted or line.taken(TokenKind.WORD, *LIFTED_WORDS)
    line.the_end()
    if lifted and not line.exact:
        _check_all_reviewed(line, bibs)
    fields = {"lifted": True} if lifted else {}
    return Entered((line.event("review", bibs=bibs, **fields, **text_behind_colon(line)),))


def _check_all_reviewed(line: TypedLine, bibs: list[int]) -> None:
    """Raise Problem if one of ``bibs`` is not under review."""
    reviewed = line.state.reviewed
    if not reviewed:
        raise Problem(Code.NOBODY_REVIEWED, line.span, usage="review")
    for bib in bibs:
        if bib not in reviewed:
            labels = {"skater": line.roster.label(bib), "reviewed": line.roster.labels(reviewed)}
            raise Problem(Code.NOT_REVIEWED, line.span, **labels)


def read_relegate(line: TypedLine) -> Entered:
    """Parse a relegation behind another skater, or behind all others."""
    bibs = line.skaters()
    behind = line.skater() if line.taken(TokenKind.WORD, *BEHIND_WORDS) else None
    line.the_end()
    if behind is not None and not line.exact:
        _check_nobody_gains(line, bibs, behind)
    fields = {} if behind is None else {"behind": behind}
    return Entered((line.event("relegate", bibs=bibs, **fields, **text_behind_colon(line)),))


def _check_nobody_gains(line: TypedLine, bibs: list[int], behind: int) -> None:
    """Raise Problem if a skater is behind the other one already, and so would gain a place."""
    places = {bib: at for at, place in enumerate(order_of_finish(line.state)) for bib in place.bibs}
    for bib in bibs:
        if behind in places and places.get(bib, -1) > places[behind]:
            labels = {"skater": line.roster.label(bib), "other": line.roster.label(behind)}
            raise Problem(Code.BEHIND_ALREADY, line.named_at(bib), **labels)


def read_points(line: TypedLine) -> Entered:
    """Parse the total sprint points of skaters: pairs of a bib and a number."""
    sums = [(line.skater(), line.number())]
    while line.skater_is_next():
        sums.append((line.skater(), line.number()))
    line.the_end()
    return Entered((line.event("points", points=sums, **text_behind_colon(line)),))
