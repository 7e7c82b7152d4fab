"""Tests of where the groups are on the ice: reckoned from passings, waiting at the line, nothing of the future."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massstart_tui.race.state import Phase
from massstart_tui.stream.samples import sample_names
from massstart_tui.view.ice_groups import NOT_MEASURED, OnTheIce, groups_in, passed_at, passings_of
from tests.strategies import Fields, lines_of, sheets, streams
from tests.streams import event, make_stream
from tests.view.scenes import sample_stream, sample_timeline, scene_at, timeline_of, up_to

TIMED = "made-up-timed-race"
SF1 = "beijing-2022-men-sf1"


def at(stream: bytes, t: int) -> tuple[OnTheIce, ...]:
    return passings_of(scene_at(timeline_of(stream), t)).at(t)


def laps(*ts: int) -> list[Fields]:
    return [event("start", 0), *(event("lap", t, lap=lap) for lap, t in enumerate(ts, 1))]


def test_the_place_is_the_last_passing_and_the_time_since_at_the_pace_of_the_last_lap() -> None:
    (bunch,) = at(make_stream(*laps(40_000, 70_000)), 85_000)
    assert bunch.front == pytest.approx(2.5)


def test_the_front_waits_at_the_line_for_the_passing() -> None:
    stream = make_stream(*laps(40_000, 70_000, 105_000))
    assert [at(stream, t)[0].front for t in (100_001, 104_999)] == [pytest.approx(2.999)] * 2
    assert at(stream, 105_000)[0].front == pytest.approx(3.0)


def test_a_gap_that_nobody_measured_is_the_same_whatever_the_pace() -> None:
    for second in (60_000, 90_000):
        stream = make_stream(*laps(30_000, second), event("attack", second + 5000, bibs=[3]))
        away, bunch = at(stream, second + 10_000)
        assert (away.bibs, away.away, bunch.gap) == ((3,), True, None)
        assert away.back - bunch.front == pytest.approx(NOT_MEASURED)


def test_a_gap_that_was_said_is_drawn_to_scale() -> None:
    stream = make_stream(*laps(30_000, 60_000), event("groups", 61_000, groups=[[3], [1, 2]], gaps=[None, 6000]))
    away, bunch, *_ = at(stream, 75_000)
    assert bunch.gap == 6000
    assert away.front - bunch.front == pytest.approx(0.2)


def test_each_group_goes_from_its_own_passing_and_the_gap_is_that_at_the_line() -> None:
    t = 275_000
    away, bunch, behind, down = passings_of(scene_at(sample_timeline(TIMED), t)).at(t)
    assert (set(away.bibs), len(bunch.bibs), behind.bibs, down.bibs) == ({3, 7}, 12, (12,), (9,))
    state = sample_timeline(TIMED).state_at(sample_timeline(TIMED).position_at(t))
    assert bunch.gap == min(state.crossed_at[b] for b in bunch.bibs) - max(state.crossed_at[b] for b in away.bibs)


@pytest.mark.parametrize(
    ("events", "t"),
    [
        ([], -1000),
        ([*laps(30_000, 60_000), event("stop", 70_000)], 90_000),
        ([*laps(30_000, 60_000), event("stop", 70_000), event("resume", 400_000)], 420_000),
    ],
)
def test_before_the_gun_and_after_a_stop_all_stand_at_the_line(events: list[Fields], t: int) -> None:
    stream = make_stream(*events)
    assert [group.front for group in at(stream, t)] == [0.999]
    assert at(stream, t) == at(stream, t + 7000)


def test_after_the_race_nobody_is_on_the_ice() -> None:
    done = [*laps(30_000, 60_000), event("finish", 480_000, order=[3, 1, 2]), event("official", 490_000)]
    assert at(make_stream(*done), 495_000) == ()


def test_in_the_still_picture_the_leader_is_at_the_line() -> None:
    timeline = sample_timeline(TIMED)
    state = timeline.state_at(timeline.position_at(200_000))
    assert passed_at(state) == max(state.crossed_at.values())
    assert passed_at(scene_at(timeline, -1).state) == 0


def crossings(t: int, *behind: tuple[int, int]) -> list[Fields]:
    """Return crossings at the end of a lap at ``t``, of (bib, ms behind the first)."""
    return [event("crossing", t + ms, bib=bib) for bib, ms in behind]


def test_whoever_is_caught_between_two_lines_is_in_the_bunch_at_once_in_the_head_and_on_the_ice() -> None:
    lap = crossings(30_000, (1, 0), (2, 5000), (3, 5200), (4, 5400), (5, 5600), (6, 5800))
    events = [event("start", 0), *lap, event("attack", 40_000, bibs=[1]), event("caught", 45_000, bibs=[1])]
    timeline = timeline_of(make_stream(*events))
    assert [set(group.bibs) for group in groups_in(scene_at(timeline, 44_999))] == [{1}, {2, 3, 4, 5, 6}]
    scene = scene_at(timeline, 45_000)
    assert [set(group.bibs) for group in groups_in(scene)] == [{1, 2, 3, 4, 5, 6}]
    before = passings_of(scene_at(timeline, 44_999)).at(45_000)[1].front
    (bunch,) = passings_of(scene).at(45_000)
    assert bunch.front == pytest.approx(before)


def test_whoever_attacks_again_after_a_catch_is_away_again() -> None:
    lap = crossings(30_000, (1, 0), (2, 5000), (3, 5200), (4, 5400))
    moves = [event(kind, t, bibs=[1]) for kind, t in (("attack", 40_000), ("caught", 45_000), ("attack", 50_000))]
    groups = groups_in(scene_at(timeline_of(make_stream(event("start", 0), *lap, *moves)), 51_000))
    assert (groups[0].bibs, groups[0].away) == ((1,), True)


def test_a_lapped_skater_who_skates_on_is_on_the_ice_where_they_passed_and_with_nobody() -> None:
    laps = [each for lap in (1, 2, 3) for each in crossings(30_000 * lap, (1, 0), (2, 300), (3, 600))]
    slow = [event("crossing", 55_000, bib=6), event("lapped", 86_000, bibs=[6])]
    on = event("crossing", 99_000, bib=6)
    known = sorted([event("start", 0), *laps, *slow], key=lambda each: each["t"])
    stands = timeline_of(make_stream(*known, on))
    assert all(6 not in group.bibs for group in passings_of(scene_at(stands, 98_000)).at(98_000))
    *_, last = passings_of(scene_at(stands, 99_000)).at(105_000)
    assert (last.bibs, last.gap, last.trail) == ((6,), None, False)
    assert last.front == pytest.approx(2.2)


@pytest.mark.parametrize("name", sample_names())
def test_in_a_sample_nobody_is_ahead_of_who_is_ahead_and_nobody_passes_the_line_unseen(name: str) -> None:
    timeline = sample_timeline(name)
    for t in range(-1000, timeline.time_at(len(timeline)), 1700):
        scene = scene_at(timeline, t)
        groups = passings_of(scene).at(t)
        assert all(ahead.back > behind.front for ahead, behind in pairwise(groups))
        if groups and not scene.state.over and scene.state.phase is not Phase.SCHEDULED:
            assert groups[0].front < scene.state.lap + 1


@pytest.mark.parametrize("name", [TIMED, SF1])
def test_in_a_sample_nothing_that_comes_later_changes_the_ice(name: str) -> None:
    timeline = sample_timeline(name)
    for t in range(-1000, timeline.time_at(len(timeline)), 23_000):
        known = timeline_of(up_to(sample_stream(name), t))
        assert passings_of(scene_at(known, t)) == passings_of(scene_at(timeline, t))


@given(st.data())
@settings(max_examples=60)
def test_nothing_that_comes_later_changes_the_ice(data: st.DataObject) -> None:
    sheet = data.draw(sheets())
    events = data.draw(streams(sheet, corrected=False))
    t = data.draw(st.integers(-1000, max((fields["t"] for fields in events), default=0) + 1000))
    stream = lines_of(sheet, events)
    now, then = (passings_of(scene_at(timeline_of(each), t)) for each in (stream, up_to(stream, t)))
    assert now == then
    assert now.at(t) == then.at(t)
