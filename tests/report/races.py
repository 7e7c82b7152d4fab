"""Helpers for the report tests: standings of small streams at a moment."""

from __future__ import annotations

import io
from collections.abc import Sequence

from massstart_tui.report.results_page import Results
from massstart_tui.stream.moments import instant, parse_moment
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields, make_stream


def results_at(moment: str, *events: Fields, provenance: Sequence[Fields] = (), **race: object) -> Results:
    """Return the standings of a stream of ``events`` at ``moment``; ``race`` overrides the default start sheet."""
    stream = make_stream(*events, provenance=provenance, **race)
    recording = read_from(io.BytesIO(stream), "race.jsonl")
    timeline = Timeline(recording)
    t = instant(parse_moment(moment), timeline)
    return Results(timeline.state_at(timeline.position_at(t)), t, recording.header)
