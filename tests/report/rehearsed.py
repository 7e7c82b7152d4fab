"""Helpers for the tests of rehearsals: timelines of small streams, and a hypothesis strategy for whole races."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import strategies as st

from massstart_tui.stream.reading import Recording, read_from
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields, event, make_stream, race_of_sixteen

BIBS = (1, 2, 3, 4, 5, 6)
GOING_ON = ("attack", "caught", "fall", "rejoin")


def recording_of(*events: Fields, **race: object) -> Recording:
    """Return the recording of a stream of ``events``; ``race`` overrides the default start sheet."""
    return read_from(io.BytesIO(make_stream(*events, provenance=(), **race)), "race.jsonl")


def timeline_of(*events: Fields, **race: object) -> Timeline:
    """Return the timeline of a stream of ``events``."""
    return Timeline(recording_of(*events, **race))


def moved(events: list[Fields], ms: int) -> list[Fields]:
    """Return the same events, so many ms later."""
    return [{**fields, "t": t_of(fields) + ms} for fields in events]


def t_of(fields: Fields) -> int:
    """Return the ``t`` of an event as plain data."""
    t: Any = fields["t"]
    assert isinstance(t, int)
    return t


@st.composite
def incidents(draw: st.DrawFn) -> Fields:
    """Draw one incident after which the skaters race on."""
    kind, bib = draw(st.sampled_from(GOING_ON)), draw(st.sampled_from(BIBS))
    return event(kind, draw(st.integers(1, 470)) * 1000, bibs=[bib])


races = st.lists(incidents(), max_size=8).map(lambda drawn: race_of_sixteen(*drawn))
"""A whole race of sixteen laps with incidents; the leader's last lap comes before the finish."""
