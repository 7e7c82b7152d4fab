"""Find what the skaters of a race did in earlier races of its competition whose streams are in the same folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from massstart_tui.race.identity import Alike, Candidate, alike, claimed_twice, recognised
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import standings
from massstart_tui.stream.codec import when_recorded
from massstart_tui.stream.earlier_races import Earlier
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.heat_files import MOST_FILES
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.stream.recorded_race import Race, load
from massstart_tui.stream.timeline import Timeline


def earlier_beside(path: Path, timeline: Timeline) -> dict[Skater, list[Earlier]]:
    """Return what the skaters of the race in the stream at ``path`` did in races beside it, as far as it is certain.

    Such a race names the same competition, is over, and was over before the gun of this race by the wall times of both.
    A skater is the one with the same id, else the only one with the same name and nation. The first race comes first.
    """
    told: dict[Skater, list[Earlier]] = {}
    for race in _races_before(path, timeline):
        rows = {row.bib: row for row in standings(race.timeline.state_at(len(race.timeline)))}
        for skater, other in _who_is_who(timeline.sheet, race.sheet):
            title = race.sheet.title or race.sheet.id
            told.setdefault(skater, []).append(Earlier(title, rows[other.bib], title_nl=race.sheet.title_nl))
    return told


def _who_is_who(sheet: Sheet, earlier: Sheet) -> Iterator[tuple[Skater, Skater]]:
    """Yield each skater of ``sheet`` who certainly is on an earlier start sheet, and who that is there."""
    found = recognised(sheet.skaters, [Candidate(earlier.id, skater) for skater in earlier.skaters])
    twice = claimed_twice(found)
    for skater in sheet.skaters:
        candidates = found[skater.bib]
        if len(candidates) == 1 and skater.bib not in twice and _certainly(skater, candidates[0].skater):
            yield skater, candidates[0].skater


def _certainly(skater: Skater, other: Skater) -> bool:
    return alike(skater, other) is Alike.SAME or bool(skater.noc and skater.noc.upper() == other.noc.upper())


def _races_before(path: Path, timeline: Timeline) -> list[Race]:
    """Return the races beside ``path`` that are over and came before, in the order in which they were recorded."""
    gun = _wall_of(timeline, timeline.recording.guns[-1:])
    begun, races = bool(timeline.recording.guns), []
    for race in _of_the_competition(path, timeline.sheet):
        last = _wall_of(race.timeline, race.timeline.order[-1:])
        before = last is not None and gun is not None and last < gun
        if race.timeline.state_at(len(race.timeline)).over and (before or not begun):
            races.append((last is None, last, race))
    # Of a race of which there are two files, nobody knows which is right.
    files = Counter(race.sheet.id for *_, race in races)
    return [race for *_, race in sorted(races, key=_in_turn) if files[race.sheet.id] == 1]


def _in_turn(recorded: tuple[bool, datetime | None, Race]) -> tuple[bool, float]:
    unknown, last, _ = recorded
    return unknown, 0.0 if last is None else last.timestamp()


def _wall_of(timeline: Timeline, seqs: Sequence[int]) -> datetime | None:
    """Return the wall time of the last of these events; None if it has none."""
    return when_recorded(timeline.event(seqs[-1]).wall) if seqs else None


def _of_the_competition(path: Path, sheet: Sheet) -> Iterator[Race]:
    """Yield the other races beside ``path`` whose start sheets name the same competition."""
    for file in islice(sorted(path.parent.glob("*.jsonl")), MOST_FILES):
        first = quick_look(file) if sheet.competition and file.resolve() != path.resolve() else None
        if first is None or first.sheet.id == sheet.id or first.sheet.competition != sheet.competition:
            continue
        try:
            yield load(file)
        except (BadData, OSError):
            # It is not said that this race has faults: nobody opened it.
            continue
