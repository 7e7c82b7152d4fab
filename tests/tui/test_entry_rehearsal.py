"""Tests of practice: what happens in a recorded race is shown on the entry screen at its moment, for a while."""

from __future__ import annotations

from pathlib import Path

from massstart_tui.report.rehearsal import Caption, captions
from massstart_tui.stream.recorded_race import load
from massstart_tui.text.prose import TIED
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Language, words
from tests.tui.typing import Typist, typing


def captions_of(race: Path, language: Language = Language.EN) -> tuple[Caption, ...]:
    """Return the captions of this race for a person who practises on it."""
    loaded = load(race)
    names = short_names_of(loaded.sheet.skaters)
    return captions(loaded.timeline, words(language), names)


def caption(typist: Typist) -> str:
    """Return the caption on the screen."""
    return typist.stage.row("  now").strip().replace(TIED, " ")


async def comes_to_say(typist: Typist, shown: str) -> None:
    """Wait until the caption is only this, or until there is none if it is empty."""
    await typist.stage.until(lambda: told(caption(typist), shown))


async def test_what_happens_stands_there_at_its_moment_and_for_eight_seconds(race: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    async with typing(load(race).sheet, mine, captions=captions_of(race)) as typist:
        await typist.laps()
        await typist.stage.until(lambda: "start" in caption(typist))
        for t, shown in (
            (29_000, ""),
            (30_000, "lap 1"),
            (199_900, ""),
            (200_000, "attack: 3 Valle"),
            (207_900, "attack: 3 Valle"),
            (208_100, ""),
            (300_000, "fall: 6 Hill"),
        ):
            typist.at(t)
            await comes_to_say(typist, shown)


async def test_what_happens_at_once_stands_there_together_the_newest_first(race: Path, tmp_path: Path) -> None:
    """The lap and the sprint at its end half a second later are shown together, without what was long before."""
    async with typing(load(race).sheet, tmp_path / "mine.jsonl", captions=captions_of(race)) as typist:
        await typist.laps()
        typist.at(120_600)
        await typist.stage.until(lambda: "sprint 1" in caption(typist))
        assert caption(typist).index("sprint 1") < caption(typist).index("lap 4")
        assert "lap 3" not in caption(typist)


def told(caption: str, shown: str) -> bool:
    """Return whether the caption contains this, or if empty, whether there is none."""
    return shown in caption if shown else caption == "now"


async def test_what_is_typed_and_what_happens_stand_there_together(race: Path, tmp_path: Path) -> None:
    async with typing(load(race).sheet, tmp_path / "mine.jsonl", captions=captions_of(race)) as typist:
        await typist.laps()
        typist.at(300_000)
        await typist.writes("f hil")
        await typist.stage.shows("tab  6 Hill (USA)", "» Fall: 6 Hill (USA)")
        await typist.stage.until(lambda: "fall: 6 Hill" in caption(typist))


async def test_a_start_that_is_taken_back_begins_the_practice_anew(race: Path, tmp_path: Path) -> None:
    async with typing(load(race).sheet, tmp_path / "mine.jsonl", captions=captions_of(race)) as typist:
        await typist.laps()
        typist.at(200_000)
        await typist.stage.until(lambda: "attack" in caption(typist))
        await typist.enters("u")
        await typist.laps()
        await typist.stage.until(lambda: "attack" not in caption(typist))
        typist.at(200_000)
        await typist.stage.until(lambda: "attack" in caption(typist))


async def test_leaving_practice_that_is_not_kept_says_so(race: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    async with typing(load(race).sheet, mine, captions=captions_of(race), stays=False) as typist:
        await typist.laps()
        await typist.presses("ctrl+q")
        assert "ends the practice" in typist.said
        assert "is not kept" in typist.said
        assert "opened again" not in typist.said
        typist.stage.press("ctrl+q")
        await typist.stage.leaves()
