"""Tests of the replay: its position comes from the clock alone, so that it never drifts."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.view.playback_clock import SPEEDS, Playback
from tests.tui.stage import FakeClock

HOUR_MS = 3_600_000
FIRST, LAST = -5_000, 10 * HOUR_MS * 64


def playing(speed: float = 1.0) -> tuple[Playback, FakeClock]:
    """Return a playback that has just begun to play, and its clock."""
    clock = FakeClock()
    playback = Playback(clock, FIRST, LAST, speed)
    playback.play()
    return playback, clock


def test_an_hour_at_sixteen_times_with_a_hundred_thousand_looks_drifts_by_nothing() -> None:
    playback, clock = playing(16.0)
    begun = clock.now
    jitter = random.Random(16)
    before = FIRST
    for _ in range(100_000):
        clock.now += jitter.randrange(1, 71_999_999)
        position = playback.position
        assert position >= before
        before = position
    clock.now = begun + HOUR_MS * 1_000_000
    assert playback.position == FIRST + 16 * HOUR_MS


@pytest.mark.parametrize("speed", SPEEDS)
def test_at_any_speed_it_is_to_the_millisecond_where_the_clock_says(speed: float) -> None:
    playback, clock = playing(speed)
    clock.advance(HOUR_MS)
    assert playback.position == FIRST + speed * HOUR_MS


def test_an_hour_of_changes_between_all_speeds_drifts_by_less_than_a_millisecond_a_change() -> None:
    playback, clock = playing()
    exact = Fraction(FIRST)
    dice = random.Random(64)
    for _ in range(1_000):
        speed, ns = dice.choice(SPEEDS), dice.randrange(1, 7_200_000_000)
        playback.set_speed(speed)
        clock.now += ns
        exact += Fraction(speed) * ns / 1_000_000
    assert 0 <= exact - playback.position <= 1_000


def test_it_stands_still_until_it_plays_and_again_when_it_is_paused() -> None:
    clock = FakeClock()
    playback = Playback(clock, FIRST, LAST)
    clock.advance(9_000)
    assert (playback.position, playback.playing) == (FIRST, False)
    playback.play()
    clock.advance(9_000)
    assert (playback.position, playback.playing) == (4_000, True)
    playback.pause()
    clock.advance(9_000)
    assert (playback.position, playback.playing) == (4_000, False)
    playback.play()
    clock.advance(1_000)
    assert playback.position == 5_000


def test_playing_while_it_plays_changes_nothing() -> None:
    playback, clock = playing()
    clock.advance(3_500.5)
    playback.play()
    clock.advance(0.5)
    assert playback.position == FIRST + 3_501


def test_at_the_end_it_stops_and_play_begins_anew() -> None:
    clock = FakeClock()
    playback = Playback(clock, FIRST, 60_000)
    playback.play()
    clock.advance(65_000)
    assert (playback.position, playback.playing) == (60_000, False)
    clock.advance(HOUR_MS)
    assert playback.position == 60_000
    playback.play()
    assert (playback.position, playback.playing) == (FIRST, True)


def test_a_seek_stays_within_the_race_and_keeps_playing_or_not() -> None:
    playback, clock = playing()
    playback.seek(10 * LAST)
    assert (playback.position, playback.playing) == (LAST, False)
    playback.seek(-HOUR_MS)
    assert (playback.position, playback.playing) == (FIRST, True)
    playback.step(30_000)
    clock.advance(1_000)
    assert playback.position == FIRST + 31_000
    playback.pause()
    playback.step(-1_000)
    clock.advance(1_000)
    assert (playback.position, playback.playing) == (FIRST + 30_000, False)


@pytest.mark.parametrize(
    ("begin", "steps", "speed"),
    [(1.0, 1, 2.0), (1.0, -1, 0.5), (64.0, 1, 64.0), (0.25, -1, 0.25), (1.0, 99, 64.0), (3.0, 1, 4.0), (7.0, -1, 4.0)],
)
def test_faster_and_slower_go_by_the_speeds_there_are(begin: float, steps: int, speed: float) -> None:
    playback, _ = playing(begin)
    playback.faster(steps)
    assert playback.speed == speed


actions = st.one_of(
    st.tuples(st.just("wait"), st.integers(0, 10**13)),
    st.tuples(st.sampled_from(["seek", "step"]), st.integers(-(10**9), 10**9)),
    st.tuples(st.just("speed"), st.sampled_from(SPEEDS)),
    st.tuples(st.sampled_from(["play", "pause"]), st.just(0)),
)


@given(st.lists(actions, max_size=30))
def test_whatever_is_done_it_is_within_the_race_and_within_a_millisecond_of_the_truth(
    done: list[tuple[str, float]],
) -> None:
    """The reference is a model in fractions, which loses nothing; each change may lose less than a millisecond."""
    first, last = -5_000, 700_000
    clock = FakeClock()
    playback = Playback(clock, first, last)
    truth, runs, speed, cut = Fraction(first), False, Fraction(1), 0
    for action, value in done:
        match action:
            case "wait":
                clock.now += int(value)
                truth = min(Fraction(last), truth + (speed * int(value) / 1_000_000 if runs else 0))
            case "seek" | "step":
                truth = Fraction(max(first, min(last, int(value) + (playback.position if action == "step" else 0))))
                cut = 0
                playback.seek(int(value)) if action == "seek" else playback.step(int(value))
            case "speed":
                speed, cut = Fraction(value), cut + 1
                playback.set_speed(value)
            case "play":
                at_end = playback.position >= last
                truth, cut = (Fraction(first), 0) if at_end else (truth, cut + 1)
                runs = True
                playback.play()
            case _:
                runs, cut = False, cut + 1
                playback.pause()
        assert first <= playback.position <= last
        assert 0 <= truth - playback.position <= cut + 1
        assert playback.playing == (runs and playback.position < last)
