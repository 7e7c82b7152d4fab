"""Tests that only what has changed is redrawn, and that the result equals a complete redraw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.strip import Strip

from massstart_tui.tui.app import MassStart
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.tui.textual_internals import strips_of_screen
from massstart_tui.tui.widgets.bars import ClockDigits, KeyLine, TopLine
from massstart_tui.tui.widgets.canvas import Canvas
from massstart_tui.tui.widgets.incident_log import IncidentLog
from massstart_tui.tui.widgets.lap_counter import LapCounter
from massstart_tui.tui.widgets.points_table import PointsTable
from massstart_tui.tui.widgets.race_bar import RaceBar
from massstart_tui.tui.widgets.race_strip import RaceStrip
from tests.levels import first_quick
from tests.tui.races import KRAMERS, WITH_LAPPED, crowd, sample, with_corrections, with_incidents
from tests.tui.stage import Stage, on_stage, opening, soon

PARTS: tuple[type[Canvas], ...] = (
    *(TopLine, ClockDigits, LapCounter, RaceStrip, PointsTable),
    *(IncidentLog, RaceBar, KeyLine),
)
KEYS = [
    *("right_square_bracket", "left_square_bracket", "s", "S", "i", "I", "full_stop", "comma", "t", "j", "k", "f", "F"),
    *("left", "right", "shift+left", "shift+right", "home", "end", "pagedown", "pageup", "v", "T", "L", "up", "down"),
]


def drawn(stage: Stage) -> list[list[tuple[str, str]]]:
    """Return every piece of the screen with its style, row by row."""
    strips = strips_of_screen(stage.app.screen)
    return [[(segment.text, str(segment.style)) for segment in strip.simplify()] for strip in strips]


async def check(stage: Stage) -> None:
    """Check that the screen equals a complete redraw."""
    await stage.settle()
    before = drawn(stage)
    for widget in stage.app.screen.query("*"):
        widget.refresh()
    assert drawn(stage) == before


async def press_and_check(path: Path, keys: list[str]) -> None:
    """Press these keys, and check after each."""
    async with on_stage(path, size=(110, 20)) as stage:
        for key in keys:
            stage.press(key)
            await check(stage)


@pytest.mark.parametrize("race", first_quick(["incidents", "corrections", "crowd", KRAMERS, WITH_LAPPED], 2))
async def test_step_by_step_through_a_race_the_screen_is_what_it_should_be(race: str, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    made = {"incidents": with_incidents, "corrections": with_corrections, "crowd": crowd}
    path.write_bytes(made[race]() if race in made else sample(race).read_bytes())
    there = ["full_stop"] * 18
    await press_and_check(path, [*there, "t", "S", "t", "T", "L", "F", "j", "F", *(["comma"] * 6), "f", "end", "home"])


@contextmanager
def spy(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[tuple[str, int]]]:
    """Yield the set of drawn lines by widget, for the duration of the block."""
    lines: set[tuple[str, int]] = set()

    def watched(part: type[Canvas]) -> Any:
        draw = part.draw

        def note_and_draw(canvas: Canvas, y: int, width: int) -> Strip:
            lines.add((part.__name__, y))
            return draw(canvas, y, width)

        return note_and_draw

    with monkeypatch.context() as patch:
        for part in PARTS:
            patch.setattr(part, "draw", watched(part))
        yield lines


def rows_of(lines: set[tuple[str, int]], part: type[Canvas]) -> list[int]:
    """Return the drawn lines of one widget."""
    return sorted(y for name, y in lines if name == part.__name__)


async def test_a_row_that_changes_is_the_only_one_of_the_table_that_is_drawn(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 5:20 skater 6 is back in the race, and level with skater 4; theirs are the last two rows of the table."""
    async with on_stage(race, begin="5:18", painted=True) as stage:
        await stage.until(lambda: "▼" in stage.row("Fay Hill"))
        assert "Fay Hill" in stage.rows[8 + stage.places_of("POINTS")[1]]
        with spy(monkeypatch) as lines:
            stage.press("right")
            await stage.until(lambda: "↩" in stage.row("Fay Hill"))
        assert rows_of(lines, PointsTable) == [7, 8]
        assert rows_of(lines, TopLine) == []
        assert rows_of(lines, ClockDigits) == [0]
        assert rows_of(lines, KeyLine) == []


async def test_once_the_stream_is_read_nothing_of_the_first_picture_is_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = Event()
    read = MassStart._read

    def wait_and_read(app: MassStart, *rest: Any) -> None:
        reading.wait()
        read(app, *rest)

    monkeypatch.setattr(MassStart, "_read", wait_and_read)
    path = sample(KRAMERS)
    app = MassStart(*opening(path, paused=True, clock=lambda: 0))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = app.screen
        assert isinstance(screen, RaceScreen)
        await pilot.pause()
        with spy(monkeypatch) as lines:
            reading.set()
            assert await soon(lambda: screen.replay.views is not None)
            await pilot.pause(0.3)
        parts = {part for part, _ in lines}
        assert parts <= {"TopLine", "ClockDigits", "RaceBar"}


async def test_the_clock_alone_draws_its_digits_and_the_bar(race: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(race, begin="3:25", paused=False, painted=True) as stage:
        await stage.comes_to("3:25.0")
        with spy(monkeypatch) as lines:
            stage.clock.advance(100)
            await stage.comes_to("3:25.1")
        assert lines == {("ClockDigits", 0)}
        with spy(monkeypatch) as lines:
            stage.clock.advance(4_500)
            await stage.comes_to("3:29.6")
        assert lines == {("ClockDigits", 0), ("RaceBar", 0)}


async def test_while_nothing_happens_nothing_is_drawn(race: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen updates ten times a second, and draws nothing if nothing is new."""
    async with on_stage(race, begin="3:25", painted=True) as stage:
        await stage.comes_to("3:25.0")
        looks = 0
        look = stage.race.look

        def counted() -> None:
            nonlocal looks
            looks += 1
            look()

        with spy(monkeypatch) as lines:
            for _ in range(3):
                counted()
            await stage.settle()
        assert looks == 3
        assert lines == set()


async def test_moving_the_cursor_draws_the_row_it_leaves_and_the_row_it_comes_to(
    race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(race, begin="3:25", painted=True) as stage:
        stage.press("j")
        await stage.until(lambda: "Berit Vik" in stage.cursor)
        await stage.settle()
        with spy(monkeypatch) as lines:
            stage.press("j")
            await stage.until(lambda: "Anna Noord" in stage.cursor)
        assert lines == {("PointsTable", 2), ("PointsTable", 3)}


async def test_the_cursor_stays_with_the_skater_when_the_ranks_change(race: Path) -> None:
    """Skater 5 is fifth before the second sprint, third after it, and last in the result."""
    async with on_stage(race, begin="4:00", painted=True) as stage:
        stage.press("j", "j", "j", "j", "j")
        await stage.until(lambda: "5 Emi Sato" in stage.cursor)
        for key in ("s", "end", "home", "s", "s", "S"):
            stage.press(key, "enter")
            await stage.until(lambda: stage.place == "skater")
            await stage.shows("5  Emi Sato  JPN")
            stage.press("escape")
            await stage.until(lambda: stage.place == "race")


async def test_the_cursor_stays_in_view_in_a_table_that_is_longer_than_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(crowd())
    async with on_stage(path, begin="3:00", size=(80, 24), painted=True) as stage:
        stage.press(*["j"] * 30)
        await stage.until(lambda: "Family29" in stage.cursor)
        listed = [row for row in stage.rows if " NED " in row]
        assert "Family29" in listed[-1]
        assert "Family27" in listed[-2]
        stage.press("end")
        await stage.until(lambda: "Family29" in stage.text[:2000])
        stage.press("home")
        await stage.until(lambda: "Family29" in stage.cursor)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_what_only_gives_others_their_places_is_not_drawn(size: tuple[int, int]) -> None:
    async with on_stage(sample(KRAMERS), size=size) as stage:
        await stage.settle()
        shown = {type(widget).__name__ for widget in stage.app.screen.query("*") if widget.region.area}
        assert "PointsTable" in shown
        assert not {"Horizontal", "Vertical"} & shown
