"""The charts of a race on the whole screen, one at a time: the race chart, the lap chart and the gaps."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, cast

from textual import events

from massstart_tui.race.state import Phase
from massstart_tui.tui.commands import key_of, wrapped_with_keys
from massstart_tui.tui.host import Host
from massstart_tui.tui.painting import Lines, Piece, width_of
from massstart_tui.tui.widgets.lap_panels import gaps_in, lap_chart_in, passed_in, tones
from massstart_tui.tui.widgets.race_chart_lines import race_chart_lines
from massstart_tui.tui.widgets.race_panel import PanelPlace, PanelScene
from massstart_tui.tui.widgets.text_panel import TextPanel
from massstart_tui.view.race_layout import LayoutClass
from massstart_tui.view.scene import Scene

HEADING: Final = 2
"""The rows of the names of the charts, and the blank one below."""


class Charted(StrEnum):
    """The charts, in the order in which a key goes through them."""

    RACE = "race"
    LAPS = "laps"
    GAPS = "gaps"


class ChartPage(TextPanel):
    """Draws one of the charts in all the room there is; it is shown only alone."""

    stands = PanelPlace.ALONE
    of_outlook = False

    def __init__(self) -> None:
        """Begin with the first chart."""
        super().__init__()
        self.charted = next(iter(Charted))

    def wanted(self, seen: PanelScene, size: LayoutClass, columns: int) -> tuple[int, int]:  # noqa: ARG002 - never beside anything
        """Ask for no room beside others."""
        return (0, 0)

    def open_for(self, scene: Scene) -> None:
        """Begin with the first chart, if ``scene`` has no passings that another one could show."""
        if passed_in(scene) is None:
            self.charted = next(iter(Charted))

    def turn(self, steps: int) -> None:
        """Show the chart that is ``steps`` further."""
        charts = self._charts
        self.charted = charts[(charts.index(self.charted) + steps) % len(charts)]
        self.look()

    @property
    def is_last(self) -> bool:
        """Whether the chart is the last of those that can be drawn."""
        return self.charted is self._charts[-1]

    @property
    def _charts(self) -> list[Charted]:
        """The charts that can be drawn; the gaps need braille."""
        return [chart for chart in Charted if chart is not Charted.GAPS or cast("Host", self.app).braille]

    def on_click(self, event: events.Click) -> None:
        """Show the next chart, if its names were clicked."""
        if event.y < HEADING:
            self.turn(1)

    def told(self, seen: PanelScene, width: int) -> Lines:
        return [self._names(width), [], *self._drawn(seen)]

    def _names(self, width: int) -> list[Piece]:
        """Return the names of the charts, the one that is shown in front of what it is about."""
        brush, words = self.palette.plain, self.words
        pieces: list[Piece] = []
        for chart in self._charts:
            name = words(f"chart.{chart}")
            pieces.append((name, brush.ice) if chart is self.charted else (name.lower(), brush.dim))
            pieces.append(("   ", brush.dim))
        about = words(f"chart.{self.charted}_told")
        return [*pieces, (about, brush.dim)] if width_of(pieces) + len(about) <= width else pieces

    def _drawn(self, seen: PanelScene) -> list[list[Piece]]:
        brush, (width, rows) = self.palette.plain, (self.size.width, self.size.height - HEADING)
        if self.charted is Charted.RACE:
            return race_chart_lines(seen, (width, rows), brush, self.words)
        passed = passed_in(seen.scene)
        if passed is None:
            return self._no_passings(width, begun=seen.scene.state.phase is not Phase.SCHEDULED)
        draw = gaps_in if self.charted is Charted.GAPS else lap_chart_in
        return [tones(row, brush) for row in draw(passed, seen, (width, rows), self.words)]

    def _no_passings(self, width: int, *, begun: bool) -> list[list[Piece]]:
        """Return the sentence that there is nothing to draw, with the keys that lead on if nothing will come."""
        names, words, style = ("next_chart", "back") if begun else (), self.words, self.palette.plain.dim
        keys = {name: key_of(name, words) for name in names}
        told = words("chart.none_published" if begun else "chart.no_passings", **keys)
        return wrapped_with_keys(told, names, words, style, width)
