"""Tests of the programme screen: what is on, what may be told of each race, and a final that heats fill."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.follow.line_source import FileSource
from massstart_tui.journal.recorder import header_of
from massstart_tui.report.picture_difference import text_differences
from massstart_tui.stream.codec import encode_header
from massstart_tui.stream.meeting_file import read_meeting
from massstart_tui.stream.quick_look import quick_look
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.text.words import Language, words
from massstart_tui.tui.modes import FollowSource
from massstart_tui.tui.screens import programme_screen as screens
from massstart_tui.tui.widgets.bars import KeyLine
from tests.meetings import MEETING, PROTEST, heat, make_meeting, make_protest, recorded_at, skated
from tests.streams import event, make_line, make_stream
from tests.tui.places import opened
from tests.tui.stage import Stage, on_stage

NOW = datetime(2026, 3, 1, 9, 40, tzinfo=UTC)
"""Ten minutes into the second semi-final."""
FIRST = skated(1, 2, 3, 4, 5, 6)
SECOND = skated(6, 5, 4, 3, 2, 1)


@asynccontextmanager
async def shown(path: Path, **wanted: Any) -> AsyncIterator[Stage]:
    """Yield a stage with the programme of the meeting at ``path``."""
    asked: dict[str, Any] = {"wall": lambda: NOW, "size": (120, 36)} | wanted
    async with on_stage(None, meeting=read_meeting(path), **asked) as stage:
        yield stage


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    """Return a meeting with both semi-finals recorded, and not watched."""
    return make_meeting(tmp_path, FIRST, SECOND)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the files frequently."""
    monkeypatch.setattr(screens, "READ_EVERY", 0.02)


async def watch(stage: Stage, *keys: str) -> None:
    """Open the chosen race, press these keys, and return."""
    stage.press("enter")
    await stage.until(lambda: stage.place == "race")
    await stage.until(lambda: stage.race.replay.views is not None)
    stage.press(*keys)
    await stage.settle()
    stage.press("escape")
    await stage.until(lambda: stage.place == "programme")


async def test_local_and_own_time_and_what_is_next(meeting: Path) -> None:
    async with shown(meeting, wall=lambda: NOW - timedelta(hours=1)) as stage:
        assert "10:00  10:00" in stage.row("Semi-final 1  ")
    async with opened("programme", meeting.parent) as stage:
        assert "15:00  08:00" in stage.row("Men, semi-final 1  ")
        assert stage.row("Men, semi-final 1  ").startswith("▶ NEXT")
        await watch(stage, "end")
        await stage.until(lambda: stage.row("Men, semi-final 2  ").startswith("  NEXT"))


async def test_a_race_is_told_no_further_than_it_was_watched(meeting: Path) -> None:
    async with shown(meeting) as stage:
        assert stage.text.count("▷ recorded") == 2
        await stage.hides("Q", "60", "STANDINGS")
        await watch(stage, "s")
        await stage.shows("‖ seen to 2 to go", "STANDINGS")
        await stage.hides("60", "RESULT")
        await watch(stage, "end", "home")
        await stage.shows("✓ official", "RESULT", "60")
        assert stage.text.count("▷ recorded") == 1


async def test_a_race_goes_on_where_it_was_left_and_one_that_was_seen_begins_again(meeting: Path) -> None:
    async with shown(meeting) as stage:
        await watch(stage, "s")
        stage.press("enter")
        await stage.comes_to("1:00.5")
        stage.press("end")
        await stage.comes_to("3:20.0")
        stage.press("escape")
        await stage.until(lambda: stage.place == "programme")
        stage.press("enter")
        await stage.comes_to("-0:05")


async def test_a_race_that_was_opened_from_the_programme_names_the_key_that_leads_back(meeting: Path) -> None:
    async with shown(meeting, size=(80, 24)) as stage:
        stage.press("enter")
        await stage.shows("esc back", "leave")
        # A page in a browser has these as its buttons.
        assert ("esc", "back", "escape") in stage.app.screen.query_one(KeyLine).entries
        stage.click((stage.rows[-1].index("esc back"), 23))
        await stage.until(lambda: stage.place == "programme")
    async with on_stage(meeting.parent / "sf1.jsonl", size=(80, 24)) as stage:
        await stage.shows("leave")
        assert "esc back" not in stage.rows[-1]


async def test_coming_back_the_cursor_is_where_it_was(meeting: Path) -> None:
    async with shown(meeting) as stage:
        stage.press("down")
        await stage.shows("Gré")
        await watch(stage)
        await stage.shows("Gré")
        assert "Anna" not in stage.text


async def test_before_anything_is_watched_the_programme_looks_the_same_however_the_races_went(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    for name, order in (("one", (1, 2, 3, 4, 5, 6)), ("other", (6, 1, 5, 2, 4, 3))):
        folder = tmp_path / name
        folder.mkdir()
        async with shown(make_meeting(folder, skated(*order), skated(*reversed(order)))) as stage:
            texts = []
            for _ in range(3):
                texts.append(stage.text)
                stage.press("down")
                await stage.settle()
            seen.append(texts)
    assert [text_differences(one, other, words(Language.EN)) for one, other in zip(*seen, strict=True)] == [[], [], []]
    assert "Who starts here would give the heats away" in " ".join(seen[0][2].split())


async def test_the_final_fills_as_its_heats_are_watched(meeting: Path) -> None:
    async with shown(meeting) as stage:
        await watch(stage, "s")
        stage.press("down", "down")
        await stage.shows("provisional", "(Q)", "Fay", "Emi", "Still to come: Semi-final 2")
        stage.press("up", "up")
        await watch(stage, "end")
        stage.press("down")
        await watch(stage, "end")
        stage.press("down")
        await stage.shows("START LIST   4 skaters", "Anna", "Liz", "Berit", "Kaori")
        await stage.hides("provisional")


@pytest.mark.usefixtures("often")
async def test_a_live_race_updates_and_the_final_with_it(tmp_path: Path) -> None:
    path = make_meeting(tmp_path, FIRST, skated(6, until=30_000))
    recorded_at(tmp_path / "sf2.jsonl", NOW - timedelta(seconds=30))
    async with shown(path) as stage:
        await stage.shows("● live, 3 to go")
        assert stage.row("Semi-final 2  ").startswith("  NOW")
        assert stage.row("Final  ").startswith("  NEXT")
        stage.press("down", "down")
        (tmp_path / "sf2.jsonl").write_bytes(heat("sf2", *skated(6, until=60_500)))
        recorded_at(tmp_path / "sf2.jsonl", NOW - timedelta(seconds=1))
        await stage.shows("● live, 2 to go", "Liz", "Kaori", "provisional")
        (tmp_path / "sf2.jsonl").write_bytes(heat("sf2", *skated(1, 2, 3, 4, 5, 6)))
        recorded_at(tmp_path / "sf2.jsonl", NOW)
        await stage.shows("✓ official", "Gré", "Hege")
        await stage.hides("Liz")
        assert "recorded" in stage.row("Semi-final 1  ")


async def test_a_race_whose_file_is_missing_says_so_and_the_others_open(tmp_path: Path) -> None:
    path = make_meeting(tmp_path, FIRST, SECOND, MEETING.replace('"sf2.jsonl"', '"sf3.jsonl"'))
    async with shown(path) as stage:
        stage.press("down")
        await stage.shows("× cannot open", "not there;")
        assert "races[1].stream (2nd race): ‘sf3.jsonl’ is not there" in " ".join(
            row[66:].strip() for row in stage.rows
        )
        stage.press("enter")
        await stage.shows("There is no recording of this race yet")
        stage.press("up")
        await watch(stage, "end")
        await stage.shows("✓ official")


async def test_what_is_wrong_in_the_file_of_the_meeting_is_told(tmp_path: Path) -> None:
    path = make_meeting(tmp_path, FIRST, SECOND, MEETING.replace("Europe/Amsterdam", "Europe/Nowhere"))
    async with shown(path) as stage:
        await stage.shows("time_zone: ‘Europe/Nowhere’ is no time zone")


async def test_what_they_did_in_the_heat_is_on_the_skaters_screen_in_the_final(tmp_path: Path) -> None:
    async with opened("programme", tmp_path, size=(120, 36), spoilers=True) as stage:
        stage.press(*["down"] * 4, "enter")
        await stage.until(lambda: stage.place == "race")
        await stage.until(lambda: stage.race.replay.views is not None)
        await stage.race.open_skater(13)
        await stage.shows("EARLIER IN THE MEETING", "Men, semi-final 1", "7th with 3 points", "through (Q)")


async def test_bibs_that_nobody_published_are_marked(tmp_path: Path) -> None:
    async with opened("programme", tmp_path) as stage:
        await stage.shows("13  Sven Kramer")
        stage.press("down")
        await stage.shows("6~ Jorrit Bergsma")


async def test_at_sixty_columns_in_dutch_nothing_is_cut_off(tmp_path: Path) -> None:
    async with opened("programme", tmp_path, size=(60, 24), language=Language.NL, spoilers=True) as stage:
        await stage.shows("officieel", "lokaal", "bij u")
        assert "…" not in "".join(stage.rows[:10])


async def test_a_click_opens_the_race_it_is_on(meeting: Path) -> None:
    async with shown(meeting) as stage:
        stage.click(stage.places_of("Semi-final 2"))
        await stage.until(lambda: stage.place == "race")
        await stage.shows("Gré")


async def test_races_on_two_days_stand_under_their_dates(tmp_path: Path) -> None:
    path = make_meeting(tmp_path, FIRST, SECOND, MEETING.replace("2026-03-01T12:00", "2026-03-02T12:00"))
    async with shown(path) as stage:
        days = [row.split()[2] for row in stage.rows if "local" in row]
        assert days == ["2026-03-01", "2026-03-02"]
        stage.click(stage.places_of("Final  "))
        await stage.shows("There is no recording of this race yet")


@pytest.mark.parametrize(("toml", "said"), [("", True), ('id = "7"', False)])
async def test_a_skater_who_may_be_either_of_two_in_the_heats_is_told_as_that(
    toml: str, said: bool, meeting: Path
) -> None:
    for name, old in (("sf1", "Anna"), ("sf2", "Liz")):
        stream = meeting.parent / f"{name}.jsonl"
        header, rest = stream.read_bytes().split(b"\n", 1)
        race = json.loads(header)
        skater = next(one for one in race["race"]["skaters"] if one["name"] == old)
        skater |= {"name": "Kim Minji", "noc": "NED"} | ({"id": "7"} if toml and name == "sf2" else {})
        stream.write_bytes(json.dumps(race).encode() + b"\n" + rest)
    kim = {"bib": 9, "name": "Kim Minji", "noc": "NED"} | ({"id": "7"} if toml else {})
    (meeting.parent / "final.jsonl").write_bytes(make_stream(id="final", laps=4, skaters=[kim]))
    with meeting.open("a") as file:
        file.write('stream = "final.jsonl"\n')
    async with shown(meeting, spoilers=True) as stage:
        stage.press("down", "down", "enter")
        await stage.until(lambda: stage.place == "race")
        await stage.until(lambda: stage.race.replay.views is not None)
        await stage.race.open_skater(9)
        await stage.shows("EARLIER IN THE MEETING", "Semi-final 2  1st with 63 points")
        if said:
            await stage.shows("Semi-final 1  1st with 60 points", "perhaps this skater", "‘born’ or ‘id’")
        else:
            await stage.shows("– id 7")
            await stage.hides("Semi-final 1", "perhaps")


DIFFERS = (
    "The start sheet does not agree with the heats any more. Not through: Anna (1). Missing: Chiara. "
    "Another helmet number: Berit (3 → 1)."
)


def told_in(stage: Stage) -> str:
    """Return the text of the right half of the screen as one line."""
    return " ".join(" ".join(row[66:] for row in stage.rows).split())


async def test_a_start_sheet_that_no_longer_agrees_is_told_once_its_heats_may_be(tmp_path: Path) -> None:
    async with shown(make_protest(tmp_path, PROTEST)) as stage:
        stage.press("down", "down")
        await stage.hides("does not agree")
        stage.press("x")
        await stage.shows("does not agree")
        assert f"{DIFFERS} w writes it anew." in told_in(stage)
        await stage.shows("1  Berit", "3  Chiara")


async def test_a_start_sheet_that_agrees_is_not_spoken_of(tmp_path: Path) -> None:
    async with shown(make_protest(tmp_path), spoilers=True) as stage:
        stage.press("down", "down")
        await stage.shows("1  Anna")
        await stage.hides("agree")


async def test_it_is_told_when_the_final_is_opened_from_the_programme_or_by_itself_or_followed(tmp_path: Path) -> None:
    path = make_protest(tmp_path, PROTEST)
    sheet = read_sheet(tmp_path / "final.toml").sheet
    (tmp_path / "final.jsonl").write_bytes(encode_header(header_of(sheet, NOW)))
    async with shown(path) as stage:
        stage.press("down", "down", "enter")
        await stage.until(lambda: stage.place == "race")
        await stage.shows("does not agree", "Chiara")
    async with on_stage(tmp_path / "final.jsonl") as stage:
        await stage.shows("does not agree", "Chiara")
    follow = FollowSource(FileSource(tmp_path / "final.jsonl"), quick_look(tmp_path / "final.jsonl"), 0)
    async with on_stage(None, follow=follow) as stage:
        await stage.shows("does not agree", "Chiara")


async def test_a_key_writes_the_start_sheet_of_a_final_anew_when_it_is_pressed_again(tmp_path: Path) -> None:
    path, sheet = make_protest(tmp_path, PROTEST), tmp_path / "final.toml"
    sheet.write_text(sheet.read_text().replace('name = "Anna"', 'name = "Anna"\nborn = 2001-02-03', 1))
    before = sheet.read_bytes()
    async with shown(path, spoilers=True) as stage:
        stage.press("down", "down", "w")
        await stage.shows("On: Chiara (3). Off: Anna (1).", "w again writes final.toml anew.")
        assert sheet.read_bytes() == before
        stage.press("w")
        await stage.shows("final.toml is written anew", "final.before.toml")
        assert [skater.name for skater in read_sheet(sheet).sheet.skaters] == ["Berit", "Liz", "Chiara", "Kaori"]
        assert (tmp_path / "final.before.toml").read_bytes() == before
        await stage.hides("does not agree")
        stage.press("w")
        await stage.shows("final.toml agrees with the heats")


async def test_what_was_asked_of_another_sheet_is_asked_again(tmp_path: Path) -> None:
    path, sheet = make_protest(tmp_path, PROTEST), tmp_path / "final.toml"
    async with shown(path, spoilers=True) as stage:
        stage.press("down", "down", "w")
        await stage.shows("w again writes")
        sheet.write_text(sheet.read_text().replace('name = "Liz"', 'name = "LIZ"'))
        stage.press("w")
        await stage.shows("Kept, by hand: LIZ (2): name.", "w again writes")
        assert not (tmp_path / "final.before.toml").exists()


@pytest.mark.parametrize(
    ("toml", "until", "downs", "said"),
    [
        (MEETING, 99_999_000, 0, "Only a final that its heats make"),
        (MEETING, 99_999_000, 2, "The meeting names no start sheet"),
        (MEETING + 'sheet = "f.toml"\n', 60_500, 2, "Its start sheet waits for Semi-final 2."),
        (MEETING + 'sheet = "f.toml"\n', 99_999_000, 2, "would give the heats away"),
        (MEETING + 'sheet = "f.toml"\n', 99_999_000, 2, "f.toml is written."),
    ],
)
async def test_the_key_says_why_there_is_nothing_to_write_and_writes_what_is_not_there(
    toml: str, until: int, downs: int, said: str, tmp_path: Path
) -> None:
    path = make_meeting(tmp_path, FIRST, skated(6, 5, 4, 3, 2, 1, until=until), toml)
    async with shown(path, spoilers="give the heats away" not in said) as stage:
        stage.press(*["down"] * downs, "w")
        await stage.until(lambda: said in " ".join(stage.text.split()))
        assert (tmp_path / "f.toml").exists() is ("is written" in said)


async def test_a_final_that_was_begun_keeps_its_start_sheet(tmp_path: Path) -> None:
    path, sheet = make_protest(tmp_path, PROTEST), tmp_path / "final.toml"
    line = make_line({"seq": 1, **event("start")})
    (tmp_path / "final.jsonl").write_bytes(encode_header(header_of(read_sheet(sheet).sheet, NOW)) + line)
    before = sheet.read_bytes()
    async with shown(path, spoilers=True) as stage:
        stage.press("down", "down", "w", "w")
        await stage.shows("stays as it is")
        assert sheet.read_bytes() == before
