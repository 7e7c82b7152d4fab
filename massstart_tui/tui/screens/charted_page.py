"""The base class of the pages about a race whose room the charts can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from massstart_tui.tui.commands import key_line_of, key_of
from massstart_tui.tui.screens.page_screen import PageScreen
from massstart_tui.tui.screens.skater_search import SearchingScreen
from massstart_tui.tui.widgets.chart_page import ChartPage
from massstart_tui.tui.widgets.race_panel import PanelScene
from massstart_tui.view.replaying import Replay

if TYPE_CHECKING:
    from massstart_tui.race.sheet import Sheet


class ChartedPage(PageScreen, SearchingScreen):
    """A page about a race, on which a skater can be searched; a key shows the charts in its place."""

    DEFAULT_CSS = """
    ChartedPage {
        ChartPage { height: 1fr; margin: 1 2; display: none; }
    }
    """

    def __init__(self, shown: Replay) -> None:
        """Show the race at its current moment."""
        super().__init__()
        self._shown = shown
        self.chart = ChartPage()

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.page
        yield self.chart
        yield self.keys

    def drawn_from(self) -> object:
        return self._shown.scene()

    @property
    def searched_sheet(self) -> Sheet:
        return self._shown.sheet

    def look(self) -> None:
        super().look()
        if self.chart.display:
            self.chart.show(PanelScene(self._shown.scene(), self._shown.t, self.found_skater, {}))

    def action_chart(self) -> None:
        """Show the charts, or the page again."""
        self.chart.display = not self.chart.display
        self.page.display = not self.chart.display
        if self.chart.display:
            self.chart.open_for(self._shown.scene())
        self.keys.show(key_line_of(self.place, charted=self.chart.display))
        self.look()

    def action_part(self, steps: int) -> None:
        """Show the next chart."""
        if self.chart.display:
            self.chart.turn(steps)
        else:
            words = self.massstart.words
            self.keys.remark(words("keys.hidden", key=key_of("chart", words)))

    async def action_back(self) -> None:
        if self.chart.display:
            self.action_chart()
        else:
            await super().action_back()
