"""What is recorded of a race, as its feed has to know: what stands, who said so, and what a person has corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Amend, Crossing, Event, Retract
from massstart_tui.race.record import plain_data, replaced
from massstart_tui.stream.codec import decode_amended
from massstart_tui.stream.timeline import Timeline
from massstart_tui.timing.passing_fold import PassingFold
from massstart_tui.timing.repeated_feed import event_key, what_happened

EventKey = tuple[object, ...]


class KnownEvent(NamedTuple):
    """An event that is recorded: its ``seq``, its ``fields``, and whether a timing system stated it.

    ``typed`` is set if no timing system did: a person recorded it.
    """

    seq: int
    fields: Mapping[str, Any]
    by_timing: bool
    typed: bool = False


class FeedMemory:
    """What stands in a race.

    ``fold`` has the passes of the skaters; ``latest`` is the largest t of all events, and ``loop`` the loop that is the
    line, if crossings say.
    """

    def __init__(self, apart_ms: int) -> None:
        """Create an empty memory. Reads of a skater that are less than ``apart_ms`` apart are one pass."""
        self.fold = PassingFold(apart_ms)
        self.latest = 0
        self.loop: str | None = None
        self._last_fixed = 0
        self._known: dict[EventKey, KnownEvent] = {}
        self._times: dict[int, set[int]] = {}
        self._fresh: list[CrossingRun] = []
        """Crossings that are not in these two yet: of most of them nothing is ever asked."""

    @property
    def known(self) -> dict[EventKey, KnownEvent]:
        """The events that stand, by what they are about."""
        self._enter_fresh()
        return self._known

    @property
    def begun(self) -> bool:
        """Whether the start is recorded."""
        return ("start",) in self._known

    @property
    def times(self) -> dict[int, set[int]]:
        """The crossings of each skater in ms since the gun."""
        self._enter_fresh()
        return self._times

    def _enter_fresh(self) -> None:
        fresh, self._fresh = self._fresh, []
        for run in fresh:
            for seq, (bib, t) in enumerate(zip(run.bibs, run.times, strict=True), run.seq):
                fields = {"type": "crossing", "t": t, "bib": bib}
                self._known["crossing", bib, t] = KnownEvent(seq, fields, by_timing=True)
                self._times.setdefault(bib, set()).add(t)

    def crossed(self, run: CrossingRun) -> None:
        """Take in new crossings that the feed told, none of them known before."""
        self._fresh.append(run)
        self.latest = max(self.latest, *run.times)

    @property
    def known_upto(self) -> int:
        """The t in ms after which no crossing is known."""
        return max(self.latest, self._last_fixed)

    def unknown_crossings(self, crossings: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return those that are neither recorded nor decided about by a person."""
        for bib, t in crossings:
            self.times.setdefault(bib, set()).add(t)
        return [(bib, t) for bib, t in crossings if ("crossing", bib, t) not in self.known]

    def take_up(self, recorded: Timeline) -> Iterator[Event]:
        """Take in what stands in a race that was recorded; yield those of its events that are no crossings."""
        for position, t in enumerate(recorded.times, 1):
            event = recorded.event(recorded.order[position - 1])
            fields = plain_data(event, nothing=False) | {"t": t}
            first = recorded.recording.lines.event(event.seq)
            last = recorded.corrections.recorded_by(event.seq)
            said = first if last == event.seq else recorded.recording.lines.event(last)
            known = KnownEvent(event.seq, what_happened(fields), said.by == TIMING, first.by != TIMING)
            self.known[event_key(fields)] = known
            self.latest = max(self.latest, t)
            if isinstance(event, Crossing):
                self.fold.seen(event.bib, t)
                self.times.setdefault(event.bib, set()).add(t)
                self.loop = event.loop or self.loop
            else:
                yield event
        self._keep_corrections(recorded)

    def _keep_corrections(self, recorded: Timeline) -> None:
        """Keep what a person corrected: what the feed said about the same before is not recorded again."""
        event_of = recorded.recording.lines.event
        corrected = {seq for seq, by in recorded.corrections.corrected_by.items() if event_of(by).by != TIMING}
        said = [event_of(seq) for seq in corrected if event_of(seq).by == TIMING]
        again = [correction for correction in recorded.recording.corrections if correction.by == TIMING]
        said += [
            replaced(decode_amended(event), {"seq": event.target})
            for event in again
            if isinstance(event, Amend) and event.target in corrected
        ]
        for event in said:
            self._fix(event)

    def _fix(self, event: Event, *, typed: bool = False) -> None:
        """Let the feed neither change nor repeat this event, which a person has corrected, or ``typed``."""
        fields = plain_data(event, nothing=False)
        self.known[event_key(fields)] = KnownEvent(event.seq, what_happened(fields), by_timing=False, typed=typed)
        self._last_fixed = max(self._last_fixed, event.t)
        if isinstance(event, Crossing):
            self.fold.seen(event.bib, event.t)
            self.times.setdefault(event.bib, set()).add(event.t)

    def typed(self, event: Event) -> None:
        """Take in an event that a person recorded; what they corrected stays as it is."""
        if isinstance(event, Retract | Amend):
            self._corrected(event)
        else:
            self.latest = max(self.latest, event.t)
            self._fix(event, typed=True)

    def _corrected(self, correction: Retract | Amend) -> None:
        """Take in a correction by a person. What they typed and took back may still come from the feed."""
        about = [(key, known) for key, known in self.known.items() if known.seq == correction.target]
        for key, known in about:
            self.known[key] = known._replace(by_timing=False)
            if known.typed:
                del self.known[key]
                self._forget(known.fields)
        if isinstance(correction, Amend):
            event = replaced(decode_amended(correction), {"seq": correction.target})
            self._fix(event, typed=any(known.typed for _, known in about))

    def _forget(self, fields: Mapping[str, Any]) -> None:
        if fields["type"] == "crossing":
            self.fold.forget(fields["bib"], fields["t"])
            self.times.get(fields["bib"], set()).discard(fields["t"])
