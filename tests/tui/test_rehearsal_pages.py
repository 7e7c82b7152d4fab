"""The pages of a rehearsal: before its gun, and its review."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Language
from massstart_tui.tui.opened_race import Rehearsed
from massstart_tui.tui.timing_feed import TimingSource
from tests.tui.conftest import Album
from tests.tui.places import briefing_on_stage
from tests.tui.races import sample
from tests.tui.timing_room import SHEET, ScriptedFeed, TimingRoom
from tests.tui.typing import typing

SIZES = pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 36), (200, 60)], ids=str)
LANGUAGES = pytest.mark.parametrize("language", list(Language))
BEFORE = {
    Language.EN: ("WHAT IS REHEARSED", "PACE", "WHAT TIMING GIVES"),
    Language.NL: ("WAAROP GEOEFEND WORDT", "TEMPO", "WAT DE TIJDWAARNEMING GEEFT"),
}


@SIZES
@LANGUAGES
async def test_what_is_said_before_a_rehearsal(
    album: Album, tmp_path: Path, size: tuple[int, int], language: Language
) -> None:
    """All of it in two columns with the start sheet where there is room, in three with every verb on a large screen;
    below one another it begins with the key, the race and the pace.
    """
    async with briefing_on_stage(tmp_path, size=size, language=language) as stage:
        await stage.shows(*BEFORE[language])
        await stage.settle()
        album.screen(f"rehearsal-before-{size[0]}x{size[1]}-{language}", stage.app)


@SIZES
@LANGUAGES
async def test_the_review_of_a_rehearsal(
    album: Album, tmp_path: Path, race: Path, size: tuple[int, int], language: Language
) -> None:
    """The numbers, the worst minutes, and each entry: right in the text colour, wrong amber with what was entered.

    Where there is room it has each lap as well, on a large screen with when it was typed and a bar for how late.
    """
    rehearsed = Rehearsed(load(race))
    path, sheet = tmp_path / "mine.jsonl", rehearsed.race.sheet
    async with typing(sheet, path, rehearsed=rehearsed, size=size, language=language) as typist:
        await typist.laps()
        for lap in range(1, 5):
            typist.at(30_000 * lap + 700)
            await typist.laps()
        await typist.enters("1 2")
        typist.at(207_000)
        await typist.enters("a 4")
        await typist.presses("ctrl+q", "ctrl+q")
        await typist.stage.until(lambda: typist.stage.place == "rehearsal")
        await typist.stage.settle()
        album.screen(f"rehearsal-after-{size[0]}x{size[1]}-{language}", typist.stage.app)
        typist.stage.press("q")
        await typist.stage.leaves()


@pytest.mark.parametrize(
    ("race_file", "keys", "said"),
    [
        (None, "", "The race has crossings: t gives them."),
        (None, "t", "Every crossing of the race at its moment."),
        (None, "tt", "Every crossing of the race at its moment."),
        (sample("made-up-scratch-race"), "t", "The race has no crossings"),
    ],
    ids=["offered", "taken", "taken once", "none"],
)
async def test_the_timing_is_offered_by_a_race_that_has_crossings(
    tmp_path: Path, race_file: Path | None, keys: str, said: str
) -> None:
    async with briefing_on_stage(tmp_path, race_file, size=(80, 60)) as stage:
        stage.press(*keys)
        await stage.until(lambda: said in " ".join(stage.text.split()))


async def test_timing_that_was_taken_before_the_gun_counts_the_laps(tmp_path: Path) -> None:
    feed = ScriptedFeed()
    rehearsed = Rehearsed(load(sample("made-up-timed-race")), lambda: TimingSource(feed))
    async with typing(SHEET, tmp_path / "race.jsonl", rehearsed=rehearsed, briefed=("t",)) as typist:
        assert rehearsed.timed
        room = TimingRoom(typist, feed)
        await typist.laps()
        await room.passes(1, 2, 3, at=2)
        await room.laps(1, 2)
        await typist.stage.shows("✓ timing", "lap 3 by timing")


async def test_what_was_not_begun_has_no_review(tmp_path: Path, race: Path) -> None:
    rehearsed = Rehearsed(load(race))
    async with typing(rehearsed.race.sheet, tmp_path / "mine.jsonl", rehearsed=rehearsed) as typist:
        typist.stage.press("ctrl+q")
        await typist.stage.leaves()
