"""Tests that what matters is shown whole at every width and in both languages, in shorter words if necessary."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.report.race_titles import title_of
from massstart_tui.settings import Settings
from massstart_tui.text.words import Language, words
from massstart_tui.tui.picture import Frame, take_picture
from massstart_tui.tui.widgets.lap_counter import SIZES as DIGITS
from massstart_tui.tui.widgets.lap_counter import board
from tests.levels import first_quick
from tests.streams import event, laps_of_thirty_seconds, make_skaters, make_stream
from tests.tui.races import KRAMERS, all_samples, sample
from tests.tui.stage import first_look, opening

SIZES = [(60, 24), (80, 24), (120, 36)]
EVERYWHERE = pytest.mark.parametrize(
    ("size", "language"), first_quick(((size, spoken) for size in SIZES for spoken in Language), 2)
)
"""The narrowest in both languages is quick: what has room there has room everywhere."""
THIRTY = make_skaters(*((bib, f"Given{bib} Family{bib}", "NED") for bib in range(1, 31)))


def rows(path: Path, size: tuple[int, int], screen: str = "race", **wanted: Any) -> list[str]:
    """Return the rows of a screen of this race."""
    picture = take_picture(*opening(path, **wanted), Frame(screen, *size))
    return picture.text.splitlines()


def lap_two_of_thirty(folder: Path, **race: Any) -> Path:
    path = folder / "race.jsonl"
    path.write_bytes(make_stream(event("start"), *laps_of_thirty_seconds(2), skaters=THIRTY, **race))
    return path


@EVERYWHERE
@pytest.mark.parametrize("cut", [None, 3])
def test_the_heading_of_the_table_says_what_is_at_stake_and_how_many_are_below(
    size: tuple[int, int], language: Language, cut: int | None, tmp_path: Path
) -> None:
    shown = rows(lap_two_of_thirty(tmp_path, qualify=cut), size, begin="lap 1", language=language)
    below = 30 - sum("Family" in row for row in shown)
    heading = next(row for row in shown if re.search(rf"↓ (nog )?{below}\b", row))
    assert "…" not in heading
    assert any("top 3" in row for row in shown)


@EVERYWHERE
def test_the_start_sheet_says_how_many_are_below(size: tuple[int, int], language: Language, tmp_path: Path) -> None:
    shown = rows(lap_two_of_thirty(tmp_path), size, language=language)
    heading = next(row for row in shown if "START SHEET" in row or "STARTLIJST" in row)
    below = 30 - sum("Family" in row for row in shown)
    assert re.search(rf" ↓ (nog )?{below}\b", heading)


@pytest.mark.parametrize(
    ("begin", "english", "dutch"),
    [
        ("0:05", "lap 1 of 16  neutral  sprint 1 in 4 laps", "rd 1/16  neutraal  sprint 1 over 4 rd"),
        ("lap 2", "lap 3 of 16  sprint 1 next lap", "ronde 3 van 16  volgende ronde sprint 1"),
        ("lap 3", "lap 4 of 16  sprint 1 this lap", "ronde 4 van 16  sprint 1 na deze ronde"),
        ("lap 4", "lap 5 of 16  sprint 2 in 4 laps", "ronde 5 van 16  sprint 2 over 4 ronden"),
    ],
)
def test_a_sprint_is_announced_in_fewer_words_where_the_longer_have_no_room(
    begin: str, english: str, dutch: str, race: Path
) -> None:
    for language, said in ((Language.EN, english), (Language.NL, dutch)):
        shown = rows(race, (60, 24), begin=begin, language=language)
        assert any(row.endswith(f" {said}") for row in shown), shown


@EVERYWHERE
@pytest.mark.parametrize("begin", ["lap 8", "lap 9"])
def test_an_elimination_is_announced_whole(size: tuple[int, int], language: Language, begin: str) -> None:
    shown = rows(sample("made-up-elimination-race"), size, begin=begin, language=language)
    said = next(
        row for row in shown if "  elimination" in row or "  volgende ronde afvaller" in row or "  afvaller" in row
    )
    assert "…" not in said


@pytest.mark.parametrize("size", [*SIZES, (60, 36)])
def test_the_counter_shows_all_three_digits_of_a_long_race_clear_of_the_strip(size: tuple[int, int]) -> None:
    shown = rows(sample("made-up-points-race"), size)
    boards = [board(120, size) for size in DIGITS]
    starts = [f"{row}    " for row in shown]
    assert any(all(any(row.startswith(f"  {line}  ") for row in starts) for line in rows) for rows in boards)


def test_more_laps_than_any_board_has_room_for_are_in_plain_digits(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(laps=1234, rules={"preset": "isu-2018", "sprints": []}))
    assert any(row.startswith("  1234 ") for row in rows(path, (60, 24)))


def put_right(folder: Path) -> Path:
    """Write a race in which a sprint and a fall are amended, and an attack is retracted."""
    path = folder / "race.jsonl"
    events = [
        event("start"),
        *laps_of_thirty_seconds(4),
        event("sprint", 120_500, lap=4, order=[2, 1, 3]),
        event("amend", 150_000, target=6, event=event("sprint", 120_500, lap=4, order=[1, 2, 3])),
        event("fall", 200_000, bibs=[3]),
        event("amend", 220_000, target=8, event=event("fall", 200_000, bibs=[2, 4, 5])),
        event("attack", 250_000, bibs=[3]),
        event("retract", 280_000, target=10),
    ]
    path.write_bytes(make_stream(*events, skaters=THIRTY))
    return path


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", first_quick([60, 80, 64, 72, 78, 84, 100, 112, 120], 2))
def test_what_became_of_a_line_of_the_log_is_always_there(width: int, language: Language, tmp_path: Path) -> None:
    text = "\n".join(rows(put_right(tmp_path), (width, 60), begin="end", language=language))
    told = words(language)
    assert text.count(told("stands.corrected")) == 2
    assert text.replace(told("stands.corrected"), "").count(told("stands.amended")) == 2
    assert text.count(told("stands.retracted")) == 1


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", first_quick([60, 62, 64, 66, 68, 70, 72, 80]))
def test_what_became_of_it_is_always_there_on_the_page_of_a_skater(
    width: int, language: Language, tmp_path: Path
) -> None:
    path = put_right(tmp_path)
    text = take_picture(*opening(path, language=language, begin="end"), Frame("skater", width, 60, bib=3)).text
    told = words(language)
    assert all(told(f"stands.{stands}") in text for stands in ("amended", "corrected", "retracted"))
    assert "…" not in text


@pytest.mark.parametrize("size", SIZES)
def test_where_there_is_only_the_log_its_heading_begins_with_the_table_s(size: tuple[int, int], tmp_path: Path) -> None:
    shown = rows(put_right(tmp_path), size, begin="end", settings=Settings(layout="log"))
    assert any(row.startswith(("  to go  INCIDENTS", "  INCIDENTS")) for row in shown)


@EVERYWHERE
def test_every_race_of_the_list_is_told_apart_by_its_whole_title(size: tuple[int, int], language: Language) -> None:
    races = all_samples()
    shown = take_picture(*opening(races=tuple(races), language=language), Frame("races", *size)).text.splitlines()
    for path in races:
        assert any(row[2:].startswith(f"{title_of(first_look(path).sheet, language)}  ") for row in shown)


def test_of_titles_too_long_for_the_list_the_ends_are_there(tmp_path: Path) -> None:
    titles = [f"The mass start of the women over sixteen laps of the oval, semi-final {number}" for number in (1, 2)]
    paths = []
    for number, title in enumerate(titles, 1):
        paths.append(tmp_path / f"{number}.jsonl")
        paths[-1].write_bytes(make_stream(title=title))
    text = take_picture(*opening(races=tuple(paths)), Frame("races", 60, 24)).text
    assert "semi-final 1" in text
    assert "semi-final 2" in text
    assert "Test cup" not in text


@EVERYWHERE
@pytest.mark.parametrize("name", [KRAMERS, "beijing-2022-women-final", "beijing-2022-women-sf2"])
def test_the_top_line_has_the_whole_title_and_the_sign_of_doubt(
    size: tuple[int, int], language: Language, name: str
) -> None:
    path = sample(name)
    top = rows(path, size, begin="4 to go", language=language)[0]
    assert f"{title_of(first_look(path).sheet, language)} " in top
    assert " ~ " in top


@pytest.mark.parametrize("language", list(Language))
def test_of_a_title_too_long_for_the_top_line_the_end_is_there(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(title="The mass start of the women over sixteen laps of the oval, semi-final 2"))
    assert "semi-final 2 ‖ 1×" in rows(path, (60, 24), language=language)[0]
