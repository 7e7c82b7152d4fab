"""A key records what the line that says the same would, without one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from massstart_tui.entry import desk as desk_module
from massstart_tui.entry.desk import Desk, Remark
from massstart_tui.entry.problems import Problem
from massstart_tui.race.events import Amend, Event, Retract
from massstart_tui.stream.codec import encode_event
from massstart_tui.stream.log_lines import LogLine, Stands
from tests.entry.test_said_before import SAY, entered

Key = Callable[[Desk, int], Remark | str | None]


def clock_set(shift: int, offered: str) -> Key:
    return lambda desk, moment: desk.set_clock(shift, offered, moment, SAY)


def lap_twice(desk: Desk, moment: int) -> Remark:
    """The first time it is asked whether the race goes on, or begins anew."""
    desk.lap(moment, SAY)
    return desk.lap(moment, SAY)


def take_back(seq: int, reason: str) -> Key:
    def press(desk: Desk, moment: int) -> Remark:
        chosen = LogLine(desk.recorder.recording.lines.event(seq), 0, Stands.AS_RECORDED, None)
        return desk.take_back(chosen, reason, moment, SAY)

    return press


def absent(*bibs: int) -> Key:
    return lambda desk, _: desk.mark_absent(frozenset(bibs), SAY)


UNDER_WAY = ("start", "lap", "f 3", "lap", "1 2 3", "a 4")
SAID_ALIKE: tuple[tuple[str, tuple[str, ...], str, Key], ...] = (
    ("the gun", (), "start", lambda desk, moment: desk.lap(moment, SAY)),
    ("a lap", UNDER_WAY, "lap", lambda desk, moment: desk.lap(moment, SAY)),
    ("the last lap", (*UNDER_WAY, "lap"), "lap", lambda desk, moment: desk.lap(moment, SAY)),
    ("it goes on", (*UNDER_WAY, "stop"), "resume", lap_twice),
    ("the clock", UNDER_WAY, "clock now -0:02.0", clock_set(-2_000, "clock now -0:02.0")),
    ("before an event", UNDER_WAY, "clock now -9:00", clock_set(-540_000, "now -9:00")),
    ("taken back", UNDER_WAY, "retract 3", take_back(3, "")),
    ("with a reason", UNDER_WAY, "retract 3: saw it: twice", take_back(3, "saw it: twice")),
    ("a quoted reason", UNDER_WAY, r'retract 3: "two\nlines"', take_back(3, r'"two\nlines"')),
    ("no text", UNDER_WAY, "retract 3: \ud800", take_back(3, "\ud800")),
    ("a bib rested on", (*UNDER_WAY, "skater 7 Late One NED", "f 7"), "retract 7", take_back(7, "")),
    ("absent", (), "dns 2 5", absent(5, 2)),
    ("one back of one", ("dns 2",), "retract 1", absent()),
    ("one back of two", ("dns 2 5",), "amend 1 dns 5", absent(5)),
    ("one more", ("dns 2",), "dns 5", absent(2, 5)),
)


def recorded_since(desk: Desk, there: int) -> list[Event]:
    return list(map(desk.recorder.recording.lines.event, range(there + 1, len(desk.recorder.recording) + 1)))


@pytest.mark.parametrize(("before", "line", "key"), [row[1:] for row in SAID_ALIKE], ids=[row[0] for row in SAID_ALIKE])
def test_a_key_does_what_the_line_does(
    before: tuple[str, ...], line: str, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing, clocks = entered(*before)
    there = len(typing.recorder.recording)
    typed = typing.enter(line, clocks.steady(), SAY)
    pressing, clocks = entered(*before)
    monkeypatch.setattr(desk_module, "read_line", pytest.fail)
    monkeypatch.setattr(desk_module, "read_amendment", pytest.fail)
    pressed = key(pressing, clocks.steady())
    assert list(map(encode_event, recorded_since(pressing, there))) == list(
        map(encode_event, recorded_since(typing, there))
    )
    if isinstance(pressed, Remark):
        assert pressed == typed


def test_a_change_of_who_is_absent_is_one_step() -> None:
    desk, clocks = entered("dns 2 3", "dns 4")
    clocks.advance(1000)
    assert desk.mark_absent(frozenset({3, 5}), SAY) is None
    assert desk.absent() == {3, 5}
    assert [type(event) for event in recorded_since(desk, 2)[:2]] == [Amend, Retract]
    desk.undo(SAY)
    assert desk.absent() == {2, 3, 4}
    there = len(desk.recorder.recording)
    assert desk.mark_absent(desk.absent(), SAY) is None
    assert len(desk.recorder.recording) == there


def test_who_cannot_have_stayed_away_is_told_and_nothing_recorded() -> None:
    desk, _ = entered("dq 4: push")
    told = desk.mark_absent(frozenset({2, 4}), SAY)
    assert told is not None
    assert "4" in told
    assert desk.absent() == frozenset()


def test_a_line_that_amends_is_asked_about_by_itself() -> None:
    desk, clocks = entered(*UNDER_WAY)
    with pytest.raises(Problem) as asked:
        desk.read("f sk", clocks.steady(), amends=3)
    assert (asked.value.start, asked.value.end) == (2, 4)
    assert asked.value.choices == tuple(f"f {bib} " for bib in range(1, 7))
