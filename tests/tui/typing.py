"""Enter a race by typing on the screen, with a journal on a real disk and a clock that only tests advance."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from massstart_tui.cli.entry_opening import keep_sheet
from massstart_tui.journal.clock_watch import ClockWatch
from massstart_tui.journal.journal import Condition, Journal
from massstart_tui.journal.listeners import Listeners
from massstart_tui.journal.recorder import Recorder, header_of
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.standings import Standing, standings
from massstart_tui.stream.disk import Disk
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.sheet_file import SheetOnDisk
from massstart_tui.text.words import Language
from massstart_tui.tui.opened_race import Entering
from massstart_tui.tui.screens.entry_screen import EntryScreen
from tests.tui.stage import MORNING, FakeClock, Stage, on_stage


@dataclass
class Typist:
    """A person who types on a stage into a journal."""

    stage: Stage
    clock: FakeClock
    recorder: Recorder
    path: Path

    @property
    def screen(self) -> EntryScreen:
        """The entry screen."""
        screen = self.stage.app.screen
        assert isinstance(screen, EntryScreen)
        return screen

    @property
    def line(self) -> str:
        """The text of the entry line."""
        return self.screen.line.input.value

    @property
    def said(self) -> str:
        """The sentence above the line."""
        return self.screen.said.remark.text

    async def presses(self, *keys: str) -> None:
        """Press keys one after the other, and wait until they are handled."""
        self.stage.press(*keys)
        await self.stage.settle()

    async def writes(self, text: str) -> None:
        """Type into the line."""
        self.stage.press(*("space" if letter == " " else letter for letter in text))
        await self.stage.until(lambda: self.line.endswith(text))

    async def enters(self, text: str) -> None:
        """Type and record a line, and wait until it is on disk and so gone from the line."""
        await self.writes(text)
        self.stage.press("enter")
        await self.stage.until(lambda: not self.line)

    async def laps(self) -> None:
        """Press the lap key, and wait until the lap is on disk."""
        events = len(self.recorder.recording)
        self.stage.press("space")
        await self.stage.until(lambda: len(self.recorder.recording) > events)
        await self.on_disk()

    async def on_disk(self) -> None:
        """Wait until everything recorded is on disk."""
        journal, recording = self.recorder.journal, self.recorder.recording
        await self.stage.until(lambda: journal.condition == (len(recording), 0, None, ""))
        await self.stage.until(lambda: self.screen.notices.condition.confirmed == len(recording))

    def at(self, t: int) -> None:
        """Advance the clock to this race time."""
        self.clock.advance(t - self.recorder.t)

    def rows(self) -> tuple[Standing, ...]:
        """Return the standings of the race as the journal has it on disk."""
        return standings(load(self.path).at("end"))


@dataclass
class Machine:
    """The history of a machine: seconds that it slept, and seconds by which its time of day was set forward."""

    slept: int = 0
    ahead: int = 0
    boot: str | None = None


@asynccontextmanager
async def typing(
    sheet: Sheet, path: Path, *, clock: FakeClock | None = None, disk: Disk | None = None, **wanted: Any
) -> AsyncIterator[Typist]:
    """Yield a typist who enters a race with this sheet at ``path``; with a ``machine`` its clocks are watched.

    On the page before a rehearsal they press the keys ``briefed``, then enter.
    """
    clock = clock or FakeClock()
    begun = clock.now

    def wall() -> datetime:
        return MORNING + timedelta(microseconds=(clock.now - begun + wanted_offset) / 1000, seconds=machine.ahead)

    wanted_offset = wanted.pop("gone", 0) * 1_000_000
    captions, watched = wanted.pop("captions", ()), "machine" in wanted
    machine = wanted.pop("machine", Machine())
    tells: Listeners[Condition] = Listeners()
    journal = Journal.open(path, header_of(sheet, MORNING), tells, disk)
    try:
        recorder = Recorder(journal, clock, wall, lambda: clock.now - machine.slept * 1_000_000_000, machine.boot)
        keep = partial(keep_sheet, recorder, SheetOnDisk(path.with_suffix(".toml")))
        told = {"shares": wanted.pop("shares", None), "stays": wanted.pop("stays", True)}
        told |= {"differs": wanted.pop("differs", ""), "timing": wanted.pop("timing", None)}
        told["rehearsed"], briefed = wanted.pop("rehearsed", None), wanted.pop("briefed", ())
        told["watch"] = ClockWatch(recorder) if watched else None
        entering = Entering(recorder, tells, keep, captions, **told)
        async with on_stage(None, **{"entering": entering, "language": Language.EN} | wanted) as stage:
            typist = Typist(stage, clock, recorder, path)
            if told["rehearsed"] is not None:
                await stage.until(lambda: stage.place == "rehearsal")
                for key in (*briefed, "enter"):
                    await stage.settle()
                    stage.press(key)
            await stage.until(lambda: isinstance(stage.app.screen, EntryScreen) and stage.app.focused)
            yield typist
    finally:
        journal.close(2.0)
