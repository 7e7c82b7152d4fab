"""A panel of the race screen with lines that are worked out together, and again only when there is more to tell."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.strip import Strip

from massstart_tui.text.words import Words
from massstart_tui.tui.painting import Lines, line
from massstart_tui.tui.themes import Palette
from massstart_tui.tui.widgets.race_panel import PanelScene, RacePanel

HEADING: Final = 1
"""The rows of the heading of a panel."""


class TextPanel(RacePanel):
    """A panel with lines of text, which are computed again only if the scene, the skater or the outlook has changed."""

    of_outlook: ClassVar[bool] = True
    """Whether the lines depend on the outlook and on a what-if."""

    def __init__(self) -> None:
        """Create it without lines."""
        super().__init__()
        self._seen: PanelScene | None = None
        self._told: Lines = []

    def show(self, seen: PanelScene) -> None:
        """Show the lines for a scene."""
        before = self._seen
        if before is None or self._is_another(before, seen):
            self._seen = seen
            self.look()

    def _is_another(self, before: PanelScene, seen: PanelScene) -> bool:
        """Whether something that the lines depend on has changed; the time alone is nothing."""
        if self.of_outlook:
            return before._replace(t=seen.t, chances=seen.chances) != seen
        return (before.scene, before.bib) != (seen.scene, seen.bib)

    def dress(self, palette: Palette, spoken: Words) -> None:
        super().dress(palette, spoken)
        self.look()

    def on_resize(self) -> None:
        """Compute the lines again in the new size."""
        self.look()

    def look(self) -> None:
        """Compute the lines again, and redraw those that have changed."""
        if self._seen is None or not self.size.width:
            return
        before, self._told = self._told, self.told(self._seen, self.size.width)
        self.redraw_changed(before, self._told)

    def told(self, seen: PanelScene, width: int) -> Lines:
        """Return the lines for a scene, each at most ``width`` cells wide."""
        raise NotImplementedError

    def draw(self, y: int, width: int) -> Strip:
        return line(self._told[y] if y < len(self._told) else [], width, self.palette.plain.text)
