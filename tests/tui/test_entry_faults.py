"""Tests of live entry on a failing disk: the message, what continues meanwhile, and the file in the end."""

from __future__ import annotations

import errno
import sys
import threading
from pathlib import Path
from typing import Protocol

import pytest

from massstart_tui.journal import journal as journal_module
from massstart_tui.journal.listeners import Listeners
from massstart_tui.race.events import Event
from massstart_tui.share.shared_stream import Link, Sharing, SharingTrouble
from massstart_tui.text.words import Language
from tests.journal.journals import seqs_in
from tests.journal.troubleddisk import FaultyDisk, SilentDisk, TroubledDisk
from tests.race.builders import a_sheet
from tests.tui.typing import Typist, typing


class Fault(Protocol):
    """Something that prevents writes for a while."""

    disk: TroubledDisk

    def begins(self, path: Path, /) -> None:
        """Prevent writes to ``path`` from now on."""

    def ceases(self, path: Path, /) -> None:
        """Allow writes again."""


class Fails:
    """A disk on which every write fails with the errno ``code``."""

    def __init__(self, code: int) -> None:
        """Store the code."""
        self.disk = TroubledDisk()
        self._code = code

    def begins(self, _: Path) -> None:
        self.disk.code = self._code

    def ceases(self, _: Path) -> None:
        self.disk.code = None


class Vanishes:
    """A folder that is removed, as with a pulled USB stick, and comes back unchanged."""

    def __init__(self) -> None:
        """Begin with the folder in place."""
        self.disk = TroubledDisk()

    def begins(self, path: Path) -> None:
        path.parent.rename(path.parent.with_name("pulled out"))

    def ceases(self, path: Path) -> None:
        path.parent.with_name("pulled out").rename(path.parent)


FAULTS = [
    pytest.param(Fails(errno.ENOSPC), "the disk is full", id="a full disk"),
    pytest.param(Fails(errno.EROFS), "the file may not be written", id="a read-only file"),
    pytest.param(
        Vanishes(),
        "the file and its folder are gone",
        id="a vanished folder",
        marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows lets no folder go that has an open file"),
    ),
]


def race_in(tmp_path: Path) -> Path:
    """Return the path of a journal in a folder of its own."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder / "race.jsonl"


async def enters_in_vain(typist: Typist, text: str) -> None:
    """Type and submit a line, which cannot be written: it stays on the entry line."""
    events = len(typist.recorder.recording)
    await typist.writes(text)
    typist.stage.press("enter")
    await typist.stage.until(lambda: len(typist.recorder.recording) > events)
    await typist.stage.settle()
    assert typist.line == text


def kinds_of(recorded: list[Event]) -> list[str]:
    return [event.type for event in recorded]


def events_of(typist: Typist) -> list[Event]:
    lines = typist.recorder.recording.lines
    return [lines.event(seq) for seq in range(1, len(typist.recorder.recording) + 1)]


@pytest.mark.parametrize(("fault", "why"), FAULTS)
async def test_the_line_stays_the_screen_says_so_and_all_is_written_in_order_when_it_can_be(
    tmp_path: Path, fault: Fault, why: str
) -> None:
    path = race_in(tmp_path)
    async with typing(a_sheet(6), path, disk=fault.disk) as typist:
        await typist.laps()
        fault.begins(path)
        typist.at(20_000)
        await enters_in_vain(typist, "x 3")
        await typist.stage.shows(f"! NOT ON DISK: {why}", "one line waits in memory", "1 of 2 NOT ON DISK")
        await typist.stage.hides("● 1 on disk")
        assert typist.stage.row("▸").split() == ["▸", "x", "3"]

        typist.at(25_000)
        await enters_in_vain(typist, "x 4")
        await typist.stage.shows("2 lines wait in memory", "2 of 3 NOT ON DISK")
        assert {"DNF"} <= set(typist.stage.row("Skater 3").split()) & set(typist.stage.row("Skater 4").split())

        fault.ceases(path)
        await typist.stage.shows("● 3 on disk")
        await typist.stage.hides("NOT ON DISK")
        assert typist.line == ""
        assert seqs_in(path) == [1, 2, 3]
        assert kinds_of(events_of(typist)) == ["start", "withdraw", "withdraw"]
        assert path.read_bytes() == typist.recorder.stream()


async def test_the_key_after_a_line_that_is_not_on_disk_begins_another_with_its_own_moment(tmp_path: Path) -> None:
    disk = TroubledDisk()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", disk=disk) as typist:
        await typist.laps()
        disk.code = errno.ENOSPC
        typist.at(20_000)
        await enters_in_vain(typist, "f 3")
        typist.at(31_000)
        await typist.presses("a")
        assert typist.line == "a"
        disk.code = None
        await typist.stage.shows("● 2 on disk")
        assert typist.line == "a"
        await typist.presses("space", "4")
        typist.stage.press("enter")
        await typist.stage.until(lambda: not typist.line)
        assert [event.t for event in events_of(typist)] == [0, 20_000, 31_000]


async def test_the_key_of_the_lap_goes_on_counting_over_a_line_that_is_not_on_disk(tmp_path: Path) -> None:
    disk = TroubledDisk()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", disk=disk) as typist:
        await typist.laps()
        disk.code = errno.ENOSPC
        typist.at(20_000)
        await enters_in_vain(typist, "f 3")
        for t in (30_000, 60_000):
            typist.at(t)
            await typist.presses("space")
        assert typist.recorder.state.lap == 2
        await typist.stage.shows("3 of 4 NOT ON DISK")


async def test_a_line_of_the_log_is_edited_and_taken_back_while_nothing_can_be_written(tmp_path: Path) -> None:
    disk = TroubledDisk()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", disk=disk) as typist:
        await typist.laps()
        disk.code = errno.ENOSPC
        typist.at(20_000)
        await enters_in_vain(typist, "f 3")
        typist.at(30_000)
        await typist.presses("down")
        await typist.stage.shows("e edits event 2")
        await typist.presses("e")
        assert typist.line == "@t0:20.000 fall 3"
        await typist.presses("backspace", "4", "enter")
        assert kinds_of(events_of(typist)) == ["start", "fall", "amend"]
        await typist.presses("down", "delete")
        assert kinds_of(events_of(typist)) == ["start", "fall", "amend", "retract"]
        assert typist.recorder.state.down == ()
        disk.code = None
        await typist.stage.shows("● 4 on disk")
        assert (tmp_path / "race.jsonl").read_bytes() == typist.recorder.stream()


async def test_tab_does_not_bring_back_the_choices_of_a_line_that_was_recorded(tmp_path: Path) -> None:
    disk = TroubledDisk()
    async with typing(a_sheet(3), tmp_path / "race.jsonl", disk=disk) as typist:
        await typist.laps()
        disk.code = errno.ENOSPC
        await typist.writes("f ska")
        await typist.presses("tab", "enter")
        await typist.stage.shows("1 of 2 NOT ON DISK")
        await typist.presses("tab", "enter")
        assert kinds_of(events_of(typist)) == ["start", "fall"]


async def test_what_was_recorded_is_said_also_where_it_was_typed_in_a_burst(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        typist.stage.press("space", "f", "space", "3", "enter")
        await typist.stage.until(lambda: len(typist.recorder.recording) == 2 and not typist.line)
        await typist.stage.shows("✓ Fall: 3 3, 16 to go")


async def test_leaving_with_lines_that_are_not_on_disk_is_asked_twice_and_entry_may_go_on(tmp_path: Path) -> None:
    disk = TroubledDisk()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", disk=disk) as typist:
        disk.code = errno.ENOSPC
        await enters_in_vain(typist, "dns 3")
        await typist.presses("ctrl+q")
        await typist.stage.shows("× one line is not on disk: ctrl q again leaves without it")
        await enters_in_vain(typist, "dns 4")
        await typist.presses("ctrl+q")
        await typist.stage.shows("× 2 lines are not on disk: ctrl q again leaves without them")
        typist.stage.press("ctrl+q")
        await typist.stage.leaves()


async def test_that_lines_are_not_on_disk_is_said_in_dutch_too(tmp_path: Path) -> None:
    disk = TroubledDisk()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", disk=disk, language=Language.NL) as typist:
        disk.code = errno.ENOSPC
        await enters_in_vain(typist, "dns 3")
        await typist.stage.shows("! NIET OPGESLAGEN: de schijf is vol; één regel wacht", "1 van 1 NIET OP SCHIJF")


async def test_a_fault_in_writing_alarms_as_a_full_disk_does_and_every_line_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    async with typing(a_sheet(6), tmp_path / "race.jsonl", disk=FaultyDisk()) as typist:
        await enters_in_vain(typist, "dns 3")
        alarm = "! NOT ON DISK: writing has stopped by a fault of massstart itself (RuntimeError)"
        await typist.stage.shows(alarm, "one line waits in memory", "1 of 1 NOT ON DISK")
        await enters_in_vain(typist, "dns 4")
        await typist.stage.shows(alarm, "2 lines wait in memory", "2 of 2 NOT ON DISK")
        await typist.presses("ctrl+q")
        await typist.stage.shows("× 2 lines are not on disk: ctrl q again leaves without them")
        typist.stage.press("ctrl+q")
        await typist.stage.leaves()


async def test_how_sharing_stands_is_on_the_screen_with_the_reason_why_it_does_not(tmp_path: Path) -> None:
    shares: Listeners[Sharing] = Listeners()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", shares=shares, size=(100, 30)) as typist:
        await typist.laps()
        shares(Sharing(Link.CONNECTED, 1, 0))
        await typist.stage.shows("▲ 1 shared")
        shares(Sharing(Link.AWAY, 1, 2, SharingTrouble.SILENT))
        await typist.stage.shows("▲ 2 not shared yet", "! the server is away: it does not answer; 2 lines wait for it")
        shares(Sharing(Link.REFUSED, 1, 3, SharingTrouble.NOT_LET_IN))
        await typist.stage.shows("▲ 3 not shared", "! not shared: the server does not let you in")
        await typist.stage.hides("not shared yet")


async def test_while_the_disk_does_not_answer_the_screen_says_so_and_goes_on_taking_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, path = SilentDisk(), tmp_path / "race.jsonl"
    async with typing(a_sheet(6), path, disk=disk) as typist:
        await typist.laps()
        await typist.stage.shows("● 1 on disk")
        disk.answers.clear()
        monkeypatch.setattr(journal_module, "ANSWERS_WITHIN", 0.0)
        typist.at(20_000)
        await enters_in_vain(typist, "x 3")
        await typist.stage.shows("! NOT ON DISK: the disk does not answer", "one line waits", "1 of 2 NOT ON DISK")
        await typist.stage.hides("✓")
        typist.at(25_000)
        await enters_in_vain(typist, "x 4")
        await typist.stage.shows("2 lines wait in memory", "2 of 3 NOT ON DISK")
        disk.answers.set()
        await typist.stage.shows("● 3 on disk", "✓")
        await typist.stage.hides("NOT ON DISK")
        assert typist.line == ""
        assert kinds_of(events_of(typist)) == ["start", "withdraw", "withdraw"]
        assert path.read_bytes() == typist.recorder.stream()
