"""Tests of the effect of corrections, one by one; properties of them are in test_timeline."""

from __future__ import annotations

import io

from massstart_tui.race.events import Clock, Correction, Retract, Unknown
from massstart_tui.race.record import made
from massstart_tui.race.state import Status
from massstart_tui.stream.corrections import resolve
from massstart_tui.stream.log_lines import Stands
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.recording_views import Views
from massstart_tui.stream.timeline import Timeline
from tests.streams import Fields, event, make_stream

FALL = event("fall", 40_000, bibs=[3])


def views_of(*events: Fields) -> Views:
    return Views(read_from(io.BytesIO(make_stream(*events)), "race"))


def timeline_of(*events: Fields) -> Timeline:
    return views_of(*events).now


def down(timeline: Timeline) -> tuple[int, ...]:
    return timeline.state_at(len(timeline)).down


def retract(target: int, t: int = 90_000) -> Fields:
    return event("retract", t, target=target)


def amend(target: int, instead: Fields, t: int = 90_000) -> Fields:
    return event("amend", t, target=target, event=instead)


def log(timeline: Timeline) -> list[tuple[int, str, Stands, int | None]]:
    lines = (timeline.line(index) for index in range(timeline.lines_at(len(timeline))))
    return [(line.event.seq, line.event.type, line.stands, line.by) for line in lines]


def test_what_was_retracted_never_happened() -> None:
    timeline = timeline_of(FALL, retract(1))
    assert (len(timeline), down(timeline)) == (0, ())


def test_retracting_a_retract_brings_back_what_it_took() -> None:
    assert down(timeline_of(FALL, retract(1), retract(2))) == (3,)
    assert down(timeline_of(FALL, retract(1), retract(2), retract(3))) == ()


def test_an_amended_event_is_what_it_was_instead_at_the_time_it_was_instead() -> None:
    timeline = timeline_of(FALL, event("note", 60_000, text=""), amend(1, event("fall", 70_000, bibs=[4])))
    assert down(timeline) == (4,)
    assert list(timeline.order) == [2, 1]
    assert list(timeline.times) == [60_000, 70_000]


def test_of_two_amends_of_one_event_the_last_decides() -> None:
    first, last = event("fall", 40_000, bibs=[4]), event("fall", 40_000, bibs=[5])
    assert down(timeline_of(FALL, amend(1, first), amend(1, last))) == (5,)
    assert down(timeline_of(FALL, amend(1, first), amend(1, last), retract(3))) == (4,)
    assert down(timeline_of(FALL, amend(1, first), retract(1))) == ()
    assert down(timeline_of(FALL, retract(1), amend(1, last))) == (5,)


def test_an_amended_retract_takes_back_something_else() -> None:
    other = event("fall", 41_000, bibs=[4])
    instead = event("retract", 90_000, target=2)
    assert down(timeline_of(FALL, other, retract(1), amend(3, instead))) == (3,)


def test_an_amended_amend_has_the_last_word() -> None:
    inner = amend(1, event("fall", 40_000, bibs=[5]))
    assert down(timeline_of(FALL, amend(1, event("fall", 40_000, bibs=[4])), amend(2, inner))) == (5,)


def test_an_event_may_have_been_of_a_type_that_nobody_knows() -> None:
    timeline = timeline_of(FALL, amend(1, event("drone", 50_000, height=5)))
    assert isinstance(timeline.event(1), Unknown)
    assert down(timeline) == ()


def test_a_retract_that_was_amended_to_an_event_is_that_event() -> None:
    timeline = timeline_of(FALL, retract(1), amend(2, event("fall", 50_000, bibs=[6])))
    assert down(timeline) == (3, 6)


def test_a_clock_moves_what_was_recorded_before_it_and_after_the_gun() -> None:
    told = [event("note", -5000, text=""), event("start"), FALL, event("clock", 50_000, shift=2500)]
    timeline = timeline_of(*told, event("note", 60_000, text=""))
    assert list(timeline.times) == [-5000, 0, 42_500, 60_000]


def test_clocks_add_up_and_one_that_was_retracted_moves_nothing() -> None:
    clocks = [event("clock", 50_000, shift=1000), event("clock", 55_000, shift=-300)]
    assert timeline_of(FALL, *clocks).times[0] == 40_700
    assert timeline_of(FALL, *clocks, retract(2)).times[0] == 39_700


def test_a_clock_reaches_back_to_the_gun_before_it_and_no_further() -> None:
    first = [event("start"), FALL, event("restart", 60_000), event("note", 70_000, text="")]
    clock = event("clock", 80_000, shift=5000)
    assert list(timeline_of(*first, clock).times) == [0, 40_000, 60_000, 75_000]


def test_a_restart_that_never_happened_stops_no_clock() -> None:
    told = [event("start"), FALL, event("restart", 60_000), event("clock", 80_000, shift=5000)]
    assert list(timeline_of(*told, retract(3)).times) == [0, 45_000]
    note = event("note", 60_000, text="")
    assert list(timeline_of(*told, amend(3, note)).times) == [0, 45_000, 60_000]


def test_what_was_amended_to_a_restart_stops_the_clock() -> None:
    told = [event("start"), FALL, event("note", 60_000, text=""), event("note", 70_000, text="")]
    anew = amend(3, event("restart", 60_000), t=75_000)
    assert list(timeline_of(*told, anew, event("clock", 80_000, shift=5000)).times) == [0, 40_000, 60_000, 75_000]


def test_what_was_amended_after_the_clock_was_put_right_is_on_the_right_clock() -> None:
    clock = event("clock", 50_000, shift=5000)
    after = amend(2, event("fall", 44_000, bibs=[3]))
    assert timeline_of(event("start"), FALL, clock, after).times[1] == 44_000
    before = amend(2, event("fall", 44_000, bibs=[3]), t=45_000)
    assert timeline_of(event("start"), FALL, before, clock).times[1] == 49_000


def test_an_amend_that_was_amended_after_the_clock_is_on_the_right_clock_too() -> None:
    before = amend(2, event("fall", 43_000, bibs=[4]), t=45_000)
    clock = event("clock", 50_000, shift=5000)
    again = amend(3, amend(2, event("fall", 44_000, bibs=[3])))
    assert timeline_of(event("start"), FALL, before, clock, again).times[1] == 44_000


def test_the_log_keeps_what_was_taken_back_and_what_was_amended_beside_what_stands() -> None:
    other = event("attack", 50_000, bibs=[1])
    timeline = timeline_of(FALL, other, retract(1), amend(2, event("attack", 50_000, bibs=[2])))
    assert log(timeline) == [
        (1, "fall", Stands.RETRACTED, 3),
        (2, "attack", Stands.AMENDED, 4),
        (2, "attack", Stands.CORRECTED, 4),
    ]
    assert [timeline.kind(index) for index in range(3)] == ["fall", "attack", "attack"]


def test_the_log_has_neither_laps_nor_crossings_nor_corrections() -> None:
    told = [event("lap", 1, lap=1), event("crossing", 2, bib=1), FALL, retract(1), event("clock", 90_000, shift=5)]
    assert log(timeline_of(*told)) == [(3, "fall", Stands.AS_RECORDED, None)]


def test_a_lap_that_was_amended_to_a_fall_is_in_the_log_as_a_fall() -> None:
    assert log(timeline_of(event("lap", 1, lap=1), amend(1, FALL))) == [(1, "fall", Stands.CORRECTED, 2)]


def test_a_line_that_was_taken_back_is_not_shown_before_the_race_has_come_to_it() -> None:
    timeline = timeline_of(event("start"), FALL, event("note", 60_000, text=""), retract(2))
    assert [timeline.lines_at(position) for position in range(3)] == [0, 1, 3]


def test_a_line_that_was_taken_back_has_the_laps_to_go_of_its_own_moment() -> None:
    timeline = timeline_of(event("lap", 30_000, lap=1), FALL, event("lap", 60_000, lap=2), retract(2))
    assert timeline.line(0).to_go == 15


def test_a_line_that_was_taken_back_is_on_the_clock_that_was_put_right() -> None:
    timeline = timeline_of(event("start"), FALL, event("clock", 50_000, shift=5000), retract(2))
    assert timeline.line(1).event.t == 45_000


def test_what_came_late_stands_where_it_belongs() -> None:
    timeline = timeline_of(event("lap", 30_000, lap=1), event("lap", 60_000, lap=2), FALL)
    assert list(timeline.order) == [1, 3, 2]
    assert timeline.line(0).to_go == 15


def test_as_known_then_a_late_line_appears_when_it_was_recorded() -> None:
    views = views_of(event("start"), event("lap", 60_000, lap=1), FALL, event("lap", 90_000, lap=2))
    assert views.differ
    before, after = views.then(59_999), views.then(60_000)
    assert before.state_at(before.position_at(59_999)).down == ()
    assert after.state_at(after.position_at(60_000)).down == (3,)
    assert views.now.state_at(views.now.position_at(59_999)).down == (3,)


def test_as_known_then_a_correction_counts_from_when_it_was_recorded() -> None:
    views = views_of(event("dns", 0, bibs=[3]), event("lap", 60_000, lap=1), retract(1, 70_000))
    assert views.then(69_999).state_at(1).status_of(3) is Status.DNS
    assert views.then(70_000).state_at(0).status_of(3) is Status.RACING
    assert views.now.state_at(1).status_of(3) is Status.RACING


def test_without_corrections_both_views_are_one() -> None:
    views = views_of(event("start"), FALL)
    assert not views.differ
    assert views.then(0) is views.now


def test_between_two_corrections_one_view_serves() -> None:
    views = views_of(FALL, event("note", 50_000, text=""), retract(1), event("note", 95_000, text=""))
    assert views.then(40_000) is views.then(89_999)
    assert views.then(90_000) is views.then(95_000)


def test_where_nothing_has_happened_yet_is_at_the_gun_or_before() -> None:
    assert timeline_of(event("start")).time_at(0) == 0
    assert timeline_of(event("note", -9000, text="")).time_at(0) == -9000
    assert timeline_of(event("start", 500)).time_at(0) == 0
    assert timeline_of().time_at(0) == 0


class Counted(int):
    """A seq that counts how often one of its kind is compared with another."""

    comparisons = 0

    def _compared(self, found: bool) -> bool:
        Counted.comparisons += 1
        return found

    def __lt__(self, other: int) -> bool:
        return self._compared(int(self) < int(other))

    def __le__(self, other: int) -> bool:
        return self._compared(int(self) <= int(other))

    def __gt__(self, other: int) -> bool:
        return self._compared(int(self) > int(other))

    def __ge__(self, other: int) -> bool:
        return self._compared(int(self) >= int(other))

    def __neg__(self) -> Counted:
        return Counted(-int(self))

    def __add__(self, other: int) -> Counted:
        return Counted(int(self) + int(other))

    def __sub__(self, other: int) -> Counted:
        return Counted(int(self) - int(other))


def comparisons_of(many: int) -> int:
    """Return the comparisons of seqs in resolving and using ``many`` retracts, and clocks behind a restart each."""
    seqs = [Counted(seq) for seq in range(1, 4 * many + 1)]
    guns, clocks = seqs[: 2 * many : 2], seqs[1 : 2 * many : 2]
    retracted, retracts = seqs[2 * many : 3 * many], seqs[3 * many :]
    corrections: list[Correction] = [made(Clock, {"seq": seq, "t": 0, "type": "clock", "shift": 1}) for seq in clocks]
    corrections += [
        made(Retract, {"seq": seq, "t": 0, "type": "retract", "target": target})
        for seq, target in zip(retracts, retracted, strict=True)
    ]
    Counted.comparisons = 0
    fixed = resolve(corrections, guns)
    for seq in seqs:
        fixed.shift_of(seq)
    return Counted.comparisons


def test_many_corrections_are_resolved_in_time_that_grows_with_their_number() -> None:
    # Eight times as many corrections take at most 16 times the comparisons: those of sorting, not of pairing them.
    assert comparisons_of(1_600) < 16 * comparisons_of(200)
