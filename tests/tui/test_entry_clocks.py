"""Tests of what live entry shows if the machine's clocks disagree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from massstart_tui.text.words import Language
from tests.race.builders import a_sheet
from tests.tui.stage import FakeClock
from tests.tui.typing import Machine, Typist, typing

SMALL = (80, 24)
Happens = Callable[[Typist, Machine], None]


def sleeps(typist: Typist, machine: Machine) -> None:
    machine.slept += 60
    typist.clock.advance(60_000)


def is_set_back(_: Typist, machine: Machine) -> None:
    machine.ahead -= 2


def stands_still(typist: Typist, _: Machine) -> None:
    typist.clock.advance(21_100)


@pytest.mark.parametrize(
    ("language", "happens", "said", "offered"),
    [
        (Language.EN, sleeps, "! the computer slept for 1:00; that counts", "clock now -1:00.0"),
        (Language.NL, sleeps, "! de computer sliep 1:00; dat telt mee", "klok nu -1.00,0"),
        (Language.EN, is_set_back, "! the system clock was set 2.0 s back", "clock now -2.0"),
        (Language.NL, is_set_back, "! de systeemklok is 2,0 s teruggezet", "klok nu -2,0"),
        (Language.EN, stands_still, "! massstart stood still for 21 s", "@-21"),
        (Language.NL, stands_still, "! massstart stond 21 s stil", "@-21"),
    ],
)
async def test_it_is_said_at_once_and_stays_while_typing_goes_on_until_esc(
    language: Language, happens: Happens, said: str, offered: str, tmp_path: Path
) -> None:
    machine = Machine()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", size=SMALL, machine=machine, language=language) as typist:
        await typist.laps()
        for _ in range(4):
            typist.clock.advance(1_000)
            await typist.stage.settle()
            typist.screen.look()
        typist.screen.notices.clocks.dismiss()
        happens(typist, machine)
        await typist.stage.shows(said, offered)
        await typist.writes("f 3")
        await typist.stage.shows(said, offered)
        await typist.presses("escape", "escape")
        await typist.stage.hides(said)


async def test_the_correction_is_one_key_is_undone_and_leaves_what_is_typed(tmp_path: Path) -> None:
    machine = Machine()
    async with typing(a_sheet(6), tmp_path / "race.jsonl", size=SMALL, machine=machine) as typist:
        await typist.laps()
        sleeps(typist, machine)
        await typist.stage.shows("ctrl t: clock now -1:00.0")
        await typist.writes("f 3")
        typist.stage.press("ctrl+t")
        await typist.stage.until(lambda: typist.recorder.t == 0)
        await typist.stage.shows("Race clock 1:00.0 back")
        assert typist.line == "f 3"
        await typist.presses("ctrl+z")
        await typist.stage.until(lambda: typist.recorder.t == 60_000)


async def test_a_journal_that_is_opened_before_its_last_event_says_so_and_goes_on_from_that(tmp_path: Path) -> None:
    path, clock = tmp_path / "race.jsonl", FakeClock()
    async with typing(a_sheet(6), path, clock=clock) as typist:
        await typist.laps()
        typist.at(16_000)
        await typist.enters("f 3")
        await typist.on_disk()
    async with typing(a_sheet(6), path, size=SMALL, machine=Machine(ahead=10 - 3600 + 16)) as typist:
        await typist.stage.shows("the system clock is 59:50 behind the last event", "clock now +10.0")
        assert typist.recorder.t == 16_000
        await typist.presses("ctrl+t")
        await typist.stage.until(lambda: typist.recorder.t == 26_000)
