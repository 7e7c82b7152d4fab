"""Tests of pasting: a paste is inserted once, on every input line, and none of its lines is lost."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from massstart_tui.text.plain import REPLACEMENT
from massstart_tui.tui.widgets.paste_line import LONGEST, pasted_lines
from tests.race.builders import a_sheet
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import Stage, on_stage
from tests.tui.typing import Typist, typing


async def paste(stage: Stage, text: str) -> None:
    """Paste this text, and wait until it is handled."""
    stage.app.post_message(events.Paste(text))
    await stage.settle()


async def records_each(typist: Typist, lines: Iterable[str]) -> None:
    """Press Enter for each of these lines once it is in the entry line."""
    for line in lines:
        await typist.stage.until(partial(in_line, typist, line))
        events_before = len(typist.recorder.recording)
        await typist.presses("enter")
        assert len(typist.recorder.recording) == events_before + 1


def in_line(typist: Typist, line: str) -> bool:
    """Return whether exactly this is in the line."""
    return typist.line == line


def recorded(typist: Typist) -> list[tuple[str, int]]:
    """Return the events after the gun with their times."""
    lines = typist.recorder.recording.lines
    return [(lines.event(seq).type, lines.event(seq).t) for seq in range(2, len(typist.recorder.recording) + 1)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("4", ["4"]),
        (" 4 ", [" 4 "]),
        ("f 11\n", ["f 11"]),
        ("f 11\r\na 7\r\n", ["f 11", "a 7"]),
        ("f 11\ra 7", ["f 11", "a 7"]),
        ("\n\n  \nf 11\n\n  a 7  \n\t\n", ["f 11", "a 7"]),
        ("f\t11\na\t7\t", ["f 11", "a 7"]),
        ("\ufefff 11", ["f 11"]),
        ("f \x1b[31m11\x03\x07", [f"f {REPLACEMENT}[31m11{REPLACEMENT}{REPLACEMENT}"]),
        ("\n", []),
        ("\n \n\t\n", []),
        ("", []),
    ],
)
def test_the_lines_of_a_paste(text: str, lines: list[str]) -> None:
    assert pasted_lines(text) == lines


async def test_a_paste_goes_into_the_entry_line_once_where_the_cursor_is(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.writes("f 1")
        await paste(typist.stage, "1 4")
        assert typist.line == "f 11 4"
        await typist.presses("home")
        await paste(typist.stage, "@-5 ")
        assert typist.line == "@-5 f 11 4"
        await paste(typist.stage, "\n")
        assert typist.line == "@-5 f 11 4"


@pytest.mark.parametrize("key", ["g", "w"])
async def test_a_paste_goes_once_into_a_line_that_asks_with_all_its_lines(key: str) -> None:
    async with on_stage(sample(KRAMERS)) as stage:
        stage.press(key)
        await stage.until(lambda: isinstance(stage.app.focused, Input))
        await paste(stage, "1:\n3\x1b")
        line = stage.app.focused
        assert isinstance(line, Input)
        assert line.value == f"1: 3{REPLACEMENT}"


async def test_a_paste_goes_once_into_the_line_of_the_sheet(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        typist.stage.press("f5")
        await typist.stage.until(lambda: typist.stage.place == "sheet")
        typist.stage.press("n")
        await typist.stage.until(lambda: isinstance(typist.stage.app.focused, Input))
        await paste(typist.stage, " Beta")
        line = typist.stage.app.focused
        assert isinstance(line, Input)
        assert line.value == "Skater 1 Beta"


async def test_pasted_lines_are_entries_in_their_order_each_previewed_and_of_the_moment_of_the_paste(
    tmp_path: Path,
) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(10_000)
        await paste(typist.stage, "f 3\r\n\r\na\t4\nn sterk\n")
        await typist.stage.shows("» Fall", "2 more pasted lines wait, the next: a 4")
        typist.at(20_000)
        await records_each(typist, ["f 3"])
        await typist.stage.shows("» Attack", "one more pasted line waits: n sterk", "✓ Fall")
        await records_each(typist, ["a 4", "n sterk"])
        await typist.stage.until(lambda: not typist.line)
        assert recorded(typist) == [("fall", 10_000), ("attack", 10_000), ("note", 10_000)]
        await typist.stage.hides("pasted line")


async def test_what_is_half_typed_joins_the_first_pasted_line_and_keeps_its_moment(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(5_000)
        await typist.writes("f ")
        typist.at(10_000)
        await paste(typist.stage, "3\na 4")
        await paste(typist.stage, " 5\nn later")
        await records_each(typist, ["f 3 5", "a 4", "n later"])
        assert recorded(typist) == [("fall", 5_000), ("attack", 10_000), ("note", 10_000)]


async def test_a_pasted_line_that_is_refused_stays_and_the_others_wait(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await paste(typist.stage, "f 99\na 4\nn later")
        await typist.presses("enter")
        assert typist.line == "f 99"
        await typist.stage.shows("2 more pasted lines wait")
        await typist.presses("left", "backspace")
        await typist.presses("escape")
        await typist.stage.shows("dropped: f 9", "» Attack", "one more pasted line waits: n later")
        await records_each(typist, ["a 4", "n later"])
        assert [kind for kind, _ in recorded(typist)] == ["attack", "note"]


async def test_lines_and_laps_go_on_while_pasted_lines_wait(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await paste(typist.stage, "f 3\na 4")
        typist.at(30_000)
        await typist.presses("ctrl+l")
        assert (typist.recorder.state.lap, typist.line) == (1, "f 3")
        await typist.stage.shows("one more pasted line waits: a 4")
        await typist.presses("enter", "n", "space", "x", "enter")
        await typist.presses("enter")
        await typist.stage.until(lambda: not typist.line)
        assert sorted(kind for kind, _ in recorded(typist)) == ["attack", "fall", "lap", "note"]


async def test_nobody_leaves_waiting_lines_unasked(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await paste(typist.stage, "f 3\na 4\nn later")
        await typist.presses("ctrl+q")
        await typist.stage.shows("2 pasted lines wait and are not recorded: ctrl q again leaves without them")
        await typist.presses("ctrl+g")
        await typist.stage.shows("2 pasted lines dropped")
        typist.stage.press("ctrl+q")
        await typist.stage.leaves()


@pytest.mark.parametrize("line", ["f 3\n", "f 3 "])
async def test_a_paste_that_is_too_long_is_told_and_nothing_of_it_is_taken(line: str, tmp_path: Path) -> None:
    text = line * (100_000 // len(line))
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.writes("n ")
        await paste(typist.stage, text)
        await typist.stage.shows(f"a paste of {len(text)} characters is too long, {LONGEST} at most")
        assert typist.line == "n "
        typist.stage.press("f9")
        await typist.stage.until(lambda: typist.screen.asked_what_if is not None)
        await paste(typist.stage, text)
        assert isinstance(typist.stage.app.focused, Input)
        assert not typist.stage.app.focused.value
