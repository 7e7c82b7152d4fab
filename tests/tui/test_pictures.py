"""Pictures of the screens; the docstring of each test says what its picture must show.

`gallery.HOW` is the command that replaces them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from massstart_tui.settings import Settings
from massstart_tui.text.words import Language
from massstart_tui.tui.picture import Frame, take_picture
from massstart_tui.tui.widgets.lap_counter import LapCounter
from tests.streams import make_stream
from tests.tui.conftest import Album
from tests.tui.gallery import Differs, compare
from tests.tui.races import KRAMERS, WITH_LAPPED, all_samples, beijing, crowd, hostile, sample, with_corrections
from tests.tui.stage import MORNING, on_stage, opening


@pytest.mark.parametrize(("width", "height"), [(60, 24), (80, 24), (120, 36), (200, 60)])
def test_the_race_in_its_middle_at_every_size(album: Album, width: int, height: int) -> None:
    """Eight to go: the counter first, Kramer away and ahead on points, his attack and both sprints in the log.

    At 60 columns there is one column, at 80 table and log are side by side, from 120 there are whole names and nations;
    sprint 3, still to come, is an open diamond on the track. Only names too long for their column are cut off.
    """
    text = album.shows(f"race-{width}x{height}", Frame("race", width, height), begin="8 to go")
    assert "sprint 3 in 4 laps" in text


@pytest.mark.parametrize("race", all_samples(), ids=lambda path: path.stem)
def test_a_large_screen_is_used(race: Path) -> None:
    """At nine to go at least seven of ten lines have something on them, in a race of every format."""
    text = take_picture(*opening(race, begin="9 to go"), Frame("race", 200, 60)).text
    assert sum(1 for row in text.splitlines() if row.strip()) >= 42


@pytest.mark.parametrize("theme", ["light", "contrast", "ansi"])
def test_the_race_in_the_other_themes(album: Album, theme: str) -> None:
    """The same as in the dark theme at 80x24: dark text on a light background; black with stronger colours; the
    terminal's.
    """
    album.shows(f"race-{theme}", Frame("race", 80, 24), begin="8 to go", settings=Settings(theme=theme))


def test_the_race_in_dutch(album: Album) -> None:
    """The same at 80x24 with every word in Dutch, and no word cut off."""
    album.shows("race-dutch", Frame("race", 80, 24), begin="8 to go", language=Language.NL)


def test_the_start_sheet_before_the_gun(album: Album) -> None:
    """Sixteen laps on the board, fifteen skaters by bib with their notes; no ranks yet."""
    text = album.shows("before-the-gun", Frame("race", 80, 24))
    assert "START SHEET" in text
    assert "…" not in text


def test_the_bell(album: Album) -> None:
    """One to go: the board and the word BELL in amber, and the last lap announced."""
    text = album.shows("bell", Frame("race", 80, 24), begin="1 to go")
    assert "BELL" in text


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36)])
def test_the_end_of_the_race(album: Album, width: int, height: int) -> None:
    """The result in the table: eight through, with Q, above the line, at 120 columns with their times; the finish."""
    text = album.shows(f"end-{width}x{height}", Frame("race", width, height), begin="end")
    assert text.count("Q") >= 8


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36), (200, 60)])
def test_the_protocol(album: Album, width: int, height: int) -> None:
    """Fifteen rows with points, time and Q, and the line below the eighth; from 120 columns with the place over the
    line, what the points changed, and reasons for equal points, and below it how it went, the helmet numbers of the
    final, and once what is not official.
    """
    text = album.shows(f"result-{width}x{height}", Frame("result", width, height), begin="end")
    assert "7:58.22" in text


def test_the_protocol_in_dutch(album: Album) -> None:
    """The same at 120x36 with every word in Dutch."""
    text = album.shows("result-dutch", Frame("result", 120, 36), begin="end", language=Language.NL)
    assert "HOE HET GING" in text


def test_the_protocol_with_everything_that_can_become_of_a_skater(album: Album) -> None:
    """The last three skaters: lapped with the points of the first sprint forfeited, did not finish, disqualified."""
    text = album.shows("result-lapped", Frame("result", 120, 36), sample(WITH_LAPPED), begin="end")
    assert all(word in text for word in ("LAP", "DNF", "DQ"))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36), (200, 60)])
def test_a_skater(album: Album, width: int, height: int) -> None:
    """Kramer: his place and the reason for it, his points, the race on an axis of laps with the attack and the sprint
    he won; at 120x36 his bib in large digits, who is around the cut, and Ichinohe, level with him, beside him.
    """
    text = album.shows(f"skater-{width}x{height}", Frame("skater", width, height, bib=13), begin="4 to go")
    assert "THE RACE" in text


def test_a_skater_in_dutch(album: Album) -> None:
    """The same at 120x36 with every word in Dutch, and no word cut off."""
    frame = Frame("skater", 120, 36, bib=13)
    text = album.shows("skater-dutch", frame, begin="4 to go", language=Language.NL)
    assert "ROND DE GRENS" in text


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36), (200, 60)])
def test_the_help(album: Album, width: int, height: int) -> None:
    """The keys of the race screen with what each does, under headings, with no sentence cut off; from 110 columns the
    signs beside them, in their own colours.
    """
    text = album.shows(f"help-{width}x{height}", Frame("help", width, height), begin="8 to go")
    assert "REPLAY" in text


def test_the_list_of_races(album: Album) -> None:
    """The sample races by title and competition, with the first one chosen."""
    album.shows("races", Frame("races", 80, 24), races=tuple(all_samples()))


@pytest.mark.parametrize(("width", "height"), [(60, 24), (80, 24), (120, 36)])
def test_the_programme_before_anything_was_watched(album: Album, width: int, height: int) -> None:
    """The six races with local and own time, all recorded, the first one next; its start list, and no result.

    At 60 columns signs replace words; from 120 the start list is beside the programme.
    """
    text = album.shows(f"programme-{width}x{height}", Frame("programme", width, height), **programme())
    assert text.count("recorded") == 6
    assert "official" not in text


@pytest.mark.parametrize(("width", "height", "language"), [(80, 24, Language.NL), (120, 36, Language.EN)])
def test_the_programme_with_spoilers(album: Album, width: int, height: int, language: Language) -> None:
    """Every race official; the result of the first with Q, and doubtful values marked."""
    wanted = programme() | {"spoilers": True, "language": language}
    album.shows(f"programme-spoilers-{width}x{height}", Frame("programme", width, height), **wanted)


async def test_the_programme_with_a_final_that_its_heats_fill(album: Album) -> None:
    """Seventeen skaters from two semi-finals, q last; the two Dutch skaters with their arm bands, which are assumed."""
    async with on_stage(None, size=(120, 64), meeting=beijing(), spoilers=True) as stage:
        stage.press(*["down"] * 5)
        await stage.shows("TWO OF A NATION", "Groenewoud")
        album.holds("programme-final", stage.app.export_screenshot(title="massstart", simplify=True))


def programme() -> dict[str, Any]:
    """Return the options for the programme of Beijing, years later in Amsterdam."""
    return {"meeting": beijing(), "wall": lambda: MORNING, "own_zone": ZoneInfo("Europe/Amsterdam")}


def test_a_race_with_corrections_as_it_stands_now(album: Album, tmp_path: Path) -> None:
    """What was wrong is struck through, with its correction; 1 leads; the top line names the view."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(with_corrections())
    album.shows("corrections-now", Frame("race", 120, 36), path, begin="4:30")


async def test_a_race_with_corrections_as_known_then(album: Album, tmp_path: Path) -> None:
    """The same moment: the attack of 5 still holds and 5 is away; the sprint and the fall were corrected before."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(with_corrections())
    async with on_stage(path, size=(120, 36), begin="4:30") as stage:
        stage.press("t")
        await stage.shows("as known then", "away")
        album.holds("corrections-then", stage.app.export_screenshot(title="massstart", simplify=True))


def test_names_that_would_take_over_the_terminal(album: Album, tmp_path: Path) -> None:
    """Markup as typed, a sign in place of each control and override; wide and combining characters in their cells."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(hostile())
    text = album.shows("hostile", Frame("race", 60, 24), path, begin="end")
    assert "\x1b" not in text
    assert "[bold]" in text


def test_more_skaters_than_rows(album: Album, tmp_path: Path) -> None:
    """Thirty skaters at 80x24: the first fourteen, and how many are below."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(crowd())
    album.shows("crowd", Frame("race", 80, 24), path, begin="end")


def test_a_picture_that_is_not_there_fails_with_what_it_shows(tmp_path: Path) -> None:
    picture = take_picture(*opening(sample(KRAMERS)), Frame("race", 60, 24))
    with pytest.raises(Differs, match=r"(?s)is not there.*START SHEET"):
        compare("nothing", picture.svg, update=False, folder=tmp_path)


def test_a_picture_that_differs_fails_with_the_rows_that_do(tmp_path: Path) -> None:
    picture = take_picture(*opening(sample(KRAMERS)), Frame("race", 60, 24))
    compare("race", picture.svg, update=True, folder=tmp_path)
    compare("race", picture.svg, update=False, folder=tmp_path)
    with pytest.raises(Differs, match=r"(?s)differs.*\n-.*15 skaters.*\n\+.*15 cyclists") as told:
        compare("race", picture.svg.replace("skaters", "cyclists"), update=False, folder=tmp_path)
    assert "Swings" not in str(told.value)
    with pytest.raises(Differs, match=r"(?s)row 1, columns 3–[^\n]*\n  [^\n]*semi-final[^\n]*\n   *~~~"):
        compare("race", picture.svg.replace("#ffffff", "#fffffe"), update=False, folder=tmp_path)


def test_an_app_that_crashes_gives_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(LapCounter, "draw", crash)
    with pytest.raises(ZeroDivisionError):
        take_picture(*opening(sample(KRAMERS)), Frame("race", 60, 24))


def test_a_picture_names_no_address_and_is_the_same_again(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream())
    pictures = [take_picture(*opening(path), Frame("race", 60, 24)) for _ in range(2)]
    assert pictures[0] == pictures[1]
    assert "url(http" not in pictures[0].svg
    assert "cdn" not in pictures[0].svg


@pytest.mark.parametrize(("width", "height"), [(60, 24), (80, 24), (120, 36)])
def test_the_table_of_a_points_race(album: Album, width: int, height: int) -> None:
    """Lap 72 of 120: the latest sprints that fit, and the total; +1 for the two who gained a lap, DNF for Oscar.

    At 120 columns all sprints are in the chart, with four laps in a cell.
    """
    path = sample("made-up-points-race")
    text = album.shows(f"points-race-{width}x{height}", Frame("race", width, height), path, begin="lap 72")
    assert text.count("+1") == 2
    assert all(head in text for head in (*(("120", "80", "40") if width == 120 else ("S6", "S7")), "±", "Σ"))
    assert "S8" not in text


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36)])
def test_the_table_of_an_elimination_race(album: Album, width: int, height: int) -> None:
    """Half-way: the next elimination announced in amber, and laps of elimination instead of points."""
    path = sample("made-up-elimination-race")
    text = album.shows(f"elimination-{width}x{height}", Frame("race", width, height), path, begin="lap 9")
    out = ("──×", "OUT") if width == 120 else ("out at", "lap 6")
    assert all(said in text for said in ("elimination at the end of this lap", "6 in the race", *out))


def test_the_protocol_of_a_points_race(album: Album) -> None:
    """The latest five sprints, laps gained and lost, the doubled finish, a negative total, and DNF in full."""
    text = album.shows("result-points-race", Frame("result", 80, 24), sample("made-up-points-race"), begin="end")
    assert "-20" in text
    assert "DNF" in text


def test_the_end_of_a_scratch_race(album: Album) -> None:
    """The two who gained a lap before all others, in the order of the finish; one lapped and one a lap down."""
    text = album.shows("scratch-80x24", Frame("race", 80, 24), sample("made-up-scratch-race"), begin="end")
    assert "first 9 India" in text
