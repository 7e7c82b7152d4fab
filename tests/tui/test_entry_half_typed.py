"""Tests of a half typed or refused line: other keys leave it alone, and it is not lost."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from massstart_tui.race.events import Event
from tests.journal.troubleddisk import TroubledDisk
from tests.levels import first_quick
from tests.race.builders import a_sheet
from tests.tui.typing import Typist, typing

HALF = ["n sterk tempo", "f", "a 3 ", "7 8 99", "zwaan", "@16 f 3"]


def events_of(typist: Typist) -> list[Event]:
    lines = typist.recorder.recording.lines
    return [lines.event(seq) for seq in range(1, len(typist.recorder.recording) + 1)]


def kinds_of(typist: Typist) -> list[str]:
    return [event.type for event in events_of(typist)]


async def refused(typist: Typist, text: str) -> None:
    """Type a line that Enter does not record."""
    events = len(typist.recorder.recording)
    await typist.writes(text)
    await typist.presses("enter")
    assert (typist.line, len(typist.recorder.recording)) == (text, events)


class TestKeysOverALineThatIsHalfTyped:
    @pytest.mark.parametrize("half", first_quick(HALF, 2))
    async def test_the_lap_is_stamped_at_its_press_and_the_line_stays_with_its_own_moment_and_cursor(
        self, tmp_path: Path, half: str
    ) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            typist.at(28_000)
            await typist.writes(half)
            await typist.presses("left")
            typist.at(30_000)
            pressed, cursor = typist.screen.line.input.pressed, typist.screen.line.input.cursor_position
            await typist.presses("ctrl+l")
            await typist.on_disk()
            await typist.stage.settle()
            line = typist.screen.line.input
            assert (line.value, line.pressed, line.cursor_position) == (half, pressed, cursor)
            assert [(event.type, event.t) for event in events_of(typist)] == [("start", 0), ("lap", 30_000)]

    async def test_the_rest_of_the_line_is_typed_on_and_recorded_at_its_first_key(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            typist.at(28_000)
            await typist.writes("n sterk")
            typist.at(30_000)
            await typist.presses("ctrl+l")
            await typist.enters(" tempo")
            assert [(event.type, event.t) for event in events_of(typist)[1:]] == [("lap", 30_000), ("note", 28_000)]

    async def test_it_is_seen_beside_the_preview_which_goes_by_the_race_as_it_is_now(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            typist.at(30_000)
            await typist.writes("f 3")
            await typist.stage.shows("Fall: 3 3, 16 to go")
            await typist.presses("ctrl+l")
            await typist.stage.shows("✓ Lap 1, 15 to go", "» Fall: 3 3")
            typist.at(31_000)
            await typist.presses("ctrl+l")
            await typist.stage.shows("lap 2 only 1.0 s after the one before it")
            typist.stage.press("enter")
            await typist.stage.until(lambda: not typist.line)
            await typist.stage.hides("lap 2 only")

    async def test_a_lap_that_cannot_be_is_told_and_the_line_stays(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6, laps=1), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            typist.at(30_000)
            await typist.laps()
            await typist.writes("3 1")
            await typist.presses("ctrl+l")
            await typist.stage.shows("× the leader is in already")
            assert typist.line == "3 1"

    async def test_on_an_empty_line_it_is_the_key_of_the_lap(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.presses("ctrl+l")
            await typist.on_disk()
            assert (kinds_of(typist), typist.said) == (["start"], "Start")

    async def test_undo_and_redo_leave_the_line_alone(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await typist.enters("f 3")
            await typist.writes("a 4")
            for key, down in (("ctrl+z", ()), ("ctrl+y", (3,))):
                await typist.presses(key)
                await typist.on_disk()
                assert (typist.line, typist.recorder.state.down) == ("a 4", down)

    async def test_an_event_that_is_being_edited_is_edited_on(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await typist.enters("f 3")
            await typist.presses("down", "e", "backspace", "ctrl+l", "4")
            await typist.on_disk()
            typist.stage.press("enter")
            await typist.stage.until(lambda: typist.recorder.state.down == (4,))
            assert kinds_of(typist) == ["start", "fall", "lap", "amend"]

    async def test_over_a_line_that_is_not_on_disk_yet_neither_clears_what_is_typed_next(self, tmp_path: Path) -> None:
        disk = TroubledDisk()
        async with typing(a_sheet(6), tmp_path / "race.jsonl", disk=disk) as typist:
            await typist.laps()
            disk.code = errno.ENOSPC
            await typist.writes("f 3")
            await typist.presses("enter", "a", "ctrl+l", "space", "4")
            assert typist.line == "a 4"
            disk.code = None
            await typist.stage.shows("● 3 on disk")
            await typist.stage.settle()
            assert typist.line == "a 4"


class TestALineThatWasRefused:
    async def test_what_is_typed_next_is_a_line_of_its_own(self, tmp_path: Path) -> None:
        async with typing(a_sheet(40), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await refused(typist, "7 8 16")
            typist.at(20_000)
            await typist.enters("f 30")
            assert [(event.type, event.t) for event in events_of(typist)] == [("start", 0), ("fall", 20_000)]

    @pytest.mark.parametrize("text", first_quick(["f 77", "7 8 99", "zwaan 3", "f skater", "f", "u 4"], 2))
    async def test_it_comes_back_with_the_moment_of_its_own_first_key(self, tmp_path: Path, text: str) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            typist.at(10_000)
            await refused(typist, text)
            pressed = typist.screen.line.input.pressed
            typist.at(20_000)
            await typist.enters("a 4")
            await typist.stage.shows(f"↑  refused: {text}")
            await typist.presses("up")
            assert (typist.line, typist.screen.line.input.pressed) == (text, pressed)
            await typist.presses("escape", "up")
            assert typist.line == ""

    @pytest.mark.parametrize(
        ("keys", "line"),
        first_quick(
            [
                (["backspace", "6"], "f 76"),
                (["tab", "up", "8"], "f 778"),
                (["left", "backspace"], "f 7"),
                (["home", "a", "space"], "a f 77"),
                (["end", "8"], "f 778"),
                (["up", "space", "3"], "f 77 3"),
            ],
            2,
        ),
    )
    async def test_a_key_that_edits_goes_on_with_it(self, tmp_path: Path, keys: list[str], line: str) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await refused(typist, "f 77")
            await typist.presses(*keys)
            assert typist.line == line

    async def test_escape_clears_it(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await refused(typist, "f 77")
            await typist.presses("escape", "up")
            assert typist.line == ""

    async def test_the_key_of_the_lap_counts_on_and_the_line_can_be_brought_back(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            typist.at(30_000)
            await refused(typist, "f 77")
            await typist.laps()
            assert typist.line == ""
            assert kinds_of(typist) == ["start", "lap"]
            await typist.presses("up")
            assert typist.line == "f 77"

    async def test_several_come_back_one_by_one_the_newest_first(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await refused(typist, "f 77")
            await refused(typist, "a 88")
            await typist.enters("f 3")
            await typist.stage.shows("refused: a 88  +1 more")
            for line in ("a 88", "f 77", "a 88"):
                await typist.presses("up")
                assert typist.line == line
            await typist.presses("backspace", "backspace", "2", "enter")
            await typist.stage.until(lambda: typist.recorder.state.away == (2,))
            await typist.stage.shows("refused: f 77")

    async def test_it_comes_back_after_many_lines_as_well_with_its_own_moment(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            typist.at(30_000)
            await refused(typist, "f 77")
            typist.at(60_000)
            for bib in (1, 2, 3):
                await typist.enters(f"a {bib}")
            await typist.stage.hides("refused")
            await typist.presses("up")
            assert typist.line == "f 77"
            await typist.presses("backspace", "backspace", "6", "enter")
            await typist.stage.until(lambda: typist.recorder.state.down == (6,))
            assert typist.recorder.state.fell_at == {6: 30_000}

    async def test_enter_again_is_refused_again(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await refused(typist, "f 77")
            await typist.presses("enter", "enter")
            assert typist.line == "f 77"
            assert "77" in typist.said

    async def test_the_arrows_choose_in_the_log_first_and_then_bring_it_back(self, tmp_path: Path) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await typist.enters("f 3")
            await refused(typist, "f 77")
            await typist.presses("a", "escape", "down", "down")
            await typist.stage.shows("e edits event 1")
            await typist.presses("up", "up", "up")
            assert typist.line == "f 77"

    async def test_an_event_edited_in_vain_is_left_by_a_new_line_and_edited_on_when_it_is_back(
        self, tmp_path: Path
    ) -> None:
        async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
            await typist.laps()
            await typist.enters("f 3")
            await typist.presses("down", "e", "7", "enter")
            assert len(typist.recorder.recording) == 2
            await typist.enters("a 4")
            await typist.presses("up")
            await typist.stage.shows("event 2 ▸")
            await typist.presses("backspace", "backspace", "5", "enter")
            await typist.stage.until(lambda: typist.recorder.state.down == (5,))
            assert kinds_of(typist) == ["start", "fall", "attack", "amend"]


async def test_the_key_line_names_what_is_of_use_for_what_is_being_done(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        for key in ("space", "ctrl z", "ctrl y", "F9", "ctrl q"):
            assert key in typist.stage.rows[-1], key
        await typist.writes("f 3")
        for key in ("enter", "ctrl l", "esc", "ctrl q"):
            assert key in typist.stage.rows[-1], key
        await typist.presses("escape", "down")
        for key in ("e ", "delete", "shift delete", "ctrl q"):
            assert key in typist.stage.rows[-1], key
