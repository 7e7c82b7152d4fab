"""Tests that a panel of the race screen stands in its place while it has something to show, and is gone otherwise."""

from __future__ import annotations

import pytest
from textual.strip import Strip

from massstart_tui.tui.painting import line
from massstart_tui.tui.screens import race_panels
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene, RacePanel
from massstart_tui.view.race_layout import LayoutClass
from tests.tui.races import KRAMERS, sample
from tests.tui.stage import on_stage


class Told(RacePanel):
    """A panel that says which race time it shows, from the second lap on."""

    stands = PanelPlace.BESIDE
    told = ""

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:
        """Want three rows from class S on."""
        return (columns, 3 if size >= LayoutClass.S and seen.scene.state.lap > 1 else 0)

    def show(self, seen: PanelScene) -> None:
        """Keep the lap."""
        self.told = f"{self.stands}: lap {seen.scene.state.lap}"
        self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        """Draw the lap on the first line."""
        brush = self.palette.plain
        return line([(self.told if y == 0 else "", brush.text)], width, brush.text)


class Under(Told):
    """The same below the table."""

    stands = PanelPlace.BELOW


class Right(Told):
    """The same in the place of the ice."""

    stands = PanelPlace.ICE


@pytest.mark.parametrize(
    ("size", "places"),
    [((60, 24), []), ((80, 24), ["beside"]), ((120, 36), ["ice", "beside"]), ((200, 60), ["ice", "beside", "below"])],
)
async def test_a_panel_is_shown_while_it_has_something_to_show(
    size: tuple[int, int], places: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(race_panels, "AT_ONCE", (Right,))
    monkeypatch.setattr(race_panels, "further_panels", lambda: (Told, Under))
    async with on_stage(sample(KRAMERS), size=size) as stage:
        assert ": lap" not in stage.text
        await stage.pilot.press("right_square_bracket", "right_square_bracket")
        await stage.until(lambda: not places or ": lap 2" in stage.text)
        assert [place for place in ("ice", "beside", "below") if f"{place}: lap 2" in stage.text] == places
        await stage.pilot.press("left_square_bracket")
        await stage.until(lambda: ": lap" not in stage.text)


@pytest.mark.parametrize(
    ("keys", "race", "panels"),
    [
        ((), "made-up-timed-race", ["LAP CHART", "GAPS", "AROUND THE CUT"]),
        (("j",), "made-up-timed-race", ["LAP CHART", "GAPS", "CHOSEN"]),
        (("j",), KRAMERS, ["CHOSEN", "AROUND THE CUT"]),
    ],
)
async def test_what_stands_below_the_table_fills_the_columns(
    keys: tuple[str, ...], race: str, panels: list[str]
) -> None:
    async with on_stage(sample(race), size=(200, 60), begin="5 to go") as stage:
        stage.press(*keys)
        await stage.shows(*panels)
        row = stage.row(panels[0])
        assert sorted(panels, key=row.index) == panels
        assert len(row.rstrip()) > 110


async def test_a_chart_is_drawn_anew_in_another_language_while_the_race_stands_still() -> None:
    async with on_stage(sample("made-up-timed-race"), size=(200, 60), begin="5 to go") as stage:
        await stage.shows("GAPS", "7·3 away")
        stage.press("L")
        await stage.shows("VERSCHILLEN", "7·3 weg")
