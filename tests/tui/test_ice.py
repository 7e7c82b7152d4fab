"""Tests of the ice on the screen: where it is shown, what is drawn again as it moves, and pictures of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region

from massstart_tui.cli.screen_run import remembered_setup
from massstart_tui.settings import Settings
from massstart_tui.text.words import Language, words
from massstart_tui.tui.picture import Frame, take_picture
from massstart_tui.tui.screens.race_screen import RaceScreen
from massstart_tui.tui.widgets.ice_panel import IcePanel
from tests.streams import event, make_stream
from tests.tui.conftest import Album
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import Stage, on_stage, opening
from tests.tui.test_redraw import check

TIMED = "made-up-timed-race"
ROUND = "⠒⠉"
"""A part of the edge of the lane."""


def ice_of(stage: Stage) -> IcePanel:
    return stage.race.query_one(IcePanel)


@pytest.fixture
def drawn_again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many cells of the ice are drawn again, for each time."""
    found: list[int] = []
    redraw = IcePanel.redraw_cells

    def keep(ice: IcePanel, cells: list[Region]) -> None:
        found.append(sum(region.area for region in cells))
        redraw(ice, cells)

    monkeypatch.setattr(IcePanel, "redraw_cells", keep)
    return found


@pytest.mark.parametrize(
    ("size", "shown"), [((60, 24), 0), ((80, 40), 0), ((120, 24), 0), ((120, 36), 1), ((200, 60), 1)]
)
def test_the_ice_is_shown_from_110_columns_and_30_rows(size: tuple[int, int], shown: int) -> None:
    text = take_picture(*opening(sample(TIMED), begin="5:00"), Frame("race", *size)).text
    assert text.count("reckoned between passings") == shown
    assert (ROUND in text) == bool(shown)


STOPPED = make_stream(
    event("start"), event("lap", 30_000, lap=1), event("stop", 45_000), event("note", 90_000, text="n")
)
"""A race that is stopped in its second lap."""


@pytest.mark.parametrize(
    ("lines", "begin", "said"),
    [
        (None, "5:00", "ICE  ~ reckoned between passings"),
        (None, "end", "ICE   the race is over"),
        (STOPPED, "0:40", "ICE  ~ reckoned between passings"),
        (STOPPED, "1:00", "ICE   stopped: places not known"),
    ],
)
def test_the_heading_says_what_the_places_on_the_ice_rest_on(
    tmp_path: Path, lines: bytes | None, begin: str, said: str
) -> None:
    race = sample(TIMED)
    if lines is not None:
        race = tmp_path / "race.jsonl"
        race.write_bytes(lines)
    assert said in take_picture(*opening(race, begin=begin), Frame("race", 120, 36)).text


async def test_the_heading_of_the_ice_follows_the_race_to_its_end() -> None:
    async with on_stage(sample(TIMED), begin="5:00") as stage:
        stage.press("end")
        await stage.shows("ICE   the race is over")


async def test_as_the_race_plays_only_cells_with_a_dot_that_moved_are_drawn_again(drawn_again: list[int]) -> None:
    async with on_stage(sample(TIMED), begin="5:00", paused=False) as stage:
        before = stage.rows
        drawn_again.clear()
        for _ in range(8):
            stage.clock.advance(400)
            await check(stage)
        assert stage.rows[:12] != before[:12]
        assert 0 < len(drawn_again) <= 16
        # Under load, several advances are drawn at once.
        assert max(drawn_again) < 36 * 8 * 2 / 3


async def test_a_race_that_is_paused_is_not_drawn_again(drawn_again: list[int]) -> None:
    async with on_stage(sample(TIMED), begin="5:00") as stage:
        drawn_again.clear()
        stage.clock.advance(30_000)
        stage.race.look()
        stage.race.look()
        assert drawn_again == []


@pytest.mark.parametrize("keys", [["o", "right_square_bracket", "s", "escape"], ["right", "right", "left", "L"]])
async def test_after_each_key_the_ice_is_what_a_complete_redraw_gives(keys: list[str]) -> None:
    async with on_stage(sample(TIMED), begin="5:00") as stage:
        for key in keys:
            stage.press(key)
            await check(stage)


async def test_a_still_picture_changes_at_passings_only() -> None:
    async with on_stage(sample(TIMED), begin="5:05", settings=Settings(still=True)) as stage:
        ice = ice_of(stage)
        before = [row[-36:] for row in stage.rows[1:11]]
        stage.press("right")
        await stage.comes_to("5:10.0")
        await check(stage)
        assert [row[-36:] for row in stage.rows[1:11]] == before
        assert ice.display
        stage.press("right_square_bracket")
        await stage.until(lambda: [row[-36:] for row in stage.rows[1:11]] != before)


def test_without_braille_there_is_no_ice() -> None:
    mode, setup = opening(sample(TIMED), begin="5:00")
    text = take_picture(mode, setup._replace(braille=False), Frame("race", 120, 36)).text
    assert "reckoned" not in text
    assert ROUND not in text


@pytest.mark.parametrize(
    ("name", "value", "still", "braille"),
    [
        ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22", True, True),
        ("TEXTUAL_DRIVER", "a:driver", True, True),
        ("TEXTUAL_ANIMATIONS", "none", True, True),
        ("TEXTUAL_ANIMATIONS", "full", False, True),
        ("TERM", "linux", False, False),
    ],
)
def test_over_a_line_the_ice_stands_still_and_without_braille_it_is_not_drawn(
    name: str, value: str, still: bool, braille: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.setenv(name, value)
    setup = remembered_setup(None, words(Language.EN))
    assert (setup.still, setup.braille) == (still, braille)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_the_ice_on_the_whole_screen_keeps_clock_bar_and_keys(size: tuple[int, int]) -> None:
    async with on_stage(sample(TIMED), begin="5:00", size=size) as stage:
        stage.press("o")
        await stage.shows("ICE", ROUND, "space", "5:00.0", "11/16")
        await stage.hides("POINTS", "INCIDENTS", "11 of 16")
        stage.press("right")
        await stage.comes_to("5:05.0")
        stage.press("escape")
        await stage.shows("enough", "INCIDENTS")


async def test_where_there_is_no_room_for_the_ice_it_says_so() -> None:
    async with on_stage(sample(TIMED), begin="5:00", size=(80, 10)) as stage:
        stage.press("o")
        await stage.shows("the ice needs")
        assert isinstance(stage.app.screen, RaceScreen)
        assert stage.race.alone is None


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("width", "height"), [(120, 36), (200, 60)])
def test_the_race_with_every_crossing(album: Album, width: int, height: int, language: Language) -> None:
    """The ice at the right of the head: 7 and 3 away in the colour of skaters, the gap in seconds inside the oval."""
    name = f"timed-{width}x{height}-{language}"
    text = album.shows(name, Frame("race", width, height), sample(TIMED), begin="5:00", language=language)
    assert "7·3" in text


@pytest.mark.parametrize("name", [TIMED, KRAMERS])
async def test_a_picture_of_the_ice_on_the_whole_screen(album: Album, name: str) -> None:
    """Dense dots and seconds where the gap was measured, loose dots and no number where it was not."""
    async with on_stage(sample(name), begin="8 to go", size=(120, 36)) as stage:
        stage.press("o")
        await stage.hides("POINTS")
        await stage.settle()
        album.screen(f"ice-{name}", stage.app)
