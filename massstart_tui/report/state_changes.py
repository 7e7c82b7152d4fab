"""What each line of a race under way changes, as lines of the log for a reader or as JSON for a program.

The JSON has one object for each change. Each has a ``type`` and, except for ``race`` and ``to_come``, the ``seq`` of
the line that changed it and ``at``, the current position in the race, with the fields of `at_fields`:

- ``race``: the start sheet; the stream begins, or begins anew.
- ``incident``: ``kind`` (the type of the event), its own ``t``, ``bibs``, ``to_go``, what else it says, and how it
  ``stands``: as_recorded; retracted or amended, which no longer counts; corrected, in the place of what was amended.
- ``lap``: the leader's, with ``leader`` if known; also if the distance changes, or a lap is retracted.
- ``sprint``: its ``number``, ``lap`` and ``order`` by place, provisional as long as only crossings tell it.
- ``phase``: of the race.
- ``clock``: everything that came before counts ``shift`` ms later.
- ``standings``: the standings, whenever a row of them changes.
- ``to_come``: how many ``messages`` of a server have not come yet, or ``more``, and how many seconds ``late`` they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.follow.growing_race import StreamStep
from massstart_tui.follow.line_source import StillToCome
from massstart_tui.race.event_kinds import EVERYDAY, INCIDENTS, kind_of
from massstart_tui.race.events import CORRECTING, Clock, Event, bibs_of
from massstart_tui.race.missing_events import MISSING
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import standings
from massstart_tui.race.state import RaceState
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.results_page import at_fields, one_line, standing_fields
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.timeline import Timeline
from massstart_tui.stream.unconfirmed_lines import line_by_chips, unconfirmed_lines, unconfirmed_orders
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import time_told
from massstart_tui.text.words import Words

Fields = dict[str, object]
_SAID: dict[str, tuple[str, ...]] = {
    "fall": ("caused_by", "reason"),
    "withdraw": ("laps", "reason"),
    "lapped": ("laps",),
    "card": ("colour", "rule"),
    "disqualify": ("rule",),
    "advance": ("reason",),
    "stop": ("reason",),
    "resume": ("to_go", "reason"),
    "restart": ("reason",),
    "review": ("reason", "lifted"),
    "relegate": ("behind", "rule"),
    "distance": ("laps", "reason"),
}
"""What an incident says besides whom it is about, by type."""


def as_data(step: StreamStep) -> Iterator[str]:
    """Yield what a line of the stream changed, as JSON lines; nothing if the race did not change."""
    if step.event is None:
        yield one_line(_race(step.after.sheet))
    else:
        yield from map(one_line, _changes(step.event, step.before, step.after))


def to_come_line(far: StillToCome) -> str:
    """Return how far what has come is behind the server, as a JSON line."""
    return one_line({"type": "to_come", "messages": far.messages, "late": far.late, "more": far.more})


def as_log(step: StreamStep, words: Words) -> Iterator[str]:
    """Yield the lines of the incident log: laps to go, race time, type, skaters, and how it stands once corrected."""
    sheet = step.after.sheet
    names = {skater.bib: plain(skater.name) for skater in sheet.skaters}
    telling = Telling(words, sheet.rules_in_force(), names, sheet.texts_nl)
    event = step.event
    before, after = step.before, step.after
    lines = () if event is None else (*_log_lines(event, before, after), *_by_chips(event, before, after))
    for line in lines:
        stands = () if line.stands is Stands.AS_RECORDED else (words(f"stands.{line.stands}"),)
        when = (words("log.to_go", count=line.to_go), time_told(line.clock, words.language))
        yield "\t".join((*when, telling.kind(line.event), telling.body(line.event), *stands))


def _log_lines(event: Event, before: Timeline, after: Timeline) -> Iterator[LogLine]:
    """Yield the lines of the log for ``event``, the last of ``after``; a correction has the lines that it corrects."""
    if event.type in CORRECTING:
        yield from _corrected(before, after)
    elif kind_of(event) not in EVERYDAY:
        yield _line(after.event(event.seq), after, Stands.AS_RECORDED, None)


def _by_chips(event: Event, before: Timeline, after: Timeline) -> Iterator[LogLine]:
    """Yield a line for each order that only chips give and that is new, and for who is new in that of the finish."""
    was, now = (timeline.state_at(len(timeline)) for timeline in (before, after))
    known = unconfirmed_orders(was)
    for lap, order in unconfirmed_orders(now).items():
        if lap != now.distance and order != known.get(lap):
            yield from (marked.line for marked in unconfirmed_lines(after, {lap: order}, len(after)))
        elif new := tuple(place for place in order if place not in known.get(lap, ())):
            yield line_by_chips(after, lap, new, after.position_at(event.t))


def _corrected(before: Timeline, after: Timeline) -> Iterator[LogLine]:
    """Yield each event that was corrected, as it stood before and as it stands now."""
    was, now = before.corrections, after.corrections
    # An event stands differently if another correction of it is the last one now.
    for seq in sorted({seq for seq, _ in was.corrected_by.items() ^ now.corrected_by.items()}):
        by = now.corrected_by.get(seq)
        stood = None if was.retracted(seq) else before.event(seq)
        stands = None if now.retracted(seq) else after.event(seq)
        if stood is not None and kind_of(stood) not in EVERYDAY | CORRECTING:
            yield _line(stood, before, Stands.RETRACTED if stands is None else Stands.AMENDED, by)
        if stands is not None and kind_of(stands) not in EVERYDAY | CORRECTING:
            yield _line(stands, after, Stands.CORRECTED if seq in now.replaced else Stands.AS_RECORDED, by)


def _line(event: Event, timeline: Timeline, stands: Stands, by: int | None) -> LogLine:
    position = timeline.position_at(event.t)
    return LogLine(event, timeline.to_go_at(position), stands, by, timeline.gun_at(position))


def _race(sheet: Sheet) -> Fields:
    """Return the start sheet as data."""
    skaters = [{"bib": skater.bib, "name": skater.name, "noc": skater.noc} for skater in sheet.skaters]
    race = {"id": sheet.id, "title": sheet.title, "competition": sheet.competition, "laps": sheet.laps}
    return {"type": "race", "race": race | {"qualify": sheet.qualify}, "skaters": skaters}


def _changes(event: Event, before: Timeline, after: Timeline) -> Iterator[Fields]:
    """Yield what ``event`` changed; it is the last of ``after``, and the only one that ``before`` lacks."""
    was, now = (timeline.state_at(len(timeline)) for timeline in (before, after))
    at: Fields = {"seq": event.seq, "at": at_fields(now, now.t)}
    for line in _log_lines(event, before, after):
        if line.event.type in INCIDENTS:
            yield {"type": "incident"} | at | _incident(line)
    if event.type == MISSING:
        yield {"type": "missing"} | at | {"kind": getattr(event, "was", "") or None}
    if isinstance(event, Clock):
        yield {"type": "clock"} | at | {"shift": event.shift}
    if (was.lap, was.distance) != (now.lap, now.distance):
        yield {"type": "lap"} | at | {"lap": now.lap, "to_go": now.to_go, "leader": now.leader}
    for sprint in _sprints(was, now):
        yield {"type": "sprint"} | at | sprint
    if was.phase != now.phase:
        yield {"type": "phase"} | at | {"phase": now.phase}
    rows, marks = standings(now), Marks(after.recording.header.provenance)
    if rows != standings(was):
        doubts = marks.of_rows(now, rows)
        yield (
            {"type": "standings"}
            | at
            | {"standings": [standing_fields(row, doubts[row.bib], now.rules) for row in rows]}
        )


def _incident(line: LogLine) -> Fields:
    """Return a line of the log as data."""
    event = line.event
    said = {name: value for name in _SAID.get(event.type, ()) if (value := getattr(event, name)) is not None}
    fields: Fields = {"kind": event.type, "t": event.t, "bibs": bibs_of(event), "to_go": line.to_go}
    return fields | said | {"of": event.seq, "stands": line.stands}


def _sprints(was: RaceState, now: RaceState) -> Iterator[Fields]:
    """Yield the sprints that changed; a retracted one has an empty order."""
    before, after = was.sprints, now.sprints
    for number, lap in enumerate(now.rules.sprint_laps(), 1):
        told, result = before.get(lap), after.get(lap)
        if told != result:
            order = result.order if result else ()
            provisional = result is not None and result.seq is None
            yield {"number": number, "lap": lap, "order": order, "provisional": provisional}
