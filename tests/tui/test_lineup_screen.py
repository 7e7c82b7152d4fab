"""Tests of the line-up: what is shown of each skater, when it closes, and pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.follow.line_source import FileSource
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.text.words import Language, words
from massstart_tui.tui.modes import FollowSource
from massstart_tui.tui.picture import Frame
from massstart_tui.tui.screens.lineup_screen import nation_told
from tests.race.builders import a_sheet
from tests.streams import Fields, event, make_line, make_skaters, make_stream
from tests.tui.conftest import Album
from tests.tui.lineup_proofs import is_drawn
from tests.tui.places import a_start_sheet, opened, sheet_on_stage
from tests.tui.races import HOSTILE_NAMES, beijing
from tests.tui.stage import Stage, on_stage
from tests.tui.typing import typing

NAMES = (
    *((13, "Metoděj Jílek", "CZE"), (14, "Jorrit Bergsma", "NED"), (15, "Antoine Gélinas-Beaulieu", "CAN")),
    *((16, "寧忠岩", "CHN"), (17, "Mathilde van den Broek-Hendriksen", "XYZ"), (18, "Bart Swings", "BEL")),
)
NOTES = ["World champion in 2016", "Skates his last season, and said after the heat that he will attack early"]


def introduced(*recorded: Fields) -> bytes:
    """Return a race before the gun: 14 has notes and is said YOR-rit BERKS-mah, 16 does not start."""
    skaters = make_skaters(*NAMES)
    skaters[1] |= {"say": "YOR-rit BERKS-mah", "notes": NOTES, "born": "1986-02-01"}
    return make_stream(
        event("dns", -60_000, bibs=[16]), *recorded, skaters=skaters, title="Final", competition="Club cup"
    )


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """Return a file with the race of `introduced`."""
    path = tmp_path / "final.jsonl"
    path.write_bytes(introduced())
    return path


async def line_up(stage: Stage, *keys: str) -> None:
    """Open the line-up, and press these keys there."""
    stage.press("l")
    await stage.until(lambda: stage.place == "lineup")
    await stage.settle()
    stage.press(*keys)
    await stage.settle()


def following(path: Path, **wanted: Any) -> Any:
    """Return a stage that follows this file."""
    return on_stage(None, follow=FollowSource(FileSource(path), quick_look(path)), **wanted)


async def test_everything_that_an_announcer_says_of_a_skater_is_there(before: Path) -> None:
    async with following(before, size=(80, 24)) as stage:
        await line_up(stage, "right")
        await stage.shows("Line-up · 2 of 6", "say  YOR-rit BERKS-mah", "14  Netherlands", "born 1986-02-01", NOTES[0])
        await stage.shows("next    15  Antoine Gélinas-Beaulieu  CAN")
        assert is_drawn("Bergsma", stage)


async def test_it_begins_with_the_chosen_skater(before: Path) -> None:
    async with following(before) as stage:
        stage.press("j", "j", "j")
        await stage.settle()
        await line_up(stage)
        await stage.shows("Line-up · 3 of 6")


async def test_who_does_not_start_is_not_introduced_as_if_they_did(before: Path) -> None:
    async with following(before, size=(80, 24)) as stage:
        await line_up(stage, "right", "right")
        await stage.until(lambda: "does not start" in stage.row("next"))
        stage.press("right")
        await stage.shows("Line-up · 4 of 6", "16  China", "× does not start", "寧忠岩")


async def test_when_the_gun_goes_the_race_is_shown_again(before: Path) -> None:
    async with following(before) as stage:
        await line_up(stage, "right")
        with before.open("ab") as file:
            file.write(make_line({"seq": 2} | event("start")))
        await stage.until(lambda: stage.place == "follow")


async def test_when_the_gun_goes_the_help_over_the_line_up_stays_until_it_is_left(before: Path) -> None:
    async with following(before) as stage:
        await line_up(stage, "question_mark")
        await stage.until(lambda: stage.place == "help")
        with before.open("ab") as file:
            file.write(make_line({"seq": 2} | event("start")))
        await stage.settle()
        assert stage.place == "help"
        stage.press("escape")
        await stage.until(lambda: stage.place == "follow")


async def test_a_second_screen_shows_what_is_corrected_meanwhile_and_stays_with_its_skater(before: Path) -> None:
    late = event("skater", -30_000, skater={"bib": 15, "name": "Antoine Beaulieu", "noc": "CAN", "say": "bo-LYUH"})
    async with following(before, size=(80, 24)) as stage:
        await line_up(stage, "right", "right")
        await stage.shows("Line-up · 3 of 6")
        with before.open("ab") as file:
            file.write(make_line({"seq": 2} | late | {"replaces": 15}))
        await stage.shows("Line-up · 3 of 6", "bo-LYUH")


async def test_a_replay_waits_while_skaters_are_introduced(tmp_path: Path) -> None:
    async with opened("lineup", tmp_path) as stage:
        stage.clock.advance(60_000)
        await stage.settle()
        assert stage.place == "lineup"


@pytest.mark.parametrize("results", [False, True])
async def test_what_skaters_did_in_their_heat_is_told_if_results_may_be_shown(results: bool) -> None:
    async with on_stage(None, meeting=beijing(), size=(120, 36)) as stage:
        await stage.shows("final")
        stage.press(*(["x"] if results else []), "down", "down", "down", "down", "enter")
        await stage.until(lambda: stage.place == "race")
        stage.press("home")
        await stage.settle()
        await line_up(stage)
        await stage.until(lambda: stage.place == "lineup")
        assert (words(Language.EN)("skater.earlier") in stage.text) is results


async def test_a_click_introduces_who_is_next_or_who_is_clicked_in_the_list(before: Path) -> None:
    async with following(before, size=(200, 40)) as stage:
        await line_up(stage)
        await stage.shows("Line-up · 1 of 6")
        await stage.pilot.click("#field", offset=(5, 3))
        await stage.shows("Line-up · 4 of 6")
        await stage.pilot.click("#after", offset=(5, 0))
        await stage.shows("Line-up · 5 of 6")


async def test_changes_of_the_start_sheet_are_in_its_line_up() -> None:
    sheet = a_start_sheet()
    skaters = (replace(sheet.skaters[0], say="AN-nah"), *sheet.skaters[1:])
    async with sheet_on_stage(replace(sheet, skaters=skaters), frozenset({2}), size=(80, 24)) as (stage, _):
        await line_up(stage)
        await stage.shows("say  AN-nah", "does not start")
        stage.press("escape")
        await stage.until(lambda: stage.place == "sheet")


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 36), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_line_up_at_every_size(size: tuple[int, int], before: Path, album: Album) -> None:
    album.shows(f"lineup-{size[0]}x{size[1]}", Frame("line-up", *size, 14), before)


def test_the_line_up_in_dutch(before: Path, album: Album) -> None:
    text = album.shows("lineup-nl", Frame("line-up", 80, 24, 14), before, language=Language.NL)
    assert "uitspraak" in text
    assert "Nederland" in text


@pytest.mark.parametrize("bib", [13, 15, 16, 17])
def test_a_name_that_has_no_room_or_no_block_letters_is_there_in_full(bib: int, before: Path, album: Album) -> None:
    name = next(name for number, name, _ in NAMES if number == bib)
    text = album.shows(f"lineup-60x24-{bib}", Frame("line-up", 60, 24, bib), before)
    assert name in text or "▀" in text


async def test_names_that_would_take_over_the_terminal_are_only_shown(tmp_path: Path, album: Album) -> None:
    skaters = make_skaters(*((bib, name, "[i]"[: bib % 4]) for bib, name in enumerate(HOSTILE_NAMES, 1)))
    skaters[1] |= {"say": "\x1b[2J[red]say", "notes": ["\u202edesrever", "[b]x"]}
    path = tmp_path / "hostile.jsonl"
    path.write_bytes(make_stream(skaters=skaters, title="[reverse]Title\x1b]0;x\x07"))
    async with following(path, size=(80, 24)) as stage:
        await line_up(stage)
        for number in range(1, len(skaters) + 1):
            await stage.shows(f"Line-up · {number} of {len(skaters)}")
            assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(stage.text)
            stage.press("right")
            await stage.settle()
    text = album.shows("lineup-hostile", Frame("line-up", 80, 24, 2), path)
    assert "[red]say" in text


def test_a_nation_that_is_not_known_is_shown_as_it_is() -> None:
    english = words(Language.EN)
    assert [nation_told(noc, english) for noc in ("NED", "XYZ", "Team [b]", "\x1b")] == [
        *("Netherlands", "XYZ", "Team [b]", "\ufffd")
    ]


@pytest.mark.parametrize("spoilers", [True, False])
async def test_what_skaters_did_in_a_race_beside_is_told_unless_it_may_be_a_spoiler(
    spoilers: bool, tmp_path: Path
) -> None:
    race, noon = tmp_path / "race.jsonl", "2026-11-28T12:00:00Z"
    race.write_bytes(make_stream(event("start", wall=noon), title="Final", id="final"))
    finish = event("finish", 480_000, order=[2, 1, 3, 4, 5, 6])
    over = [event("start"), finish, event("official", 490_000, wall="2026-11-28T09:00:00Z")]
    (tmp_path / "heat.jsonl").write_bytes(make_stream(*over, title="Heat one", id="heat"))
    async with on_stage(race, spoilers=spoilers) as stage:
        stage.press("home")
        await stage.settle()
        await line_up(stage)
        await stage.shows("Line-up · 1 of 6")
        assert ("Heat one" in stage.text) is spoilers


async def test_in_live_entry_what_skaters_did_in_a_race_beside_is_told(tmp_path: Path) -> None:
    listed = a_sheet(6)
    sheet = replace(listed, competition="Test cup", skaters=tuple(replace(it, noc="NED") for it in listed.skaters))
    over = [event("start"), event("finish", 480_000, order=[2, 1]), event("official", 490_000)]
    skaters = make_skaters(*((it.bib, it.name, it.noc) for it in sheet.skaters))
    (tmp_path / "heat.jsonl").write_bytes(make_stream(*over, title="Heat one", id="heat", skaters=skaters))
    async with typing(sheet, tmp_path / "race.jsonl") as typist:
        typist.stage.press("shift+f5")
        await typist.stage.shows("EARLIER", "Heat one")
