"""Tests of the mouse; everything it does has a key too."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.events import MouseMove

from massstart_tui.tui.widgets.points_table import PointsTable
from tests.tui.places import LOW, opened
from tests.tui.races import all_samples
from tests.tui.stage import Stage, on_stage


def seconds(stage: Stage) -> float:
    """Return the race time on the screen, in seconds."""
    minutes, rest = stage.at.split(":")
    return int(minutes) * 60 + float(rest)


def bar_of(stage: Stage) -> tuple[int, int, int]:
    """Return the first and the last column of the progress bar, and its row."""
    y = len(stage.rows) - 2
    bar = stage.rows[y]
    return len(bar) - len(bar.lstrip()), max(bar.rindex(sign) for sign in "╌□■" if sign in bar), y


async def test_a_click_on_the_bar_goes_there(race: Path) -> None:
    """Half the distance is eight laps of thirty seconds, a quarter is four; a cell is worth about five seconds."""
    async with on_stage(race, begin="0:10") as stage:
        first, last, y = bar_of(stage)
        for part in (0.5, 0.25, 0.75, 0.0):
            stage.click((first + round((last - first) * part), y))
            await stage.until(partial(lambda part: abs(seconds(stage) - part * 480) < 5, part))
        stage.click((last, y))
        await stage.until(lambda: seconds(stage) >= 480)


async def test_dragging_along_the_bar_goes_along(race: Path) -> None:
    async with on_stage(race, begin="0:10") as stage:
        first, last, y = bar_of(stage)
        for x in range(first, last, 7):
            stage.mouse(MouseMove, (x, y), button=1)
            await stage.until(partial(lambda x: abs(seconds(stage) - (x - first) / (last - first) * 480) < 5, x))


async def test_moving_over_the_bar_without_a_button_goes_nowhere(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        first, _, y = bar_of(stage)
        stage.mouse(MouseMove, (first + 3, y))
        await stage.settle()
        assert stage.at == "3:00.0"


async def test_a_click_on_a_row_chooses_the_skater_and_another_opens_them(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        stage.click(stage.places_of("Chiara Valle"))
        await stage.until(lambda: "Chiara Valle" in stage.cursor)
        assert stage.place == "race"
        stage.click(stage.places_of("Chiara Valle"))
        await stage.until(lambda: stage.place == "skater")
        await stage.shows("3  Chiara Valle  ITA")


async def test_a_click_on_the_line_of_the_cut_or_below_the_table_chooses_nobody(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        x, y = stage.places_of("3 go through ──")
        stage.click((x, y))
        stage.click((x, y + 6))
        stage.click(stage.places_of("POINTS"))
        await stage.settle()
        assert not stage.cursor


async def test_the_arrows_go_through_the_table_once_it_was_clicked_and_are_speed_again_after_escape(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        stage.click(stage.places_of("Berit Vik"))
        stage.press("down")
        await stage.until(lambda: "Anna Noord" in stage.cursor)
        stage.press("up")
        await stage.until(lambda: "Berit Vik" in stage.cursor)
        assert "1×" in stage.rows[0]
        stage.press("escape", "up")
        await stage.until(lambda: "2×" in stage.rows[0])


async def test_the_arrows_go_through_the_log_once_it_was_clicked(race: Path) -> None:
    async with on_stage(race, begin="end", size=(80, 16)) as stage:
        stage.click(stage.places_of("INCIDENTS"))
        await stage.shows("↑ ↓ log")
        stage.press("down", "down")
        await stage.until(lambda: "0▶■ Müller" in stage.text)
        stage.press("up")
        await stage.until(lambda: "0▶✓ official" in stage.text)


async def test_a_part_that_is_not_shown_is_none_that_the_arrows_go_through(race: Path) -> None:
    async with on_stage(race, begin="3:00") as stage:
        stage.press("v", "v", "tab")
        await stage.shows("POINTS ↑↓")
        stage.press("tab")
        await stage.hides("↑↓")


async def test_the_wheel_over_the_log_scrolls_it(race: Path) -> None:
    async with on_stage(race, begin="end", size=(80, 16)) as stage:
        at = stage.places_of("0 ✓ official")
        stage.wheel(at, down=True, times=2)
        await stage.hides("0 ✓ official")
        stage.wheel(at, down=False, times=2)
        await stage.shows("0 ✓ official")


async def test_a_click_on_a_line_of_the_log_goes_to_its_moment(race: Path) -> None:
    async with on_stage(race, begin="end", size=(120, 36)) as stage:
        stage.click(stage.places_of("◆ Sato 3"))
        await stage.comes_to("4:00.5")


async def test_a_column_whose_name_does_not_say_it_is_explained_under_the_mouse(race: Path) -> None:
    async with on_stage(race, begin="3:00", size=(120, 36)) as stage:
        table = stage.app.screen.query_one(PointsTable)
        for word, said in (("Σ", "the points that count"), ("skater", None), ("noc", "nation, by its National")):
            x, y = stage.places_of(f" {word} ")
            stage.mouse(MouseMove, (x + 1, y))
            await stage.until(partial(lambda said: (str(table.tooltip or "")[: len(said or "")] or None) == said, said))


async def test_the_log_stays_where_it_was_looked_at_when_a_line_comes_in(race: Path) -> None:
    async with on_stage(race, begin="4:30", size=(80, 8)) as stage:
        stage.wheel(stage.places_of("◀ 3 Valle"), down=True)
        await stage.until(lambda: "↑" in stage.row("INCIDENTS"))
        log = [row[44:] for row in stage.rows[3:6]]
        stage.press("right_square_bracket")
        await stage.comes_to("5:00.0")
        await stage.settle()
        assert [row[44:] for row in stage.rows[3:6]] == log


async def test_the_log_does_not_scroll_past_its_oldest_line(race: Path) -> None:
    async with on_stage(race, begin="4:00", size=(80, 24)) as stage:
        before = stage.rows
        stage.wheel(stage.places_of("attack"), down=True, times=3)
        stage.press("pagedown")
        await stage.shows("there is nothing further down")
        assert stage.rows[:-1] == before[:-1]


async def test_the_wheel_scrolls_a_page(tmp_path: Path) -> None:
    async with opened("help", tmp_path, size=LOW) as stage:
        before = stage.rows
        stage.wheel((10, 3), down=True)
        await stage.until(lambda: stage.rows[2] == before[5])
        stage.wheel((10, 3), down=False)
        await stage.until(lambda: stage.rows == before)


async def test_a_click_on_a_skater_of_the_start_sheet_chooses_them(tmp_path: Path) -> None:
    async with opened("sheet", tmp_path) as stage:
        stage.click(stage.places_of("Dana Müller"))
        await stage.until(lambda: "▶   4  Dana Müller" in stage.text)
        stage.click(stage.places_of("6 skaters"))
        await stage.settle()
        assert "▶   4  Dana Müller" in stage.text


async def test_a_click_on_a_race_of_the_list_opens_it() -> None:
    async with on_stage(None, races=tuple(all_samples())) as stage:
        stage.click(stage.places_of("division A"))
        await stage.until(lambda: stage.place == "race")
        await stage.until(lambda: "division A" in stage.rows[0])
