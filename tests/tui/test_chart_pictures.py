"""Pictures of the charts on the whole screen; the docstring of each test says what its picture must show."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Album
from tests.tui.races import sample
from tests.tui.stage import on_stage

TIMED = "made-up-timed-race"
SIZES = ((80, 24), (120, 36), (200, 60))


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_lap_chart_and_the_gaps(album: Album, size: tuple[int, int]) -> None:
    """Five to go: a line joins the places of 10; 7 and 3 are away, 9 fell, 12 was lapped. In the gaps 7 and 3 are on
    top, the line of 10 comes back, and that of 12 leaves at the bottom.
    """
    name = f"{size[0]}x{size[1]}"
    async with on_stage(sample(TIMED), size=size, begin="5 to go") as stage:
        stage.press("j", "j", "c")
        await stage.shows("LAP CHART", "12⟳")
        await stage.settle()
        album.holds(f"chart-laps-{name}", stage.app.export_screenshot(title="massstart", simplify=True))
        stage.press("tab")
        await stage.shows("GAPS", "7·3 away", "12 Laine ⟳")
        album.holds(f"chart-gaps-{name}", stage.app.export_screenshot(title="massstart", simplify=True))
