"""Tests of which values are marked as neither official nor published."""

from __future__ import annotations

import io
from typing import Any

import pytest

from massstart_tui.race.standings import standings
from massstart_tui.stream.provenance import About, Doubts, Marks
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields, event, make_stream, race_of_sixteen

DOUBTFUL = ("reconstructed", "interpolated")
START, FALL = 1, 2


def of(*provenance: Fields) -> tuple[Marks, Timeline]:
    stream = make_stream(*race_of_sixteen(event("fall", 10_000, bibs=[4])), provenance=provenance)
    recording = read_from(io.BytesIO(stream), "race")
    return Marks(recording.header.provenance), Timeline(recording)


def about(what: str, kind: str = "reconstructed", **narrowed: Any) -> Fields:
    return {"about": what, "kind": kind, **narrowed}


def doubts(bib: int, *provenance: Fields) -> Doubts:
    marks, timeline = of(*provenance)
    state = timeline.state_at(len(timeline))
    return next(marks.of(state, row) for row in standings(state) if row.bib == bib)


NOTHING = Doubts(bib=False, sprints=(False, False, False), finish=False, total=False, time=False)


def test_without_provenance_nothing_is_marked() -> None:
    marks, _ = of()
    assert not marks.any
    assert doubts(1) == NOTHING


@pytest.mark.parametrize("kind", ["official", "published"])
def test_what_is_official_or_published_is_not_marked(kind: str) -> None:
    marks, _ = of(*(about(what, kind) for what in About))
    assert not marks.any
    assert doubts(1, *(about(what, kind) for what in About)) == NOTHING


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_sprint_orders_mark_the_points_that_were_won_and_the_total_of_them(kind: str) -> None:
    found = doubts(1, about("sprint orders", kind))
    assert found.sprints == (True, True, False)
    assert (found.total, found.finish, found.time) == (True, False, False)


def test_a_sprint_without_points_is_not_marked() -> None:
    assert doubts(4, about("sprint orders")) == NOTHING


def test_the_finish_order_marks_its_points_and_the_total() -> None:
    found = doubts(4, about("finish order"))
    assert (found.finish, found.total, found.sprints) == (True, True, (False, False, False))


@pytest.mark.parametrize(("bib", "total"), [(1, True), (2, True), (3, False)])
def test_a_doubtful_finish_order_leaves_no_doubt_about_a_total_that_has_no_points_of_it(bib: int, total: bool) -> None:
    rules = {"preset": "isu-2018", "sprints": [], "finish": [3, 1]}
    events = (event("start"), event("finish", 480_000, order=[1, 2, 3]))
    stream = make_stream(*events, provenance=[about("finish order")], rules=rules)
    recording = read_from(io.BytesIO(stream), "race")
    state = Timeline(recording).state_at(len(events))
    row = next(row for row in standings(state) if row.bib == bib)
    found = Marks(recording.header.provenance).of(state, row)
    assert (found.finish, found.total) == (True, total)


def test_finish_times_mark_the_time_and_nothing_else() -> None:
    assert doubts(4, about("finish times")) == Doubts(
        bib=False, sprints=(False, False, False), finish=False, total=False, time=True
    )


def test_bibs_mark_the_bib_of_those_named() -> None:
    assert doubts(4, about("bibs", bibs=[4])).bib
    assert not doubts(5, about("bibs", bibs=[4])).bib


def test_an_entry_may_be_narrowed_to_events_and_to_skaters() -> None:
    _, timeline = of()
    finish = next(seq for seq in timeline.order if timeline.event(seq).type == "finish")
    assert not doubts(1, about("finish order", events=[finish + 1])).finish
    assert doubts(1, about("finish order", events=[finish])).finish
    assert not doubts(1, about("finish order", events=[finish], bibs=[2])).finish


def test_about_anything_else_is_about_the_race_as_a_whole() -> None:
    assert doubts(1, about("the weather")) == NOTHING
    assert of(about("the weather"))[0].any


@pytest.mark.parametrize(
    ("what", "kinds"),
    [
        ("lap times", {"lap"}),
        ("incident times", {"fall", "official"}),
        ("sprint times", {"sprint"}),
        ("finish times", {"finish"}),
    ],
)
def test_the_moment_of_an_event_is_marked_by_what_it_is(what: str, kinds: set[str]) -> None:
    marks, timeline = of(about(what))
    events = [timeline.event(seq) for seq in timeline.order]
    assert {happened.type for happened in events if marks.time_doubtful(happened)} == kinds


def test_the_gun_is_never_in_doubt() -> None:
    marks, timeline = of(*(about(what) for what in About))
    assert not marks.time_doubtful(timeline.event(START))


def test_an_incident_is_marked_where_incidents_are_reconstructed() -> None:
    marks, timeline = of(about("incidents", events=[FALL]))
    assert marks.fact_doubtful(timeline.event(FALL))
    assert not marks.fact_doubtful(timeline.event(FALL + 1))


def test_pace_is_marked_where_lap_times_are() -> None:
    assert of(about("lap times"))[0].lap_doubtful()
    assert not of(about("finish times"))[0].lap_doubtful()
