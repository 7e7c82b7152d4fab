"""Tests of the entry screen: what each key and line records, corrections, and reminders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from massstart_tui.stream.recorded_race import load
from massstart_tui.text.words import Language
from massstart_tui.tui.widgets.ask_line import AskLine
from tests.race.builders import a_sheet
from tests.tui.races import KRAMERS, sample
from tests.tui.typing import typing


async def test_a_line_of_the_log_is_edited_on_the_entry_line(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(30_000)
        await typist.enters("f 3")
        typist.at(40_000)
        await typist.presses("down", "e")
        assert typist.line == "@t0:30.000 fall 3"
        await typist.presses("backspace", "4")
        await typist.stage.shows("Corrected: event 2, Fall: 3 3 → Fall: 4 4, 16 to go, 0:30.0")
        typist.stage.press("enter")
        await typist.stage.until(lambda: not typist.line)
        assert typist.recorder.state.down == (4,)
        amended = json.loads(typist.path.read_bytes().splitlines()[-1])
        assert (amended["type"], amended["target"], amended["event"]["t"]) == ("amend", 2, 30_000)
        await typist.stage.shows("corrected")


@pytest.mark.parametrize(
    ("language", "retraction", "correction"),
    [
        (Language.EN, "the retraction of fall 3 3", "the correction of attack 4 4"),
        (Language.NL, "de intrekking van val 3 3", "de verbetering van aanval 4 4"),
    ],
)
async def test_what_is_undone_is_told_as_the_log_has_it_also_where_it_corrects_another(
    language: Language, retraction: str, correction: str, tmp_path: Path
) -> None:
    taken_back = {Language.EN: "taken back: ", Language.NL: "teruggenomen: "}[language]
    async with typing(a_sheet(6), tmp_path / "race.jsonl", language=language) as typist:
        await typist.laps()
        for line in ("f 3", "a 4", "amend 3 a 5", "retract 2"):
            await typist.enters(line)
        for what in (retraction, correction):
            await typist.presses("ctrl+z")
            await typist.on_disk()
            assert typist.said.replace("\u00a0", " ").startswith(taken_back + what)


async def test_a_line_is_taken_back_with_what_was_typed_as_the_reason(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.enters("f 3")
        await typist.presses("down")
        await typist.writes("it was 4")
        typist.stage.press("delete")
        await typist.stage.until(lambda: not typist.line)
        taken_back = json.loads(typist.path.read_bytes().splitlines()[-1])
        assert (taken_back["target"], taken_back["reason"]) == (2, "it was 4")
        await typist.stage.shows("taken back")


async def test_a_finish_that_is_in_is_reordered_and_what_follows_is_said_at_once(tmp_path: Path) -> None:
    async with typing(a_sheet(6, qualify=2, laps=2), tmp_path / "race.jsonl") as typist:
        for t in (0, 30_000, 60_000):
            typist.at(t)
            await typist.laps()
        await typist.enters("3 1 2")
        await typist.enters("4 5 6")
        await typist.enters("p 1 1")
        assert [row.bib for row in typist.rows()][:3] == [1, 3, 2]
        await typist.enters("p 2 1")
        assert "was" in typist.said
        assert [row.bib for row in typist.rows()][:3] == [2, 1, 3]


async def test_space_is_the_gun_then_the_laps_and_a_letter_within_a_line(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.stage.shows("space: the gun")
        await typist.laps()
        typist.at(30_000)
        await typist.laps()
        typist.at(60_000)
        await typist.writes("f 3")
        assert typist.line == "f 3"
        assert [event.type for event in map(typist.recorder.recording.lines.event, (1, 2))] == ["start", "lap"]
        assert typist.recorder.state.lap == 1


async def test_keys_pressed_in_a_burst_are_taken_in_their_order(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        typist.stage.press("space", "f", "space", "3", "enter", "a", "space", "2", "enter")
        await typist.stage.until(lambda: len(typist.recorder.recording) == 3)
        events = [typist.recorder.recording.lines.event(seq) for seq in (1, 2, 3)]
        assert [event.type for event in events] == ["start", "fall", "attack"]


async def test_an_event_is_stamped_with_its_first_key(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(31_500)
        await typist.writes("f")
        typist.at(36_000)
        await typist.writes(" 3")
        typist.stage.press("enter")
        await typist.stage.until(lambda: not typist.line)
        assert typist.recorder.recording.lines.event(2).t == 31_500


async def test_a_line_that_was_emptied_is_stamped_anew(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(10_000)
        await typist.presses("a", "backspace")
        typist.at(20_000)
        await typist.enters("f 3")
        assert typist.recorder.recording.lines.event(2).t == 20_000


async def test_a_lap_that_comes_too_soon_is_taken_and_questioned(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(30_000)
        await typist.laps()
        typist.at(32_100)
        await typist.laps()
        assert typist.recorder.state.lap == 2
        assert typist.said == "lap 2 only 2.1 s after the one before it: u takes it back"
        await typist.enters("u")
        assert typist.recorder.state.lap == 1


async def test_a_mistaken_start_is_undone(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(3_000)
        await typist.enters("u")
        assert typist.recorder.state.phase == "scheduled"
        await typist.stage.shows("START SHEET")
        typist.clock.advance(60_000)
        await typist.laps()
        typist.clock.advance(5_000)
        await typist.stage.comes_to("0:05.0")


async def test_a_start_that_was_missed_is_given_afterwards(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.enters("start -1:30")
        await typist.stage.comes_to("1:30.0")


@pytest.mark.parametrize(
    ("typed", "sign", "said"),
    [
        ("f 77", "×", "77"),
        ("f skater", "≈", "Skater 1"),
        ("zwaan 3", "?", "zwaan"),
    ],
)
async def test_not_understood_not_allowed_and_ambiguous_are_told_apart_and_the_text_stays(
    tmp_path: Path, typed: str, sign: str, said: str
) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.writes(typed)
        await typist.stage.until(lambda: any(row.startswith(f"  {sign} ") and said in row for row in typist.stage.rows))
        await typist.presses("enter")
        assert typist.line == typed
        assert len(typist.recorder.recording) == 1


async def test_the_preview_says_what_enter_would_record(tmp_path: Path) -> None:
    sheet = load(sample(KRAMERS)).sheet
    async with typing(sheet, tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.writes("f krame")
        await typist.stage.shows("» Fall: 13 Kramer (NED), 16 to go", "tab  13 Kramer (NED)")


async def test_notes_stand_there_as_soon_as_a_bib_is_typed_or_its_skater_does_something(tmp_path: Path) -> None:
    sheet = load(sample(KRAMERS)).sheet
    async with typing(sheet, tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.stage.hides("Last race of his career")
        for typed in ("13", "f kramer", "@-2 n 13"):
            await typist.writes(typed)
            await typist.stage.shows("Last race of his career")
            await typist.presses("escape")
            await typist.stage.hides("Last race of his career")
        await typist.writes("@0:13 f 9")
        await typist.stage.shows("@0:13 f 9")
        assert "Last race of his career" not in typist.stage.text
        await typist.presses("escape")
        await typist.enters("a 13")
        await typist.stage.shows("Last race of his career")


async def test_tab_completes_a_skater_and_again_the_next_choice(tmp_path: Path) -> None:
    async with typing(a_sheet(3), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.writes("f ska")
        await typist.presses("tab")
        assert typist.line.strip() == "f 1"
        await typist.presses("tab")
        assert typist.line.strip() == "f 2"


async def test_who_is_not_in_yet_stands_there_while_they_finish(tmp_path: Path) -> None:
    async with typing(a_sheet(4, laps=1), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        typist.at(30_000)
        await typist.laps()
        await typist.enters("2 4")
        await typist.stage.until(lambda: "1 1  3 3" in typist.stage.row("not in yet"))
        assert "2 2" not in typist.stage.row("not in yet")


async def test_a_cue_is_ticked_once_it_is_said(tmp_path: Path) -> None:
    async with typing(a_sheet(4), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.enters("f 3")
        await typist.stage.until(lambda: "fall" in typist.stage.row("  say"))
        await typist.presses("f2")
        await typist.stage.until(lambda: "fall" not in typist.stage.row("  say"))
        await typist.presses("f3")
        await typist.stage.shows("CUE SHEET")


async def test_the_cues_of_a_race_that_is_opened_again_are_still_to_be_said(tmp_path: Path) -> None:
    journal = tmp_path / "race.jsonl"
    async with typing(a_sheet(4), journal) as typist:
        await typist.laps()
        await typist.enters("f 3")
        await typist.presses("f2")
        await typist.enters("a 2")
    async with typing(a_sheet(4), journal) as typist:
        await typist.stage.until(lambda: "attack" in typist.stage.row("  say"))
        assert typist.said.startswith("2 cues are open again")
        await typist.stage.settle()
        typist.stage.click(typist.stage.places_of("shift F2"))
        await typist.stage.hides("  say")


async def test_a_key_without_an_effect_says_so_once_and_the_next_key_removes_it(tmp_path: Path) -> None:
    async with typing(a_sheet(4), tmp_path / "race.jsonl") as typist:
        await typist.presses("f11")
        await typist.stage.until(lambda: "f11 does nothing on this screen" in typist.stage.rows[-1])
        await typist.presses("f")
        await typist.stage.until(lambda: "does nothing" not in typist.stage.rows[-1])
        await typist.presses("f11", "left", "home")
        assert "does nothing" not in typist.stage.rows[-1]
        assert typist.line == "f"


async def test_no_other_file_is_opened_over_a_recording(tmp_path: Path) -> None:
    async with typing(a_sheet(4), tmp_path / "race.jsonl") as typist:
        await typist.presses("f5")
        await typist.stage.until(lambda: typist.stage.place == "sheet")
        typist.stage.press("ctrl+o")
        await typist.stage.shows("a race is being recorded here")
        assert not typist.stage.app.screen.query(AskLine)


async def test_what_can_be_typed_stands_in_the_place_of_the_log_and_the_race_stays_in_view(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.presses("f1")
        await typist.stage.shows("WHAT YOU CAN TYPE", "POINTS", "to go")
        await typist.stage.hides("INCIDENTS")
        await typist.presses("escape")
        await typist.stage.shows("INCIDENTS")


async def test_before_the_gun_the_start_sheet_is_edited_and_written_as_toml(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.presses("f5")
        await typist.stage.until(lambda: typist.stage.place == "sheet")
        typist.stage.press("d", "down", "b")
        await typist.stage.settle()
        await typist.stage.write("7")
        typist.stage.press("enter")
        await typist.stage.until(lambda: 7 in typist.recorder.sheet.by_bib())
        typist.stage.press("escape")
        await typist.stage.until(lambda: typist.stage.place == "entry")
        await typist.on_disk()
        assert typist.recorder.state.status_of(1) == "dns"
        assert "bib = 7" in typist.path.with_suffix(".toml").read_text()
        assert 7 in load(typist.path).sheet.by_bib()
        await typist.laps()
        await typist.presses("f5")
        assert typist.stage.place == "entry"
        assert "start sheet is closed" in typist.said


async def test_everything_is_said_in_dutch_too(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl", language=Language.NL) as typist:
        await typist.stage.shows("spatie: het startschot")
        await typist.laps()
        await typist.enters("val 3")
        assert typist.recorder.state.down == (3,)
        assert typist.said.startswith("Val: 3")


async def test_leaving_a_race_that_is_under_way_is_asked_twice(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.presses("ctrl+q")
        assert "under way" in typist.said
        typist.stage.press("ctrl+q")
        await typist.stage.leaves()


async def test_opened_again_the_race_goes_on_where_it_was_and_its_clock_has_kept_running(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    async with typing(a_sheet(6), path) as typist:
        await typist.laps()
        typist.at(30_000)
        await typist.laps()
        await typist.enters("f 3")
    async with typing(a_sheet(6), path, gone=45_000) as typist:
        assert (typist.recorder.state.lap, typist.recorder.state.down) == (1, (3,))
        assert typist.recorder.t == 45_000
        await typist.enters("u")
        assert typist.recorder.state.down == ()


async def test_a_correction_that_was_emptied_is_left_like_any_other(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.enters("f 3")
        await typist.presses("down", "e", *["backspace"] * len("@t0:00.000 fall 3"))
        assert typist.line == ""
        await typist.presses("escape", "escape")
        await typist.stage.hides("event 2 ▸")
        typist.at(30_000)
        await typist.laps()
        assert typist.recorder.state.lap == 1


async def test_a_line_of_the_log_that_is_edited_and_left_as_it_is_records_nothing(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl") as typist:
        await typist.laps()
        await typist.enters("f 3")
        await typist.presses("down", "e", "enter")
        assert "nothing is changed; esc leaves it as it is" in typist.said
        assert len(typist.recorder.recording) == 2
        await typist.presses("backspace", "4", "enter")
        await typist.stage.until(lambda: typist.recorder.state.down == (4,))


async def test_a_line_longer_than_the_screen_is_wide_shows_where_it_is_typed_at(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl", size=(60, 24)) as typist:
        await typist.laps()
        await typist.writes("n the first word, and then so many others that the line is full and the last")
        await typist.stage.until(lambda: typist.stage.row("▸").rstrip().endswith("the last"))
        await typist.presses("home")
        await typist.stage.until(lambda: typist.stage.row("▸").startswith("  ▸ n the first word"))


async def test_what_the_heats_say_otherwise_is_said_above_the_line(tmp_path: Path) -> None:
    async with typing(a_sheet(6), tmp_path / "race.jsonl", differs="Missing: Chiara.") as typist:
        assert "Missing: Chiara." in typist.said
