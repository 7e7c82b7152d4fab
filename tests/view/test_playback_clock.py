"""The playback clock of a replay, run by a clock of the test."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.view.playback_clock import SPEEDS, Playback

HOUR = 3_600_000
MS = 1_000_000


class Clock:
    """A clock in nanoseconds that is moved by hand."""

    def __init__(self) -> None:
        """Begin at a moment that is not 0."""
        self.now = 123_456_789

    def __call__(self) -> int:
        """Return the reading."""
        return self.now

    def wait(self, ms: float) -> None:
        """Move on by ``ms``."""
        self.now += int(ms * MS)


def standing(first: int = 0, last: int = 600_000) -> tuple[Playback, Clock]:
    clock = Clock()
    return Playback(clock, first, last), clock


def test_it_stands_still_at_the_first_moment_until_it_is_played() -> None:
    playback, clock = standing(first=-500)
    clock.wait(1000)
    assert (playback.position, playback.playing) == (-500, False)


def test_playing_it_moves_on_with_the_clock() -> None:
    playback, clock = standing()
    playback.play()
    clock.wait(1234.9)
    assert (playback.position, playback.playing) == (1234, True)


def test_an_hour_at_sixteen_times_drifts_by_nothing_however_often_it_is_looked_at() -> None:
    clock = Clock()
    playback = Playback(clock, 0, 20 * HOUR, speed=16.0)
    playback.play()
    for _ in range(60 * 60 * 7):
        clock.wait(1000 / 7)
        assert playback.position <= 16 * HOUR
    clock.now = 123_456_789 + HOUR * MS
    assert playback.position == 16 * HOUR


def test_paused_it_stands_where_it_was() -> None:
    playback, clock = standing()
    playback.play()
    clock.wait(1000)
    playback.pause()
    clock.wait(5000)
    assert (playback.position, playback.playing) == (1000, False)
    playback.play()
    clock.wait(1)
    assert playback.position == 1001


def test_played_while_playing_it_just_goes_on() -> None:
    playback, clock = standing()
    playback.play()
    clock.wait(1000)
    playback.play()
    clock.wait(1000)
    assert playback.position == 2000


def test_at_the_end_it_stands_still_and_played_again_begins_at_the_start() -> None:
    playback, clock = standing(first=100, last=2000)
    playback.play()
    clock.wait(9000)
    assert (playback.position, playback.playing) == (2000, False)
    playback.play()
    clock.wait(10)
    assert (playback.position, playback.playing) == (110, True)


@given(st.integers(-(10**7), 10**7))
def test_it_can_be_anywhere_in_the_race_and_nowhere_else(t: int) -> None:
    playback, _ = standing(first=-1000, last=5000)
    playback.seek(t)
    assert playback.position == min(5000, max(-1000, t))


@pytest.mark.parametrize("playing", [True, False])
def test_elsewhere_it_plays_on_or_stands_still_as_before(playing: bool) -> None:
    playback, clock = standing()
    if playing:
        playback.play()
    playback.seek(60_000)
    clock.wait(500)
    assert (playback.position, playback.playing) == (60_500 if playing else 60_000, playing)


def test_a_step_is_from_where_it_is() -> None:
    playback, clock = standing()
    playback.play()
    clock.wait(20_000)
    playback.step(-5000)
    assert playback.position == 15_000
    playback.step(30_000)
    assert playback.position == 45_000


def test_another_speed_holds_from_there_on() -> None:
    playback, clock = standing()
    playback.play()
    clock.wait(1000)
    playback.set_speed(4.0)
    clock.wait(1000)
    playback.set_speed(0.25)
    clock.wait(1000)
    assert playback.position == 1000 + 4000 + 250


def test_faster_and_slower_go_along_the_speeds_and_stop_at_the_last() -> None:
    playback, _ = standing()
    seen = [playback.speed]
    for _ in SPEEDS:
        playback.faster(1)
        seen.append(playback.speed)
    assert seen == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 64.0, 64.0, 64.0]
    playback.faster(-99)
    assert playback.speed == 0.25


def test_from_a_speed_of_ones_own_it_goes_to_one_beside_it() -> None:
    playback, _ = standing()
    playback.set_speed(5.0)
    playback.faster(1)
    assert playback.speed == 8.0
