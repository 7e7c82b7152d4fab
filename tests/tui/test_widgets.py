"""Tests of the widgets of the race screen: what each shows, and in which words and signs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult

from massstart_tui.race.rules import RulesTable, rules_in_force
from massstart_tui.report.event_phrases import Telling
from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.text.words import Language, words
from massstart_tui.tui.picture import Frame, take_picture
from massstart_tui.tui.textual_internals import strips_of_screen
from massstart_tui.tui.widgets.incident_log import IncidentLog, Show
from massstart_tui.tui.widgets.lap_counter import SIZES, board
from tests.streams import Fields, event, laps_of_thirty_seconds, make_line, make_stream, race_of_sixteen
from tests.tui.stage import Stage, on_stage, opening, screen_text, soon


def write(path: Path, *events: Fields, **race: Any) -> Path:
    """Write a stream of these events into this folder."""
    stream = path / "made.jsonl"
    stream.write_bytes(make_stream(*events, **race))
    return stream


async def test_a_stopped_race_says_so_and_a_changed_distance_is_counted_from(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        event("start"),
        *laps_of_thirty_seconds(3),
        event("stop", 95_000, reason="ice"),
        event("restart", 200_000),
        event("lap", 230_000, lap=1),
        event("distance", 235_000, laps=10),
    )
    async with on_stage(path, begin="event 5") as stage:
        await stage.until(lambda: "  stopped" in stage.text and "Race stopped" in stage.text)
        stage.press("full_stop", "full_stop")
        await stage.until(lambda: all(row.rstrip() in stage.text for row in board(15, SIZES[1])))
        stage.press("full_stop")
        await stage.until(lambda: all(row.rstrip() in stage.text for row in board(9, SIZES[1])))
        await stage.shows("lap 2 of 10", "lap 2/10", "now 10 laps")


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        ("0:05", "lap 1 of 16  neutral  sprint 1 in 4 laps"),
        ("lap 1", "lap 2 of 16  sprint 1 in 3 laps"),
        ("lap 2", "lap 3 of 16  sprint 1 at the end of the next lap"),
        ("lap 3", "lap 4 of 16  sprint 1 at the end of this lap"),
        ("lap 4", "lap 5 of 16  sprint 2 in 4 laps"),
        ("lap 12", "lap 13 of 16  the finish is next"),
        ("lap 15", "lap 16 of 16  last lap"),
    ],
)
async def test_a_sprint_is_announced_a_lap_ahead(race: Path, begin: str, said: str) -> None:
    async with on_stage(race, begin=begin) as stage:
        await stage.shows(said)


async def test_sprints_are_open_diamonds_until_they_are_behind(race: Path) -> None:
    async with on_stage(race) as stage:
        for key, track in (("home", "◇◇◇□"), ("s", "◆◇◇□"), ("s", "◆◆◇□"), ("s", "◆◆◆□"), ("end", "◆◆◆■")):
            stage.press(key)
            await stage.until(partial(lambda track: signs_of_track(stage) == track, track))


def signs_of_track(stage: Stage) -> str:
    """Return the signs of the sprints and the finish on the race bar."""
    return "".join(sign for sign in stage.rows[-2] if sign in "◇◆□■")


@pytest.mark.parametrize("none", [None, 0])
async def test_groups_are_told_front_first_with_the_gaps_that_were_measured(none: int | None, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        event("start"),
        *laps_of_thirty_seconds(2),
        event("groups", 61_000, groups=[[3], [5, 1]], gaps=[none, 2_400]),
    )
    async with on_stage(path, begin="end") as stage:
        await stage.shows(
            "front   3 Valle", "group   5 Sato  1 Noord  +2.4 s", "group   2 Vik  4 Müller  6 Hill  gap not"
        )


async def test_who_attacks_is_told_before_the_bunch_and_who_is_out_is_in_neither(tmp_path: Path) -> None:
    out = event("withdraw", 61_000, bibs=[6])
    path = write(tmp_path, event("start"), *laps_of_thirty_seconds(2), event("attack", 60_500, bibs=[3]), out)
    async with on_stage(path, begin="end") as stage:
        await stage.shows("away    3 Valle", "bunch   4 skaters  gap not measured")
        assert "DNF" in cells(stage, "Fay Hill")
        assert "▲" in stage.row("Chiara Valle")


async def test_with_crossings_the_strip_tells_who_is_where(tmp_path: Path) -> None:
    crossings = [event("crossing", t, bib=bib) for t, bib in ((30_000, 1), (30_400, 2), (33_000, 3), (33_500, 4))]
    async with on_stage(write(tmp_path, event("start"), *crossings), begin="end") as stage:
        await stage.shows("front   1 Noord  2 Vik", "group   3 Valle  4 Müller  +2.6 s")


@pytest.mark.parametrize(("length", "said"), [(None, "pace    30.0 s"), (384, "30.0 s   46.1 km/h")])
async def test_pace_is_told_in_kilometres_an_hour_only_where_the_lap_is_known(
    tmp_path: Path, length: int | None, said: str
) -> None:
    path = write(tmp_path, event("start"), *laps_of_thirty_seconds(2), lap_length=length)
    async with on_stage(path, begin="end") as stage:
        await stage.shows(said)
        assert ("km/h" in stage.text) == (length is not None)


DOUBTS: list[Fields] = [
    {"about": "bibs", "kind": "reconstructed", "source": "guessed", "bibs": [2]},
    {"about": "sprint orders", "kind": "reconstructed", "source": "guessed", "bibs": [1]},
    {"about": "lap times", "kind": "interpolated", "source": "evenly"},
    {"about": "finish times", "kind": "interpolated", "source": "evenly", "bibs": [3]},
]


def cells(stage: Stage, name: str) -> list[str]:
    """Return the words of this skater's row of the table, without the log."""
    return stage.row(name)[: 49 if stage.app.size.width == 80 else 83].split()


async def test_what_is_neither_official_nor_published_is_marked_and_nothing_else(tmp_path: Path) -> None:
    """The bib of 2, the sprints and so the total of 1, and on the page of the result the time of 3."""
    async with on_stage(write(tmp_path, *race_of_sixteen(), provenance=DOUBTS), begin="end", size=(80, 24)) as stage:
        await stage.shows("~ partly reconstructed")
        assert cells(stage, " 1  Noord") == ["3", "1", "Noord", "NED", "2~", "2~", "·", "20", "24~"]
        assert cells(stage, "2~ Vik")[1:5] == ["2~", "Vik", "NOR", "3"]
        assert "~" not in " ".join(cells(stage, " 3 Valle"))
        stage.press("r")
        await stage.until(lambda: stage.place == "result")
        await stage.shows("24~", "2~ Berit Vik", "8:02.00~")
        assert stage.row("bibs, sprint orders").endswith("reconstructed")
        assert stage.row("Noord").count("~") == 3


async def test_a_race_of_which_all_is_known_has_no_mark_at_all(race: Path) -> None:
    async with on_stage(race, begin="end") as stage:
        # The heading of the ice always has it: places between two passings are reckoned.
        assert "~" not in stage.text.replace("~ reckoned between passings", "")
        stage.press("r")
        await stage.until(lambda: stage.place == "result")
        assert "~" not in stage.text


async def test_who_is_level_has_a_sign_instead_of_a_rank(race: Path) -> None:
    async with on_stage(race, begin="sprint 2") as stage:
        await stage.until(lambda: "Berit Vik" in stage.text)
        assert cells(stage, "Anna Noord")[:2] == ["1▲", "1"]
        assert cells(stage, "Berit Vik")[0].startswith("=")
        assert "= 6" in " ".join(cells(stage, "Fay Hill"))


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (126, "# bib skater noc 16 12 8 4 F Σ"),
        (80, "# bib ┃ best 3 S1 S2 S3 F Σ"),
        (60, "# bib ┃ best 3 go through S1 S2 S3 F Σ"),
    ],
)
async def test_the_table_has_as_many_columns_as_there_is_room_for(race: Path, width: int, columns: str) -> None:
    async with on_stage(race, begin="end", size=(width, 24)) as stage:
        table = {126: 83, 80: 49}.get(width, width)
        await stage.until(lambda: stage.row("# bib")[:table].split() == columns.split())


async def test_what_is_forfeited_counts_for_nothing_and_is_told_on_the_page_of_the_skater(tmp_path: Path) -> None:
    path = write(tmp_path, *race_of_sixteen(event("lapped", 300_000, bibs=[2])))
    async with on_stage(path, begin="5:01") as stage:
        assert cells(stage, "Berit Vik")[-2:] == ["0", "LAP"]
        stage.press("k", *["j"] * 5, "enter")
        await stage.until(lambda: stage.place == "skater")
        await stage.shows("2  Berit Vik  NOR", "S1 3", "S2 1", "Σ 0", "4 points forfeited")


async def test_the_page_of_a_skater_has_only_what_happened_to_them_and_only_until_now(race: Path) -> None:
    async with on_stage(race, begin="5:10") as stage:
        stage.press(*["j"] * 6, "enter")
        await stage.until(lambda: stage.place == "skater")
        await stage.shows("6  Fay Hill  USA", "fall", "alone")
        assert "attack" not in stage.text
        assert "rejoins" not in stage.text


@pytest.mark.parametrize(
    ("language", "waits", "out"),
    [(Language.EN, "Before the gun", "did not start"), (Language.NL, "Voor het startschot", "niet gestart")],
)
def test_before_the_gun_the_page_of_a_skater_gives_no_place(
    language: Language, waits: str, out: str, tmp_path: Path
) -> None:
    path = write(tmp_path, event("dns", -60_000, bibs=[3]), event("start"))
    for bib, told in ((1, waits), (3, out)):
        asked = opening(path, language=language, begin="event 1")
        rows = take_picture(*asked, Frame("skater", 60, 24, bib=bib)).text.splitlines()
        assert rows[2].strip() == told


class LogApp(App[None]):
    """An app with only an incident log."""

    def compose(self) -> ComposeResult:
        """Yield the log."""
        self.log_lines = IncidentLog()
        yield self.log_lines


class Notes:
    """A source of notes that records which of its lines were requested."""

    def __init__(self) -> None:
        """Begin without requests."""
        self.asked: set[int] = set()

    def kind(self, index: int) -> str:
        """Return the type; every third line is a fall."""
        return "note" if index % 3 else "fall"

    def line(self, index: int) -> LogLine:
        """Return the line at ``index``."""
        self.asked.add(index)
        told = event("note", index, seq=index + 1, text=f"line {index}")
        return LogLine(decode_event(make_line(told)), 3, Stands.AS_RECORDED, None)


def telling(names: Iterable[int] = ()) -> Telling:
    """Return the object that puts the lines into words."""
    return Telling(words(Language.EN), rules_in_force(RulesTable(), 16), dict.fromkeys(names, ""))


async def test_a_log_of_a_hundred_thousand_lines_asks_for_those_that_it_shows() -> None:
    app, source = LogApp(), Notes()
    async with app.run_test(size=(60, 20)) as _:
        app.log_lines.tell(telling(), None, "cut")
        app.log_lines.show(source, 100_000)
        assert await soon(lambda: "line 99999" in screen_text(app))
        assert "↓ 99981" in screen_text(app)
        assert source.asked <= {0, *range(99_980, 100_000)}
        app.log_lines.scroll(50_000)
        assert await soon(lambda: "line 49999" in screen_text(app))
        app.log_lines.scroll(10**9)
        assert await soon(lambda: "line 0" in screen_text(app))
        assert len(source.asked) < 80


class LongNotes(Notes):
    """Notes of which the fourth has thirty words."""

    def line(self, index: int) -> LogLine:
        """Return the line at ``index``."""
        text = " ".join(f"word{number}" for number in range(30)) if index == 3 else f"line {index}"
        told = event("note", index, seq=index + 1, text=text)
        return LogLine(decode_event(make_line(told)), 3, Stands.AS_RECORDED, None)


async def test_a_line_has_one_row_and_is_opened_whole_by_the_cursor() -> None:
    app = LogApp()
    async with app.run_test(size=(40, 18)) as _:
        log = app.log_lines
        log.tell(telling(), None, "cut")
        log.show(LongNotes(), 5)
        rows = screen_text(app).splitlines()
        assert rows[2].endswith("…")
        assert "line 2" in rows[3]
        log.choose(1)
        log.choose(1)
        assert all(f"word{number}" in screen_text(app) for number in range(30))
        assert "line 0" in screen_text(app)
        log.choose_none()
        assert screen_text(app).splitlines() == rows


async def test_a_filtered_log_asks_for_new_lines_only_when_more_come() -> None:
    app, source = LogApp(), Notes()
    async with app.run_test(size=(60, 20)) as _:
        app.log_lines.tell(telling(), None, "cut")
        app.log_lines.show(source, 3_000)
        app.log_lines.narrow(Show.CORRECTED, None)
        assert len(source.asked) >= 3_000
        source.asked.clear()
        app.log_lines.show(source, 3_010)
        assert source.asked == set(range(3_000, 3_010))


async def test_a_line_that_was_put_right_is_struck_through(corrected: Path) -> None:
    async with on_stage(corrected, begin="4:30") as stage:
        await stage.shows("taken back")
        strips = strips_of_screen(stage.app.screen)
        struck = {
            segment.text.strip() for strip in strips for segment in strip if segment.style and segment.style.strike
        }
        assert any("Sato" in text for text in struck)
        assert any("3 Valle" in text for text in struck)
        assert not any("4 Müller" in text for text in struck)
        for _ in range(4):
            stage.press("f")
        await stage.shows("INCIDENTS  corrections")
        assert "● start" not in stage.text


async def test_an_event_of_an_unknown_type_is_in_the_log_and_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, event("start"), event("drone", 5_000, height=3))
    async with on_stage(path, begin="end") as stage:
        await stage.shows("? unknown drone", "lap 1 of 16")
