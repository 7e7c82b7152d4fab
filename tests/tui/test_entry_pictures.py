"""Pictures of live entry; the docstring of each test says what its picture must show.

`gallery.HOW` is the command that replaces them.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from textual import events

from massstart_tui.stream.disk import Disk
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Language
from tests.tui.conftest import Album
from tests.tui.races import sample
from tests.tui.typing import Machine, Typist, typing


class FullDisk(Disk):
    """A disk on which writes fail while it is ``full``."""

    full = False

    def write(self, file: int, data: bytes, at: int) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write(file, data, at)


async def entered(typist: Typist) -> None:
    """Enter four laps, the sprint at their end, a fall and an attack, and tick the first cue."""
    for lap in range(5):
        typist.at(30_000 * lap)
        await typist.laps()
    await typist.enters("11 1 2")
    typist.at(124_000)
    await typist.enters("f 9")
    typist.at(131_000)
    await typist.enters("a 13")
    await typist.presses("f2")
    typist.at(140_000)
    await typist.stage.comes_to("2:20.0")


@pytest.mark.parametrize(("width", "height", "language"), [(60, 24, "en"), (80, 24, "nl"), (120, 36, "en")])
async def test_a_race_being_entered(album: Album, tmp_path: Path, width: int, height: int, language: str) -> None:
    """Kramer is away; below the race are the completions of the word, notes on him, and what Enter would record.

    The top line says how many events are on disk. Nothing covers the race.
    """
    sheet = load(sample("beijing-2022-men-sf1")).sheet
    async with typing(sheet, tmp_path / "race.jsonl", size=(width, height), language=Language(language)) as typist:
        await entered(typist)
        await typist.writes("f 13 bro")
        await typist.stage.shows("8 Bródka")
        album.screen(f"entry-{width}x{height}", typist.stage.app)


async def test_after_a_line_what_was_recorded_and_what_is_to_be_said(album: Album, tmp_path: Path) -> None:
    """The recorded sprint and what it changed; the newest cue, and notes on the skaters of the latest event."""
    sheet = load(sample("beijing-2022-men-sf1")).sheet
    async with typing(sheet, tmp_path / "race.jsonl", size=(80, 24)) as typist:
        await entered(typist)
        await typist.enters("c")
        await typist.stage.shows("Caught")
        album.screen("entry-recorded", typist.stage.app)


async def test_a_line_of_the_log_chosen_and_edited(album: Album, tmp_path: Path) -> None:
    """The fall is chosen in the log; the entry line has it as it can be typed, and the preview says what it becomes."""
    sheet = load(sample("beijing-2022-men-sf1")).sheet
    async with typing(sheet, tmp_path / "race.jsonl", size=(120, 36)) as typist:
        await entered(typist)
        await typist.presses("down", "down", "e", "backspace", "8")
        await typist.stage.shows("Fall: 8 Bródka (POL), 12 to go", "event 7 ▸ @t2:04.000")
        album.screen("entry-edit", typist.stage.app)


async def test_a_disk_that_is_full(album: Album, tmp_path: Path) -> None:
    """The waiting lines are mentioned in red above the line and in the top line; the log has the event already."""
    sheet = load(sample("beijing-2022-men-sf1")).sheet
    disk = FullDisk()
    async with typing(sheet, tmp_path / "race.jsonl", size=(120, 36), disk=disk) as typist:
        await entered(typist)
        disk.full = True
        await typist.presses("c", "enter")
        await typist.stage.shows("NOT ON DISK: ")
        album.screen("entry-disk-full", typist.stage.app)
        disk.full = False


async def test_what_can_be_typed(album: Album, tmp_path: Path) -> None:
    """Every verb, short and long, with an example replaces the log; the race stays in view."""
    sheet = load(sample("beijing-2022-men-sf1")).sheet
    async with typing(sheet, tmp_path / "race.jsonl", size=(120, 36)) as typist:
        await entered(typist)
        await typist.presses("f1")
        await typist.stage.shows("WHAT YOU CAN TYPE")
        album.screen("entry-verbs", typist.stage.app)


SIZES = pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36)])


@SIZES
async def test_pasted_lines_that_wait(album: Album, tmp_path: Path, width: int, height: int) -> None:
    """The first pasted line is in the entry line with what Enter does; above it the number of the others, and the next
    one.
    """
    sheet = load(sample("beijing-2022-men-sf1")).sheet
    async with typing(sheet, tmp_path / "race.jsonl", size=(width, height)) as typist:
        await entered(typist)
        typist.stage.app.post_message(events.Paste("f 4\nr 9\nn a long pull by Kramer, and nobody helps him\n"))
        await typist.stage.shows("» Fall: 4", "2 more pasted lines wait")
        album.screen(f"entry-paste-{width}x{height}", typist.stage.app)


@SIZES
async def test_an_order_that_may_be_of_two_sprints(album: Album, tmp_path: Path, width: int, height: int) -> None:
    """Which sprints the bibs may mean, and the two keys with the line that each makes."""
    sheet = load(sample("beijing-2022-men-sf1")).sheet
    async with typing(sheet, tmp_path / "race.jsonl", size=(width, height)) as typist:
        for lap in range(9):
            typist.at(30_000 * lap)
            await typist.laps()
        await typist.writes("13 9 15")
        await typist.stage.shows("tab  s2 13 9 15", "shift tab  s1 13 9 15")
        album.screen(f"entry-question-{width}x{height}", typist.stage.app)


@SIZES
async def test_the_machine_has_slept(album: Album, tmp_path: Path, width: int, height: int) -> None:
    """How long it slept, that the race clock counts it, and the key that sets the clock back; race and line are
    unchanged.
    """
    sheet, machine = load(sample("beijing-2022-men-sf1")).sheet, Machine()
    async with typing(sheet, tmp_path / "race.jsonl", size=(width, height), machine=machine) as typist:
        await entered(typist)
        typist.screen.notices.clocks.dismiss()
        machine.slept += 60
        typist.clock.advance(60_000)
        await typist.stage.comes_to("3:20.0")
        await typist.stage.shows("the computer slept for 1:00")
        album.screen(f"entry-slept-{width}x{height}", typist.stage.app)
