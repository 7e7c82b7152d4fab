"""The page beside the points table of live entry: which panel it shows instead of the log, and its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.screens.page_screen import ScrolledLines
from massstart_tui.tui.screens.side_panel import DrawnAside, SidePanel, lines_of

if TYPE_CHECKING:
    from massstart_tui.tui.reminder_lines import AtHand
    from massstart_tui.view.recording import RecordedNow


class SidePage(ScrolledLines):
    """A panel that is filled again when it gets its size, which decides how its lines are wrapped."""

    can_focus = False

    def __init__(self, live: RecordedNow, at_hand: AtHand) -> None:
        """Show no panel yet, but the log; ``at_hand`` has the cues of the race."""
        super().__init__(id="side")
        self._live = live
        self._at_hand = at_hand
        self.panel = SidePanel.LOG

    @property
    def is_open(self) -> bool:
        """Whether a panel replaces the log."""
        return self.panel is not SidePanel.LOG

    def turn_to(self, name: str) -> None:
        """Show this panel from its top; if it is shown already, show the log again."""
        self.panel = SidePanel.LOG if self.panel == name else SidePanel(name)
        self.top_line = 0

    def turn(self, pages: int) -> bool:
        """Scroll by so many pages; return whether anything moved."""
        before = self.top_line
        self.scroll(pages * max(1, self.size.height - 1))
        return self.top_line != before

    def look(self) -> None:
        """Draw the panel as it is now, if one is shown."""
        if self.is_open:
            scene, width = self._live.scene(), max(20, self.size.width - 3)
            now = self.screen.keys_now if isinstance(self.screen, BaseScreen) else ""
            drawn = DrawnAside(scene, self._at_hand.unsaid(scene), now)
            self.show(lines_of(self.panel, drawn, self.words, width, self.palette.plain))

    def on_resize(self) -> None:
        self.look()
