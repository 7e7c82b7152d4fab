"""Helpers for the tests of live entry: races at a moment, parsed lines as plain data, and hypothesis strategies."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import strategies as st

from massstart_tui.entry.line_reader import Entered
from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.situation import Situation
from massstart_tui.race.events import Event
from massstart_tui.race.mutable_race import before_the_gun
from massstart_tui.race.record import plain_data
from massstart_tui.stream.codec import decode_amended, decode_sheet
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.text.verb_forms import VERBS
from tests import strategies
from tests.streams import Fields, event, laps_of_thirty_seconds, make_line, make_sheet, make_stream

LAP = 30_000
NOW = 3_000
"""How many ms after the last event a line is typed."""


def situation_of(timeline: Timeline, later: int = NOW) -> Situation:
    state = timeline.state_at(len(timeline))
    return Situation(timeline.sheet, state, timeline.time_at(len(timeline)) + later, timeline)


def race(*events: Fields, **sheet: Any) -> Situation:
    """Return the situation after ``events``, `NOW` ms after the last."""
    return situation_of(Timeline(read_from(io.BytesIO(make_stream(*events, **sheet)), "race")))


def before_anything(**sheet: Any) -> Situation:
    read = decode_sheet(make_line(make_sheet(**sheet)))
    return Situation(read, before_the_gun(read), 0, None)


def after_laps(laps: int, *more: Fields, **sheet: Any) -> Situation:
    """Return the situation after so many laps of thirty seconds, and ``more`` events."""
    return race(event("start"), *laps_of_thirty_seconds(laps), *more, **sheet)


SPRINTS_IN = tuple(
    event("sprint", lap * LAP + 500, lap=lap, order=order)
    for lap, order in ((4, [1, 2, 3]), (8, [4, 5, 6]), (12, [1, 4, 2]))
)
"""The three sprints of the default race, complete: no sprint is open any more."""


def with_sprints(*more: Fields, **sheet: Any) -> Situation:
    """Return the situation after sixteen laps with every sprint recorded."""
    return after_laps(16, *SPRINTS_IN, *more, **sheet)


def reads(text: str, situation: Situation) -> list[dict[str, Any]]:
    """Return what a line records as plain data, without common fields, and without ``t`` if the line is about now."""
    return [shown(event, situation) for event in read_line(text, situation).events]


def shown(event: Event, situation: Situation) -> dict[str, Any]:
    fields = plain_data(event, without={"seq"})
    return {name: value for name, value in fields.items() if name != "t" or value != situation.t}


def problem(text: str, situation: Situation) -> Problem:
    """Return the problem of a line that records nothing."""
    try:
        entered = read_line(text, situation)
    except Problem as found:
        return found
    raise AssertionError(entered)


def wrong(text: str, situation: Situation) -> Code:
    return problem(text, situation).code


def vocabulary(event: Event) -> Fields:
    """Return an event with the fields of its type that a line can give; a flag that is not set is left out."""
    fields = {name: getattr(event, name) for name in type(event).FIELDS if name not in ("seq", "wall", "by")}
    if event.type == "amend":
        fields["event"] = vocabulary(decode_amended(event))  # type: ignore[arg-type]  # the type says that it is one
    return {name: value for name, value in fields.items() if value is not None and value is not False}


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Draw any moment of any valid race, recorded with corrections, unknown types and late events."""
    sheet = draw(strategies.sheets())
    events = draw(strategies.streams(sheet))
    timeline = Timeline(read_from(io.BytesIO(strategies.lines_of(sheet, events)), "race"))
    state = timeline.state_at(draw(st.integers(0, len(timeline))))
    return Situation(timeline.sheet, state, state.t + draw(st.integers(0, 5000)), timeline)


words = st.sampled_from(
    [form for verb in VERBS.values() for forms in verb for form in forms if " " not in form]
    + [
        "laps",
        "ronden",
        "skater",
        "ska",
        "*",
        "/",
        "=",
        "?",
        ":",
        "+",
        "-",
        "@",
        "@4",
        "@lap",
        "@-10",
        "@0:07",
        "@t-0:05.000",
    ]
    + [
        "1",
        "2",
        "3",
        "13",
        "7:56.67",
        "2:13:05",
        "1:02",
        "2:13,5",
        "1.5",
        "+4.5",
        "-1:30",
        '"',
        '"why"',
        "99999",
        "0",
        "é",
        "🥇",
        "\u202e",
        "\x1b[31m",
    ]
)
lines = st.one_of(
    st.text(max_size=30),
    st.lists(words, max_size=8).map(" ".join),
    st.lists(words | st.integers(1, 999).map(str), max_size=8).map("".join),
)
"""Any text that can be typed, with much that is nearly valid."""


def entered_or_problem(text: str, situation: Situation) -> Entered | Problem:
    try:
        return read_line(text, situation)
    except Problem as found:
        return found
