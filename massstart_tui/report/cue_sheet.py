"""The cue sheet: what has happened that a commentator should mention, and which of it has not been mentioned yet.

A cue is made for every incident, sprint order, finish and note, and for the official result; for a new leader on
points; for a skater who crosses the cut; for the bell; and for what the start sheet notes about a skater, as soon as
something happens to them. No cue is made for a crossing, an ordinary lap, the groups, or the gun. Once a skater is out
of the race, there is no cue about an attack or a lead of that skater, and none of the notes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from massstart_tui.race.event_kinds import INCIDENTS, NOTES, SPRINTS
from massstart_tui.race.events import Event, Note, bibs_of
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import TAKEN_OUT, RaceState
from massstart_tui.report.consequences import CutSide, side_code, sides
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.reminders import notes_at_hand
from massstart_tui.report.signs import sign_of
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.words import Language, Words, words

CUED: Final = INCIDENTS | SPRINTS | NOTES | {"dns", "official"}
"""The types of events that get a cue of their own."""
_TURNING: Final = SPRINTS | {
    *("lapped", "lap_gained", "eliminated", "withdraw", "dns"),
    *("disqualify", "relegate", "advance", "restart", "distance", "official"),
}
"""The types of events that can change who leads on points, or who is on which side of the cut."""
LATEST_LINES: Final = 40
"""How many lines of the log are considered; anything older is no longer news."""
LATEST_TURNS: Final = 8
"""The lead and the cut are followed over so many of the latest events of `_TURNING`."""
_LEAD_SIGN: Final = "★"
_CUT_SIGN: Final = "→"
_LEAD: Final = "lead"
_IN_FORCE: Final = (Stands.AS_RECORDED, Stands.CORRECTED)


class Key(NamedTuple):
    """The identity of a cue: what it ``says``, and its subject.

    It is ``about`` an event, the lead, a skater's side of the cut, a note or the bell.

    Of two keys about the same subject that say different things, the one with the higher ``version`` came later. The
    version is the seq of the latest line that changed what had been known, so it can grow while ``says`` stays the
    same.
    """

    about: str
    version: int
    says: str


class Cue(NamedTuple):
    """Something worth saying, at ``t``, and what the race ``clock`` showed then, both in ms.

    It rests on the event ``seq``. ``correction`` is how to say it to somebody who was told something else before.
    ``gone`` marks what is said only to them, because it was retracted.
    """

    key: Key
    t: int
    text: str
    sign: str
    correction: str = ""
    gone: bool = False
    clock: int = 0
    seq: int = 0


class _Turn(NamedTuple):
    """Who led on points, and who was on which side of the cut, at one moment.

    ``open`` is set if points of a sprint that was passed are unknown. ``over`` is set once it is settled who advances.
    """

    leaders: tuple[int, ...]
    points: int
    open: bool
    sides: Mapping[int, CutSide]
    over: bool


def unsaid(sheet: tuple[Cue, ...], said: Collection[Key]) -> tuple[Cue, ...]:
    """Return the cues that are still to be said, with the right words, given the keys of those that were said.

    What was said differently before is said as a correction. What was retracted before it was said is left out.
    """
    told: dict[str, Key] = {}
    # In the order of versions, so that the latest key about a subject is kept.
    for key in sorted(said, key=lambda key: key.version):
        told[key.about] = key
    return tuple(_to_be_said(sheet, told))


def _to_be_said(sheet: tuple[Cue, ...], told: Mapping[str, Key]) -> Iterator[Cue]:
    """Yield the cues that differ from what was said last about the same subject."""
    for cue in sheet:
        last = told.get(cue.key.about)
        if last is None and not cue.gone:
            yield cue
        elif last is not None and last.says != cue.key.says:
            yield cue._replace(text=cue.correction or cue.text)


class CueSheet:
    """The cue sheet of one race in one language.

    Results are cached: while the race only goes on, a new line costs no more than the work on that line.
    """

    def __init__(self, sheet: Sheet, speak: Words, names: Mapping[int, str]) -> None:
        """Begin a cue sheet on which nothing has happened; skaters are told by ``names``."""
        self._sheet = sheet
        self._words = speak
        self._telling = Telling(speak, sheet.rules_in_force(), names, sheet.texts_nl)
        # Keys are written in English and without names, so that what was said stays said in another language.
        self._plainly = Telling(words(Language.EN), sheet.rules_in_force(), {})
        self._follows: Timeline | None = None
        self._lines: dict[int, LogLine] = {}
        self._turns: dict[int, _Turn] = {}
        self._changed_by = 0

    def at(self, timeline: Timeline, position: int) -> tuple[Cue, ...]:
        """Return the cues of the race up to ``position`` in the timeline, the newest last."""
        self._follow(timeline)
        count = timeline.lines_at(position)
        shown = range(max(0, count - LATEST_LINES), count)
        known = self._lines if self._lines_hold(timeline) else {}
        self._lines = {index: known.get(index) or timeline.line(index) for index in shown}
        lines = list(self._lines.values())
        gone = _out_of_the_race(timeline.state_at(position))
        found = [*self._of_lines(timeline, lines, gone), *self._of_turns(timeline, position, lines)]
        if timeline.to_go_at(position):
            found += self._bell(timeline, position)
        else:
            # At the finish the points at the sprints no longer say who wins.
            found = [cue for cue in found if cue.key.about != _LEAD]
        # What was corrected or taken back is news since then, wherever its event is.
        news = {line.event.seq: timeline.recording.times[line.by - 1] for line in lines if line.by}
        found.sort(key=lambda cue: max(cue.t, news.get(cue.seq, cue.t)))
        return tuple(cue._replace(clock=timeline.clock_at(cue.t)) for cue in found)

    def _lines_hold(self, timeline: Timeline) -> bool:
        """Return whether the cached lines are still right.

        If no line came in among them, the last one is where it was.
        """
        last = max(self._lines, default=0)
        if last >= timeline.lines_at(len(timeline)) or last not in self._lines:
            return False
        before, line = self._lines[last], timeline.line(last)
        return (before.event.seq, before.stands) == (line.event.seq, line.stands)

    def _follow(self, timeline: Timeline) -> None:
        """Clear the cache, unless ``timeline`` only continues the one before."""
        before, self._follows = self._follows, timeline
        if before is None or not _goes_on(before, timeline):
            self._lines, self._turns = {}, {}
            # The line that changed the past: keys made from now on are newer than those from before it.
            self._changed_by = timeline.recording.breaks[timeline.changed - 1] if timeline.changed else 0

    def _of_lines(self, timeline: Timeline, lines: Iterable[LogLine], gone: frozenset[int]) -> Iterator[Cue]:
        """Yield a cue for each line, and the notes about skaters to whom something happens for the first time.

        Skaters who are ``gone`` no longer attack, and are not introduced any more.
        """
        noted = set(gone)
        for line in lines:
            event = line.event
            if event.type not in CUED or (isinstance(event, Note) and event.gun is not None):
                continue
            if line.stands in _IN_FORCE:
                if event.type != "attack" or not gone.issuperset(bibs_of(event)):
                    yield self._happened(event)
                bibs = [bib for bib in bibs_of(event) if bib not in noted]
                noted.update(bibs)
                yield from self._notes(event, bibs)
            elif _is_gone(timeline, line):
                yield self._taken_back(event)

    def _happened(self, event: Event) -> Cue:
        text = self._telling.whole(event)
        correction = self._words("cue.correction", text=text)
        key = self._key(event, self._plainly.whole(event))
        return Cue(key, event.t, text, sign_of(event.type), correction, seq=event.seq)

    def _taken_back(self, event: Event) -> Cue:
        text = self._words("cue.taken_back", text=self._telling.whole(event))
        correction = self._words("cue.correction", text=text)
        sign = sign_of("retract")
        return Cue(self._key(event, ""), event.t, text, sign, correction, gone=True, seq=event.seq)

    def _key(self, event: Event, says: str) -> Key:
        """Return the key of a cue about one event."""
        return Key(f"event {event.seq}", self._changed_by, says)

    def _notes(self, event: Event, bibs: Iterable[int]) -> Iterator[Cue]:
        """Yield the notes on the start sheet about these skaters."""
        listed = tuple(bibs)
        told = notes_at_hand(self._sheet, listed, self._words.language)
        for note, here in zip(notes_at_hand(self._sheet, listed, Language.EN), told, strict=True):
            text = self._words("cue.note", skater=self._telling.skater(note.bib), note=here.text)
            key = Key(f"note {note.bib} {note.text}", 0, note.text)
            yield Cue(key, event.t, text, sign_of("note"), seq=event.seq)

    def _of_turns(self, timeline: Timeline, position: int, lines: Iterable[LogLine]) -> Iterator[Cue]:
        """Yield the latest change of the lead, and of each skater's side of the cut, that still holds."""
        events = [line.event for line in lines if line.stands in _IN_FORCE and line.event.type in _TURNING]
        events = events[-LATEST_TURNS:]
        moments = [event.t for event in events]
        # One position more than events: the first is just before the first event, to compare with.
        positions = [timeline.position_at(t) for t in (*(t - 1 for t in moments[:1]), *moments)]
        turns = self._turns_at(timeline, [min(position, each) for each in positions])
        led: Cue | None = None
        crossed: dict[int, tuple[CutSide, Event]] = {}
        for before, now, event in zip(turns, turns[1:], events, strict=False):
            if now.leaders != before.leaders:
                led = self._lead(now, event) if now.leaders else None
            crossed |= {bib: (side, event) for bib, side in _crossed_the_cut(before, now)}
        if led:
            yield led
        for bib, (side, event) in crossed.items():
            # A skater who has crossed back since is no news.
            if turns[-1].sides[bib] is side:
                yield self._across(bib, side, event, over=turns[-1].over)

    def _turns_at(self, timeline: Timeline, positions: list[int]) -> list[_Turn]:
        """Return the turns at these positions; only those that are not cached are computed."""
        kept: dict[int, _Turn] = {}
        for at in positions:
            known = kept.get(at) or self._turns.get(at)
            kept[at] = known or _turn_of(standings(timeline.state_at(at)), self._sheet.qualify)
        self._turns = kept
        return [kept[at] for at in positions]

    def _across(self, bib: int, side: CutSide, event: Event, *, over: bool) -> Cue:
        """Return the cue that a skater has crossed the cut."""
        text = self._words(f"cue.{side_code(side, over=over)}", skater=self._telling.skater(bib))
        key = Key(f"cut {bib}", max(event.seq, self._changed_by), side)
        return Cue(key, event.t, text, _CUT_SIGN, seq=event.seq)

    def _lead(self, now: _Turn, event: Event) -> Cue:
        """Return the cue about who leads on points."""
        who, points = self._telling.skaters(now.leaders), now.points
        if now.open:
            text = self._words("cue.leads_as_recorded", skater=who, count=points)
        elif len(now.leaders) > 1:
            text = self._words("cue.level_at_the_top", skaters=who, count=points)
        else:
            text = self._words("cue.leads", skater=who, count=points)
        says = " ".join(map(str, (*now.leaders, *(["at least"] if now.open else []))))
        return Cue(Key(_LEAD, max(event.seq, self._changed_by), says), event.t, text, _LEAD_SIGN, seq=event.seq)

    def _bell(self, timeline: Timeline, position: int) -> Iterator[Cue]:
        """Yield the bell while the last lap lasts."""
        laps = timeline.course.laps
        index = timeline.course.lap_mark_index(position)
        _, t, lap, to_go = laps[index] if index >= 0 else (0, 0, 0, 0)
        if to_go == 1 and lap:
            yield Cue(Key("bell", lap, "bell"), t, self._words("cue.bell"), sign_of("lap"))


def cues(timeline: Timeline, position: int, speak: Words, names: Mapping[int, str]) -> tuple[Cue, ...]:
    """Return the cues of the race up to ``position``, the newest last; skaters are told by ``names``."""
    return CueSheet(timeline.sheet, speak, names).at(timeline, position)


def _goes_on(before: Timeline, after: Timeline) -> bool:
    """Return whether one of the two timelines is the beginning of the other."""
    if before.recording is not after.recording or before.changed != after.changed:
        return False
    both = min(len(before), len(after))
    return not both or before.order[both - 1] == after.order[both - 1]


def _crossed_the_cut(before: _Turn, now: _Turn) -> Iterator[tuple[int, CutSide]]:
    """Yield the skaters who changed sides, with their new side."""
    for bib, side in now.sides.items():
        if {side, before.sides[bib]} == {CutSide.THROUGH, CutSide.OUT}:
            yield bib, side


def _is_gone(timeline: Timeline, line: LogLine) -> bool:
    """Return whether no other line of the log has replaced this one."""
    return line.stands is Stands.RETRACTED or timeline.event(line.event.seq).type not in CUED


def _out_of_the_race(state: RaceState) -> frozenset[int]:
    return frozenset(bib for bib, left in state.exits.items() if left.status in TAKEN_OUT)


def _turn_of(rows: tuple[Standing, ...], cut: int | None) -> _Turn:
    """Return the leaders and the sides of the cut in these standings."""
    points = max((row.total for row in rows if row.status not in TAKEN_OUT), default=0)
    leaders = tuple(row.bib for row in rows if points and row.total == points and row.status not in TAKEN_OUT)
    return _Turn(
        leaders=tuple(sorted(leaders)),
        points=points,
        open=any(row.at_least for row in rows),
        sides=sides(rows, cut),
        over=any(row.through for row in rows),
    )
