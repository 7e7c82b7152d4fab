"""Check a correction against what is recorded: the same for a line that says it and for a key that makes it.

The ``span`` of each check is the part of the typed line to which a problem refers.
"""

from __future__ import annotations

from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.roster import roster_of
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import Event, SkaterListed, concerns
from massstart_tui.text.clock import race_time

Span = tuple[int, int]


def still_counts(situation: Situation, seq: int, span: Span) -> None:
    """Raise Problem if the event is retracted already: to retract it again would change nothing."""
    timeline = situation.timeline
    if timeline is not None and timeline.corrections.retracted(seq):
        raise Problem(Code.RETRACTED_ALREADY, span, target=seq, by=timeline.corrections.corrected_by[seq])


def some_shift(shift: int, span: Span) -> None:
    """Raise Problem if a clock would be moved by nothing."""
    if not shift:
        raise Problem(Code.NO_SHIFT, span)


def before_no_event(situation: Situation, t: int, given: str, span: Span) -> None:
    """Raise Problem if the clock were set to ``t``, and an event would then be later than the clock.

    ``given`` is how the change of the clock was asked for.
    """
    timeline = situation.timeline
    if timeline is None or t >= (latest := timeline.time_at(len(timeline))):
        return
    seq, clock = timeline.order[len(timeline) - 1], race_time(situation.clock_at(latest))
    raise Problem(Code.BEFORE_AN_EVENT, span, given=given, seq=seq, latest=clock)


def rest_on_no_bib(situation: Situation, seq: int, span: Span) -> None:
    """Raise Problem if event ``seq`` gave a skater a bib, and a later event uses that bib.

    Without event ``seq``, the later one would be about nobody.
    """
    listed, timeline = situation.event(seq), situation.timeline
    if not isinstance(listed, SkaterListed) or timeline is None or listed.replaces == listed.skater.bib:
        return
    bib = timeline.bib_now(listed.skater.bib, seq)
    # Only events recorded later can have used the bib that this event gave.
    since = (other for other in timeline.order if timeline.corrections.recorded_by(other) > seq)
    later = next((other for other in since if _rests_on(timeline.event(other), listed, bib)), None)
    if later is not None and seq in timeline.order:
        skater = roster_of(situation.sheet).label(bib)
        raise Problem(Code.BIB_RESTED_ON, span, seq=seq, bib=bib, later=later, skater=skater)


def _rests_on(event: Event, listed: SkaterListed, bib: int) -> bool:
    """Return whether ``event`` uses ``bib``, which ``listed`` gave, or changes one of the bibs in ``listed``."""
    if isinstance(event, SkaterListed):
        return bool({event.replaces, event.skater.bib} & {listed.replaces, listed.skater.bib} - {None})
    return concerns(event, bib)
