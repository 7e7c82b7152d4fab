"""Tests of search, bookmarks and export during live entry: each leaves what is typed and gives the line the focus."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.stream.recorded_race import load
from massstart_tui.view.watched_races import WatchedRaces
from tests.tui.typing import Typist, typing


async def has_the_line(typist: Typist) -> None:
    """Wait until the entry line has the focus."""
    await typist.stage.until(lambda: typist.stage.app.focused is typist.screen.line.input)


async def runs(typist: Typist, name: str) -> None:
    """Run the entry of the palette with this name."""
    typist.stage.press("ctrl+p")
    await typist.stage.until(lambda: typist.stage.place == "CommandLine")
    await typist.stage.write(name)
    await typist.stage.until(lambda: name in "\n".join(typist.stage.rows[3:]))
    await typist.presses("down", "enter")


async def test_a_skater_is_searched_from_an_empty_line_and_let_go_of_by_escape(race: Path, tmp_path: Path) -> None:
    async with typing(load(race).sheet, tmp_path / "mine.jsonl") as typist:
        typist.stage.press("slash", *"hil", "enter")
        await typist.stage.until(lambda: typist.screen.points.bib == 6)
        await has_the_line(typist)
        assert typist.line == ""
        assert not len(typist.recorder.recording)
        typist.stage.press("escape")
        await typist.stage.until(lambda: typist.screen.points.bib is None)


@pytest.mark.parametrize("typed", ["f", "note 1", "fall "])
async def test_a_slash_in_a_line_is_a_letter(typed: str, race: Path, tmp_path: Path) -> None:
    async with typing(load(race).sheet, tmp_path / "mine.jsonl") as typist:
        await typist.writes(f"{typed}/2")
        assert typist.line == f"{typed}/2"


@pytest.mark.parametrize("name", ["search", "save report", "save picture", "save result so far"])
async def test_what_the_palette_asks_for_leaves_what_is_typed(name: str, race: Path, tmp_path: Path) -> None:
    async with typing(load(race).sheet, tmp_path / "mine.jsonl") as typist:
        await typist.laps()
        await typist.writes("fall hi")
        await runs(typist, name)
        await typist.stage.until(lambda: typist.stage.app.focused is not typist.screen.line.input)
        assert typist.stage.place == "entry"
        await typist.presses("escape")
        await has_the_line(typist)
        assert typist.line == "fall hi"
        await typist.writes("l")
        typist.stage.press("enter")
        await typist.stage.until(lambda: typist.recorder.state.down == (6,))


async def test_a_refused_line_stays_while_a_skater_is_searched(race: Path, tmp_path: Path) -> None:
    async with typing(load(race).sheet, tmp_path / "mine.jsonl") as typist:
        await typist.laps()
        await typist.writes("nonsense")
        typist.stage.press("enter")
        await typist.stage.until(lambda: typist.screen.line.input.refused)
        typist.stage.press("slash", "3", "enter")
        await typist.stage.until(lambda: typist.screen.points.bib == 3)
        await has_the_line(typist)
        assert typist.line == "nonsense"


async def test_what_was_recorded_so_far_is_exported(
    race: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with typing(load(race).sheet, tmp_path / "mine.jsonl") as typist:
        await typist.laps()
        typist.stage.press("ctrl+o")
        await typist.stage.shows("save as")
        typist.stage.press("ctrl+u")
        await typist.stage.write("so-far.csv")
        typist.stage.press("enter")
        await typist.stage.shows("saved")
        await has_the_line(typist)
    assert "Hill" in Path("so-far.csv").read_text(encoding="utf-8")


async def test_bookmarks_are_kept_and_show_their_line_of_the_log(race: Path, tmp_path: Path) -> None:
    watched = WatchedRaces(tmp_path / "watched.sqlite3")
    path = tmp_path / "mine.jsonl"
    async with typing(load(race).sheet, path, watched=watched) as typist:
        await typist.laps()
        typist.at(20_000)
        await typist.enters("f 6")
        await typist.on_disk()
        typist.at(30_000)
        await typist.writes("fall 4")
        typist.stage.press("ctrl+n")
        await typist.stage.shows("Bookmark at", "ctrl b lists them")
        assert typist.line == "fall 4"
        typist.stage.app.clear_notifications()
        typist.at(40_000)
        await typist.presses("escape")
        await typist.enters("a 3")
        await typist.writes("fall 4")
        typist.stage.press("ctrl+b")
        await typist.stage.shows("0:30.0")
        await typist.stage.write("0:30")
        typist.stage.press("enter")
        await typist.stage.until(lambda: typist.stage.place == "entry")
        await typist.stage.until(lambda: typist.screen.log_lines.chosen is not None)
        chosen = typist.screen.log_lines.chosen
        assert chosen is not None
        assert chosen.event.type == "fall"
        assert typist.line == "fall 4"
    async with typing(load(race).sheet, path, watched=watched) as typist:
        typist.stage.press("ctrl+b")
        await typist.stage.shows("0:30.0")
