"""Tests of the screen that live entry begins with, while the journal is opened behind the start sheet."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual import events
from textual.worker import WorkerFailed

from massstart_tui.cli.entry_opening import EntryOpening, RaceAsked
from massstart_tui.cli.feed_opening import FeedAsked
from massstart_tui.stream.quick_look import look_at_sheet
from massstart_tui.stream.sheet_file import SheetOnDisk, read_sheet
from massstart_tui.text.words import Language, words
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.modes import OpenToEnter, Setup
from massstart_tui.tui.opened_race import Entering
from massstart_tui.tui.screens.entry_screen import EntryScreen
from massstart_tui.tui.screens.opening_screen import OpeningScreen
from massstart_tui.tui.textual_internals import text_rows
from massstart_tui.tui.widgets import entry_line
from tests.patience import PATIENCE
from tests.race.builders import a_sheet
from tests.streams import event, make_stream
from tests.tui.stage import soon

UNFED = FeedAsked(None, None, None, None)


class Held:
    """Opens the race at ``sheet`` once ``go_on`` is set; ``fault`` is raised instead if there is one."""

    def __init__(self, sheet: Path, journal: Path) -> None:
        """Hold the race back."""
        self.opening = EntryOpening(RaceAsked(sheet, journal, UNFED, None, None), words(Language.EN))
        self.go_on = threading.Event()
        self.done = threading.Event()
        self.done.set()
        self.fault: Exception | None = None

    def open(self) -> Entering:
        """Wait, and open the race."""
        self.done.clear()
        try:
            assert self.go_on.wait(PATIENCE)
            if self.fault is not None:
                raise self.fault
            return self.opening.entering()
        finally:
            self.done.set()


@asynccontextmanager
async def opened(held: Held) -> AsyncIterator[MassStart]:
    """Yield the app on its first screen, while the race is held back."""
    first = held.opening.first_look()
    assert first is not None
    app = MassStart(OpenToEnter(first, held.open), Setup(Language.EN))
    try:
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            await pilot.pause()
            yield app
            held.go_on.set()
    finally:
        held.go_on.set()
        # A race that is still being opened when the app is left is closed as well, as at the end of a process.
        assert held.done.wait(PATIENCE)
        held.opening.close()


def press(app: MassStart, *keys: str) -> None:
    """Press keys as a terminal does: they are in the queue of the app before the first has had an effect."""
    for key in keys:
        character = {"space": " ", "enter": "\r", "slash": "/"}.get(key, key if len(key) == 1 else None)
        app.post_message(events.Key(key, character).set_sender(app))


async def entered(app: MassStart, count: int) -> EntryScreen:
    """Wait until ``count`` events are recorded, and return the screen."""
    await soon(lambda: isinstance(app.screen, EntryScreen) and len(app.screen.live.recorder.recording) >= count)
    assert isinstance(app.screen, EntryScreen)
    return app.screen


async def test_until_the_journal_is_read_the_start_sheet_is_shown_and_nothing_as_recorded(tmp_path: Path) -> None:
    journal = tmp_path / "race.jsonl"
    journal.write_bytes(make_stream(event("start"), event("lap", 60, lap=1, leaders=[1])))
    held = Held(journal, journal)
    async with opened(held) as app:
        assert isinstance(app.screen, OpeningScreen)
        shown = "\n".join(text_rows(app.screen))
        assert "START SHEET" in shown
        assert words(Language.EN)("live.opening")[:40] in shown
        assert "on disk" not in shown
        held.go_on.set()
        await entered(app, 2)
        await soon(lambda: "● 2 on disk" in "\n".join(text_rows(app.screen)))


@pytest.mark.parametrize("before", range(11))
async def test_what_is_typed_before_and_after_it_is_open_is_recorded_in_its_order(sheet: Path, before: int) -> None:
    keys = ["space", *"f 3", "enter", *"a 4", "enter"][:11]
    held = Held(sheet, journal := sheet.with_suffix(".jsonl"))
    async with opened(held) as app:
        press(app, *keys[:before])
        held.go_on.set()
        press(app, *keys[before:])
        await entered(app, 3)
    recorded = journal.read_bytes().splitlines()[1:]
    assert [json.loads(line)["type"] for line in recorded] == ["start", "fall", "attack"]


async def test_what_is_typed_before_it_is_open_is_recorded_at_the_moment_of_its_key(
    sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that came so many seconds before the race was open: the gun, a lap, and a line with its first key."""
    journal = sheet.with_suffix(".jsonl")
    held = Held(sheet, journal)
    monkeypatch.setattr(entry_line, "Message", lambda: SimpleNamespace(time=1_000.0))
    async with opened(held) as app:
        for key, ago in [("space", 100.0), ("space", 60.0), *zip("f 3", (40.0, 39.0, 38.0), strict=True)]:
            pressed = events.Key(key, " " if key == "space" else key)
            pressed.time = 1_000.0 - ago
            app.post_message(pressed.set_sender(app))
        pasted = events.Paste("n pasted")
        pasted.time = 1_000.0 - 20.0
        enter = events.Key("enter", "\r")
        enter.time = 1_000.0 - 30.0
        app.post_message(enter.set_sender(app))
        await soon(lambda: app.typed.endswith("⏎"))
        app.screen.post_message(pasted)
        await soon(lambda: app.typed.endswith("pasted"))
        held.go_on.set()
        await entered(app, 3)
        press(app, "enter")
        await entered(app, 4)
    told = [json.loads(line) for line in journal.read_bytes().splitlines()[1:]]
    assert [event["type"] for event in told] == ["start", "lap", "fall", "note"]
    assert [round(event["t"] / 1000) for event in told] == [0, 40, 60, 80]


async def test_what_is_typed_meanwhile_is_shown_and_is_what_was_being_typed(sheet: Path) -> None:
    held = Held(sheet, sheet.with_suffix(".jsonl"))
    async with opened(held) as app:
        press(app, *"n one", "enter", *"n t")
        await soon(lambda: app.typed == "n one⏎n t")
        await soon(lambda: any("▸ n one⏎n t" in row for row in text_rows(app.screen)))
        held.go_on.set()
        await soon(lambda: isinstance(app.screen, EntryScreen))
        await soon(lambda: app.typed == "n t")


@pytest.mark.parametrize("before", range(7))
async def test_what_is_searched_before_and_after_it_is_open_is_found_and_not_recorded(sheet: Path, before: int) -> None:
    keys = ["slash", *"3", "enter", *"n hi", "enter"]
    held = Held(sheet, journal := sheet.with_suffix(".jsonl"))
    async with opened(held) as app:
        press(app, *keys[:before])
        held.go_on.set()
        press(app, *keys[before:])
        screen = await entered(app, 1)
        assert screen.points.bib == 3
    assert [json.loads(line)["type"] for line in journal.read_bytes().splitlines()[1:]] == ["note"]


async def test_a_screen_that_a_key_opens_before_it_is_open_has_the_keys_after_it(sheet: Path) -> None:
    held = Held(sheet, sheet.with_suffix(".jsonl"))
    async with opened(held) as app:
        press(app, "f5", "d", "escape", "space", *"f 4", "enter")
        held.go_on.set()
        screen = await entered(app, 3)
        assert [screen.live.recorder.recording.lines.event(seq).type for seq in (1, 2, 3)] == ["dns", "start", "fall"]


async def test_a_paste_is_kept_as_well(sheet: Path) -> None:
    held = Held(sheet, sheet.with_suffix(".jsonl"))
    async with opened(held) as app:
        app.screen.post_message(events.Paste("n pasted"))
        press(app, "enter")
        held.go_on.set()
        screen = await entered(app, 1)
        assert screen.live.recorder.recording.lines.event(1).type == "note"


async def test_it_is_left_at_once_if_nothing_was_typed(sheet: Path) -> None:
    held = Held(sheet, sheet.with_suffix(".jsonl"))
    async with opened(held) as app:
        await app.run_action("quit")
        assert app.return_code == 0


async def test_what_was_typed_is_recorded_before_it_is_left(sheet: Path) -> None:
    held = Held(sheet, sheet.with_suffix(".jsonl"))
    async with opened(held) as app:
        press(app, *"n one", "enter")
        await soon(lambda: bool(app.typed))
        await app.run_action("quit")
        assert app.return_code is None
        held.go_on.set()
        await entered(app, 1)


async def ends(held: Held) -> None:
    """Let the race be opened, and wait until the app ends by it."""
    async with opened(held) as app:
        held.go_on.set()
        await soon(lambda: app.fault is not None)
        assert app.fault is held.fault


async def test_a_race_that_cannot_be_opened_ends_it_with_the_reason(sheet: Path) -> None:
    held = Held(sheet, sheet.with_suffix(".jsonl"))
    held.fault = OSError("the disk is gone")
    with pytest.raises(WorkerFailed, match="the disk is gone"):
        await ends(held)


def test_the_sheet_that_is_shown_first_is_the_one_that_is_read(sheet: Path) -> None:
    assert look_at_sheet(sheet) == read_sheet(sheet).sheet == a_sheet(6)


@pytest.mark.parametrize("content", [b"laps = ", b"\xff", b"laps = 16", b"[[[[", b'laps = "16"\nskaters = 3'])
def test_a_sheet_that_is_not_plainly_one_is_left_to_the_reader(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "race.toml"
    path.write_bytes(content)
    assert look_at_sheet(path) is None
    assert (
        EntryOpening(RaceAsked(path, tmp_path / "race.jsonl", UNFED, None, None), words(Language.EN)).first_look()
        is None
    )


def test_what_looks_as_if_it_could_not_be_opened_is_told_without_a_screen(sheet: Path, tmp_path: Path) -> None:
    journal = tmp_path / "other.jsonl"

    def looked(to: Path = journal, publish: str | None = None, timing: FeedAsked = UNFED) -> bool:
        asked = RaceAsked(sheet, to, timing, publish, None)
        return EntryOpening(asked, words(Language.EN)).first_look() is not None

    assert looked()
    assert not looked(publish="nats://127.0.0.1/race")
    assert not looked(timing=UNFED._replace(source="-"))
    assert not looked(tmp_path / "no such folder" / "race.jsonl")
    journal.write_bytes(b"not a stream\n")
    assert not looked()
    journal.write_bytes(make_stream(event("start"), id="another"))
    assert not looked()
    SheetOnDisk(sheet).write(a_sheet(6))
    journal.unlink()
    held = EntryOpening(RaceAsked(sheet, journal, UNFED, None, None), words(Language.EN))
    held.entering()
    try:
        assert not looked()
    finally:
        held.close()
