"""Pictures of the charts on the whole screen; the docstring of each test says what its picture must show."""

from __future__ import annotations

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.picture import Frame
from tests.tui.conftest import Album
from tests.tui.races import sample
from tests.tui.stage import on_stage

TIMED = "made-up-timed-race"
WOMEN = "beijing-2022-women-sf1"
SIZES = ((80, 24), (120, 36), (200, 60))


@pytest.mark.parametrize(
    ("size", "language"), [*((size, Language.EN) for size in SIZES), ((120, 36), Language.NL)], ids=str
)
def test_the_race_chart(album: Album, size: tuple[int, int], language: Language) -> None:
    """The whole race: sprint points, falls and returns at their laps, who was out; the places; the cut."""
    frame = Frame("chart", *size, bib=9)
    album.shows(f"chart-race-{size[0]}x{size[1]}-{language}", frame, sample(WOMEN), begin="end", language=language)


@pytest.mark.parametrize("language", list(Language))
def test_the_panels_below_the_table(album: Album, language: Language) -> None:
    """Eight to go: what sprint 3 would mean for Kramer, what he needs, and who is around the cut."""
    frame = Frame("race", 200, 60, bib=13)
    text = album.shows(f"panels-200x60-{language}", frame, begin="8 to go", language=language)
    assert "Kramer" in text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_lap_chart_and_the_gaps(album: Album, size: tuple[int, int]) -> None:
    """Five to go: a line joins the places of 10; 7 and 3 are away, 9 fell, 12 was lapped. In the gaps 7 and 3 are on
    top, the line of 10 comes back, and that of 12 leaves at the bottom.
    """
    name = f"{size[0]}x{size[1]}"
    async with on_stage(sample(TIMED), size=size, begin="5 to go") as stage:
        stage.press("j", "j", "c", "tab")
        await stage.shows("LAP CHART", "12⟳")
        await stage.settle()
        album.holds(f"chart-laps-{name}", stage.app.export_screenshot(title="massstart", simplify=True))
        stage.press("tab")
        await stage.shows("GAPS", "7·3 away", "12 Laine ⟳")
        album.holds(f"chart-gaps-{name}", stage.app.export_screenshot(title="massstart", simplify=True))
