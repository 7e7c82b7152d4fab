"""Tests of moments as a person writes them: what is understood, in both languages, and when it is in a race."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.stream.moments import Moment, NoSuchMoment, NotAMoment, Sort, instant, parse_moment
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields, event, laps_of_thirty_seconds, make_stream, race_of_sixteen


def timeline_of(*events: Fields, **race: Any) -> Timeline:
    return Timeline(read_from(io.BytesIO(make_stream(*events, **race)), "race"))


def at(text: str, timeline: Timeline) -> int:
    return instant(parse_moment(text), timeline)


WHOLE = timeline_of(*race_of_sixteen(event("fall", 70_000, bibs=[3]), event("attack", 200_000, bibs=[5])))


@pytest.mark.parametrize(
    ("text", "sort", "number"),
    [
        ("start", Sort.START, 0),
        ("begin", Sort.START, 0),
        ("end", Sort.END, 0),
        ("einde", Sort.END, 0),
        ("bell", Sort.TO_GO, 1),
        ("bel", Sort.TO_GO, 1),
        ("lap 7", Sort.LAP, 7),
        ("ronde 7", Sort.LAP, 7),
        ("lap7", Sort.LAP, 7),
        ("9 to go", Sort.TO_GO, 9),
        ("9 te gaan", Sort.TO_GO, 9),
        ("9togo", Sort.TO_GO, 9),
        ("nog 9", Sort.TO_GO, 9),
        ("sprint 2", Sort.SPRINT, 2),
        ("event 41", Sort.EVENT, 41),
        ("incident 2", Sort.INCIDENT, 2),
        ("3:58", Sort.TIME, 238_000),
        ("3:58.1", Sort.TIME, 238_100),
        ("3:58,1", Sort.TIME, 238_100),
        ("3.58,1", Sort.TIME, 238_100),
        ("3.58", Sort.TIME, 238_000),
        ("67.56,670", Sort.TIME, 4_076_670),
        ("3:58.12", Sort.TIME, 238_120),
        ("3:58.123", Sort.TIME, 238_123),
        ("0:07.05", Sort.TIME, 7_050),
        ("75:00", Sort.TIME, 4_500_000),
        ("1:02:03.4", Sort.TIME, 3_723_400),
        ("  LAP \t 7 ", Sort.LAP, 7),
    ],
)
def test_every_form_of_a_moment_is_understood(text: str, sort: Sort, number: int) -> None:
    assert parse_moment(text) == Moment(sort, number)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "lap", "7", "to go", "lap -1", "lap 7.5", "7 lap", "lap 7 8", "9 to", "sprint", "sprint two"),
        *(
            "3:58.1234",
            "3:75",
            "3.75",
            "3.58.1",
            "3.58.12",
            "1.3",
            "3.58,",
            "3:58.",
            ":58",
            "3:",
            "-3:58",
            "1:2:3:4",
            "lap 1234567890",
            "event",
            "finish",
            "²:00",
        ),
    ],
)
def test_what_is_no_moment_is_given_back_as_it_was_typed(text: str) -> None:
    with pytest.raises(NotAMoment) as caught:
        parse_moment(text)
    assert caught.value.text == text


@given(st.text(max_size=20))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    try:
        moment = parse_moment(text)
    except NotAMoment as error:
        moment = Moment(Sort.START)
        assert error.text == text  # noqa: PT017 - either outcome is right
    assert moment.number >= 0


@given(st.sampled_from(["lap {}", "{} to go", "nog {}", "sprint {}", "event {}", "incident {}"]), st.integers(0, 999))
def test_a_numbered_moment_keeps_its_number(form: str, number: int) -> None:
    assert parse_moment(form.format(number)).number == number


@pytest.mark.parametrize(
    ("text", "t"),
    [
        ("start", 0),
        ("end", 600_000),
        ("lap 1", 30_000),
        ("lap 7", 210_000),
        ("lap 16", 480_000),
        ("16 to go", 0),
        ("9 to go", 210_000),
        ("0 to go", 480_000),
        ("sprint 1", 120_500),
        ("sprint 3", 360_500),
        ("incident 1", 70_000),
        ("incident 2", 200_000),
        ("event 1", 0),
        ("3:58.1", 238_100),
        ("99:00", 5_940_000),
    ],
)
def test_a_moment_is_where_it_is_in_the_race(text: str, t: int) -> None:
    assert at(text, WHOLE) == t


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("lap 17", (1, 16)),
        ("lap 0", (1, 16)),
        ("17 to go", (0, 16)),
        ("sprint 4", (1, 3)),
        ("sprint 0", (1, 3)),
        ("incident 3", (1, 2)),
        ("event 0", (1, 24)),
        ("event 25", (1, 24)),
    ],
)
def test_a_moment_that_a_race_does_not_have_is_told_with_those_it_has(text: str, known: tuple[int, int]) -> None:
    with pytest.raises(NoSuchMoment) as caught:
        at(text, WHOLE)
    assert (caught.value.moment, caught.value.known) == (parse_moment(text), known)


@pytest.mark.parametrize("text", ["lap 1", "sprint 1", "incident 1", "event 1"])
def test_a_race_that_has_not_begun_has_none_of_them(text: str) -> None:
    with pytest.raises(NoSuchMoment) as caught:
        at(text, timeline_of())
    assert caught.value.known is None


def test_a_race_that_has_not_begun_starts_and_ends_at_nought() -> None:
    empty = timeline_of()
    assert [at(text, empty) for text in ("start", "end", "16 to go")] == [0, 0, 0]


def test_what_is_told_before_the_gun_does_not_move_the_laps_to_go() -> None:
    told = [event("note", -60_000, text="On the line"), event("start"), *laps_of_thirty_seconds(2)]
    assert at("16 to go", timeline_of(*told)) == 0
    with pytest.raises(NoSuchMoment):
        at("lap 0", timeline_of(*told))


def test_a_changed_distance_leaves_a_lap_where_it_was_completed() -> None:
    timeline = timeline_of(event("start"), *laps_of_thirty_seconds(3), event("distance", 95_000, laps=12))
    assert at("lap 3", timeline) == 90_000
    assert at("9 to go", timeline) == 95_000


def test_laps_skated_on_after_the_last_leave_none_to_go_where_that_was() -> None:
    timeline = timeline_of(event("start"), *laps_of_thirty_seconds(3), laps=2, rules={"sprints": []})
    assert at("0 to go", timeline) == 60_000


def test_laps_and_sprints_are_those_of_the_race_that_was_started_anew_as_far_as_it_has_come() -> None:
    sprint = event("sprint", 120_500, lap=4, order=[1, 2, 3])
    first = [event("start"), *laps_of_thirty_seconds(4), sprint, *laps_of_thirty_seconds(8, first=5)]
    again = [event("restart", 300_000), *(event("lap", 300_000 + lap * 40_000, lap=lap) for lap in range(1, 6))]
    timeline = timeline_of(*first, *again)
    assert (at("lap 4", timeline), at("sprint 1", timeline)) == (460_000, 460_000)
    assert (at("lap 8", timeline), at("sprint 2", timeline)) == (240_000, 240_000)
    assert at("16 to go", timeline) == 300_000


def test_a_sprint_is_when_its_order_was_given_and_until_then_when_the_lap_was_completed() -> None:
    laps = laps_of_thirty_seconds(5)
    assert at("sprint 1", timeline_of(*laps)) == 120_000
    assert at("sprint 1", timeline_of(*laps, event("sprint", 155_000, lap=4, order=[1, 2, 3]))) == 155_000


def test_an_event_that_was_amended_is_where_it_was_put() -> None:
    amended = event("amend", 50_000, target=2, event=event("fall", 20_000, bibs=[4]))
    timeline = timeline_of(event("start"), event("fall", 40_000, bibs=[3]), amended)
    assert at("event 2", timeline) == 20_000
    assert at("incident 1", timeline) == 20_000


def test_an_event_counts_by_the_clock_that_was_put_right() -> None:
    timeline = timeline_of(event("start"), event("fall", 40_000, bibs=[3]), event("clock", 50_000, shift=-1500))
    assert at("event 2", timeline) == 38_500


def test_a_time_is_since_the_gun_that_counts_last_and_what_has_a_number_reaches_what_was_before_it() -> None:
    fell, anew = event("fall", 70_000, bibs=[3]), event("restart", 300_000)
    timeline = timeline_of(event("start"), fell, anew, event("fall", 330_000, bibs=[3]))
    assert (at("0:31", timeline), at("0:00", timeline)) == (331_000, 300_000)
    assert (at("event 2", timeline), at("incident 1", timeline), at("start", timeline)) == (70_000, 70_000, 0)


def test_a_time_that_was_read_off_a_clock_is_since_the_gun_of_that_clock() -> None:
    timeline = timeline_of(event("start"), event("restart", 300_000))
    assert instant(parse_moment("0:31"), timeline, gun=0) == 31_000
