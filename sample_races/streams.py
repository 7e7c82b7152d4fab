"""Turn a plan into a stream: a header with the provenance of each kind of fact, and the events in order of time."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from massstart_tui.imports.event_drafts import Draft, narrowed
from massstart_tui.race.record import replaced
from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import Standing, standings
from massstart_tui.stream.codec import Header, decode_event, encode_event, encode_header
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from massstart_tui.stream.provenance_entry import Provenance
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from sample_races.drafts import drafts
from sample_races.dutch import COMPETITIONS, TITLES, source_in_dutch, texts_in_dutch
from sample_races.plans import Plan
from sample_races.start_lists import Starter, start_list

CREATED: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""When the streams were first made; fixed, so that building them again gives the same bytes."""
PROMOTED: Final = "Promoted from division B"


def stream(plan: Plan) -> bytes:
    """Return the stream of this race: its header and its events, one on each line."""
    starters = start_list(plan, [result(semi_final) for semi_final in plan.semi_finals])
    events = drafts(plan, {starter.name: starter.bib for starter in starters})
    header = Header(
        race=_sheet(plan, starters, events),
        created=CREATED,
        provenance=tuple(in_both_languages(entry) for entry in _provenance(plan, starters, events)),
    )
    lines = (json.dumps({"seq": seq, "t": draft.t, **draft.fields}) for seq, draft in enumerate(events, 1))
    return encode_header(header) + b"".join(encode_event(decode_event(line.encode())) for line in lines)


def _provenance(plan: Plan, starters: Iterable[Starter], events: Sequence[Draft[str]]) -> Iterator[Provenance]:
    yield from (*_sources(plan), *plan.provenance, *_doubtful_bibs(starters), *narrowed(events, str))


def in_both_languages(entry: Provenance) -> Provenance:
    """Return the entry with its source in Dutch added, if it contains words of a language."""
    told = source_in_dutch(entry.source)
    return replaced(entry, {"source_nl": told}) if told else entry


def result(plan: Plan) -> tuple[Standing, ...]:
    """Return the result that the stream of this race folds to."""
    timeline = Timeline(read_from(io.BytesIO(stream(plan)), plan.id))
    return standings(timeline.state_at(len(timeline)))


def _sheet(plan: Plan, starters: Iterable[Starter], events: Iterable[Draft[str]]) -> Sheet:
    skaters = tuple(_skater(plan, starter) for starter in starters)
    return Sheet(
        id=plan.id,
        title=plan.title,
        competition=plan.result.competition,
        venue=plan.venue,
        start=plan.start,
        laps=plan.result.distance_laps,
        lap_length=plan.lap_length,
        qualify=plan.qualify,
        rules=RulesTable(preset=plan.preset),
        title_nl=TITLES.get(plan.title, ""),
        competition_nl=COMPETITIONS.get(plan.result.competition, ""),
        texts_nl=texts_in_dutch(skaters, (event.fields for event in events)),
        skaters=skaters,
    )


def _skater(plan: Plan, starter: Starter) -> Skater:
    name = starter.name
    promoted = any(row.promoted for row in plan.result.results if row.name == name)
    notes = (*plan.notes.get(name, ()), *([PROMOTED] if promoted else []))
    return Skater(starter.bib, plan.names.get(name, name), starter.noc, plan.born.get(name), notes)


def _sources(plan: Plan) -> Iterator[Provenance]:
    """Yield what the race was put together from, and where these sources disagree, as the result table has it."""
    urls = "; ".join(f"{urlsplit(url).hostname}: {url}" for url in plan.result.source_urls)
    yield Provenance(about="sources", kind=Certainty.PUBLISHED, source=urls)
    if plan.result.conflicts:
        yield Provenance(
            about="conflicts between sources", kind=Certainty.PUBLISHED, source="; ".join(plan.result.conflicts)
        )


def _doubtful_bibs(starters: Iterable[Starter]) -> Iterator[Provenance]:
    doubts: dict[str, list[int]] = {}
    for starter in starters:
        if starter.doubt is not None:
            doubts.setdefault(starter.doubt, []).append(starter.bib)
    for source, bibs in doubts.items():
        yield Provenance(about=About.BIBS, kind=Certainty.RECONSTRUCTED, source=source, bibs=tuple(bibs))
