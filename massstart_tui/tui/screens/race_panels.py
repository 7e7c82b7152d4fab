"""The panels of the race screen: which of them are shown, and how large."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import Phase
from massstart_tui.tui.widgets.ice_panel import IcePanel
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene, RacePanel
from massstart_tui.view.race_layout import Box, LayoutClass, RaceLayout, beside_of, classes_of
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.tui.widgets.chart_page import ChartPage

MARGIN: Final = 2
"""The columns left of the panels below the table, and at both sides of a panel on the whole screen."""
BETWEEN: Final = 2
"""The columns between two panels that stand side by side."""


AT_ONCE: Final[tuple[type[RacePanel], ...]] = (IcePanel,)
"""The panels that can have something to show before the gun and below class L, while no skater is chosen."""


def further_panels() -> tuple[type[RacePanel], ...]:
    """Return the other panels, which the first picture does not wait for; of those in one place the first is first."""
    from massstart_tui.tui.widgets.chart_page import ChartPage
    from massstart_tui.tui.widgets.course_panels import AttacksPanel, EliminationsPanel
    from massstart_tui.tui.widgets.known_panels import BackgroundPanel, LapTimesPanel
    from massstart_tui.tui.widgets.lap_panels import Gaps, LapChart
    from massstart_tui.tui.widgets.skater_panels import ChosenPanel, CutPanel, SprintPanel

    panels = (SprintPanel, LapChart, Gaps, EliminationsPanel, ChosenPanel, CutPanel, AttacksPanel)
    return (*panels, LapTimesPanel, BackgroundPanel, ChartPage)


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
    """Holds the panels of one screen: the ice at once, the others from when one of them may have something to show.

    A panel is mounted when it is first shown: most are never shown, and the first picture does not wait for them.
    """

    def __init__(self, mount: Callable[[RacePanel], object]) -> None:
        """Create the first panels, hidden; ``mount`` mounts a panel that is to be shown, unless it is mounted."""
        self.all = tuple(panel() for panel in AT_ONCE)
        self._mount = mount
        self._rooms: dict[RacePanel, Box] = {}

    def at(self, place: PanelPlace) -> tuple[RacePanel, ...]:
        """Return the panels that stand in this place."""
        return tuple(panel for panel in self.all if panel.stands is place)

    def shown_at(self, place: PanelPlace) -> tuple[RacePanel, ...]:
        """Return the panels that are shown in this place."""
        return tuple(panel for panel in self.at(place) if panel in self._rooms)

    def _create_all(self) -> None:
        if len(self.all) == len(AT_ONCE):
            first, further = self.all[0], tuple(panel() for panel in further_panels())
            for panel in further:
                panel.palette, panel.words = first.palette, first.words
            self.all += further

    @property
    def at_last_chart(self) -> bool:
        """Whether the page of charts is at the last of them."""
        return all(page.is_last for page in self._charts())

    def turn(self, kind: type[RacePanel], steps: int) -> bool:
        """Go ``steps`` charts further if ``kind`` is the page of charts; return whether it is."""
        pages = self._charts() if kind.stands is PanelPlace.ALONE else []
        for page in pages:
            page.turn(steps)
        return bool(pages)

    def open_charts(self, scene: Scene) -> None:
        """Let the page of charts begin with one that has something to show of ``scene``."""
        for page in self._charts():
            page.open_for(scene)

    def _charts(self) -> list[ChartPage]:
        from massstart_tui.tui.widgets.chart_page import ChartPage

        self._create_all()
        return [panel for panel in self.all if isinstance(panel, ChartPage)]

    def choose(self, seen: PanelScene, columns: int, rows: int) -> PanelsShown:
        """Return which panels have something to show on a screen of so many ``columns`` and ``rows``."""
        size = min(classes_of(columns, rows))
        if seen.bib is not None or size is LayoutClass.L or seen.scene.state.phase is not Phase.SCHEDULED:
            self._create_all()
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
        self._create_all()
        for panel in self.all:
            panel.display = isinstance(panel, kind)
            if panel.display:
                if room != self._rooms.get(panel):
                    panel.styles.width, panel.styles.height = room
                self._rooms = {panel: room}
                self._mount(panel)
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
            self._mount(panel)
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
