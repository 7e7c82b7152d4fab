"""The panels of the race screen: which of them are shown, and how large."""

from __future__ import annotations

from typing import Final, NamedTuple

from massstart_tui.tui.widgets.chart_page import ChartPage
from massstart_tui.tui.widgets.course_panels import AttacksPanel, EliminationsPanel
from massstart_tui.tui.widgets.ice_panel import IcePanel
from massstart_tui.tui.widgets.known_panels import BackgroundPanel, LapTimesPanel
from massstart_tui.tui.widgets.lap_panels import Gaps, LapChart
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene, RacePanel
from massstart_tui.tui.widgets.skater_panels import ChosenPanel, CutPanel, SprintPanel
from massstart_tui.view.race_layout import Box, RaceLayout, beside_of, classes_of
from massstart_tui.view.scene import Scene

PANELS: Final[tuple[type[RacePanel], ...]] = (
    *(IcePanel, SprintPanel, LapChart, Gaps, EliminationsPanel, ChosenPanel, CutPanel, AttacksPanel),
    *(LapTimesPanel, BackgroundPanel, ChartPage),
)
"""The panels of the screen; of those in one place the first comes first."""
MARGIN: Final = 2
"""The columns left of the panels below the table, and at both sides of a panel on the whole screen."""
BETWEEN: Final = 2
"""The columns between two panels that stand side by side."""


class Wanting(NamedTuple):
    """A panel that has something to show, how much room it wants, and the most ``rows`` that it can fill."""

    panel: RacePanel
    columns: int
    rows: int
    most: int


class PanelsShown(NamedTuple):
    """The panels that have something to show now, by the place where they stand."""

    ice: tuple[Wanting, ...]
    beside: tuple[Wanting, ...]
    below: tuple[Wanting, ...]


class RacePanels:
    """Holds the panels of one screen."""

    def __init__(self) -> None:
        """Create the panels, all of them hidden."""
        self.all = tuple(panel() for panel in PANELS)
        self._rooms: dict[RacePanel, Box] = {}

    def at(self, place: PanelPlace) -> tuple[RacePanel, ...]:
        """Return the panels that stand in this place."""
        return tuple(panel for panel in self.all if panel.stands is place)

    @property
    def at_last_chart(self) -> bool:
        """Whether the page of charts is at the last of them."""
        return all(panel.is_last for panel in self.all if isinstance(panel, ChartPage))

    def turn(self, kind: type[RacePanel], steps: int) -> bool:
        """Go ``steps`` charts further if ``kind`` is the page of charts; return whether it is."""
        pages = self._charts() if kind is ChartPage else []
        for page in pages:
            page.turn(steps)
        return bool(pages)

    def open_charts(self, scene: Scene) -> None:
        """Let the page of charts begin with one that has something to show of ``scene``."""
        for page in self._charts():
            page.open_for(scene)

    def _charts(self) -> list[ChartPage]:
        return [panel for panel in self.all if isinstance(panel, ChartPage)]

    def choose(self, seen: PanelScene, columns: int, rows: int) -> PanelsShown:
        """Return which panels have something to show on a screen of so many ``columns`` and ``rows``."""
        size = min(classes_of(columns, rows))
        beside = beside_of(columns, seen.scene.state.distance)
        room = {PanelPlace.ICE: columns, PanelPlace.BESIDE: beside, PanelPlace.BELOW: columns - MARGIN}

        def wanting(place: PanelPlace) -> tuple[Wanting, ...]:
            asked = ((panel, *panel.wanted(seen, size, room[place])) for panel in self.at(place))
            return tuple(Wanting(*each, each[0].most(seen, each[2])) for each in asked if each[2])

        return PanelsShown(
            wanting(PanelPlace.ICE)[:1],
            wanting(PanelPlace.BESIDE)[:1],
            _side_by_side(wanting(PanelPlace.BELOW), columns - MARGIN),
        )

    def show_alone(self, kind: type[RacePanel], seen: PanelScene, room: Box) -> None:
        """Draw only the panel of this kind, in this room."""
        for panel in self.all:
            panel.display = isinstance(panel, kind)
            if panel.display:
                if room != self._rooms.get(panel):
                    panel.styles.width, panel.styles.height = room
                self._rooms = {panel: room}
                panel.show(seen)

    def show(self, seen: PanelScene, chosen: PanelsShown, laid: RaceLayout) -> None:
        """Draw the panels for which there is room, and hide the others."""
        shown = [*(chosen.ice if laid.ice else ()), *(chosen.beside if laid.panel else ())]
        shown += chosen.below if laid.below else ()
        rooms = {wanting.panel: _room_of(wanting, laid) for wanting in shown}
        for panel in self.all:
            panel.display = panel in rooms
        for panel, room in rooms.items():
            if room != self._rooms.get(panel):
                panel.styles.width, panel.styles.height = room
            panel.show(seen)
        self._rooms = rooms


def _side_by_side(wanting: tuple[Wanting, ...], columns: int) -> tuple[Wanting, ...]:
    """Return those of the panels for which there are columns, the last ones perhaps with fewer than they want.

    The ones with the most weight are placed first.
    """
    placed: dict[RacePanel, int] = {}
    for each in sorted(wanting, key=lambda panel: -panel.panel.weight):
        given = min(each.columns, columns)
        if given >= (each.panel.least or each.columns):
            placed[each.panel] = given
            columns -= given + BETWEEN
    return tuple(each._replace(columns=placed[each.panel]) for each in wanting if each.panel in placed)


def _room_of(wanting: Wanting, laid: RaceLayout) -> Box:
    """Return the columns and rows that a panel is given; the ice has a heading over its box."""
    if wanting.panel.stands is PanelPlace.ICE and laid.ice is not None:
        return Box(laid.ice.columns, laid.ice.rows + 1)
    below = wanting.panel.stands is PanelPlace.BELOW
    return Box(wanting.columns, min(wanting.most, laid.below) if below else wanting.rows)
