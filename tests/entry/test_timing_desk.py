"""Tests of a feed recorded beside what is typed: the gun and the clock, late and missed passings, what people say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from massstart_tui.entry.chip_orders import chip_orders
from massstart_tui.entry.timing_desk import TimingDesk, TimingNews, TimingTold
from massstart_tui.journal.clock_watch import ClockDoubt
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.faults import Fault
from massstart_tui.text.words import Language, words
from massstart_tui.timing.feed_clock import ClockReading, Scale, of_day
from massstart_tui.timing.feed_heats import noted_heat
from massstart_tui.timing.feed_records import ChipRead, CountedCrossings, GunRead, NextHeat, Record
from tests.journal.recording import MORNING, Clocks, Paper, an_event, recorder_on

SHEET = Sheet(
    "x",
    "X",
    8,
    tuple(Skater(bib, f"Skater {bib}", transponders=(f"10{bib}",)) for bib in (1, 2, 3)),
    lap_length=400,
    start=datetime.fromisoformat("2026-11-25T08:00:00+00:00"),
)
EN = words(Language.EN)


def at(seconds: float) -> ClockReading:
    """Return the moment so many seconds after 8:00:05, when the clocks of the tests begin."""
    reading = of_day("08:00:05")
    assert reading is not None
    return reading._replace(us=reading.us + round(seconds * 1_000_000))


def read(bib: int, seconds: float) -> ChipRead:
    return ChipRead(f"10{bib}", at(seconds))


class Room:
    """A race that is entered with timing; ``told`` is what was said about it."""

    def __init__(self, paper: Paper | None = None, clocks: Clocks | None = None, **asked: Any) -> None:
        """Open the race, anew if it was recorded on this ``paper``."""
        self.clocks = clocks or Clocks()
        self.paper = paper or Paper(SHEET)
        self.recorder = recorder_on(self.paper, self.clocks)
        self.desk = TimingDesk(self.recorder, **asked)
        self.told: list[TimingNews] = []

    def comes(self, *records: Record, later: float = 0) -> list[TimingNews]:
        """Take these records so many seconds after the last; return what is told."""
        self.clocks.advance(round(later * 1000))
        now = self.desk.take([(None, record) for record in records], self.clocks.now, EN)
        self.told += now
        return now

    def types(self, **fields: Any) -> None:
        self.recorder.record([an_event(fields.pop("type"), self.recorder.t, **fields)], self.clocks.now)

    def passes(self, bib: int, seconds: float) -> list[TimingNews]:
        """Let this skater pass so many seconds after 8:00:05, told at once."""
        return self.comes(read(bib, seconds), later=seconds - (self.clocks.wall() - MORNING).total_seconds() + 5)

    @property
    def codes(self) -> list[str]:
        return [codes_of(news) for news in self.told]


def codes_of(news: TimingNews) -> str:
    match news:
        case TimingTold():
            return news.code
        case ClockDoubt():
            return str(news.trouble)
        case Fault():
            return str(news.code)


def test_the_gun_of_the_feed_starts_a_race_that_nobody_has_started() -> None:
    room = Room()
    room.clocks.advance(1_000)
    room.comes(GunRead(at(1)))
    assert room.recorder.clock.running
    assert room.recorder.t == 0
    room.passes(1, 39)
    assert room.recorder.t == 38_000
    assert room.recorder.state.crossed_at == {1: 38_000}
    assert room.codes == ["timing.started"]


def test_a_feed_that_is_joined_late_tells_by_its_time_of_day_how_old_its_passings_are() -> None:
    room = Room()
    room.clocks.advance(60_000)
    room.comes(GunRead(at(0)), read(1, 38))
    assert room.recorder.t == 60_000


def test_a_recording_of_another_day_begins_when_its_passings_come() -> None:
    room = Room()
    room.comes(GunRead(of_day("15:00:00") or at(0)), ChipRead("101", of_day("15:00:38") or at(0)))
    assert room.recorder.t == 38_000


def test_passings_are_on_the_clock_of_the_feed_when_a_person_has_pressed_the_gun() -> None:
    room = Room()
    room.types(type="start")
    assert room.comes(GunRead(at(0.4)), later=0.4) == []
    assert room.passes(1, 38.4) == []
    assert room.recorder.state.crossed_at == {1: 38_000}


def test_a_gun_that_was_pressed_late_is_told_with_the_shift_that_mends_it() -> None:
    room = Room()
    room.comes(ChipRead("999", at(0)))
    room.clocks.advance(3_000)
    room.types(type="start")
    room.comes(GunRead(at(0)), later=1)
    (doubt,) = room.passes(1, 38)
    assert isinstance(doubt, ClockDoubt)
    assert (doubt.trouble, doubt.ms, doubt.offer) == ("timing_ahead", 3_000, 3_000)
    assert room.passes(2, 38.5) == []


def test_a_feed_that_lags_is_told_once_several_batches_do() -> None:
    room = Room()
    room.comes(GunRead(at(0)))
    told = [room.comes(read(bib, 38 + bib), later=later) for bib, later in ((1, 49), (2, 1.2), (3, 1.2))]
    assert [[*map(codes_of, each)] for each in told] == [[], [], ["timing_behind"]]
    assert room.comes(read(1, 73), later=33) == []


def test_a_backlog_at_once_is_no_lag() -> None:
    room = Room()
    room.comes(GunRead(at(0)))
    room.clocks.advance(80_000)
    for seconds in (38, 39, 40, 72, 73):
        room.comes(read(1 + int(seconds) % 3, seconds), later=0.01)
    room.comes(read(1, 80), later=0.01)
    assert [code for code in room.codes if code.startswith("timing_")] == []


@pytest.mark.parametrize(
    ("lags", "told"),
    [
        ([-1_000] * 4, {}),
        ([-1_001], {1: ("timing_ahead", 1_001)}),
        ([-3_000, 0, 0, 0], {1: ("timing_ahead", 3_000)}),
        ([-3_000, -4_500, -4_501], {1: ("timing_ahead", 3_000), 3: ("timing_ahead", 4_501)}),
        ([-3_000] * 2 + [-1_501] * 3, {1: ("timing_ahead", 3_000)}),
        ([-3_000] * 2 + [-1_499] * 3, {1: ("timing_ahead", 3_000), 5: ("timing_ahead", 1_499)}),
        ([2_000] * 4, {}),
        ([2_001] * 2, {}),
        ([2_001, 2_001, 1_900, 2_001], {}),
        ([2_001, 3_000, 2_500, 3_000], {3: ("timing_behind", 2_001)}),
        ([2_001] * 3 + [3_001] * 3, {3: ("timing_behind", 2_001)}),
        ([2_001] * 3 + [3_002] * 3, {3: ("timing_behind", 2_001), 6: ("timing_behind", 3_002)}),
        ([4_000] * 3 + [6_000] * 3, {3: ("timing_behind", 4_000)}),
        ([4_000] * 3 + [6_001] * 3, {3: ("timing_behind", 4_000), 6: ("timing_behind", 6_001)}),
    ],
)
def test_a_difference_from_the_race_clock_is_told_when_it_arises_and_when_it_changes_much(
    lags: list[int], told: dict[int, tuple[str, int]]
) -> None:
    """Passings that come, one batch after the other, so many ms after they took place."""
    room = Room()
    room.comes(GunRead(at(0)))
    found = [
        (turn, doubt.trouble, doubt.ms)
        for turn, lag in enumerate(lags, 1)
        for doubt in room.comes(read(1 + turn % 3, 40 * turn - lag / 1_000), later=40)
        if isinstance(doubt, ClockDoubt)
    ]
    assert found == [(turn, *doubt) for turn, doubt in told.items()]


def test_a_passing_before_the_latest_lap_is_told_as_late() -> None:
    room = Room()
    room.comes(GunRead(at(0)))
    room.passes(1, 38)
    room.passes(1, 72)
    (told,) = room.comes(read(2, 38.5), later=1)
    assert told == TimingTold("timing.late", {"count": 1, "bib": 2, "seconds": 34}, moments={"at": 38_500})
    assert room.passes(3, 74) == []


def test_a_pass_may_be_missing_until_a_recorded_fall_explains_the_gap() -> None:
    room = Room()
    room.comes(GunRead(at(0)))
    for seconds in (38, 72, 106, 174):
        room.passes(1, seconds)
    assert room.desk.unread() == {1: 106_000}
    room.recorder.record([an_event("fall", 120_000, bibs=[2])], room.clocks.now)
    assert room.desk.unread() == {1: 106_000}
    room.recorder.record([an_event("fall", 120_000, bibs=[1])], room.clocks.now)
    assert room.desk.unread() == {}


def test_a_missed_read_is_told_once_with_the_line_that_mends_it_until_it_is_mended() -> None:
    room = Room()
    room.comes(GunRead(at(0)))
    for seconds in (38, 72, 106, 174):
        room.passes(1, seconds)
    (told,) = (news for news in room.told if isinstance(news, TimingTold) and news.missed)
    assert told.moments["near"] == 140_000
    assert told.missed is not None
    assert room.desk.holds(told.missed)
    room.recorder.record([an_event("crossing", 140_000, bib=1)], room.clocks.now)
    assert not room.desk.holds(told.missed)
    room.passes(1, 208)
    assert room.codes.count("timing.missed") == 1


def test_reads_that_have_no_gun_are_told_and_are_used_when_a_person_presses_it() -> None:
    room = Room()
    room.passes(1, 38)
    room.passes(2, 39)
    assert room.codes == ["timing.no_gun"]
    assert not room.recorder.clock.running


@pytest.mark.parametrize("by_hand", [False, True])
def test_after_a_crash_a_feed_that_does_not_repeat_its_gun_goes_on(*, by_hand: bool) -> None:
    room = Room()
    if by_hand:
        room.types(type="start")
    room.comes(GunRead(at(0.7)), later=0.7)
    room.passes(1, 38.7)
    again = Room(Paper(SHEET, room.paper.content), room.clocks)
    again.comes(read(1, 38.75))
    again.passes(1, 72.7)
    assert again.recorder.state.laps[1] == 2
    assert again.recorder.state.lap_times == ((1, 38_000), (2, 72_000))
    notes = [event for event in again.recorder.views.now.order if again.recorder.views.now.event(event).type == "note"]
    assert len(notes) == 1


def test_what_a_person_says_of_a_passing_stands_against_the_feed() -> None:
    room = Room()
    room.comes(GunRead(at(0)))
    room.passes(1, 38)
    target = next(s for s in room.recorder.views.now.order if room.recorder.views.now.event(s).type == "crossing")
    room.types(type="retract", target=target)
    room.comes(read(1, 38), read(1, 37.9), later=1)
    assert room.recorder.state.crossed_at == {}
    assert room.recorder.undo()
    assert room.recorder.state.crossed_at == {1: 38_000}


def test_the_lap_of_the_leader_needs_no_lap_event() -> None:
    room = Room()
    room.comes(GunRead(at(0)))
    for bib, seconds in ((1, 38), (2, 38.5), (1, 72)):
        room.passes(bib, seconds)
    kinds = [room.recorder.views.now.event(seq).type for seq in room.recorder.views.now.order]
    assert sorted(set(kinds)) == ["crossing", "note", "start"]
    assert room.recorder.state.lap == 2


def test_another_heat_of_the_feed_is_told_and_not_recorded() -> None:
    room = Room()
    others = Sheet("y", "Y", 8, (Skater(7, "Stranger"),))
    room.comes(NextHeat("1", others), GunRead(at(0)), CountedCrossings(1, (30_000,)))
    assert not room.recorder.clock.running
    room.comes(NextHeat("2", SHEET), GunRead(at(0)), CountedCrossings(1, (38_000,)))
    assert room.recorder.state.crossed_at == {1: 38_000}
    room.comes(NextHeat("3", SHEET), CountedCrossings(2, (39_000,)))
    assert room.recorder.state.crossed_at == {1: 38_000}
    assert [code for code in room.codes if "heat" in code] == ["timing.other_heat", "timing.heat", "timing.other_heat"]


def test_a_race_that_is_opened_again_takes_nothing_of_the_next_heat_of_the_same_skaters() -> None:
    room = Room()
    first: list[Record] = [NextHeat("1", SHEET), GunRead(at(0)), CountedCrossings(1, (38_000,))]
    room.comes(*first)
    again = Room(room.paper, room.clocks)
    again.comes(*first)
    again.comes(NextHeat("2", SHEET), GunRead(at(1200)), CountedCrossings(2, (38_000,)))
    assert again.recorder.state.laps == {1: 1, 2: 0, 3: 0}
    assert again.codes == ["timing.heat", "timing.other_heat"]


def test_a_race_that_is_opened_again_on_a_feed_that_begins_with_a_later_heat_takes_none_of_it() -> None:
    room = Room()
    room.comes(NextHeat("1", SHEET), GunRead(at(0)), CountedCrossings(1, (38_000,)))
    again = Room(room.paper, room.clocks)
    again.comes(NextHeat("2", SHEET), GunRead(at(1200)), CountedCrossings(2, (38_000,)))
    again.comes(NextHeat("1", SHEET), GunRead(at(0)), CountedCrossings(1, (38_000,)), CountedCrossings(3, (39_000,)))
    assert again.recorder.state.laps == {1: 1, 2: 0, 3: 1}
    assert again.codes == ["timing.other_heat", "timing.heat"]
    assert noted_heat(again.recorder.views.now) == "1"


def test_a_clock_that_counts_from_the_gun_has_no_gun_to_note() -> None:
    """As in a rehearsal, whose passings are played from the race."""
    room = Room()
    room.types(type="start")
    room.comes(ChipRead("101", ClockReading(30_000_000, Scale.RACE)), later=30)
    assert room.recorder.state.crossed_at == {1: 30_000}
    now = room.recorder.views.now
    assert [now.event(seq).type for seq in now.order] == ["start", "crossing"]


def test_a_chip_that_was_never_read_is_told_once_with_what_makes_it_known() -> None:
    room = Room()
    room.comes(GunRead(at(0)))
    for lap in range(1, 6):
        room.comes(read(1, lap * 30), read(2, lap * 30 + 1), later=30)
    (told,) = (news for news in room.told if codes_of(news) == "timing.never_read")
    assert isinstance(told, TimingTold)
    assert told.values == {"bib": 3}
    assert "dns 3" in EN(told.code, **told.values)
    assert not any(order.can_be_taken for order in chip_orders(room.recorder.state))
