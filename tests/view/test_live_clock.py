"""The playback clock of a race under way runs on with it, can be paused and moved, and is live again at the end."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from massstart_tui.view.live_clock import FORSAKEN_MS, LIVE_MS, QUIET_MS, LiveClock, ahead_by_wall, is_still
from tests.streams import Fields, event, make_stream

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    """A clock in nanoseconds that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = 5_000_000_001

    def __call__(self) -> int:
        return self.now

    def advance(self, ms: int) -> None:
        self.now += ms * 1_000_000


def under_way(known: int = 60_000, delay: int = 0, ahead: int = 0) -> tuple[LiveClock, Clock]:
    """Return a live clock of a race whose events have come up to ``known`` ms."""
    clock = Clock()
    live = LiveClock(clock, -5_000, delay)
    live.note_known(0, runs=False)
    clock.advance(30_000)
    live.note_known(known, runs=True, ahead=ahead)
    return live, clock


def test_before_the_gun_it_stands() -> None:
    clock = Clock()
    live = LiveClock(clock, -5_000)
    live.note_known(0, runs=False)
    clock.advance(60_000)
    assert (live.position, live.live) == (0, True)
    live.note_known(0, runs=True)
    assert live.position == 0
    clock.advance(1_500)
    assert live.position == 1_500


def test_between_two_events_it_runs_on_and_a_late_one_does_not_set_it_back() -> None:
    live, clock = under_way()
    clock.advance(12_000)
    assert live.position == 72_000
    live.note_known(69_000, runs=True)
    assert live.position == 72_000
    live.note_known(73_000, runs=True)
    assert (live.position, live.live) == (73_000, True)


def test_where_nothing_comes_any_more_it_stands_after_a_while_and_at_once_where_the_race_is_over() -> None:
    live, clock = under_way()
    clock.advance(10 * QUIET_MS)
    assert live.position == 60_000 + QUIET_MS
    live.note_known(61_000, runs=True)
    assert live.position == 61_000
    clock.advance(3_000)
    live.note_known(64_000, runs=False)
    clock.advance(3_000)
    assert live.position == 64_000


def test_a_race_of_which_nothing_comes_any_more_is_quiet_until_something_does() -> None:
    live, clock = under_way()
    quiet = []
    clock.advance(LIVE_MS - 1)
    quiet.append(live.quiet)
    clock.advance(1)
    quiet.append(live.quiet)
    live.note_known(61_000, runs=True)
    quiet.append(live.quiet)
    live.note_known(64_000, runs=False)
    clock.advance(10 * QUIET_MS)
    assert [*quiet, live.quiet] == [False, True, False, False]


@pytest.mark.parametrize(("by_wall", "runs_for"), [(False, QUIET_MS), (True, FORSAKEN_MS)])
def test_a_quiet_race_is_reckoned_on_by_the_wall_time_and_stands_where_there_is_none(
    by_wall: bool, runs_for: int
) -> None:
    live, clock = under_way()
    live.note_known(60_000, runs=True, by_wall=by_wall)
    clock.advance(LIVE_MS - 1)
    assert not live.reckons(live.position)
    clock.advance(runs_for - LIVE_MS + 1)
    assert (live.position, live.stands) == (60_000 + runs_for, False)
    assert live.reckons(live.position)
    clock.advance(5_000)
    assert (live.position, live.stands) == (60_000 + runs_for, True)
    live.note_known(61_000, runs=True, by_wall=by_wall)
    assert (live.position, live.stands, live.reckons(live.position)) == (61_000, False, False)


def test_a_race_whose_last_event_is_old_is_still_when_it_is_opened() -> None:
    def still(*events: Fields, later: int) -> bool:
        return is_still(Timeline(read_from(io.BytesIO(make_stream(*events)), "race")), NOON + timedelta(seconds=later))

    under_way = [event("start", wall=NOON.isoformat()), event("lap", 30_000, lap=1)]
    recent = [*under_way, event("lap", 60_000, lap=2, wall=(NOON + timedelta(seconds=60)).isoformat())]
    assert not still(*under_way, later=3600)
    assert not still(*recent, later=60 + FORSAKEN_MS // 1000)
    assert still(*recent, later=61 + FORSAKEN_MS // 1000)


def test_a_race_that_is_over_is_still_when_it_is_opened_unless_its_last_event_is_recent() -> None:
    def still(**last: object) -> bool:
        over = (event("start"), event("finish", 480_000, order=[1, 2, 3, 4, 5, 6]), event("official", 490_000, **last))
        return is_still(Timeline(read_from(io.BytesIO(make_stream(*over)), "race")), NOON + timedelta(seconds=30))

    assert still()
    assert not still(wall=NOON.isoformat())
    assert still(wall=(NOON - timedelta(hours=1)).isoformat())


def test_a_time_that_was_wrong_and_is_taken_back_sets_the_clock_anew() -> None:
    live, _ = under_way()
    live.note_known(9_000_000, runs=True)
    live.note_known(61_000, runs=True)
    assert live.position == 61_000


def test_with_a_delay_everything_comes_so_much_later_to_the_very_end() -> None:
    live, clock = under_way(delay=7_500)
    assert live.position == 52_500
    live.note_known(60_000, runs=False)
    clock.advance(5_000)
    assert live.position == 57_500
    clock.advance(5_000)
    assert live.position == 60_000


def test_the_delay_is_changed_while_it_runs_and_never_looks_ahead() -> None:
    live, _ = under_way()
    live.shift(2_000)
    assert (live.position, live.live) == (58_000, True)
    live.shift(-9_000)
    assert (live.delay, live.position) == (0, 60_000)


def test_pause_lets_the_race_go_on_and_the_end_is_live_again() -> None:
    live, clock = under_way()
    live.pause()
    clock.advance(12_000)
    assert (live.position, live.behind, live.live, live.playing) == (60_000, 12_000, False, False)
    live.play()
    clock.advance(1_000)
    assert (live.position, live.behind, live.live, live.playing) == (61_000, 12_000, False, True)
    live.seek(live.last)
    clock.advance(1_000)
    assert (live.position, live.behind, live.live) == (74_000, 0, True)


def test_a_step_back_goes_on_from_there_and_a_step_beyond_the_end_is_live() -> None:
    live, clock = under_way()
    live.step(-5_000)
    clock.advance(2_000)
    assert (live.position, live.playing, live.live) == (57_000, True, False)
    live.step(30_000)
    assert live.live
    live.step(-500_000)
    assert live.position == -5_000


def test_played_faster_it_catches_up_and_is_live() -> None:
    live, clock = under_way()
    live.step(-10_000)
    live.set_speed(2.0)
    clock.advance(8_000)
    assert (live.behind, live.live) == (2_000, False)
    clock.advance(4_000)
    assert live.live
    clock.advance(60_000)
    assert live.position == live.last == 132_000


def test_paused_where_the_race_ends_it_plays_no_further_and_not_from_the_start() -> None:
    live, clock = under_way()
    live.pause()
    live.note_known(60_000, runs=False)
    live.play()
    clock.advance(5_000)
    assert (live.position, live.live) == (60_000, True)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("comes"), st.integers(0, 400_000)),
        st.tuples(st.just("goes by"), st.integers(0, 300_000)),
        st.tuples(st.sampled_from(["pause", "play", "end"]), st.just(0)),
        st.tuples(st.sampled_from(["step", "shift"]), st.integers(-60_000, 60_000)),
        st.tuples(st.just("speed"), st.sampled_from([1, 4, 64])),
    )
)


@given(steps)
def test_whatever_is_done_it_plays_within_the_race_and_is_live_only_at_its_end(done: list[tuple[str, int]]) -> None:
    live, clock = under_way()
    for what, value in done:
        match what:
            case "comes":
                live.note_known(value, runs=value % 3 > 0)
            case "goes by":
                clock.advance(value)
            case "pause":
                live.pause()
            case "play":
                live.play()
            case "end":
                live.seek(live.last)
                assert live.live
            case "step":
                live.step(value)
            case "shift":
                live.shift(value)
            case _:
                live.set_speed(value)
        assert live.first <= live.position
        assert not live.playing or live.position <= live.last
        assert not live.live or live.position == live.last
        assert live.behind >= 0


def ahead(*events: Fields, now: timedelta = timedelta(seconds=40)) -> int | None:
    recording = read_from(io.BytesIO(make_stream(*events)), "test")
    return ahead_by_wall(Timeline(recording), NOON + now)


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ([], None),
        ([event("start")], None),
        ([event("start", wall="2026-11-23T12:00:00Z")], 40_000),
        ([event("start", wall="2026-11-23T13:00:00+01:00"), event("note", 30_000, text="")], 10_000),
        ([event("start"), event("note", 30_000, text="", wall="2026-11-23T12:00:33Z")], 7_000),
        ([event("start", wall="2026-11-23T11:00:00Z"), event("note", 30_000, text="")], 0),
        ([event("start", wall="2026-11-23T11:40:00Z"), event("note", 30_000, text="")], 1_210_000),
        ([event("start", wall="2026-11-23T12:00:00"), event("note", 30_000, text="", wall="soon")], None),
        ([event("start", wall="2026-11-23T12:00:20Z"), event("note", 30_000, text="")], 0),
        ([event("start", wall="2026-11-23T12:00:00Z"), event("clock", 30_000, shift=-5_000)], 40_000),
    ],
)
def test_a_race_that_was_under_way_already_is_as_far_as_the_time_of_day_says(
    events: list[Fields], wanted: int | None
) -> None:
    assert ahead(*events) == wanted
