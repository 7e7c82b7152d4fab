"""Record what a feed says: one race, or the heats that it has, each in a file of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.journal_opening import opened_journal
from massstart_tui.race.chip_codes import chips_like_bibs
from massstart_tui.race.crossing_run import CrossingRun
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Event, Note
from massstart_tui.race.rules import DEFAULT_PRESET
from massstart_tui.race.sheet import Sheet
from massstart_tui.report.fault_messages import fault_line
from massstart_tui.report.journal_status import lost
from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import Words
from massstart_tui.timing.feed_clock import ClockReading
from massstart_tui.timing.feed_events import FeedEvents
from massstart_tui.timing.feed_heats import noted_heat
from massstart_tui.timing.feed_records import NextHeat, Record
from massstart_tui.timing.found_events import Found

PATIENCE: Final = 10.0
"""Seconds that the journal may take at the end to get its last lines on disk."""
Numbered = tuple[int | None, Record]
OnDisk = Callable[[int], None]
"""Is called with the seq of the last event that is on disk, by the thread of the journal."""


class FeedTeller:
    """Prints what is to be said about a feed to standard error; ``wrong`` is true if something could not be used."""

    def __init__(self, file: str, words: Words) -> None:
        """Speak about ``file`` in ``words``."""
        self.file = file
        self.words = words
        self.wrong = False

    def say(self, code: str, **values: str | int) -> None:
        """Print a sentence."""
        self.line(self.words(code, file=self.file, **values))

    def line(self, text: str) -> None:
        """Print a line."""
        print(text, file=sys.stderr)

    def fault(self, fault: Fault) -> None:
        """Print a fault."""
        self.wrong = self.wrong or not fault.harmless
        self.line(fault_line(self.file, fault, self.words))


class Wanted(NamedTuple):
    """What of a feed is to be recorded, and where.

    ``heat`` is the name of the heat, None for the first that begins; with a folder as ``output``, all heats are wanted.
    ``sheet`` is the start sheet, None for that of the feed.
    """

    output: Path
    folder: bool
    heat: str | None
    sheet: Sheet | None
    gun: ClockReading | None
    loop: str | None


class RecordedRace:
    """A race that is recorded from a feed, in a file that is continued if it is there.

    ``heat`` is what the feed calls the heat that is recorded in the file; None if the file does not say. ``unsure`` is
    set if it has crossings of a heat that it does not say.
    """

    def __init__(self, path: Path, sheet: Sheet, wanted: Wanted, teller: FeedTeller, on_disk: OnDisk) -> None:
        """Open the file, and say ``on_disk`` what of it is; raises CommandRefused if it cannot be written."""
        self.added = 0
        self._path = path
        self._sheet = sheet
        self._teller = teller
        self._journal = opened_journal(path, sheet, lambda condition: on_disk(condition.confirmed), teller.words)
        recorded = Timeline(self._journal.recording)
        self._next_seq = len(self._journal.recording) + 1
        on_disk(self._next_seq - 1)
        self.heat = noted_heat(recorded)
        self.unsure = self.heat is None and _has_timed_crossings(recorded)
        if len(recorded):
            teller.say("passings.going_on", count=sum(event.type == "crossing" for event in _events_of(recorded)))
        for bib, other in chips_like_bibs(sheet):
            teller.fault(Fault(None, "transponder", Flaw.CHIP_LIKE_BIB, {"bib": bib, "other": other}, harmless=True))
        self._found = FeedEvents(sheet, recorded, gun=wanted.gun, loop=wanted.loop)

    @property
    def begun(self) -> bool:
        """Whether anything is recorded."""
        return self._next_seq > 1

    @property
    def recorded_by(self) -> int | None:
        """The last event of what the feed said so far; None while some of it waits for the gun."""
        return None if self._found.waiting else self._next_seq - 1

    def take(self, records: Sequence[Numbered]) -> None:
        """Record what these say, and tell what of it cannot be used."""
        self._keep(self._found.in_runs(records, self._next_seq))

    def note_heat(self, heat: str) -> None:
        """Record which heat of the feed this is, once something of it is recorded."""
        if self.heat is None and self.begun:
            self.heat = heat
            text = self._teller.words("timing.heat_noted", heat=heat)
            self._keep([Note(seq=self._next_seq, t=0, by=TIMING, type="note", text=text, heat=heat)])

    def _keep(self, results: Iterable[Found]) -> None:
        events: list[Event | CrossingRun] = []
        for result in results:
            if isinstance(result, Fault):
                self._teller.fault(result)
                continue
            events.append(result)
            if isinstance(result, CrossingRun):
                self._next_seq += len(result)
                self.added += len(result)
            else:
                self._next_seq += 1
                self.added += (result.type == "crossing") - (result.type == "retract")
        if events:
            self._journal.append(events)

    def rest(self) -> None:
        """Record what was held back while the feed told again what is recorded; the feed has ended."""
        self._keep(self._found.rest(self._next_seq))

    def close(self) -> bool:
        """Close the file, and tell what can be said only at the end; return whether everything is on disk."""
        condition = self._journal.close(PATIENCE)
        self._tell_whole()
        if condition.pending:
            self._teller.line(lost(condition, str(self._path), self._teller.words))
            return False
        self._teller.line(self._teller.words("passings.written", file=str(self._path), count=self.added))
        return True

    def _tell_whole(self) -> None:
        found, teller = self._found, self._teller
        for fault in found.end():
            teller.fault(fault)
        if found.loop_was_taken:
            teller.say("passings.loop", loop=found.loop or "")
        if found.left_out.before_the_gun and found.left_out.used:
            teller.say("passings.before_the_gun", count=found.left_out.before_the_gun)
        for chip, count in found.unknown.items():
            if count > 1:
                teller.say("passings.unknown", chip=chip, count=count)
        names = {skater.bib: f"{skater.bib} {skater.name}" for skater in self._sheet.skaters}
        late = found.late_for_all()
        if late is not None:
            teller.say("passings.late_for_all", first=time_told(late, teller.words.language))
        for missed in found.missed():
            if missed.is_first and late is not None:
                continue
            code = "passings.first_missed" if missed.is_first else "passings.missed"
            language = teller.words.language
            moments = {"before": missed.after, "after": missed.before, "near": missed.near}
            times = {name: time_told(t, language) for name, t in moments.items()}
            teller.say(code, skater=names[missed.bib], bib=missed.bib, **times)


def _has_timed_crossings(recorded: Timeline) -> bool:
    return any(event.type == "crossing" and event.by == TIMING for event in _events_of(recorded))


def _events_of(recorded: Timeline) -> Iterator[Event]:
    return map(recorded.event, recorded.order)


class FeedRaces:
    """The races of a feed: each is opened when it begins."""

    def __init__(self, wanted: Wanted, teller: FeedTeller, on_disk: OnDisk) -> None:
        """Open the race at once if no heat has to be waited for; ``on_disk`` is said only of that one."""
        self._wanted = wanted
        self.teller = teller
        self._names: list[str] = []
        self._current: str | None = None
        self._taken: str | None = None
        self._races: dict[str | None, RecordedRace] = {}
        if wanted.sheet is not None:
            self._races[None] = race = RecordedRace(wanted.output, wanted.sheet, wanted, teller, on_disk)
            self._refuse_another_heat(race)

    def _refuse_another_heat(self, race: RecordedRace) -> None:
        """Close the file and raise CommandRefused if it has another heat than the one that is asked for."""
        asked = self._wanted.heat
        if None not in (asked, race.heat) and asked != race.heat:
            race.close()
            said = self.teller.words("refused.file_of_heat", heat=race.heat or "", asked=asked or "")
            raise CommandRefused(ExitCode.USAGE, [f"{self._wanted.output}: {said}"])

    def take_only(self, heat: str | None) -> None:
        """Record this heat of the feed, and no other."""
        self._wanted = self._wanted._replace(heat=heat)

    @property
    def going_on(self) -> RecordedRace | None:
        """The race that was begun before, of a file that takes one heat; None if there is none."""
        race = self._races.get(None)
        return race if race is not None and (race.heat is not None or race.unsure) else None

    def _open(self, path: Path, sheet: Sheet) -> RecordedRace:
        if self._wanted.folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        return RecordedRace(path, sheet, self._wanted, self.teller, lambda _: None)

    @property
    def recorded_by(self) -> int | None:
        """The last event of what the feed said so far; None while some of it waits, or if there are several races."""
        return self._races[None].recorded_by if None in self._races else None

    @property
    def need_a_start_list(self) -> bool:
        """Whether the feed has to say who skates."""
        return self._wanted.sheet is None

    def take(self, records: Sequence[Numbered]) -> None:
        """Record these, each in the race that it is about."""
        for name, part in self._by_heat(records):
            race = self._race(name, part)
            if race is not None:
                race.take(part)
                if name is not None and self._wanted.sheet is not None:
                    race.note_heat(name)

    def _by_heat(self, records: Iterable[Numbered]) -> Iterator[tuple[str | None, list[Numbered]]]:
        part: list[Numbered] = []
        for numbered in records:
            if isinstance(numbered[1], NextHeat):
                if part:
                    yield self._current, part
                part, self._current = [], numbered[1].name
            part.append(numbered)
        if part:
            yield self._current, part

    def _race(self, name: str | None, part: list[Numbered]) -> RecordedRace | None:
        """Return the race of a heat, opened if need be; None if it is not wanted or has no start sheet."""
        first = part[0][1]
        if isinstance(first, NextHeat) and first.name not in self._names:
            self._names.append(first.name)
            self._tell_left_out(first.name)
        if name is None:
            self._without_a_heat(part)
            return self._races.get(None)
        if not self._wants(name):
            return None
        self._taken = name
        if self._wanted.sheet is not None:
            return self._races[None]
        if name not in self._races and isinstance(first, NextHeat):
            self._open_heat(first)
        return self._races.get(name)

    def _without_a_heat(self, part: list[Numbered]) -> None:
        """Tell the faults of records that come before any heat, if no race takes them."""
        if None not in self._races:
            for _, record in part:
                if isinstance(record, Fault):
                    self.teller.fault(record)

    def _wants(self, name: str) -> bool:
        if self._wanted.folder or self._wanted.heat is not None:
            return self._wanted.folder or name == self._wanted.heat
        if (going_on := self.going_on) is not None:
            return name == going_on.heat
        taken = self._races.get(None if self._wanted.sheet is not None else self._taken)
        return self._taken in (None, name) or taken is None or not taken.begun

    def _tell_left_out(self, name: str) -> None:
        if self._wanted.heat is None and not self._wants(name):
            self.teller.say("passings.heat_left_out", heat=name)

    def _open_heat(self, heat: NextHeat) -> None:
        if heat.sheet is None:
            self.teller.wrong = True
            self.teller.say("passings.heat_without_sheet", heat=heat.name)
            return
        path = self._wanted.output / f"{heat.name}.jsonl" if self._wanted.folder else self._wanted.output
        self._races[heat.name] = self._open(path, heat.sheet)
        title = plain(heat.sheet.title)
        self.teller.say("passings.sheet_of_feed", heat=heat.name, title=title, preset=DEFAULT_PRESET)

    def end(self) -> None:
        """Take note that the feed has ended."""
        for race in self._races.values():
            race.rest()
        if not self._races:
            self.teller.wrong = True
            self.teller.say("passings.no_heat")

    def close(self) -> bool:
        """Close all files; return whether everything is on disk."""
        closed = [race.close() for race in self._races.values()]
        return all(closed)


def chosen_heat(asked: str | None, heats: Sequence[NextHeat], teller: FeedTeller) -> str | None:
    """Return the heat of a whole file to record: the one ``asked`` for, else the last; raises CommandRefused.

    ``heats`` are those of the file as they follow one another.
    """
    names = list(dict.fromkeys(heat.name for heat in heats))
    if asked is not None and asked not in names:
        said = teller.words("refused.no_such_heat", heat=asked, heats=", ".join(names) or "–")
        raise CommandRefused(ExitCode.USAGE, [f"{teller.file}: {said}"])
    activated = [heat.name for heat in heats if heat.sheet is not None] or names
    if asked is not None or not activated:
        return asked
    if others := ", ".join(name for name in names if name != activated[-1]):
        teller.say("passings.heat", heat=activated[-1], others=others)
    return activated[-1]
