"""Test of a whole real race entered as at a rink: late, in parts, over half typed lines, and with interruptions."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from textual import events

from massstart_tui.cli.main import main
from massstart_tui.race.events import Event, Finish, Lap, Note, SprintOrder
from massstart_tui.race.standings import standings
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.sheet_file import SheetOnDisk
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Language
from tests.levels import first_quick
from tests.race.builders import over
from tests.tui.races import sample
from tests.tui.stage import FakeClock
from tests.tui.terminal import Terminal
from tests.tui.typing import Machine, Typist, typing

SEMI_FINAL: Final = "beijing-2022-men-sf1"
HALF_TYPED: Final = 2_000
"""Milliseconds before the leader's crossing at which a line is begun."""
TEAR: Final = b'{"seq":'
"""What a crash leaves of the line that was being written."""


class Tongue(NamedTuple):
    """The words to type in one language."""

    attack: str
    caught: str
    note: str
    third: str
    official: str


TONGUES: Final = {
    Language.EN: Tongue("attack 13", "caught 13", "note strong pace", "sprint 3: 2", "official"),
    Language.NL: Tongue("aanval 13", "ingehaald", "notitie sterk tempo", "tussensprint 3: 2", "officieel"),
}


def events_of(path: Path) -> list[Event]:
    """Return the events of a stream as they were recorded."""
    recording = load(path).recording
    return [recording.lines.event(seq) for seq in range(1, len(recording) + 1)]


def crossings(path: Path) -> list[tuple[int, int]]:
    """Return each lap with its time in milliseconds."""
    return [(event.lap or 0, event.t) for event in events_of(path) if isinstance(event, Lap)]


class Rink:
    """A commentator who enters the semi-final into ``path`` in several sittings; the machine sleeps or crashes."""

    def __init__(self, path: Path, language: Language) -> None:
        """Begin with nothing entered."""
        self.path = path
        self.language = language
        self.tongue = TONGUES[language]
        self.clock = FakeClock()
        self.machine = Machine()
        self.real = load(sample(SEMI_FINAL))
        self.laps = [0, *(t for _, t in crossings(sample(SEMI_FINAL)))]
        self.finish = [event for event in events_of(sample(SEMI_FINAL)) if isinstance(event, Finish)]
        self.gun = self.clock.now
        self.typist: Typist

    @asynccontextmanager
    async def sits(self) -> AsyncIterator[None]:
        """Open the journal and continue it."""
        gone = (self.clock.now - self.gun) / 1_000_000
        async with typing(
            self.real.sheet,
            self.path,
            clock=self.clock,
            gone=gone,
            language=self.language,
            machine=self.machine,
        ) as self.typist:
            yield

    def is_in_order(self) -> None:
        """Check that the journal on disk has no faults."""
        assert main(["check", str(self.path)]) == 0

    async def comes_to(self, lap: int, *, typed: str = "") -> None:
        """Let the leader complete this lap while ``typed``, if any, is half typed, and then finish typing it."""
        half = len(typed) // 2
        if typed:
            self.typist.at(self.laps[lap] - HALF_TYPED)
            await self.typist.writes(typed[:half])
        self.typist.at(self.laps[lap])
        if typed:
            await self.typist.presses("ctrl+l")
            assert self.typist.line == typed[:half]
            await self.typist.enters(typed[half:])
        else:
            await self.typist.laps()
        await self.typist.on_disk()
        assert self.typist.recorder.state.lap == lap
        self.is_in_order()

    async def types(self, text: str) -> None:
        """Type a line a while after the lap, and record it without a question."""
        self.clock.advance(3_000)
        before = len(self.typist.recorder.recording)
        await self.typist.enters(text)
        await self.typist.on_disk()
        assert len(self.typist.recorder.recording) == before + 1
        self.is_in_order()

    async def is_asked(self, text: str, key: str, line: str) -> None:
        """Type an ambiguous line: Enter records nothing, and ``key`` makes it this ``line``."""
        self.clock.advance(3_000)
        before = len(self.typist.recorder.recording)
        await self.typist.writes(text)
        await self.typist.presses("enter")
        assert (self.typist.line, len(self.typist.recorder.recording)) == (text, before)
        await self.typist.presses(key)
        assert self.typist.line == line
        self.typist.stage.press("enter")
        await self.typist.stage.until(lambda: not self.typist.line)
        await self.typist.on_disk()
        assert len(self.typist.recorder.recording) == before + 1
        self.is_in_order()

    async def the_machine_sleeps(self, seconds: int) -> None:
        """Let the machine sleep, while the race goes on; it is reported."""
        self.typist.screen.look()
        self.machine.slept += seconds
        self.clock.advance(1_000 * seconds)
        self.typist.screen.look()
        stage = self.typist.stage
        await stage.until(lambda: re.search(rf" {seconds}([.,]0)? s; ", stage.text))
        await self.typist.presses("escape")

    async def is_told_to_end(self, typed: str) -> None:
        """Receive a signal while this is being typed."""
        await self.typist.writes(typed)
        self.typist.stage.app.end()
        await self.typist.stage.leaves()
        assert self.typist.stage.app.typed == typed

    def crashes(self) -> None:
        """Let the machine fail inside a line, so that only what is on disk remains."""
        after = self.path.with_name("after_the_crash.jsonl")
        after.write_bytes(self.path.read_bytes() + TEAR)
        self.path = after

    async def pastes_the_finish(self) -> None:
        """Paste the whole finish, one line each, as copied from the timing; Enter takes them one by one."""
        lines = [f"{event.order[0]} {race_time((event.times or (0,))[0] or 0, 3)}" for event in self.finish]
        self.typist.stage.app.post_message(events.Paste("\n".join(lines)))
        for line in lines:
            await self.typist.stage.until(lambda line=line: self.typist.line == line)  # type: ignore[misc]
            self.typist.stage.press("enter")
        await self.typist.stage.until(lambda: not self.typist.line)
        await self.typist.on_disk()


@pytest.mark.parametrize("language", first_quick(TONGUES))
async def test_late_in_parts_half_typed_slept_over_told_to_end_and_crashed_it_is_the_race_of_the_sample(
    language: Language, tmp_path: Path
) -> None:
    rink = Rink(tmp_path / "race.jsonl", language)
    async with rink.sits():
        await first_sprint_late(rink)
        await rink.is_told_to_end(rink.tongue.note[:5])
    async with rink.sits():
        await second_sprint_after_the_third(rink)
        rink.crashes()
    async with rink.sits():
        await third_sprint_after_the_finish(rink)
    assert standings(load(rink.path).at("end")) == standings(rink.real.at("end"))
    assert crossings(rink.path) == crossings(sample(SEMI_FINAL))
    recorded = events_of(rink.path)
    assert [event.lap for event in recorded if isinstance(event, SprintOrder)] == [4, 4, 12, 8, 12, 12]
    assert [event.text for event in recorded if isinstance(event, Note)] == [rink.tongue.note.partition(" ")[2]]
    assert len(recorded) == 1 + 16 + 6 + 2 + 1 + 15 + 1


async def first_sprint_late(rink: Rink) -> None:
    for lap in range(6):
        await rink.comes_to(lap)
    await rink.types("11 1")
    await rink.comes_to(6)
    await rink.types("2")
    await rink.comes_to(7, typed=rink.tongue.attack)
    await rink.the_machine_sleeps(12)


async def second_sprint_after_the_third(rink: Rink) -> None:
    await rink.comes_to(8)
    await rink.comes_to(9, typed=rink.tongue.note)
    await rink.comes_to(10)
    await rink.types(rink.tongue.caught)
    for lap in range(11, 14):
        await rink.comes_to(lap)
    await rink.the_machine_sleeps(9)
    await rink.is_asked("12", "tab", "s3 12")
    await rink.is_asked("13 9 15", "shift+tab", "s2 13 9 15")


async def third_sprint_after_the_finish(rink: Rink) -> None:
    await rink.comes_to(14)
    await rink.comes_to(15)
    await rink.is_asked("1", "shift+tab", "s3 1")
    await rink.comes_to(16)
    await rink.types(rink.tongue.third)
    await rink.pastes_the_finish()
    await rink.types(rink.tongue.official)


GOES_ON: Final = "gone on with: {} events"


@pytest.mark.thorough  # three processes, each on a terminal
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_a_hang_up_and_a_kill_lose_nothing_of_a_race_that_is_typed_on_a_terminal(tmp_path: Path) -> None:
    sheet, journal = tmp_path / "race.toml", tmp_path / "race.jsonl"
    SheetOnDisk(sheet).write(over(4, skaters=4, sprints=(2,)))
    with Terminal("enter", sheet) as terminal:
        terminal.shows("space: the gun")
        terminal.press(b"   ")
        terminal.shows("3 on disk")
        terminal.press(b"4 3\rn half")
        terminal.shows("4 on disk", "n half")
        terminal.process.send_signal(signal.SIGHUP)
        assert terminal.ends() == 128 + signal.SIGHUP
        assert "was being typed: n half" in terminal.said_at_last
    with Terminal("enter", sheet) as terminal:
        terminal.shows(GOES_ON.format(4))
        terminal.press(b"n half\x0c past two\r")
        terminal.shows("6 on disk")
        terminal.press(b"n never en")
        terminal.shows("n never en")
        terminal.process.kill()
        terminal.ends()
    assert main(["check", str(journal)]) == 0
    with Terminal("enter", sheet) as terminal:
        terminal.shows(GOES_ON.format(6))
        terminal.press(b"s1 2\r ")
        terminal.shows("8 on disk")
        terminal.press(b"\x1b[200~1\n2\n4\n3\x1b[201~")
        terminal.shows("3 more pasted lines wait")
        for done in range(9, 13):
            terminal.press(b"\r")
            terminal.shows(f"{done} on disk")
        terminal.press(b"official\r")
        terminal.shows("13 on disk")
    assert main(["check", str(journal)]) == 0
    end = load(journal).at("end")
    assert [row.bib for row in standings(end)] == [1, 2, 4, 3]
    assert end.given_sprints[2].order == ((4,), (3,), (2,))
    assert [event.text for event in events_of(journal) if isinstance(event, Note)] == ["half past two"]
